"""One side of a comparison's row as pages show it: headings, text, tables and labelled values, with their marks.

A side's segments are the canonical text, line by line. Its *look* says what those lines are (`compare_looks`), and is
cut out of the segments here: the marks are as the comparison has made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import NamedTuple

from kaitei.comparison.model import Op, Segment, Side
from kaitei.pages.views import CompareBlock, CompareCell, CompareKind, CompareLine, CompareRun
from kaitei.text.markdown.document import Span
from kaitei.text.markdown.plain_text import CELLS, LEVEL

REMEMBERED = 400
"""The number of sides cached: most are in the next comparison of the policy too."""

_KEPT = ("=", "~")  # what bears no mark


class Stretch(NamedTuple):
    """Some characters of a line that are shown otherwise than as they are."""

    start: int
    end: int
    shown: str | None = None  # instead of them; None for themselves
    address: str = ""  # where they lead
    before: str = ""  # what is said before them and is no part of the text
    target: str = ""  # of a link, as the text has it
    told: str = ""  # the target of a link or picture as a reader knows it, to be shown where it alone is what differs
    mark: Op = "="  # of what is shown instead


class LineLook(NamedTuple):
    """What a line is."""

    cells: tuple[int, ...]  # the length of each
    stretches: tuple[Stretch, ...] = ()  # in order, apart from each other
    label: str = ""  # of a value
    block: str = ""  # the fact of which it is one
    indent: int = 0  # blanks before it
    spans: tuple[Span, ...] = ()  # of its cells, where it is of a table with merged ones

    @property
    def size(self) -> int:
        """How many characters it has, the cells joined."""
        return sum(self.cells) + len(CELLS) * (len(self.cells) - 1)


class Look(NamedTuple):
    """What the lines of a clause are."""

    depth: int  # 0 for a clause that stands in no other
    heading: bool  # whether its first line is one
    lead: int  # how many characters its number takes, and what parts it from the first line
    lines: tuple[LineLook, ...]  # at least one


@dataclass(frozen=True, eq=False)
class Looks:
    """The looks of all clauses of a text in reading order."""

    clauses: tuple[Look, ...]

    def of(self, side: Side | None, place: int) -> tuple[Look, ...]:
        """Give those of a side: of its clause, with all beneath it where the side has them too, or of a part of it."""
        if side is None:
            return ()
        own, end = self.clauses[place], place + 1
        feeds = side.text.count("\n")
        if (own.lead and not side.number) or (own.heading and not side.heading):  # what stands under its caption
            return (own._replace(heading=False, lead=0, lines=own.lines[-1 - feeds :]),)
        if feeds >= len(own.lines):
            while end < len(self.clauses) and self.clauses[end].depth > own.depth:
                end += 1
        return self.clauses[place:end]


_PLAIN = LineLook(())


class _Line(NamedTuple):
    """A line cut as its look says."""

    kind: CompareKind
    depth: int  # beneath the row's clause
    label: str
    block: str
    cells: tuple[tuple[CompareRun, ...], ...]
    spans: tuple[Span, ...]
    feed: Op  # the mark of the line feed after it
    lead: int  # how many characters of it are a number and its gap

    @property
    def leads(self) -> list[int]:
        """Its lead, and none for what stands after line feeds in it."""
        feeds = [segment.text.count("\n") for run in self.cells[0] for segment in run.segments]
        return [self.lead, *[0] * sum(feeds)]


def led(old: tuple[Look, ...], new: tuple[Look, ...]) -> tuple[tuple[Look, ...], tuple[Look, ...]]:
    """Let two sides, set apart by the targets of links or pictures alone, show those that differ."""
    targets = [
        [one.told for look in side for line in look.lines for one in line.stretches if one.told] for side in (old, new)
    ]
    differing = [was != now for was, now in zip_longest(*targets)]
    return _led(old, "-", iter(differing)), _led(new, "+", iter(differing))


def _led(looks: tuple[Look, ...], mark: Op, differing: Iterator[bool]) -> tuple[Look, ...]:
    def shown(stretch: Stretch) -> Stretch:
        differs = stretch.told and next(differing)
        return stretch._replace(shown=stretch.told, mark=mark) if differs else stretch

    def line(look: LineLook) -> LineLook:
        return look._replace(stretches=tuple(map(shown, look.stretches)))

    return tuple([look._replace(lines=tuple(map(line, look.lines))) for look in looks])


@lru_cache(maxsize=REMEMBERED)
def cell(side: Side | None, looks: tuple[Look, ...]) -> CompareCell | None:
    """Make one side of a row; an unchanged clause is the same on both."""
    if side is None:
        return None
    blocks = tuple(_blocks(_lines(side.segments, looks)))
    title = _text(blocks[0]) if blocks and blocks[0].kind == "heading" else ""
    address = f"#{side.anchor}" if side.anchor else ""
    gap = " " if looks[0].lead > len(side.number) else ""
    return CompareCell(side.number, address, title, side.depth, len(side.text), blocks, gap)


def _text(block: CompareBlock) -> str:
    runs = (run for line in block.lines for found in line.cells for run in found)
    return "".join([segment.text for run in runs for segment in run.segments])


def _lines(segments: Sequence[Segment], looks: tuple[Look, ...]) -> Iterator[_Line]:
    """Cut segments into lines, but for the number with which they begin, which a cell shows by itself."""
    known = iter([(look, nth == 0, line) for look in looks for nth, line in enumerate(look.lines)])
    for at, (found, feed) in enumerate(_split(segments)):
        look, first, line = next(known, (looks[-1], False, _PLAIN))
        left = _Left(found)
        lead = left.take(look.lead if first else 0)
        line = line if line.size == left.size else _PLAIN
        left.take(line.indent)
        lead = lead if at else []
        cells = _cells(left, line, lead)
        kind: CompareKind = "heading" if look.heading and first else "table" if len(cells) > 1 or line.spans else "text"
        depth = look.depth - looks[0].depth + line.indent // len(LEVEL)
        yield _Line(
            "values" if line.label else kind,
            depth,
            line.label,
            line.block,
            cells,
            line.spans,
            feed,
            look.lead * bool(lead),
        )


def _split(segments: Iterable[Segment]) -> Iterator[tuple[list[Segment], Op]]:
    """Yield the segments of each line, with the mark of the line feed that ends it."""
    line: list[Segment] = []
    for op, text in segments:
        first, *rest = text.split("\n")
        line.append(Segment(op, first))
        for part in rest:
            yield line, op
            line = [Segment(op, part)]
    yield line, "="


class _Left:
    """What is left of a line's segments while it is cut from its beginning."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments = [segment for segment in segments if segment.text][::-1]
        self.size = sum([len(segment.text) for segment in self.segments])
        self.done = 0  # how much of the next segment is taken

    def take(self, length: int) -> list[Segment]:
        """Take so many characters."""
        found: list[Segment] = []
        self.size -= length
        while length > 0 and self.segments:
            op, text = self.segments[-1]
            part = text[self.done : self.done + length]
            found.append(Segment(op, part))
            length -= len(part)
            self.done += len(part)
            if self.done == len(text):
                self.segments.pop()
                self.done = 0
        return found


def _cells(left: _Left, line: LineLook, lead: list[Segment]) -> tuple[tuple[CompareRun, ...], ...]:
    """Cut what is left of a line into cells; `lead` is said before the first."""
    found: list[tuple[CompareRun, ...]] = []
    stretches, at, end = list(line.stretches[::-1]), line.indent, -len(CELLS)
    for length in line.cells or (at + left.size,):
        left.take(max(end + len(CELLS) - at, 0))
        at, end = max(at, end + len(CELLS)), end + len(CELLS) + length
        runs = [CompareRun(tuple(lead))]
        while stretches and stretches[-1].end <= end:
            stretch = stretches.pop()
            runs.append(CompareRun(tuple(left.take(stretch.start - at))))
            runs += _stretched(stretch, left.take(stretch.end - stretch.start))
            at = stretch.end
        found.append(_joined([*runs, CompareRun(tuple(left.take(end - at)))]))
        at, lead = end, []
    return tuple(found)


def _stretched(stretch: Stretch, words: list[Segment]) -> Iterator[CompareRun]:
    """Yield a stretch as it is shown; what is shown instead of its words is marked as a whole."""
    if stretch.before and words:
        yield CompareRun((Segment("~", stretch.before),))
    if stretch.shown is not None and words:
        marks = [segment.op for segment in words if segment.op not in _KEPT]
        words = [Segment(marks[0] if marks else stretch.mark, stretch.shown)]
    yield CompareRun(tuple(words), stretch.address, stretch.target)


def _joined(runs: Iterable[CompareRun]) -> tuple[CompareRun, ...]:
    """Join what follows each other with one address and one mark."""
    parts = [(run[1:], segment.op, segment.text) for run in runs for segment in run.segments if segment.text]
    same = [list(group) for _, group in groupby(parts, key=lambda part: part[:2])]
    marked = [(group[0][0], Segment(group[0][1], "".join([text for *_, text in group]))) for group in same]
    linked = [list(group) for _, group in groupby(marked, key=lambda part: part[0])]
    return tuple([CompareRun(tuple([segment for _, segment in group]), *group[0][0]) for group in linked])


def _blocks(lines: Iterable[_Line]) -> Iterator[CompareBlock]:
    """Yield what lines of one kind and depth make together."""
    for (kind, depth, *_), group in groupby(
        lines, key=lambda line: (line.kind, line.depth, line.block, 0 if line.spans else len(line.cells))
    ):
        match kind:
            case "heading":
                yield from (CompareBlock(kind, depth, (CompareLine(line.cells),)) for line in group)
            case "text":
                flow = list(group)
                leads = tuple([lead for line in flow for lead in line.leads])
                yield CompareBlock(kind, depth, (CompareLine((_flowing(flow),)),), leads)
            case "table":
                yield CompareBlock(kind, depth, tuple([CompareLine(line.cells, spans=line.spans) for line in group]))
            case "values":
                yield from (CompareBlock(kind, depth, entry) for entry in _entries(group))


def _flowing(lines: Sequence[_Line]) -> tuple[CompareRun, ...]:
    """Join lines of text, line feeds between them."""
    feeds = [CompareRun((Segment(line.feed, "\n"),)) for line in lines[:-1]]
    return _joined(
        [run for line, feed in zip_longest(lines, feeds) for run in (*line.cells[0], *([feed] if feed else []))]
    )


def _entries(lines: Iterable[_Line]) -> Iterator[tuple[CompareLine, ...]]:
    """Yield values entry by entry, those of one label together; an entry begins with the label of the first."""
    entry: list[CompareLine] = []
    for label, same in groupby(lines, key=lambda line: line.label):
        if entry and label == entry[0].label:
            yield tuple(entry)
            entry = []
        entry.append(CompareLine(tuple([found for line in same for found in line.cells]), label))
    yield tuple(entry)
