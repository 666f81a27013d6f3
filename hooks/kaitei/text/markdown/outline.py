"""The structure of a text: which lines are headings and clauses, and how they nest.

A style of marker nests beneath the styles that appeared before it under the nearest heading: where `1.` came first,
then `（１）`, `ア、` nests beneath `（１）`. A typed 章, 節 or 条 counts as a heading in this; these three have a fixed
order among themselves. Their numbers run on from heading to heading; all other numbers begin anew under each.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kaitei.text.markdown.document import Diagnostic
from kaitei.text.markdown.grammar import DOT, PARAGRAPH, MarkerReading, Style, Value, follows
from kaitei.text.markdown.lines import Line


@dataclass(slots=True, eq=False)
class Series:
    """A list of clauses being counted."""

    style: Style
    last: Value
    end: int = 0  # index of the last line on which a clause of the list, or one beneath it, begins
    holds: bool = False  # whether paragraphs set apart belong to its items
    noted: bool = False  # whether gists set apart do


@dataclass(slots=True, eq=False)
class Branch:
    """A heading, a clause, an item of an ordinary list, a quotation or a block."""

    kind: str  # "root", "heading", "clause", "item", "quote", "block", "gist"
    parent: Branch | None = None
    series: Series | None = None  # of a clause
    reading: MarkerReading | None = None  # of a clause, and of a numbered heading
    level: int = 0  # of a heading, as in the HTML
    path: list[str] = field(default_factory=list)  # the numbers that lead to it
    anchor: str = ""  # of a gist that of the clause in which it stands
    text: str = ""  # of a heading or of a clause's first line, marker and anchor taken off
    line: int = 0  # of a heading, a clause and a block
    bullet: str = ""  # of an item
    index: int = 0  # names the node in the Markdown of flat blocks

    @property
    def number(self) -> str:
        """The marker as typed."""
        return self.reading.marker if self.reading else ""


@dataclass(slots=True)
class Outline:
    """The headings and clauses of a text by the index of the line that begins them."""

    nodes: dict[int, Branch] = field(default_factory=dict)
    listed: set[int] = field(default_factory=set)  # lines that are items of ordinary lists after all
    warnings: list[Diagnostic] = field(default_factory=list)


def outline(lines: list[Line], shift: int) -> Outline:
    """Find the headings and clauses; headings go down by `shift` levels."""
    counter = _Counter(lines, shift)
    for index, line in enumerate(lines):
        if line.kind == "heading":
            counter.heading(index, line)
        elif line.kind == "closing":
            counter.leave()
            counter.sections.clear()
        elif line.kind == "marked" and index not in counter.found.listed:
            counter.marked(index, line)
    return counter.found


class _Counter:
    """Goes through headings and marked lines, and keeps the numbers met so far.

    By these it tells whether a marker goes on with a list, begins one, or is text.
    """

    def __init__(self, lines: list[Line], shift: int) -> None:
        self.lines, self.shift = lines, shift
        self.found = Outline()
        self.sections: dict[str, Value] = {}  # last numbers of 章, 節, 条
        self.headings: dict[tuple[int, str], Value] = {}  # last numbers of numbered headings by level
        self.last: dict[tuple[int, str], tuple[Value, Branch | None]] = {}  # numbered headings, what they stand under
        self.above: list[tuple[int, Branch]] = []  # open headings with their typed levels, outermost first
        self.open: list[Branch] = []  # open clauses, outermost first
        self.ranks: dict[str, int] = {}
        self.single_until = -1  # up to this line it is known that no list begins whose items are all typed "1."

    def leave(self) -> None:
        """Close every list."""
        self.open.clear()
        self.ranks.clear()

    def heading(self, index: int, line: Line) -> None:
        self.leave()
        self.above = [(level, node) for level, node in self.above if level < line.level]
        chosen, _ = self._choose(line, [self._heading_last(line.level, reading) for reading in line.readings])
        node = Branch("heading", self._heading_above(), reading=chosen, line=line.number)
        node.level = min(6, line.level + self.shift)
        node.text = chosen.text if chosen else line.text
        if chosen:
            self._once(line, chosen, (line.level, chosen.key), node.parent)
            self.headings[line.level, chosen.key] = chosen.value
            self._remember(chosen)
        else:
            self.last = {key: found for key, found in self.last.items() if key[0] != line.level}
        self.found.nodes[index] = node
        self.above.append((line.level, node))

    def _heading_above(self) -> Branch | None:
        return self.above[-1][1] if self.above else None

    def marked(self, index: int, line: Line) -> None:
        if DOT in [reading.style for reading in line.readings] and self._only_ones(index):
            return
        chosen, rank = self._choose(line, [self._last(reading) for reading in line.readings])
        if chosen:
            self._open(index, line, chosen, restarts=rank == _START)

    def _heading_last(self, level: int, reading: MarkerReading) -> Value | None:
        named = self.sections.get(reading.style.name) if reading.style.section else None
        return named or self.headings.get((level, reading.key))

    def _last(self, reading: MarkerReading) -> Value | None:
        if reading.style.section:
            return self.sections.get(reading.style.name)
        series = self._series(reading.key)
        return series.last if series else None

    def _series(self, key: str) -> Series | None:
        for node in self.open:
            if node.reading and node.reading.key == key:
                return node.series
        return None

    def _choose(self, line: Line, before: list[Value | None]) -> tuple[MarkerReading | None, int]:
        """The likeliest reading and its rank, with a warning unless its number is the next or the first.

        Args:
            line: the line to be read.
            before: for each reading, the number before it in an open list.
        """
        if not line.readings:
            return None, _OUT
        ranks = list(map(_rank, before, line.readings))
        rank = min(ranks)
        likeliest = ranks.index(rank)
        best, last = line.readings[likeliest], before[likeliest]
        if rank == _SKIP and last:
            self._warn("number_skipped", line, best, last)
        if rank == _OUT and not (best.style.compound and last is None):
            self._warn("number_out_of_sequence", line, best, last or (0,))
        return (None if rank == _OUT else best), rank

    def _once(self, line: Line, reading: MarkerReading, key: tuple[int, str], above: Branch | None) -> None:
        """Warn where a heading or a 章, 節 or 条 has the number of the one before it beneath the same heading.

        "第1条", "第1条" is a slip; "第1条", "第2条", "第1条" begins anew and is none.
        """
        if self.last.get(key) == (reading.value, above):
            self._warn("number_repeated", line, reading, reading.value)
        self.last[key] = reading.value, above

    def _warn(self, key: str, line: Line, reading: MarkerReading, last: Value) -> None:
        params = {"expected": reading.successor(last), "found": reading.marker}
        self.found.warnings.append(Diagnostic(line.number, key, params))

    def _only_ones(self, index: int) -> bool:
        """Tell whether a list begins here whose items are all typed "1."; if so, note its lines as ordinary items."""
        ones: list[int] = []
        here = index
        for here in range(index, len(self.lines) if index > self.single_until else index):
            line = self.lines[here]
            if line.kind in ("heading", "closing"):
                break
            if line.kind == "marked":
                if not _is_one(line):
                    ones = [] if any(reading.style is DOT for reading in line.readings) else ones
                    break
                ones.append(here)
        self.single_until = max(self.single_until, here if len(ones) < 2 else index)
        self.found.listed.update(ones if len(ones) > 1 else ())
        return len(ones) > 1

    def _open(self, index: int, line: Line, reading: MarkerReading, restarts: bool) -> None:
        rank = self._place(reading)
        last = None
        while self.open and (last := self._rank_of(self.open[-1])) > rank:
            self.open.pop()
        same = self.open.pop() if self.open and last == rank else None
        series = same.series if same and same.series and not restarts else Series(reading.style, reading.value)
        series.last = reading.value
        parent = self.open[-1] if self.open else self._heading_above()
        node = Branch("clause", parent, series, reading, text=reading.text, line=line.number)
        if reading.style.section:
            self._once(self.lines[index], reading, (0, reading.key), parent)
        self.open.append(node)
        self.found.nodes[index] = node
        self._remember(reading)
        for above in self.open:
            if above.series:
                above.series.end = index

    def _remember(self, reading: MarkerReading) -> None:
        if reading.style.section:
            self.sections[reading.style.name] = reading.value
            self.ranks.clear()

    def _place(self, reading: MarkerReading) -> int:
        """The rank of a style here; a style nests beneath those of lower rank.

        項 that begin at 2 have the rank directly beneath 条, whatever lists stand in the first 項, which has no number.
        """
        if reading.style.level is not None:
            return reading.style.level
        key = reading.key
        if reading.style is PARAGRAPH and reading.value == (2,) and self._series(key) is None:
            self.ranks[key] = -1
        return self.ranks.setdefault(key, len(self.ranks))

    def _rank_of(self, node: Branch) -> int:
        return self._place(node.reading) if node.reading else 0


_NEXT, _START, _SKIP, _OUT = range(4)


def _rank(last: Value | None, reading: MarkerReading) -> int:
    """Rank a reading by how well its number follows `last`, the number before it in an open list.

    The ranks, likeliest first: `_NEXT` is the number after `last`, `_START` begins a list, `_SKIP` leaves numbers out,
    `_OUT` is out of sequence, so that the marker is read as text.
    """
    value = reading.value
    if last and follows(last, value):
        return _NEXT
    first = value[-1] == 1 if reading.style.compound else len(value) == 1 and value[0] in reading.style.starts
    if value[-1] == 1 or (first and last is None):
        return _START if first else _OUT
    return _SKIP if last and value > last else _OUT


def _is_one(line: Line) -> bool:
    return line.text.startswith("1.") and line.text[2:3] in ("", " ", "\t") and not line.indent
