"""What a text from elsewhere is made of, whatever it was kept in: lines with the labels shown, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kaitei.errors import Problem, fail

_MOST_CELLS = 20_000
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)[^\s()<>]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike; a line feed is a line break as typed."""

    text: str
    bold: bool = False
    struck: bool = False
    href: str = ""  # where it leads
    ruby: str = ""  # its reading
    note: str = ""  # the name of a footnote, which stands after it


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of its own: heading, item or plain."""

    runs: Runs
    label: str = ""  # the number or sign that is shown before it and that nobody typed: 第１条, （一）, ・
    level: int = 0  # of a heading, 1 to 6; 0 for any other line
    apart: bool = True  # whether it stands apart from the line before it
    nested: int = 0  # how many levels of lists it stands in beyond the first


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, which may stand over several columns or rows."""

    lines: tuple[Runs, ...]
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table, row by row."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def merged(self) -> bool:
        """Whether a cell stands over several columns or rows."""
        return any(cell.across > 1 or cell.down > 1 for row in self.rows for cell in row)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Words:
    """Some of the words of a source as it has them, labels included, and where."""

    text: str
    place: int  # the line of the file, or the paragraph of the document, counted from 1


@dataclass(frozen=True)
class Brought:
    """A text as it was read from a file."""

    blocks: tuple[Block, ...]
    words: tuple[Words, ...]  # all that it says, gathered apart from the blocks, so that these can be held against it
    notes: Mapping[str, Sequence[Runs]] = field(default_factory=dict)  # footnotes by name
    told: tuple[Problem, ...] = ()  # what was left out or changed
    line: int = 1  # of the file, on which the body begins where that is the file's own


def plain(runs: Runs) -> str:
    """The text of runs, without readings and notes."""
    return "".join(run.text for run in runs)


def safe(address: str) -> str:
    """An address to which a text may lead from wherever it stands; "" for any other."""
    return address if _SAFE.fullmatch(address) else ""


def check_cells(count: int, name: str) -> None:
    """Refuse a file with more cells of tables than any text has, before they are read.

    Raises:
        KaiteiError: where there are too many.
    """
    if count > _MOST_CELLS:
        raise fail("import_cells", name, count=count, most=_MOST_CELLS)
