"""HTML in the one form in which converted Markdown has it, told apart without a parser.

A tag of this form is `<name>`, `</name>` or `<name a="v" b="w">`: names in small letters, single spaces, values in
double quotes. The standard library's parser and a browser's read it alike, character by character, if every `<` of a
text begins such a tag, and no element is among them whose content is not markup. All other HTML is for the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TAG = re.compile(r'<(?:/([a-z][a-z0-9]*)|([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"<>]*")*))>')
_WRITTEN = re.compile("<[^<>]*>")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_NO_MARKUP_WITHIN = frozenset(
    {"iframe", "listing", "math", "noembed", "noframes", "noscript", "plaintext", "script", "style", "svg"}
    | {"template", "textarea", "title", "xmp"}
)

_REMEMBERED = 1000  # tags

Tag = tuple[str, str, str]
"""The name if it is an end tag, the name if it is a start tag, and the attributes as they are written."""


def simple_tags(html: str) -> list[Tag] | None:
    """Return the tags of HTML that is of the form described above, None for HTML that is not."""
    written = _WRITTEN.findall(html)
    found = [tag for tag in map(_simple, written) if tag]
    return found if len(found) == html.count("<") else None


@lru_cache(maxsize=_REMEMBERED)
def _simple(written: str) -> Tag | None:
    """Return a tag that is of the form described above, None for another."""
    found = _TAG.fullmatch(written)
    if found is None or found[2] in _NO_MARKUP_WITHIN:
        return None
    return found[1] or "", found[2] or "", found[3] or ""


def simple_pieces(html: str) -> list[str] | None:
    """Return HTML of that form taken apart, None for other HTML.

    What comes back is a text, then an end tag's name (or None), a start tag's name (or None), its attributes (or
    None), a text, and so on to the last text.
    """
    pieces: list[str] = _TAG.split(html)
    if any("<" in text for text in pieces[::4]) or not _NO_MARKUP_WITHIN.isdisjoint(pieces[2::4]):
        return None
    return pieces


def attributes(written: str) -> list[tuple[str, str]]:
    """Return the names and values of a tag's attributes, character references left as they are."""
    return _ATTRIBUTE.findall(written)
