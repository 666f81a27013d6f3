"""A text as it is shown, line by line: paragraphs and rows of tables, numbers as typed, facts filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from kaitei.comparison.model import Segment, Side
from kaitei.documents.word import NORMAL
from kaitei.pages.compare_cells import Look, cell
from kaitei.pages.compare_looks import look
from kaitei.pages.context import Context
from kaitei.pages.views import CompareBlock, CompareKind, CompareLine, CompareRun
from kaitei.site.edition import Edition
from kaitei.site.site import Standing
from kaitei.text.markdown.document import Clause
from kaitei.text.markdown.plain_text import clause_text, gap

Runs = tuple[CompareRun, ...]


class Line(NamedTuple):
    """A paragraph, or a row of a table."""

    kind: CompareKind
    level: int  # how far it is set in
    outline: int  # of a heading: 1 for those under no other, 0 for the title
    cells: tuple[Runs, ...]  # several in a row of a table alone
    label: str = ""  # of a value
    head: bool = False  # whether it is the head of a table
    number: str = ""  # that it begins with, and what parts it from the words

    @property
    def texts(self) -> tuple[str, ...]:
        """What each cell says."""
        return tuple(map(text, self.cells))

    @property
    def style(self) -> str:
        """The name of its style in Word."""
        if self.kind != "heading":
            return NORMAL
        return f"Heading {min(self.outline, 6)}" if self.outline else "Title"


def joined(runs: Iterable[CompareRun]) -> Runs:
    """Runs of which no two with one address follow each other, and none says nothing."""
    spoken = [run for run in runs if text((run,))]
    groups = [(address, list(group)) for address, group in groupby(spoken, key=lambda run: run.address)]
    return tuple([CompareRun((Segment("=", text(group)),), address) for address, group in groups])


def text(runs: Iterable[CompareRun]) -> str:
    """The words of runs."""
    return "".join([segment.text for run in runs for segment in run.segments])


def lines(context: Context, standing: Standing, edition: Edition) -> tuple[tuple[Line, ...], ...]:
    """The lines of each clause of a text, in reading order; links lead to addresses in full."""
    looks = look(context, standing, edition).clauses
    found = [one for clause in edition.clauses for one in _placed(clause, 0, 1)]

    def led(line: Line) -> Line:
        return line._replace(cells=tuple([tuple([_led(context, run) for run in runs]) for runs in line.cells]))

    return tuple(
        tuple(map(led, _lines(clause, looks[place], level, outline if place or clause.anchor or clause.number else 0)))
        for place, (clause, level, outline) in enumerate(found)
    )


def _led(context: Context, run: CompareRun) -> CompareRun:
    """A run with its address in full, with none where it leads to a place in the text itself."""
    if run.address.startswith("#"):
        return run._replace(address="", target="")
    return run._replace(address=context.absolute(run.address)) if run.address.startswith("/") else run


def _placed(clause: Clause, level: int, outline: int) -> Iterator[tuple[Clause, int, int]]:
    """Yield a clause and all beneath it, each with its `Line.level` and `Line.outline`."""
    yield clause, level, outline
    for child in clause.children:
        yield from _placed(child, level + (not clause.heading), outline + clause.heading)


def _lines(clause: Clause, looks: Look, level: int, outline: int) -> Iterator[Line]:
    made = cell(Side(clause.anchor, clause.number, 0, clause.heading, (Segment("=", clause_text(clause)),)), (looks,))
    assert made
    number = made.number
    for block in made.blocks:
        for nth, (runs, label) in enumerate(_rows(block)):
            lead = ""
            if number and block.kind in ("heading", "text"):
                lead = number + parted(number, text(runs[0]))
                runs = ((_said(lead), *runs[0]),)
            elif number:
                yield Line("text", level, outline, ((_said(number),),))
            number = ""
            head = block.kind == "table" and not nth and len(block.lines) > 1
            kind = "text" if block.kind == "table" and len(runs) == 1 else block.kind
            yield Line(kind, level + block.depth, outline, runs, label, head, lead)
    if number:
        yield Line("text", level, outline, ((_said(number),),))


def parted(number: str, words: str) -> str:
    """What parts a number from the words after it, as wide as the number: "1. ", "第一条　", "２　"."""
    found = gap(number, words)
    return "\u3000" if found and not number.isascii() else found


def _rows(block: CompareBlock) -> Iterator[tuple[tuple[Runs, ...], str]]:
    """Yield what stands in each line of a block, and its label."""
    for line in block.lines:
        match block.kind:
            case "table":
                yield line.cells, ""
            case "values":
                yield (values(line),), line.label
            case _:
                yield from (((one,), "") for one in apart(line.cells[0]))


def apart(runs: Runs) -> Iterator[Runs]:
    """Yield what stands between line feeds."""
    line: list[CompareRun] = []
    for run in runs:
        for segment in run.segments:
            first, *rest = segment.text.split("\n")
            line.append(_part(run, segment, first))
            for part in rest:
                yield tuple(line)
                line = [_part(run, segment, part)]
    yield tuple(line)


def _part(run: CompareRun, segment: Segment, said: str) -> CompareRun:
    """A part of a run."""
    return run._replace(segments=(segment._replace(text=said),))


def values(line: CompareLine) -> Runs:
    """The values of one label, a line feed between them."""
    return tuple(run for nth, found in enumerate(line.cells) for run in (*([FEED] if nth else []), *found))


def _said(words: str) -> CompareRun:
    return CompareRun((Segment("=", words),))


FEED = _said("\n")
"""What parts lines that stand in one paragraph."""
