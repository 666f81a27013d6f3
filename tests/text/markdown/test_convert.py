"""Markdown as people type it becomes the page and the clauses that it means."""

from __future__ import annotations

import gc
from typing import Any

import pytest
import yaml

from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.document import Clause, Diagnostic, Document, Heading
from kaitei.text.markdown.plain_text import canonical
from kaitei.text.markdown.signs import GIST
from tests.support.cases import FOLDER

CASES = [
    case
    for name in ("clauses", "reading", "dialect")
    for case in yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
]


def outline(clauses: tuple[Clause, ...], depth: int = 0) -> str:
    """Write clauses as the cases do."""
    text = ""
    for clause in clauses:
        lines = " / ".join(" | ".join(cell.replace("\n", "⏎") for cell in line) for line in clause.lines)
        number = clause.number or "-"
        mark = " #" if clause.heading else ""
        text += f"{'  ' * depth}{clause.anchor or '-'} {number}{mark} {lines}".rstrip() + "\n"
        text += outline(clause.children, depth + 1)
    return text


def remarks(document: Document) -> list[str]:
    """Write errors and warnings as the cases do."""

    def write(remark: Diagnostic) -> str:
        return " ".join([str(remark.line), remark.key, *(f"{key}={value}" for key, value in remark.params.items())])

    return [write(remark) for remark in (*document.errors, *document.warnings)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    """Every case gives the clauses, the remarks and the page that it states."""
    document = convert(case["text"], case.get("title", "題名"))

    assert remarks(document) == case.get("remarks", [])
    if "outline" in case:
        assert outline(document.clauses[1:]) == case["outline"]
    if "html" in case:
        assert document.html.replace(GIST, "§") == case["html"].rstrip("\n")
    if "canonical" in case:
        assert canonical(document.clauses[1:]) == case["canonical"]
    said = [f"{one.anchor or '-'} {' / '.join(' | '.join(line) for line in one.lines)}" for one in document.gists]
    assert said == case.get("gists", [])


def test_contents_list_the_headings_as_the_page_has_them() -> None:
    document = convert("# 題名\n# 甲 [乙](/a.md)\n## 1. **丙**\n（１）丁", "題名")
    assert document.toc == (Heading("甲-乙", "", "甲 乙", 2), Heading("甲-乙-1", "1.", "丙", 3))


def test_contents_list_what_has_a_rank_though_it_is_typed_as_a_plain_line() -> None:
    document = convert("第1章　総則\n（目的）\n第1条　甲と**乙**。\n第2条（[丙](/a.md)）丁\n附則\n１　戊", "題名")
    assert [(one.anchor, one.number, one.title, one.level) for one in document.toc] == [
        ("ch1", "第1章", "総則", 2),
        ("c1", "第1条", "（目的）", 3),
        ("c2", "第2条", "（丙）", 3),
        ("sp1", "附則", "", 2),
    ]


def test_clauses_begin_with_the_title_and_what_stands_before_the_first_clause() -> None:
    document = convert("前文\n\n１．甲", "題名")
    assert document.clauses[:2] == (Clause("", "", True, (("題名",),)), Clause("", "", False, (("前文",),)))


def test_footnotes_lead_back_and_their_links_need_no_words() -> None:
    html = convert("甲[^1]と乙[^1]\n\n[^1]: 注", "").html
    assert 'href="#fnref:1">' in html
    assert 'href="#fnref2:1">' in html
    assert "title=" not in html


def test_nothing_made_on_the_way_holds_itself() -> None:
    """Else each text and all its lines would stay in memory until Python looks for cycles, which takes time too."""
    text = "第1条（目的）\n\n1. 次の表による。\n\n| 項目 | 内容 |\n| --- | --- |\n| 甲 | 乙 |\n"
    convert(text, "規約")
    gc.collect()
    gc.disable()
    try:
        convert(text.replace("甲", "丙"), "規約")
        assert gc.collect() == 0
    finally:
        gc.enable()
