"""A clause's own text in pieces, sentences and rows of tables, and which of them take each other's place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from kaitei.comparison.order import Pair
from kaitei.comparison.wording import Wording
from kaitei.text.markdown.document import Line

_END = re.compile(r"[。！？]+(?:(?![。！？」』）)])|[」』）)]+(?:。|(?=\n|$)))\n?|\n|^[（(][^（()）\n]*[）)]")
"""What ends a sentence, or a caption; a full stop within brackets, as in （…といいます。）, ends none around them."""

_SAME, _SURE, _JOINED, _LINE = 90, 75, 70, 45  # likeness in per cent
_ROOM = 40_000  # pairs of pieces that are weighed at once
_REMEMBERED = 500  # clauses that are kept cut: an amended one is compared again in each of its wordings


class Piece(NamedTuple):
    """A stretch of a text that is compared as one."""

    key: str  # what it says, with the line feed after it where a paragraph ends
    start: int  # in characters from the start of the whole text
    end: int
    cells: Line = ()  # of a row of a table


Pieces = tuple[Piece, ...]


class Span(NamedTuple):
    """A stretch of pieces on either side, by their places; one side may be empty."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def open(self) -> bool:
        """Whether there are pieces on both sides."""
        return self.old < self.old_end and self.new < self.new_end


@lru_cache(maxsize=_REMEMBERED)
def cut(clause: Wording) -> Pieces:
    """Cut a clause's own text into sentences and rows, behind an empty piece (`border`) that all texts begin with."""
    found = [border(0)]
    done, at = 0, clause.places
    for places in at.rows:
        start, end = places[0][0], places[-1][1]
        if done < start:
            found += text_pieces(clause.plain[done:start], done, at.ends)
        cells = tuple([clause.plain[begin:after] for begin, after in places])
        found.append(Piece("|".join(cells), start, end, cells))
        done = end + 1
    found += text_pieces(clause.plain[done:], done, at.ends)
    return tuple(found)


def border(at: int) -> Piece:
    """Make the empty piece that says where a text begins; it is equal on both sides."""
    return Piece("", at, at)


def text_pieces(text: str, start: int = 0, ends: Collection[int] = ()) -> Iterator[Piece]:
    """Yield running text in sentences: "甲は通知する。乙は保存する。" → pieces from 0 to 7 and from 7 to 14.

    Args:
        text: of a clause, or a part of it.
        start: where that begins in the clause.
        ends: the places in the clause where a line ends, or a sentence before a blank.
    """
    borders = {match.end() for match in _END.finditer(text)} | {end - start for end in ends if start <= end}
    done = 0
    for end in [*sorted(end for end in borders if 0 < end < len(text) and text[end] != "\n"), len(text)]:
        if done < end:
            yield Piece(text[done:end], start + done, start + end)
        done = end


def blocks(old: Pieces, new: Pieces) -> Iterator[tuple[Span, bool]]:
    """Yield the spans that differ, in order, each with whether it is compared word by word or marked as a whole."""
    number: dict[tuple[str, bool], int] = {}
    sides = [[number.setdefault((piece.key, not piece.cells), len(number)) for piece in side] for side in (old, new)]
    for span in _unequal(*sides):
        yield from _resolve(old, new, span)


def _unequal(old: list[int], new: list[int]) -> Iterator[Span]:
    """Yield the spans outside of what two lists have in common (their longest common subsequence), but empty ones."""
    a = b = 0
    for code in LCSseq.opcodes(old, new):
        if code.tag == "equal":
            if a < code.src_start or b < code.dest_start:
                yield Span(a, code.src_start, b, code.dest_start)
            a, b = code.src_end, code.dest_end
    if a < len(old) or b < len(new):
        yield Span(a, len(old), b, len(new))


def equal_runs(old: list[int], new: list[int]) -> list[Pair]:
    """Find the longest common subsequence of two lists, as pairs of places: [1, 2, 3], [1, 3] → [(0, 0), (2, 1)]."""
    return [
        (code.src_start + k, code.dest_start + k)
        for code in LCSseq.opcodes(old, new)
        if code.tag == "equal"
        for k in range(code.src_end - code.src_start)
    ]


def between(span: Span, pairs: list[Pair]) -> Iterator[Span]:
    """Yield the stretches before, between and after pairs, one more than there are pairs."""
    a, b = span.old, span.new
    for x, y in [*pairs, (span.old_end, span.new_end)]:
        yield Span(a, x, b, y)
        a, b = x + 1, y + 1


def _resolve(old: Pieces, new: Pieces, span: Span) -> Iterator[tuple[Span, bool]]:
    """Cut a span that differs into spans to be compared word by word (True) and to be marked as a whole (False)."""
    size = (span.old_end - span.old) * (span.new_end - span.new)
    if size > _ROOM:
        a, b = (span.old + span.old_end) // 2, (span.new + span.new_end) // 2
        yield from _resolve(old, new, Span(span.old, a, span.new, b))
        yield from _resolve(old, new, Span(a, span.old_end, b, span.new_end))
    elif size == 1:
        yield span, _gain(old[span.old], new[span.new], _LINE) > 0
    elif size and _joined(old, new, span, _SAME):
        yield span, True
    elif size:
        yield from _paired(old, new, span, _SURE)
    elif span.old < span.old_end or span.new < span.new_end:
        yield span, False


def _paired(old: Pieces, new: Pieces, span: Span, cut: int) -> Iterator[tuple[Span, bool]]:
    """Pair the pieces that are alike; what lies between them may be one sentence made two, or is not alike at all."""
    pairs = _chain(old, new, span, cut)
    for place, gap in enumerate(between(span, pairs)):
        if gap.open and cut > _LINE:
            yield from [(gap, True)] if _joined(old, new, gap, _JOINED) else _paired(old, new, gap, _LINE)
        elif gap.old < gap.old_end or gap.new < gap.new_end:
            yield gap, False
        if place < len(pairs):
            a, b = pairs[place]
            yield Span(a, a + 1, b, b + 1), True


def _joined(old: Pieces, new: Pieces, span: Span, cut: int) -> bool:
    """Whether two runs of sentences are alike as a whole."""
    sides = old[span.old : span.old_end], new[span.new : span.new_end]
    if any(piece.cells for side in sides for piece in side):
        return False
    return fuzz.ratio(*("".join(piece.key for piece in side) for side in sides), score_cutoff=cut) > 0


def _chain(old: Pieces, new: Pieces, span: Span, cut: int) -> list[Pair]:
    """Choose the pairs in order whose likeness, taken by their length, is the greatest in all."""
    rows, columns = range(span.old, span.old_end), range(span.new, span.new_end)
    gain = {(i, j): _gain(old[i], new[j], cut) for i in rows for j in columns}
    best: defaultdict[Pair, float] = defaultdict(float)
    for i in reversed(rows):
        for j in reversed(columns):
            taken = best[i + 1, j + 1] + gain[i, j] if gain[i, j] else 0.0
            best[i, j] = max(best[i + 1, j], best[i, j + 1], taken)
    return _follow(best, gain, span)


def _follow(best: defaultdict[Pair, float], gain: dict[Pair, float], span: Span) -> list[Pair]:
    pairs: list[Pair] = []
    i, j = span.old, span.new
    while best[i, j]:
        if gain[i, j] and best[i, j] == best[i + 1, j + 1] + gain[i, j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs


def _gain(old: Piece, new: Piece, cut: int) -> float:
    """The likeness of two pieces in per cent, 0 if below `cut`, times the sum of their lengths."""
    if bool(old.cells) != bool(new.cells):
        return 0.0
    score = fuzz.ratio(old.key, new.key, score_cutoff=cut)
    if old.cells and old.cells[0].strip() and old.cells[0] == new.cells[0]:
        score = max(score, float(_SURE))  # a row goes by its first cell
    return score * (len(old.key) + len(new.key))
