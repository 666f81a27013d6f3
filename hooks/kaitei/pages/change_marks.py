"""What a revision did to each clause, as one text: what came, what went, and where that stood."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from kaitei.comparison.model import Op, Segment
from kaitei.pages.views import CompareCell, CompareKind
from kaitei.source.characters import IGNORED
from kaitei.text.markdown.plain_text import CELLS
from kaitei.wording.words import Words

REMEMBERED = 400
"""The number of rows cached: what the comparison tells of, the text with its changes tells too."""

_UNCOUNTED = re.compile(rf"[\s{IGNORED}]")
"""What of two sides may differ and is no change."""


class Gone(NamedTuple):
    """Words of the older text, a line of it, or a row of a table, that are no longer there."""

    kind: Literal["words", "line", "row"]
    cells: tuple[str, ...]  # of a row; of the others one

    @property
    def text(self) -> str:
        """What it said, on one line."""
        return CELLS.join(self.cells)


@dataclass
class Stream:
    """A clause of the newer text character by character, blanks left out, and what of the older text stood where."""

    text: str = ""
    came: list[bool] = field(default_factory=list)  # of each character
    before: dict[int, list[Gone]] = field(default_factory=dict)  # by the character that follows
    after: dict[int, list[Gone]] = field(default_factory=dict)  # by the character that it followed
    lines: dict[str, int] = field(default_factory=dict)  # where each line begins, by what it says

    def join(self, other: Stream) -> None:
        """Go on with what stands beneath in the same clause."""
        size = len(self.text)
        self.text += other.text
        self.came += other.came
        self.before |= {at + size: gone for at, gone in other.before.items()}
        self.after |= {at + size: gone for at, gone in other.after.items()}
        self.lines = {line: at + size for line, at in other.lines.items()} | self.lines


class _Line(NamedTuple):
    kind: CompareKind
    cells: tuple[tuple[Segment, ...], ...]
    label: str = ""  # of a value


def listed(words: Words) -> frozenset[str]:
    """The labels of the days that a text lists, old ones beside new."""
    events = ("effective", *(f"adopted_{event}" for event in ("enacted", "revised", "repealed")))
    return frozenset(words(f"label_{one}") for one in events)


@lru_cache(maxsize=REMEMBERED)
def merged(old: CompareCell | None, new: CompareCell, silent: frozenset[str] = frozenset()) -> Stream:
    """Make one text of both sides of a row. Nothing of it may be changed, as it is remembered.

    Args:
        old: the older side.
        new: the newer side.
        silent: labels of values of which the older are not told, as the newer do not stand in their place.
    """
    merger = _Merger()
    for line in _lines(new):
        merger.newer(line)
    for line in _lines(old) if old else ():
        merger.older(line, told=line.label not in silent)
    return merger.finished()


def _lines(cell: CompareCell) -> Iterator[_Line]:
    for block in cell.blocks:
        for line in block.lines:
            cells = [tuple([one for run in runs for one in run.segments]) for runs in line.cells]
            if block.kind == "table":
                yield _Line(block.kind, tuple(cells))
            else:
                yield from (_Line(block.kind, (one,), line.label) for segments in cells for one in _split(segments))


def _split(segments: tuple[Segment, ...]) -> Iterator[tuple[Segment, ...]]:
    """Yield the segments of each line of a text."""
    line: list[Segment] = []
    for op, text in segments:
        first, *rest = text.split("\n")
        line.append(Segment(op, first))
        for part in rest:
            yield tuple(line)
            line = [Segment(op, part)]
    yield tuple(line)


class _Merger:
    """Takes the lines of the newer text, then those of the older."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.stream = Stream()
        self.kept: list[int] = []  # the characters that stayed
        self.starts: list[int] = []  # of lines, and of the cells of rows
        self.rows: list[bool] = []  # whether each of them is of a row
        self.met = 0  # how many of those that stayed were met in the older text

    def newer(self, line: _Line) -> None:
        """Take a line of the newer text."""
        start = len(self.chars)
        for cell in line.cells:
            self.starts.append(len(self.chars))
            self.rows.append(line.kind == "table")
            for op, text in cell:
                if op != "~":
                    self._take(op, text)
        self.stream.lines.setdefault("".join(self.chars[start:]), start)

    def _take(self, op: Op, text: str) -> None:
        said = "".join(text.split())
        if op == "=":
            self.kept += [at for at, char in enumerate(said, len(self.chars)) if _counts(char)]
        self.chars += said
        self.stream.came += [op == "+"] * len(said)

    def older(self, line: _Line, told: bool) -> None:
        """Take a line of the older text."""
        cells = [[one for one in cell if one.op != "~" and one.text.strip()] for cell in line.cells]
        said = [segment for cell in cells for segment in cell]
        if line.kind != "values" and said and all(op == "-" for op, _ in said):
            row = line.kind == "table"
            gone = Gone("row" if row else "line", tuple(["".join([one.text for one in cell]) for cell in line.cells]))
            self._put(gone, early=self.met > 0 and self._row(self.kept[self.met - 1]) == row)
            return
        for cell in cells:
            self._older(cell, told)

    def _older(self, cell: Sequence[Segment], told: bool) -> None:
        """Take a cell, or a line that is none of a table's: words with which it began stand before what it says now."""
        stays = any(op == "=" for op, _ in cell)
        met = self.met
        for op, text in cell:
            if op == "=":
                self.met += sum(map(_counts, text))
            elif told:
                self._put(Gone("words", (text,)), early=met < self.met, within=stays)

    def _put(self, gone: Gone, early: bool, within: bool = False) -> None:
        """Put what is gone after the character that it followed, or before the one that follows now.

        Args:
            gone: what is gone.
            early: whether it belongs to what it followed.
            within: whether it belongs to the line, or the cell, of the next character that stayed.
        """
        first = self.kept[self.met - 1] + 1 if self.met else 0
        if self.met and (first == len(self.chars) or (early and self._at(first) != self._at(first - 1))):
            self.stream.after.setdefault(first - 1, []).append(gone)
            return
        start = self.starts[self._at(self.kept[self.met])] if within and self.met < len(self.kept) else 0
        self.stream.before.setdefault(max(first, start), []).append(gone)

    def _at(self, char: int) -> int:
        return bisect_right(self.starts, char) - 1

    def _row(self, char: int) -> bool:
        return self.rows[self._at(char)]

    def finished(self) -> Stream:
        """Give what was made."""
        self.stream.text = "".join(self.chars)
        return self.stream


@lru_cache(maxsize=4096)
def _counts(char: str) -> bool:
    return not _UNCOUNTED.match(char) and not unicodedata.combining(char)
