"""What Markdown becomes: HTML for the page, and clauses for everything that reads the text as a lawyer would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Rank = Literal["part", "chapter", "section", "subsection", "division", "article", "supplement", "annex", ""]
"""What a clause is by its word: 編, 章, 節, 款, 目, 条, 附則, 別表; "" for every other number and for none."""

Line = tuple[str, ...]
"""A line of text as its cells: one cell for running text, several for a row of a table."""


Span = tuple[int, int]
"""How many columns and rows a cell of a table takes."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A unit of a policy's text: a heading, a numbered item, or text that stands under neither."""

    anchor: str  # "c3-2-1", a slug, or "" for text under no clause
    number: str  # the marker as typed ("（２）", "第3条の2"), "" where there is none
    heading: bool  # whether the first line is a heading
    lines: tuple[Line, ...]  # its own text without the marker and without its children's
    children: tuple[Clause, ...] = ()
    rank: Rank = ""

    def walk(self) -> Iterator[Clause]:
        """Yield this clause and everything beneath it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Gist:
    """A plain-language note that stands in a clause, and is no part of the text."""

    anchor: str  # of the innermost clause or heading in which it stands, "" where there is none
    lines: tuple[Line, ...]
    line: int  # on which it begins, counted from 1 in the Markdown given


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents."""

    anchor: str
    number: str  # "" for headings without a typed number
    title: str
    level: int  # 2 to 6, as in the HTML


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """An error or a warning about how a text is typed; `content.make` turns it into a `Problem`."""

    line: int  # counted from 1 in the Markdown given
    key: str  # names the message in the words files
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A converted text; the same for every page that shows it and for all facts that are filled in later."""

    html: str  # fact tokens and root-relative link targets still in it
    clauses: tuple[Clause, ...]
    toc: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    lines: Mapping[str, int] = field(default_factory=dict)  # on which clauses and headings begin, by anchor, from 1
    gists: tuple[Gist, ...] = ()  # in reading order
    errors: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    hints: tuple[Diagnostic, ...] = ()
