from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from kaitei.comparison import likeness, nodes, pieces, tokens, words
from kaitei.comparison.model import Segment, Side
from kaitei.pages.compare import Pair, cell, labels
from kaitei.pages.context import Context
from kaitei.pages.framed import comparison
from kaitei.pages.views import CompareRow
from kaitei.pairs import pairs
from kaitei.site import Site
from tests.support.small import frozen, living, site, translated

MEMORIES = (likeness._likeness, nodes._marker, pieces.text_pieces, tokens.differences, words._mark)

YEARS = range(2024, 2009, -1)
"""More revisions than have all pairs, and more texts than are held at once."""


def _body(year: int) -> str:
    """Return a text of which a part changes each year, a part every third one, and a part never."""
    third = "、".join(["氏名", "住所", "電話番号"][: year % 3 + 1])
    moved = f"## 第{3 + year % 2}条（保存）\n\n{2000 + year % 4}件まで保存します。\n"
    return (
        "はじめに、当社は<次>のとおり定めます。\n\n"
        f"## 第1条（取得）\n\n{third}を取得します。\n\n1. 申込書によるもの\n2. {year}年の調査によるもの\n\n"
        "## 第2条（利用）\n\n商品の発送 & 請求のために利用します。\n\n"
        f"{moved}\n## 第5条（{'開示' if year % 5 else '開示等'}）\n\n"
        f"| 書類 | 部数 |\n|---|---|\n| 申込書 | {year % 3} |\n\n"
        "窓口は {{ company.name }} です。\n"
    )


def _made(**settings: Any) -> Site:
    first, *past = YEARS
    revisions = "".join(f"- {{date: {year}-04-01, summary: 改定, remarks: {{c2: 注記}}}}\n" for year in YEARS)
    files = {"privacy.md": living(revisions, _body(first))}
    files |= {f"privacy/{year}-04-01.md": frozen(_body(year)) for year in past}
    return site(files, "2026-11-22", **settings)


def _all(context: Context) -> list[Pair]:
    standing = context.site.standing("privacy")
    assert standing
    return [Pair(context, standing, old, new) for old, new in pairs(standing.held(context.locale), standing.current)]


def _page(pair: Pair) -> str:
    view, surround = comparison(pair)
    return pair.context.renderer.render("kaitei/compare.html", surround.address, view=view, frame=surround)


def _forget() -> None:
    for memory in MEMORIES:
        memory.cache_clear()


@pytest.fixture(scope="module")
def alone() -> dict[tuple[str, str], str]:
    """Each comparison as it is where nothing was compared or written before."""
    found = {}
    for at in range(len(_all(Context.make(_made(), "ja")))):
        _forget()
        pair = _all(Context.make(_made(), "ja"))[at]
        found[pair.old.date, pair.new.date] = _page(pair)
    return found


@pytest.mark.parametrize("order", ["as built", "backwards", "at random"])
def test_a_page_is_the_same_whatever_was_compared_before(order: str, alone: dict[tuple[str, str], str]) -> None:
    asked = _all(Context.make(_made(), "ja"))
    if order == "backwards":
        asked.reverse()
    if order == "at random":
        random.Random(1).shuffle(asked)
    assert {(pair.old.date, pair.new.date): _page(pair) for pair in asked} == alone


def test_the_clauses_of_a_page_lead_to_its_own_two_texts(alone: dict[tuple[str, str], str]) -> None:
    for (old, new), page in alone.items():
        marked = re.findall(r'<td class="(new|old)"(?:(?!</td>).)*?<a class="marker" href="([^"]*)"', page, re.DOTALL)
        assert {side for side, _ in marked} == {"new", "old"}
        assert {href.partition("#")[0] for side, href in marked if side == "old"} == {f"../../../{old}/"}
        assert {href.partition("#")[0] for side, href in marked if side == "new"} == {f"../../../{new}/"}


def test_no_sign_for_an_address_is_left(alone: dict[tuple[str, str], str]) -> None:
    assert not any(re.search("[\ufdd0-\ufdef]", page) for page in alone.values())


def test_what_an_author_typed_is_escaped(alone: dict[tuple[str, str], str]) -> None:
    page = alone["2023-04-01", "2024-04-01"]
    assert "当社は<次>" not in page
    assert "発送 &amp; 請求" in page


@pytest.mark.parametrize(
    ("new_first", "sides"), [(True, ("new", "old")), (False, ("old", "new"))], ids=["new first", "old first"]
)
def test_what_is_folded_is_said_once(new_first: bool, sides: tuple[str, str]) -> None:
    pair = next(pair for pair in _all(Context.make(_made(new_first=new_first), "ja")) if pair.new.date == "2024-04-01")
    folded = re.findall(r'<tr class="fold">.*?</table>', _page(pair), re.DOTALL)
    assert any("申込書によるもの" in fold for fold in folded)
    for fold in folded:
        assert fold.count("<details>") == 1
        for row in re.findall(r'<tr class="unchanged">.*?</tr>', fold, re.DOTALL):
            cells = re.findall(r'<td class="(new|old)"[^>]*><div[^>]*>(.*?)</div></td>', row, re.DOTALL)
            assert tuple(side for side, _ in cells) == sides
            numbers = [re.findall(r'<a class="marker"[^>]*>([^<]*)</a>', cell) for _, cell in cells]
            assert numbers[0] == numbers[1]
            assert cells[1][1].endswith("（同左）")
            assert "（同左）" not in cells[0][1]


@pytest.mark.parametrize(("locale", "span"), [("ja", "1.～2."), ("en", "1.–2.")])
def test_a_fold_is_named_by_its_first_and_last_number(locale: str, span: str) -> None:
    listed = "1. Name\n2. Address\n\nNot for longer than {} years.\n"
    files = {
        "privacy.md": living(
            "- {date: 2026-04-01, summary: 改定}\n- {date: 2025-04-01, summary: 制定}\n", listed.format(2)
        ),
        "privacy.en.md": translated("2026-04-01", listed.format(2)),
        "privacy/2025-04-01.md": frozen(listed.format(3)),
        "privacy/2025-04-01.en.md": frozen(listed.format(3)),
    }
    page = _page(_all(Context.make(site(files, "2026-11-22"), locale))[0])
    assert re.findall(r"<summary><span>([^<（ ]*)", page)[-1] == span


def _marked(old: str, new: str) -> tuple[str, str]:
    context = Context.make(_made(), "ja")
    row = CompareRow("changed", cell(_side(old)), cell(_side(new)))
    macros = vars(context.renderer.environment.get_template("kaitei/compare_row.html").module)
    written = str(macros["line"](row, labels(context), False)).replace('<span class="vh">変更開始</span>', "")
    written = written.replace('<span class="vh">変更終わり</span>', "")
    found = re.findall(r'class="marker" href="[^"]*">第1条</a> (.*?)</div>', written, re.DOTALL)
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
        pytest.param("取得\n集めます。", "<b>取得</b>\n集めます。", id="a title and its text"),
        pytest.param("取得\n[-集め]ます。", "<b>取得</b>\n<del>集め</del>ます。", id="a mark after the title"),
        pytest.param("取得[-等]\n集めます。", "<b>取得</b><del><b>等</b></del>\n集めます。", id="a mark in the title"),
        pytest.param(
            "[-取得\n集め]ます。", "<del><b>取得</b></del>\n<del>集め</del>ます。", id="a mark across its end"
        ),
        pytest.param("取得[-\n集めます。]", "<b>取得</b>\n<del>集めます。</del>", id="a mark from its end"),
        pytest.param("\n集めます。", "\n集めます。", id="no title"),
        pytest.param("[-取得]", "<del><b>取得</b></del>", id="a title that went"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_title_is_bold_within_its_marks(segments: str, written: str) -> None:
    assert _marked(segments, "取得")[0] == written
