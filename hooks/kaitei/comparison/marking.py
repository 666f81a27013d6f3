"""The words that differ between two versions of one clause."""

from __future__ import annotations

from functools import lru_cache

from kaitei.comparison.model import Segment
from kaitei.comparison.pieces import Piece, Pieces, Span, between, blocks, border, cut, equal_runs, text_pieces
from kaitei.comparison.tokens import Hunk, differences
from kaitei.comparison.wording import Wording
from kaitei.text.markdown.document import Line
from kaitei.text.markdown.plain_text import CELLS

Marks = tuple[tuple[Segment, ...], tuple[Segment, ...]]

_REMEMBERED = 512
"""How many clauses and rows of tables keep their marks: the same amendment is seen in several comparisons."""


@lru_cache(maxsize=_REMEMBERED)
def mark(old: Wording, new: Wording) -> Marks:
    """The segments of the old text, with what went, and of the new, with what came; without their numbers."""
    if old.plain > new.plain:
        hunks = [hunk.swapped() for hunk in _hunks(new.plain, old.plain, cut(new), cut(old))]
    else:
        hunks = _hunks(old.plain, new.plain, cut(old), cut(new))
    gone = old.marked([(hunk.old, hunk.old_end) for hunk in hunks], "-")
    return gone, new.marked([(hunk.new, hunk.new_end) for hunk in hunks], "+")


def _hunks(old: str, new: str, olds: Pieces, news: Pieces) -> list[Hunk]:
    """Find the stretches in which two texts differ, in order, given their pieces."""
    hunks: list[Hunk] = []
    for span, akin in blocks(olds, news):
        whole = Hunk(*_reach(olds, span.old, span.old_end), *_reach(news, span.new, span.new_end))
        if not akin:
            hunks.append(whole)
            continue
        if olds[span.old].cells:
            parts = _row(olds[span.old].cells, news[span.new].cells)
        else:
            parts = differences(old[whole.old : whole.old_end], new[whole.new : whole.new_end])
        hunks += [part.shifted(whole.old, whole.new) for part in parts]
    return _merged(hunks, old, new) or list(differences(old, new))


def _reach(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """Give the characters that a run of pieces spans; an empty run stands where the piece before it ends."""
    if start < end:
        return pieces[start].start, pieces[end - 1].end
    at = pieces[start - 1].end if start else pieces[0].start
    return at, at


@lru_cache(maxsize=_REMEMBERED)
def _row(old: Line, new: Line) -> tuple[Hunk, ...]:
    """Compare two rows cell by cell; where a column came or went, equal cells tell which."""
    olds, news = _cells(old), _cells(new)
    number: dict[str, int] = {}
    sides = [[number.setdefault(cell, len(number)) for cell in row] for row in (old, new)]
    fixed = [] if len(olds) == len(news) else equal_runs(*sides)
    found: list[Hunk] = []
    for gap in between(Span(0, len(olds), 0, len(news)), fixed):
        if gap.old_end - gap.old == gap.new_end - gap.new:
            pairs = zip(olds[gap.old : gap.old_end], news[gap.new : gap.new_end], strict=True)
            found += [hunk for a, b in pairs if a.key != b.key for hunk in _cell(a, b)]
        else:
            found.append(Hunk(*_reach(olds, gap.old, gap.old_end), *_reach(news, gap.new, gap.new_end)))
    return tuple(found)


def _cell(old: Piece, new: Piece) -> list[Hunk]:
    sides = [(border(0), *text_pieces(cell.key)) for cell in (old, new)]
    return [hunk.shifted(old.start, new.start) for hunk in _hunks(old.key, new.key, *sides)]


def _cells(row: Line) -> Pieces:
    found: list[Piece] = []
    start = 0
    for cell in row:
        found.append(Piece(cell, start, start + len(cell)))
        start += len(cell) + len(CELLS)
    return tuple(found)


def _merged(hunks: list[Hunk], old: str, new: str) -> list[Hunk]:
    """Join marks of one line that nothing but blanks part on either side."""
    joined: list[Hunk] = []
    for hunk in hunks:
        last = joined[-1] if joined else None
        if last and _blank(old[last.old_end : hunk.old]) and _blank(new[last.new_end : hunk.new]):
            joined[-1] = Hunk(last.old, hunk.old_end, last.new, hunk.new_end)
        else:
            joined.append(hunk)
    return joined


def _blank(text: str) -> bool:
    return not text.strip() and "\n" not in text
