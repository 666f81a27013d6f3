"""The canonical text: what a revision says, and nothing of how it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from textwrap import indent

from kaitei.text.markdown.document import Clause, Line

CELLS = " | "
"""What stands between the cells of a row."""

LEVEL = "  "
"""What leads a line for each level of nesting."""

_REMEMBERED = 1000  # clauses
_CLOSE = re.compile(r"[）．、①-⒇㉑-㊿]$")
_OPEN = "(（【［[〔「『〈《"


def canonical(clauses: tuple[Clause, ...]) -> str:
    """The text of all clauses in reading order, a line for each line, with a blank line before each heading.

    What stands beneath a clause that is no heading is indented by `LEVEL`. Nothing else is added to the numbers and
    cells of the clauses but white space and `CELLS`. The author's characters are kept as they are; the text ends with a
    line feed.
    """
    blocks: list[list[str]] = []
    for clause, level in (found for outer in clauses for found in _levels(outer, 0)):
        if clause.heading or not blocks:
            blocks.append([])
        blocks[-1].append(indent(clause_text(clause), LEVEL * level))
    return "\n\n".join("\n".join(filter(None, block)) for block in blocks) + "\n"


def _levels(clause: Clause, level: int) -> Iterator[tuple[Clause, int]]:
    """Yield a clause and all beneath it, each with the number of clauses above it that are no headings."""
    yield clause, level
    for child in clause.children:
        yield from _levels(child, level + (not clause.heading))


def clause_text(clause: Clause) -> str:
    """The number and the lines of one clause, those beneath it left out."""
    return numbered(clause.number, clause.lines)


def line_text(line: Line) -> str:
    """Join the cells of a line: ("あ", "い") → "あ | い"; line feeds in a cell become blanks."""
    text = line[0] if len(line) == 1 else CELLS.join(line)
    return text.replace("\n", " ")


@lru_cache(maxsize=_REMEMBERED)
def numbered(number: str, cells: tuple[Line, ...]) -> str:
    """A clause's number and its lines, with a blank between where one is needed: "1. あ", "（１）あ".

    The result is remembered, as revisions of a policy share most of their clauses.
    """
    lines = list(map(line_text, cells))
    first = lines[0] if lines else ""
    return "\n".join([number + gap(number, first) + first, *lines[1:]])


def gap(number: str, words: str) -> str:
    """What parts a number from the words after it: a blank where one is needed."""
    return " " if number and words and words[0] not in _OPEN and not _CLOSE.search(number) else ""
