"""What a text consists of before any structure is made of it: lines, and regions of several lines."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from kaitei.text.markdown.grammar import MarkerReading

ATX = re.compile(r" {0,3}(#{1,6})(?!#)(.*)")
ITEM = re.compile(r"([-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)")
TAG = re.compile(r" {0,3}<(?:(!--|!|\?)|(/?)([A-Za-z][A-Za-z0-9-]*))")
MOST_INDENT = 24  # columns; deeper nesting than that is a slip, and Python's recursion is not endless
_WHITE = frozenset(" \t　")
_LEADING = re.compile(r"[ \t　]*")


LineKind = Literal[
    "heading",
    "marked",  # begins with what may be a clause's marker
    "item",  # of an ordinary list
    "code",  # between fences
    "block",  # between lines of slashes
    "gist",  # such a block that is no part of the text
    "table",
    "quote",
    "raw",  # HTML
    "definitions",
    "aside",  # footnotes and link targets: no part of the text where they stand
    "rule",
    "fact",  # alone in its paragraph
    "closing",  # 以上, 附則
    "note",  # on what stands above it
    "caption",  # of what follows it
    "text",
]
"""What a line, or a region of several lines, is."""


class Line(NamedTuple):
    """A line, or the lines of a region joined by line feeds."""

    number: int  # of the first line, counted from 1
    kind: LineKind
    text: str  # without indentation, markers of headings, items and quotations taken off
    indent: int = 0  # in columns; full-width spaces count for nothing
    apart: bool = True  # whether a blank line, a heading or nothing stands before it
    level: int = 0  # of a heading
    bullet: str = ""  # of an ordinary item: "-", "1."; of what begins with a marker after one
    readings: tuple[MarkerReading, ...] = ()  # of a heading, and of what begins with a marker

    @property
    def ranked(self) -> MarkerReading | None:
        """The reading with a rank (章, 条, 附則), None where there is none."""
        return next((one for one in self.readings if one.style.rank), None)

    @property
    def inset(self) -> int:
        """The columns before the text of a marked line, of which a full-width space is two."""
        return min(MOST_INDENT, self.indent + 2 * (len(self.text) - len(self.text.lstrip("　"))))


def indent_of(line: str) -> int:
    """The columns of white space before a line's text, a tab reaching to the next multiple of four."""
    if line[:1] not in _WHITE:
        return 0
    found = _LEADING.match(line)
    return len(found.group().replace("　", "").expandtabs(4)) if found else 0
