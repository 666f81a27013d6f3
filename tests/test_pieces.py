"""What is cleaned piece by piece is what the sanitiser makes of the whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei import allowlist, pieces
from kaitei.allowlist import clean
from kaitei.markdown.tags import simple_tags

LINES = (
    *("<p>甲</p>", "<p>甲<br>\n<strong>乙</strong></p>", "<hr>", "乙", "", '<h2 id="a">甲 <a href="/b">乙</a></h2>'),
    *(
        "<ol>",
        "</ol>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<li>甲</li>",
        "<div>",
        "</div>",
        "<blockquote>",
        "</blockquote>",
    ),
    *('<li id="c1"><span>1</span><div>', "<table>", "</table>", "<thead>", "</thead>", "<tbody>", "</tbody>"),
    *("<tr>\n<td>甲</td>\n</tr>", "<tr>", "</tr>", "<td>", "</td>", "<p>", "</p>", "<a>", "</a>", "<em>", "</em>"),
    *("<h3>", "</h3>", "<pre>", "</pre>", "<dl>", "<dd>", "<b>", "</b>", "&amp;", "&lt", "&quot;", "\u00a0", "\x00"),
    *(
        '<p title="\n<p>">',
        '<p title="甲\n乙">丙</p>',
        "<!--",
        "-->",
        "<script>",
        "</script>",
        '<img src="//x">',
        "<svg>",
    ),
)
PAGES = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join) | st.lists(st.sampled_from(LINES)).map("".join)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return pages in which most elements are where they may be."""
    joined = st.lists(inner, max_size=3).map("\n".join)
    forms = ("<div>\n{}\n</div>", "<ol>\n<li>\n{}\n</li>\n</ol>", "<ul>\n{}\n</ul>", "<table>\n{}\n</table>")
    rows = ("<table>\n<tbody>\n{}\n</tbody>\n</table>", "<tr>\n<td>{}</td>\n</tr>", "<blockquote>\n{}\n</blockquote>")
    return st.builds(str.format, st.sampled_from((*forms, *rows)), joined) | joined


NESTED = st.recursive(st.sampled_from(LINES), nested, max_leaves=12)


@settings(max_examples=1500, deadline=None)
@given(PAGES | NESTED)
def test_the_sanitiser_would_have_said_the_same_of_the_whole(html: str) -> None:
    assert clean(html) == allowlist._cleaned(html)


@settings(max_examples=300, deadline=None)
@given(PAGES | NESTED)
def test_pieces_joined_are_the_page(html: str) -> None:
    assert "\n".join(pieces.split(html)) == html


@pytest.mark.parametrize(
    "html",
    [
        '<h2 class="clause" id="c1"><span class="marker">1. </span><span>甲</span></h2>\n<p>乙<br>\n丙</p>',
        '<ol class="clauses" role="list">\n<li id="c1"><span>1</span><div>\n<p>甲</p>\n</div>\n</li>\n</ol>',
        "<table>\n<thead>\n<tr>\n<th>甲</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>乙</td>\n</tr>\n</tbody>\n</table>\n<hr>",
        "<blockquote>\n<ul>\n<li>甲</li>\n<li>乙<ul>\n<li>丙</li>\n</ul>\n</li>\n</ul>\n</blockquote>",
    ],
)
def test_what_markdown_becomes_is_cleaned_piece_by_piece(html: str) -> None:
    """Otherwise the test above would compare the sanitiser with itself."""
    assert allowlist._unchanged(html)


@pytest.mark.parametrize(
    "html",
    [
        *("<table>\n<p>甲</p>\n</table>", "<div>\n<li>甲</li>\n</div>", "<ol>\n<div>\n</div>\n</ol>", "<tr>\n</tr>"),
        *("<div>", "</div>", "<ol>\n</ul>", "<div>\n<ol>\n</div>\n</ol>", "<p>\n<p>甲</p>\n</p>", "<p>甲"),
        *(
            "<pre>\n甲</pre>",
            "<dl>\n</dl>",
            "<p>&quot;</p>",
            '<p onclick="x">甲</p>',
            "<P>甲</P>",
            "<p>甲</p>\n<!-- a -->",
        ),
    ],
)
def test_whatever_depends_on_what_is_around_it_is_cleaned_whole(html: str) -> None:
    assert not allowlist._unchanged(html)


@pytest.mark.parametrize(
    ("piece", "whole"),
    [
        ("<p>甲</p>", "<p>甲</p>"),
        ("<li><span>1</span><div>", "<li><span>1</span><div></div></li>"),
        ("</li>", "<li></li>"),
        ("</div></li>", "<li><div></div></li>"),
        ("<tr><td>甲</td></tr>", "<table><tbody><tr><td>甲</td></tr></tbody></table>"),
        ("</thead>", "<table><thead></thead></table>"),
        ("</table>", "<table></table>"),
    ],
)
def test_a_piece_is_completed_with_what_it_needs(piece: str, whole: str) -> None:
    found = pieces.outer(simple_tags(piece) or [])
    assert found
    assert pieces.completed(piece, found) == whole
