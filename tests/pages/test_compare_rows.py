from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from kaitei.comparison import compare
from kaitei.comparison.model import Change, Row, Segment, Side
from kaitei.pages.compare import labels
from kaitei.pages.compare_cells import LineLook, Look, cell
from kaitei.pages.compare_rows import Sides, folded, maker
from kaitei.pages.context import Context
from kaitei.pages.views import CompareFold, CompareRow
from kaitei.wording.words import words
from tests.comparison.notation import tree
from tests.support.cases import load
from tests.support.small import living, site


def _context() -> Context:
    return Context.make(site({"privacy.md": living("- {date: 2024-04-01, summary: 制定}")}, "2026-11-22"), "ja")


def _row(number: str, depth: int = 0, change: Change = "unchanged") -> Row:
    side = Side(f"c{number}", number, depth, False, (Segment("=", f"{number} 長い条項です。" * 9),))
    return Row(change, side, side)


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        pytest.param([_row("1."), _row("2."), _row("3.")], ["1.～3."], id="one run"),
        pytest.param([_row("1."), _row("2.", change="changed"), _row("3.")], ["1.", "=2.", "3."], id="around a change"),
        pytest.param([_row("1."), _row("（１）", 1), _row("2.")], ["1.～2."], id="with what stands beneath"),
        pytest.param(
            [_row("1."), _row("（１）", 1, "changed"), _row("（２）", 1), _row("（３）", 1), _row("2."), _row("3.")],
            ["=1.", "=（１）", "（２）～（３）", "2.～3."],
            id="up to the next clause above",
        ),
        pytest.param(
            [_row("1."), _row("（１）", 1), _row("①", 2, "changed"), _row("②", 2), _row("（２）", 1), _row("2.")],
            ["=1.", "=（１）", "=①", "②", "（２）", "2."],
            id="level by level",
        ),
    ],
)
def test_a_fold_ends_where_a_clause_further_out_begins(rows: list[Row], shown: list[str]) -> None:
    found = folded(words("ja"), maker(words("ja")), rows, list(map(_looks, rows)), {}, ())
    assert list(map(_told, found)) == shown


def _told(shown: CompareRow | CompareFold) -> str:
    if isinstance(shown, CompareFold):
        return shown.label_new
    assert shown.new
    return f"={shown.new.number}"


def test_a_row_with_a_remark_is_not_folded() -> None:
    rows = [_row("1."), _row("2.")]
    fold, row = folded(words("ja"), maker(words("ja")), rows, list(map(_looks, rows)), {1: ["注記"]}, ())
    assert isinstance(fold, CompareFold)
    assert isinstance(row, CompareRow)
    assert row.remarks == ("注記",)


def _looks(row: Row) -> Sides:
    """Those of clauses of running text."""
    old, new = (_plain(side) if side else () for side in (row.old, row.new))
    return old, new


def _plain(side: Side) -> tuple[Look, ...]:
    first, *rest = side.text.split("\n")
    lead = len(first) - len(first.removeprefix(side.number).lstrip())
    return (Look(side.depth, side.heading, lead, tuple(LineLook((len(one),)) for one in (first[lead:], *rest))),)


CASES = [case for case in load("comparison") if "remarks" in case]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_remark_says_what_has_happened(case: dict[str, Any]) -> None:
    make, said = maker(words("ja")), words("ja")
    rows = [make(row, _looks(row), "", (), False, False) for row in compare(tree(case["old"]), tree(case["new"])).rows]
    found = [[remark for remark in row.remarks if "見えない" not in remark] for row in rows]
    assert found == [[said(f"change_{key}") for key in keys] for keys in case["remarks"]]


def test_characters_that_cannot_be_seen_are_named_and_what_is_reworded_is_not_searched_for_them() -> None:
    old, new = "1.| 個人\u00ad情報\n2.| 料金\u200bは無料です。", "1.| 個人情報\n2.| 料金は有料です。"
    make = maker(words("ja"))
    made = [make(row, _looks(row), "", (), False, False) for row in compare(tree(old), tree(new)).rows]
    assert [(row.kind, row.alike, row.remarks) for row in made] == [
        ("unchanged", False, ("見えない文字の違い（U+00AD）",)),
        ("changed", False, ("変更",)),
    ]


def _marked(old: str, new: str) -> tuple[str, str]:
    context = _context()
    before, after = _side(old), _side(new)
    row = CompareRow("changed", cell(before, _plain(before)), cell(after, _plain(after)))
    macros = vars(context.renderer.environment.get_template("kaitei/compare_row.html").module)
    written = str(macros["line"](row, labels(context), False))
    written = re.sub(' data-(begins|ends)="[^"]*"', "", written)
    found = re.findall(r'class="marker" href="[^"]*">第1条 ?</a>(.*?)</div>', written, re.DOTALL)
    return found[0], found[1]


def _side(words: str) -> Side:
    return Side("c1", "第1条", 0, True, (Segment("=", "第1条　"), *_segments(words)))


def _segments(words: str) -> Iterator[Segment]:
    for part in filter(None, re.split(r"(\[[-+][^]]*\])", words)):
        if part.startswith("["):
            yield Segment("+" if part[1] == "+" else "-", part[2:-1])
        else:
            yield Segment("=", part)


@pytest.mark.parametrize(
    ("segments", "written"),
    [
        pytest.param("取得", "<b>取得</b>", id="a title"),
        pytest.param("取得\n集めます。", "<b>取得</b><div>集めます。", id="a title and its text"),
        pytest.param("取得\n[-集め]ます。", "<b>取得</b><div><del>集め</del>ます。", id="a mark after the title"),
        pytest.param("取得[-等]\n集めます。", "<b>取得<del>等</del></b><div>集めます。", id="a mark in the title"),
        pytest.param(
            "[-取得\n集め]ます。", "<b><del>取得</del></b><div><del>集め</del>ます。", id="a mark across its end"
        ),
        pytest.param("取得[-\n集めます。]", "<b>取得</b><div><del>集めます。</del>", id="a mark from its end"),
        pytest.param("\n集めます。", "<div>集めます。", id="no title"),
        pytest.param("[-取得]", "<b><del>取得</del></b>", id="a title that went"),
        pytest.param(
            "取得\n集めます[-。\n使い]ます。", "<b>取得</b><div>集めます<del>。<br>使い</del>ます。", id="lines"
        ),
    ],
)
def test_a_title_is_bold_within_its_marks(segments: str, written: str) -> None:
    assert _marked(segments, "取得")[0] == written
