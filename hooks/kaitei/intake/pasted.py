"""What a text brings along that was copied from the pages of a PDF: page numbers, lines broken at a page's edge.

Nothing of it is mended unasked, as a list of numbers and a poem look the same: it is told with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kaitei.errors import Problem
from kaitei.text.markdown.dress import undressed

_NUMBER = re.compile(
    r"[-–—‐−\s]*(?:p(?:age|\.)?\s*)?(\d{1,3})(?:\s*/\s*\d{1,3})?(?:\s*ページ)?[-–—‐−\s]*", re.IGNORECASE
)
_ENDS = re.compile(r"[。.:;!?)」』】〕\]]$")
_BULLET = re.compile("[・●○■□◆※*•-]")
_FEWEST = 3  # lines that end at the edge before anything is told
_NARROWEST = 40  # half-width characters of a page
_EDGE = 4  # of them that the last word may have left


def told(lines: Sequence[str], name: str) -> Iterator[Problem]:
    """Yield what is to be told of a text's lines.

    Args:
        lines: of the text, as they are.
        name: of the file in messages.
    """
    plain = [unicodedata.normalize("NFKC", line).strip() for line in lines]
    for key, places in (("import_page_numbers", _numbered(plain)), ("import_broken_lines", list(_broken(plain)))):
        if places:
            first = lines[places[0]].strip()[:40]
            yield Problem(key, name, places[0] + 1, {"count": str(len(places)), "words": first})


def _numbered(lines: Sequence[str]) -> list[int]:
    """The places of lines that are page numbers: two or more, far apart, each one more than that before it."""
    found: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        match = _NUMBER.fullmatch(line)
        if match and (not found or (int(match[1]) == found[-1][1] + 1 and at > found[-1][0] + 2)):
            found.append((at, int(match[1])))
    return [at for at, _ in found] if len(found) > 1 else []


def _broken(lines: Sequence[str]) -> Iterator[int]:
    """Yield the places of lines that go on in the next one, where a whole text is broken so."""
    widths = [sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in line) for line in lines]
    open_ = [at for at, (line, after) in enumerate(pairwise(lines)) if _goes_on(line, after)]
    edge = max((widths[at] for at in open_), default=0)
    full = [at for at in open_ if widths[at] >= edge - _EDGE]
    if edge >= _NARROWEST and len(full) >= _FEWEST and max(widths) <= edge + _EDGE:
        yield from full


def _goes_on(line: str, after: str) -> bool:
    return bool(line and after) and not (_ENDS.search(line) or _BULLET.match(after) or undressed(after))
