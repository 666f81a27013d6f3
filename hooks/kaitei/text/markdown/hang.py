"""How far lines are set in so that they hang beside what their first line begins with."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

from kaitei.text.markdown.branch import Branch

HUNG = ("※", "＊", "・", "･", "●", "○", "◆", "◇", "■", "□")
"""What a line of its own begins with, and hangs beside."""

_NARROW = {" ": 0.3, ".": 0.3, "(": 0.4, ")": 0.4, "-": 0.4}
_GAP = 0.33  # after a marker, and after the space typed there: a tab goes on by half a digit at least
_WIDEST = 7.0  # beyond that nothing hangs


def hang(nodes: Iterable[Branch]) -> str:
    """The class that says how far the lines of clauses are set in, in half ems: for "1." and "10." it is " hang4".

    It is "" where a marker is so wide that the text beneath it would have no room.
    """
    width = max(map(_width, nodes), default=0.0)
    return f" hang{math.ceil(width * 2)}" if width <= _WIDEST else ""


def _width(node: Branch) -> float:
    """The room for a marker in ems, on the safe side for the fonts that there are: "（１）" → 3.33."""
    space = node.reading.space if node.reading else ""
    return sum(map(_advance, node.number + space)) + _GAP


def _advance(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "FWA" else _NARROW.get(char, 0.65)
