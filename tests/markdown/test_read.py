"""Lines are the same whether a parser was needed to read them or not."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.markdown import read as module
from kaitei.markdown.extract import Extract, plain
from kaitei.markdown.read import read

PIECES = (
    *(
        "<p>",
        "</p>",
        "<br>",
        "<br>\n",
        "a",
        "甲　乙",
        " ",
        "  ",
        "\n",
        "\t",
        "&amp;",
        "&",
        "&lt",
        "<b>",
        "</b>",
        "\ufddb",
    ),
    *(
        '<a href="/a.md">',
        '<a href="#c1">',
        '<a class="reference" href="#c1">',
        "</a>",
        '<a href="/a?b=c&amp;d=e">',
        '<a id="x">',
    ),
    *(
        '<img alt="b" src="/a.png">',
        "<ul>",
        "</ul>",
        "<ol>",
        '<ol start="3">',
        "</ol>",
        "<li>",
        '<li id="fn:1">',
        "</li>",
    ),
    *(
        '<div class="footnote">',
        "</div>",
        '<span class="title">',
        '<span class="x">',
        "</span>",
        "<pre>",
        "</pre>",
        "<code>",
    ),
    *(
        "</code>",
        "<table>",
        "<tr>",
        "<th>",
        "</th>",
        '<td align="left">',
        "</td>",
        "</tr>",
        "</table>",
        "<dd>",
        "</dd>",
        "<hr>",
    ),
    *(
        '<sup id="fnref:1">',
        "</sup>",
        '<a class="footnote-backref" href="#x">',
        '<a class="footnote-ref" href="#fn:1">',
    ),
    *(
        "<script>",
        "</script>",
        "<style>",
        "<template>",
        "</template>",
        "<!--",
        "-->",
        "<![x",
        "<",
        ">",
        "<P>",
        "<br/>",
        "<p a=b>",
    ),
)
HTML = st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=3)


def parsed(pieces: list[str]) -> Extract:
    """Read by way of the parser alone."""
    anew = patch.object(module, "_read", module._read.__wrapped__)
    nothing = patch.object(module, "plain", lambda _: None)
    with nothing, anew, patch.object(module, "_read_simple", lambda *_: False):
        return read(pieces)


def said(extract: Extract) -> tuple[object, ...]:
    return extract.lines, extract.plain, extract.anchors, extract.targets


@settings(max_examples=1000, deadline=None)
@given(HTML)
def test_any_html_says_the_same(pieces: list[str]) -> None:
    assert said(read(pieces)) == said(parsed(pieces))


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>甲  乙\n丙</p>\n", ["甲 乙 丙"]),
        ("<p>\ufddb甲<br>\n<br>\n 　乙</p>", ["甲", "　乙"]),
        ('<span class="title">甲\t\n乙 丙</span>', ["甲 乙 丙"]),
        ("<p>甲 &amp; 乙</p>", ["甲 & 乙"]),
        ('<p>甲<a href="/b.md?c=d&amp;e">乙</a></p>', ["甲乙 </b.md?c=d&e>"]),
    ],
)
def test_lines_are_what_a_browser_shows(html: str, lines: list[str]) -> None:
    assert [line for (line,) in read([html]).lines] == lines
    assert said(read([html])) == said(parsed([html]))


CELLS = st.sampled_from(
    ("甲", " 甲  乙 ", "", "　", "甲<br>\n乙", "<br>", "\ufddb甲\n", "甲\u00a0", "&amp;", "<b>甲</b>", "</td><td>")
)
ROWS = st.lists(st.builds("<td{}>{}</td>\n".format, st.sampled_from(("", ' align="left"', " id=x")), CELLS), max_size=3)
BODIES = st.lists(ROWS.map("".join).map("<tr>\n{}</tr>\n".format) | st.sampled_from(("乙", "<tr>", "\n")), max_size=3)


def table(body: str) -> str:
    return f"<table>\n<thead>\n<tr>\n<th>甲</th>\n</tr>\n</thead>\n<tbody>\n{body}</tbody>\n</table>\n"


@settings(max_examples=500, deadline=None)
@given(BODIES.map("".join).map(table))
def test_any_table_says_the_same(html: str) -> None:
    assert said(read([html])) == said(parsed([html]))


def test_plain_tables_are_read_without_a_parser() -> None:
    """Otherwise the test above would compare the parser with itself."""
    found = plain(table('<tr>\n<td align="left">甲<br>\n 乙</td>\n<td></td>\n</tr>\n<tr>\n<td> </td>\n</tr>\n'))
    assert found
    assert found.lines == (("甲",), ("甲\n乙", ""))
