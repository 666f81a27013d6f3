"""What stands above the text on every printed sheet: lines that fit upright paper, so that none wraps or is cut off."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

WIDTH = 60
"""Of a line of A4 within its margins, in characters of 8 points."""

LATIN = 0.56
"""How wide most characters of Latin script are, measured by Japanese ones."""


def lines(gap: str, *groups: tuple[str, ...]) -> str:
    """Groups of parts, each group on as few lines as it fits on; a part too long for a line is shortened."""
    return "\n".join(line for group in groups for line in _packed(gap, group))


def _packed(gap: str, parts: tuple[str, ...]) -> Iterator[str]:
    line = ""
    for part in filter(None, parts):
        longer = f"{line}{gap}{part}" if line else part
        if line and _width(longer) > WIDTH:
            yield line
            longer = part
        line = longer
    if line:
        yield _shortened(line)


def _shortened(line: str) -> str:
    if _width(line) <= WIDTH:
        return line
    while _width(line) > WIDTH - 1:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _width(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else LATIN for char in text)
