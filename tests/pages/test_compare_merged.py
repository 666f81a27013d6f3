"""The newer side of a row with what is gone in it, as narrow windows show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from kaitei.comparison.model import Segment
from kaitei.pages.compare import shown_rows
from kaitei.pages.pair import Pair
from kaitei.pages.views import CompareCell
from tests.support.amendments import Amendment, amendments
from tests.support.small import COMPANY, context, frozen, living, site, standing

DAYS = "- {date: 2026-04-01, summary: 改めた}\n- {date: 2025-04-01, summary: 制定}"
PAIRS = (*amendments("read"), *amendments("apart"))
HEAD, LAST = "<tr><td>区分</td><td>額</td></tr>\n", "<tr><td>万円</td></tr>\n"
SIGNS = {"=": "{}", "~": "{}", "+": "{{+{}+}}", "-": "[-{}-]"}


def _rows(old: str, new: str) -> Iterator[tuple[CompareCell, CompareCell, CompareCell]]:
    """The sides of each row of which something is gone, and what tells of both."""
    made = context(site({"privacy.md": living(DAYS, new), "privacy/2025-04-01.md": frozen(old)}, "2026-11-22", COMPANY))
    held = standing(made.site)
    newer, older = held.held("ja")
    for row in shown_rows(Pair(made, held, older, newer)):
        if row.merged:
            assert row.old
            assert row.new
            yield row.old, row.new, row.merged


def _segments(cell: CompareCell) -> Iterator[Segment]:
    for block in cell.blocks:
        for line in block.lines:
            yield from (segment for runs in line.cells for run in runs for segment in run.segments)


def _shown(cell: CompareCell) -> str:
    lines = [line for block in cell.blocks for line in block.lines]
    written = [
        " | ".join("".join(SIGNS[op].format(text) for run in runs for op, text in run.segments) for runs in line.cells)
        for line in lines
    ]
    return "\n".join(written)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param("第8条による。", "第9条による。", "第[-8-]{+9+}条による。", id="a word for another"),
        pytest.param("甲、乙及び丙をいう。", "甲及び丙をいう。", "甲[-、乙-]及び丙をいう。", id="a word less"),
        pytest.param(
            "| 甲 | 乙 |\n|---|---|\n| 丙の行 | 一年 |\n| 丁の行 | 二年 |\n| 戊の行 | 三年 |",
            "| 甲 | 乙 |\n|---|---|\n| 丙の行 | 一年 |\n| 戊の行 | 四年 |",
            "甲 | 乙\n丙の行 | 一年\n[-丁の行-] | [-二年-]\n戊の行 | [-三-]{+四+}年",
            id="a row of a table",
        ),
        pytest.param(
            f"<table>\n{HEAD}<tr><td rowspan=3>甲</td><td>百円</td></tr>\n<tr><td>千円</td></tr>\n{LAST}</table>",
            f"<table>\n{HEAD}<tr><td rowspan=2>甲</td><td>百円</td></tr>\n{LAST}</table>",
            "区分 | 額\n甲 | 百円\n万円\n[-千円-]",  # below what the merged cell reaches over, which it would part
            id="a row beside a merged cell",
        ),
    ],
)
def test_what_is_gone_stands_where_it_stood(old: str, new: str, shown: str) -> None:
    ((_, _, merged),) = _rows(f"## 第1条（定め）\n\n{old}\n", f"## 第1条（定め）\n\n{new}\n")
    assert _shown(merged) == f"（定め）\n{shown}"


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.file)
def test_it_is_the_newer_side_with_all_that_is_gone_of_the_older(case: Amendment) -> None:
    for old, new, merged in _rows(*case.texts):
        rest = "".join(text for op, text in _segments(merged) if op != "-")
        assert rest == "".join(text for _, text in _segments(new))
        gone = Counter("".join(text for op, text in _segments(merged) if op == "-"))
        was = Counter("".join(text for op, text in _segments(old) if op == "-"))
        for sign in " \n|":
            gone.pop(sign, None)
            was.pop(sign, None)
        assert gone == was
