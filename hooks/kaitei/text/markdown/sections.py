"""The sections of a text: its headings, and its clauses with a rank (章, 条, 附則).

A section closes those that are not outer to it. Ranks hold by their words, in whatever order and form they come;
headings without a rank by their level. What is typed as a plain line is set as its siblings are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kaitei.text.markdown import ahead
from kaitei.text.markdown.branch import Branch, Outline, Series
from kaitei.text.markdown.document import Rank
from kaitei.text.markdown.grammar import OUTERMOST, RANKS, MarkerReading, Value, follows
from kaitei.text.markdown.lines import Line

Order = tuple[int, ...]
"""The place of a rank among ranks, the outermost first; () for none."""

_ENGLISH = ("Article", "Section")


@dataclass(slots=True, eq=False)
class Section:
    """An open heading or clause with a rank; the first of all is the text itself."""

    node: Branch
    level: int = 0  # of a heading, as typed
    order: Order = ()
    beneath: dict[str, Series] = field(default_factory=dict)  # the numbers of sections directly beneath it


class Sections:
    """The open sections, outermost first, and the numbers met so far."""

    def __init__(self, lines: list[Line], found: Outline, shift: int) -> None:
        """Begin a text, whose headings go down by `shift` levels."""
        self.lines, self.found, self.shift = lines, found, shift
        self.open = [Section(Branch("root"))]
        self.levels = _levels(lines)
        self.ranked: dict[str, Series] = {}  # numbers of ranks, which run on from section to section
        self.before: dict[tuple[int, str], Value] = {}  # last numbers of other headings by level
        self.english = ""  # the one of Article and Section that came first

    @property
    def node(self) -> Branch | None:
        """The heading or clause that is the innermost open section, None for the text itself."""
        return self.open[-1].node if len(self.open) > 1 else None

    def is_above(self, value: Value) -> bool:
        """Whether an open section has a number, as 1 stands above 1.1."""
        return any(section.node.reading and section.node.reading.value == value for section in self.open)

    def end(self) -> None:
        """Close the sections that are no headings."""
        while self.node and not self.open[-1].level:
            self.open.pop()

    def heading(self, index: int, line: Line) -> None:
        """Open a section for a heading, or for a plain line that is set as one."""
        if line.ranked:
            self.rank(index, line, line.ranked)
            return
        self._close(line.level, (), next((one.value for one in line.readings if one.style.compound), ()))
        reading = self._reading(index, line)
        text, body = (reading.text if reading else line.text), ""
        if line.kind != "heading":
            text, body = ahead.titled(text)
        self._open(index, Branch("heading", reading=reading, text=text, body=body, line=line.number), line.level, ())

    def rank(self, index: int, line: Line, reading: MarkerReading) -> None:
        """Open a section with a rank: a heading if it or its siblings are typed as headings, else a clause."""
        level, order = self._level(reading.style.rank), self._order(reading)
        self._close(level, order, ())
        series = self._counted(line, reading)
        text, body = ahead.captioned(self.lines, index, reading.text, self.found), ""
        if level and line.kind != "heading":
            text, body = ahead.titled(text)
        kind = "heading" if level else "clause"
        node = Branch(kind, None, None if level else series, reading, text=text, body=body, line=line.number)
        self._open(index, node, level, order)

    def missed(self, index: int, line: Line) -> int:
        """The level of the headings between which a plain line has the number that is missing, 0 where it has not."""
        section, beside = self.open[-1], self.open[-2:][0].beneath
        after = next(ahead.headings(self.lines, index, section.level), None)
        if not self.node or not section.level or section.order or not after:
            return 0
        between = (
            one.key in beside and beside[one.key].takes(one.value) and follows(one.value, two.value)
            for one in line.readings
            for two in after.readings
            if one.key == two.key
        )
        return section.level if any(between) else 0

    def _reading(self, index: int, line: Line) -> MarkerReading | None:
        """The likeliest reading of a heading without a rank, by the headings beside it; counted."""
        beside = self.open[-1].beneath
        likely = [
            (0 if one.key in beside and beside[one.key].takes(one.value) else 1 if ahead.is_first(one) else 2, place)
            for place, one in enumerate(line.readings)
        ]
        found = (
            line.readings[place]
            for rank, place in sorted(likely)
            if not rank or not _doubtful(line.readings[place], self) or self._goes_on(index, line, line.readings[place])
        )
        reading = next(found, None)
        if reading:
            self._count(line, reading)
        return reading

    def _goes_on(self, index: int, line: Line, reading: MarkerReading) -> bool:
        """Whether a heading of the same level has the number after this one."""
        return any(
            one.key == reading.key and follows(reading.value, one.value)
            for after in ahead.headings(self.lines, index, line.level)
            for one in after.readings
        )

    def _count(self, line: Line, reading: MarkerReading) -> None:
        """Count the number of a heading without a rank, which may go on with those beneath an earlier one."""
        beside, key = self.open[-1].beneath, reading.key
        if key not in beside or ahead.is_first(reading):
            beside[key] = Series(key)
            if not (ahead.is_first(reading) or reading.style.compound):
                beside[key].begin_after(self.before.get((line.level, key), ()))
        self.found.warnings += beside[key].count(reading, line.number)
        self.before[line.level, key] = reading.value

    def _counted(self, line: Line, reading: MarkerReading) -> Series:
        """Count a number of a rank; return the list to which it belongs among its siblings."""
        name, value = reading.style.name, reading.value
        if reading.style.rank in OUTERMOST:
            self.ranked.clear()
        run = self.ranked.setdefault(name, Series(name))
        beside = self.open[-1].beneath.setdefault(name, Series(name, section=True))
        if ahead.is_first(reading) and beside.last != value:
            run.begin_after(())
        if value:
            self.found.warnings += run.count(reading, line.number)
        beside.begin_after(value)
        return beside

    def _open(self, index: int, node: Branch, level: int, order: Order) -> None:
        node.parent = self.node
        if level:
            node.level = min(6, max(level + self.shift, node.parent.level + 1 if node.parent else 0))
        self.found.nodes[index] = node
        self.open.append(Section(node, level, order))

    def _close(self, level: int, order: Order, value: Value) -> None:
        """Close the sections that are not outer to one with a level, a rank or a number such as 2.1."""
        while self.node and not _is_outer(self.open[-1], level, order, value):
            self.open.pop()

    def _order(self, reading: MarkerReading) -> Order:
        """The place of a rank; of Article and Section the one that comes first is the outer, 2.1 stands beneath 2."""
        style = reading.style
        if style.name not in _ENGLISH:
            return (RANKS[style.rank][0],)
        self.english = self.english or style.name
        return RANKS[style.rank][0], int(style.name != self.english), len(reading.value)

    def _level(self, rank: Rank) -> int:
        """The level of the headings of a rank, 0 where it is no heading: as its siblings, or as what stands in it."""
        inner = [level for name, level in self.levels.items() if RANKS[name][0] > RANKS[rank][0]]
        headed = [section.level for section in self.open if section.level]
        return self.levels.get(rank) or min(inner, default=headed[0] if headed and rank in OUTERMOST else 0)


def _levels(lines: list[Line]) -> dict[Rank, int]:
    """The level of the headings of each rank, as first typed; a bold line is a heading of the second."""
    found: dict[Rank, int] = {}
    for line in lines:
        one = line.ranked
        if one and (line.kind == "heading" or one.bold):
            found.setdefault(one.style.rank, line.level or 2)
    return found


def _is_outer(section: Section, level: int, order: Order, value: Value) -> bool:
    """Whether an open section is outer to another: by rank, by number (2 to 2.1), else by level."""
    if section.order and order:
        return section.order < order
    if order and order[0] == RANKS[OUTERMOST[0]][0]:
        return 0 < section.level < level
    reading = section.node.reading
    if value and reading and len(reading.value) < len(value) and value[: len(reading.value)] == reading.value:
        return True
    return not level or 0 < section.level < level


def _doubtful(reading: MarkerReading, sections: Sections) -> bool:
    """Whether a heading's number is one only if the next heading goes on with it: a letter, 1.1 not beneath 1."""
    return reading.style.run > 1 or (reading.style.beneath and not sections.is_above(reading.value[:-1]))
