"""Converted pages taken apart into pieces, each of which a parser reads alike by itself and on its page.

Revisions of a policy share most of their pieces, so that what is known of one need not be found out again. A piece is
a paragraph, a heading, a row of a table, or the start or the end of what holds these: lists, tables, quotations, a
clause's body. What an HTML parser makes of a tag depends on what is open before it. For the elements named here, and
for no others, that is nothing as long as the tags of the outer ones nest, each in an element that may hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kaitei.markdown.tags import Tag

_BODY = frozenset({"", "blockquote", "div", "li"})  # where text may stand; "" is the page
_LISTS = frozenset({"ol", "ul"})
_ROWS = frozenset({"tbody", "thead"})
_WITHIN = {
    **dict.fromkeys(("blockquote", "div", "ol", "ul", "table"), _BODY),
    **dict.fromkeys(("tbody", "thead"), frozenset({"table"})),
    "li": _LISTS,
    "tr": _ROWS,
}
"""The outer elements, each with those that may hold it."""
_AROUND = {"tbody": ("table",), "thead": ("table",), "tr": ("table", "tbody")}
"""What a parser wants to see before some of them."""
_INLINE = ("a", "br", "code", "em", "img", "span", "strong", "sup")
_BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "td", "th")
_INNER = frozenset([form.format(name) for name in (*_INLINE, *_BLOCKS) for form in ("{}", "/{}")])
_KNOWN = _INNER.union(_WITHIN, map("/{}".format, _WITHIN))
_TEXT = ("",)
_REMEMBERED = 100  # pages; most revisions of a policy have the same elements
_BETWEEN = re.compile(r"\n(?=<(?:p|h[1-6r]|tr|/?(?:li|div|ol|ul|blockquote|table|tbody|thead))[ >])")


@lru_cache(maxsize=1)
def split(html: str) -> tuple[str, ...]:
    """Return the pieces of a page, for which both steps of the border ask; joined by line feeds they are the page."""
    return tuple(_BETWEEN.split(html))


def outer(tags: Iterable[Tag]) -> tuple[str, ...] | None:
    """Return which of a piece's tags are of outer elements, None if there are tags that are not known here.

    End tags have a slash; a piece without outer elements has an empty name in their place, for its text.
    """
    names = [start or f"/{end}" for end, start, _ in tags]
    if not _KNOWN.issuperset(names):
        return None
    return tuple(name for name in names if name not in _INNER) or _TEXT


def completed(piece: str, found: tuple[str, ...]) -> str:
    """Return a piece with the tags before and after it without which its outer elements are not whole.

    Args:
        piece: the piece.
        found: what `outer` returns for it.
    """
    if found == _TEXT:
        return piece
    before: list[str] = []
    inner: list[str] = []
    for tag in found:
        if tag[:1] != "/":
            inner.append(tag)
        elif inner:
            inner.pop()
        else:
            before.insert(0, tag[1:])
    around = _AROUND.get((before or found)[0], ())
    starts, ends = (*around, *before), (*reversed(inner), *reversed(around))
    return "".join((*map("<{}>".format, starts), piece, *map("</{}>".format, ends)))


@lru_cache(maxsize=_REMEMBERED)
def nest(found: tuple[str, ...]) -> bool:
    """Tell whether tags of outer elements nest, with text and every element in one that may hold it."""
    inner = [""]
    for tag in found:
        if tag[:1] == "/":
            if inner.pop() != tag[1:]:
                return False
        elif inner[-1] not in _WITHIN.get(tag, _BODY):
            return False
        elif tag:
            inner.append(tag)
    return inner == [""]
