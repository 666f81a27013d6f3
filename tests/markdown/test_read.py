"""Lines are the same whether a parser was needed to read them or not."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.markdown import read as module
from kaitei.markdown.read import Extract, read

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
    nothing = patch.object(module, "_SENTENCES", re.compile(r"(?!)"))
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
