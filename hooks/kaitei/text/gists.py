"""Plain-language notes put where their clause begins, so that they can be read before it or stand beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaitei.text.markdown.document import Gist
from kaitei.text.markdown.signs import GIST

_NOTE = re.compile(f"<div>\\s*{GIST}[^{GIST}]*{GIST}\\s*</div>\n?")
_BEGIN = re.compile(r'<(li|h[1-6])\b[^<>]* id="([^"]*)"[^<>]*>')
_BODY = '<div class="clause-body">'


def lifted(html: str, gists: Sequence[Gist]) -> str:
    """Put each note below its clause's heading, or at the head of its item; one that stands in no clause stays.

    Args:
        html: a text as converted, signs around its notes.
        gists: the notes, in reading order.
    """
    notes = list(_NOTE.finditer(html)) if gists else []
    begins = _begins(html, {gist.anchor for gist in gists}) if notes else {}
    edits: list[tuple[int, int, str]] = []  # from where to where, and what is there instead
    for note, gist in zip(notes, gists, strict=False):
        begin = begins.get(gist.anchor, note.end())
        if begin <= note.start():
            edits += [(begin, begin, note[0]), (*note.span(), "")]
    done, result = 0, ""
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        result += html[done:start] + text
        done = end
    return result + html[done:]


def _begins(html: str, anchors: set[str]) -> dict[str, int]:
    """Where each of some clauses begins, behind its heading or its number."""
    found: dict[str, int] = {}
    for tag in _BEGIN.finditer(html):
        if tag[2] in anchors:
            body = html.find(_BODY, tag.end()) if tag[1] == "li" else html.find(f"</{tag[1]}>", tag.end())
            found.setdefault(tag[2], html.find(">", body) + 1)
    return found
