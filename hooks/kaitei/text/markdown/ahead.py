"""What stands further down in a text: the numbers that tell whether one is a clause's, and the captions above it."""

from __future__ import annotations

from collections.abc import Iterator

from kaitei.text.markdown import dress
from kaitei.text.markdown.branch import Outline
from kaitei.text.markdown.grammar import MarkerReading, Value, follows
from kaitei.text.markdown.lines import Line

FAR = 150
"""How many lines are looked ahead, and a distance that is never reached."""

_BODY = 60  # characters from which what follows an article's number is its text and no title


def coming(lines: list[Line], index: int, key: str, inset: int | None = None) -> Iterator[MarkerReading]:
    """Yield the markers of a style that come after a line, up to the next section.

    Args:
        lines: of the text.
        index: of the line.
        key: of the style.
        inset: the columns before them, if only those indented alike are asked for.
    """
    for line in lines[index + 1 : index + FAR]:
        if line.kind in ("heading", "closing") or line.ranked:
            return
        if line.kind == "marked" and (inset is None or line.inset == inset):
            yield from (one for one in line.readings if one.key == key)


def distance(lines: list[Line], index: int, reading: MarkerReading, run: int) -> int:
    """How many markers of its style on the numbers stand that count up from this one, `FAR` if they do not.

    Args:
        lines: of the text.
        index: of the line on which the first of the numbers stands.
        reading: of that line.
        run: how many numbers there must be, this one among them.
    """
    value, left = reading.value, run - 1
    for count, one in enumerate(coming(lines, index, reading.key) if left else ()):
        if follows(value, one.value):
            value, left = one.value, left - 1
            if not left:
                return count
    return FAR if left else 0


def resumes(lines: list[Line], index: int, reading: MarkerReading, outer: Value) -> bool:
    """Whether a later number goes on with a list after this one, which begins anew in between."""
    inner = reading.value
    for one in coming(lines, index, reading.key):
        if follows(inner, one.value) or is_first(one):
            inner = one.value
        else:
            return follows(outer, one.value)
    return False


def headings(lines: list[Line], index: int, level: int) -> Iterator[Line]:
    """Yield the headings of a level that come after a line, up to one of a higher level."""
    for line in lines[index + 1 : index + FAR]:
        if line.kind == "heading":
            if line.level < level:
                return
            if line.level == level:
                yield line


def is_first(reading: MarkerReading) -> bool:
    """Whether a number is one with which a list may begin: 1, and 1.1 beneath 1."""
    return reading.value[-1:] == (1,)


def captioned(lines: list[Line], index: int, text: str, found: Outline) -> str:
    """A clause's text after the caption that stands on the line above it, which is noted as belonging to it."""
    above = lines[index - 1] if index else None
    caption = above.text.strip("　") if above and above.kind == "text" else ""
    if not dress.is_caption(caption) or dress.caption_of(text) or index - 1 in found.captions:
        return text
    found.captions.add(index - 1)
    return dress.joined(caption, text)


def titled(text: str) -> tuple[str, str]:
    """What follows a number on a plain line, as the title and the text of a heading: （特則）会員は… → both apart."""
    caption = dress.caption_of(text)
    if caption:
        return caption, text[len(caption) :].lstrip(" \t　\n")
    return ("", text) if "。" in text or len(text) > _BODY else (text, "")
