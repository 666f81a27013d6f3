from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import _Cell

from kaitei.documents import compared, word
from kaitei.pages.compare import compare
from kaitei.pages.notes import days
from kaitei.pages.pair import Pair
from tests.pages.test_compare_shown import _pair, shown
from tests.support.cases import cases

TAG = re.compile(r"<[^<>]*>")


SIMPLE = {"old": "## 第1条（期間）\n1年です。\n", "new": "## 第1条（期間）\n2年です。\n"}


def document(pair: Pair) -> bytes:
    return compared.document(pair.context, compare(pair), days(pair.context, pair.new), pair.new.day)


def marked(cell: _Cell) -> str:
    """The words of a cell, tables within it too, without white space, marks between brackets."""
    found: list[tuple[bool, str]] = []
    for text in cell._tc.iter(qn("w:t")):
        run = text.getparent()
        assert run is not None
        found.append((next(run.iter(qn("w:u")), None) is not None, text.text or ""))
    return _bare("".join(f"[{text}]" if underlined else text for underlined, text in found))


def of_page(cell: str) -> str:
    """The same of a cell on the comparison's page."""
    said = re.sub(r"</?(?:ins|del)[^<>]*>", lambda tag: "]" if tag[0].startswith("</") else "[", cell)
    said = re.sub(r"<dt>([^<]*)</dt>", r"\1：", said)
    said = re.sub(r"<b>([^<]*)</b><details>.*?<summary>（略）.*", r"\1（略）", said)
    return _bare(TAG.sub("", re.sub(r"<details>.*?<summary>（略）.*", "（略）", said)))


def _bare(text: str) -> str:
    return "".join(text.split()).replace("][", "").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


CASES = [param for param in cases("compare_shown") if "locale" not in param.values[0]]


@pytest.mark.parametrize("case", CASES)
def test_a_row_says_and_marks_what_the_page_does(case: dict[str, Any]) -> None:
    table = docx.Document(io.BytesIO(document(_pair(case)))).tables[0]
    rows = [row.cells for row in table.rows][2:]
    told = shown(case)
    assert len(rows) == len(told)
    for cells, page in zip(rows, told, strict=True):
        if isinstance(page, list):
            assert [marked(cell) for cell in cells[:2]] == [of_page(cell) for cell in page[:2]]
            assert marked(cells[2]) == _bare(TAG.sub("", page[2]))
        else:
            assert marked(cells[0]).endswith("（略）")


def test_it_is_set_as_a_legal_department_sets_it() -> None:
    made = docx.Document(io.BytesIO(document(_pair(SIMPLE))))
    section, (table,) = made.sections[0], made.tables
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert [cell.text for cell in table.rows[0].cells] == [
        "改定後\n（2026年4月1日施行）",
        "改定前\n（2024年4月1日施行）",
        "備考",
    ]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert {"個人情報の取扱いの新旧対照表", "（下線部分は改定部分）"} <= {line.text for line in made.paragraphs}
    fonts = next(made.styles.element.iter(qn("w:rFonts")))
    assert fonts.get(qn("w:eastAsia")) == "游明朝"
    assert "PAGE" in section.footer._element.xml
    assert made.core_properties.title == "個人情報の取扱いの新旧対照表"


def test_columns_and_marks_follow_the_settings() -> None:
    pair = _pair(SIMPLE)
    settings = replace(pair.context.site.settings, new_first=False, mark="both")
    there = replace(pair.context, site=replace(pair.context.site, settings=settings))
    made = docx.Document(io.BytesIO(document(replace(pair, context=there))))
    assert made.tables[0].rows[0].cells[0].text.startswith("改定前")
    assert "（下線および色を付けた部分は改定部分）" in [line.text for line in made.paragraphs]
    run = made.tables[0].rows[2].cells[0].paragraphs[1].runs[0]
    assert (run.text, run.underline, str(run.font.color.rgb)) == ("1", True, "98202A")


def test_the_same_comparison_is_the_same_file() -> None:
    assert document(_pair(SIMPLE)) == document(_pair(SIMPLE))


CLAUSES = {
    "old": "## 第1条（期間）\n1. 1年です。\n   （１）窓口です。\n\n## 第2条（長さ）\n短い。\n",
    "new": "## 第1条（期間）\n1. 2年です。\n   （１）窓口の名です。\n\n## 第2条（長さ）\n"
    + "長い。" * 300
    + "\n\n## 第3条（新しい条）\n本文\n\n２　次の項\n",
}


def test_a_row_stays_on_a_page_unless_it_is_longer_than_one() -> None:
    (table,) = docx.Document(io.BytesIO(document(_pair(CLAUSES)))).tables
    split = [row.cells[0].text[:7] for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None]
    assert split == ["第2条（長さ）"]


def test_the_lines_of_a_table_within_are_those_of_its_longest_cells() -> None:
    rows = "".join(f"| 項目 | {nth}番目の内容です。 |\n" for nth in range(16))
    pair = _pair({"old": "## 第1条（表）\n前\n", "new": f"## 第1条（表）\n後\n\n| 名 | 内容 |\n|---|---|\n{rows}"})
    row = docx.Document(io.BytesIO(document(pair))).tables[0].rows[2]
    assert len(row.cells[0].tables[0].rows) == 17
    assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_clauses_are_set_in_by_depth_and_hang_beside_their_numbers() -> None:
    (table,) = docx.Document(io.BytesIO(document(_pair(CLAUSES)))).tables
    lines = [line for row in table.rows for line in row.cells[0].paragraphs]
    set_in = {line.text: line.paragraph_format for line in lines}
    one, two, three = (set_in[said] for said in ("1. 2年です。", "（１）窓口の名です。", "２　次の項"))
    character = word.STEP.pt
    assert one.left_indent is not None
    assert one.left_indent.pt == pytest.approx(character * (1 + 1.05), 0.01)
    for found, level, number in ((two, 2, 3), (three, 1, 2)):
        assert found.left_indent is not None
        assert found.first_line_indent is not None
        assert found.left_indent.pt == pytest.approx(character * (level + number), 0.01)
        assert found.first_line_indent.pt == pytest.approx(-character * number, 0.01)
    assert set_in["第3条（新しい条）"].left_indent is None


MERGED = """## 第1条（料金）

<table>
<tr><td rowspan="2">区分</td><td colspan="2">料金</td></tr>
<tr><td>期間</td><td>額</td></tr>
<tr><td>個人</td><td>月</td><td>{}</td></tr>
<tr><td colspan="3">なし</td></tr>
</table>
"""


def test_merged_cells_are_merged() -> None:
    made = docx.Document(io.BytesIO(document(_pair({"old": MERGED.format("百円"), "new": MERGED.format("千円")}))))
    (inner,) = made.tables[0].rows[2].cells[0].tables
    assert [[cell.text for cell in row.cells] for row in inner.rows] == [
        ["区分", "料金", "料金"],
        ["区分", "期間", "額"],
        ["個人", "月", "千円"],
        ["なし", "なし", "なし"],
    ]


def test_cells_that_reach_out_of_their_table_end_with_it() -> None:
    assert word.grid([[(1, 9), (2, 1)], [(1, 1)]]) == [[(0, 1, 2), (1, 2, 1)], [(1, 1, 1)]]
    assert word.grid([[(1, 2), (900, 1)], [(1, 1)]]) == [[(0, 1, 1), (1, 1, 1)], [(0, 1, 1)]]
