"""A text by itself, for Word, as Markdown or as HTML: numbers as typed, facts of a day filled in, links in full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from docx.document import Document
from docx.text.paragraph import Paragraph
from markupsafe import Markup, escape

from kaitei.documents import word
from kaitei.documents.lines import FEED, Line, Runs, joined, lines, text
from kaitei.pages.context import Context
from kaitei.pages.frame import company_name
from kaitei.pages.views import CompareRun
from kaitei.policy.policy import Revision
from kaitei.rendering.renderer import typed
from kaitei.site.edition import Edition
from kaitei.site.site import Standing


class Words(NamedTuple):
    """Words of one link, or of none."""

    text: Markup  # as the format writes it
    address: str  # in full; "" for no link


@dataclass(frozen=True)
class Whole:
    """A text of a policy as it reads on a day."""

    context: Context
    standing: Standing
    revision: Revision
    edition: Edition  # as of the day
    day: dt.date

    @classmethod
    def of(cls, context: Context, standing: Standing, edition: Edition, day: dt.date) -> Whole:
        """A text as of a day."""
        return cls(context, standing, edition.revision, edition.on(day), day)

    @property
    def title(self) -> str:
        """The title that the text has."""
        return self.edition.text.title

    @property
    def told(self) -> str:
        """Which text it is: 利用規約　2026年7月1日施行（現行）."""
        return f"{self.title}{self.context.words('gap')}{self.context.choice(self.standing, self.revision)}"

    def lines(self) -> Iterator[Line]:
        """Yield what it says line by line, the title first."""
        for clause in lines(self.context, self.standing, self.edition):
            yield from _kept(clause)


def _kept(clause: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a clause, those of an item that follow each other in one paragraph.

    Apart from the number, or from a note or a table that the item holds, the last of a list would stand for the text
    after the list as well: nothing sets lines in.
    """
    made: list[tuple[Line, list[CompareRun]]] = []
    item = bool(clause) and clause[0].kind == "text" and bool(clause[0].number)
    for line in clause:
        before = made[-1][0] if made else None
        if item and before and before.kind == line.kind == "text" and before.level == line.level:
            made[-1][1].extend((FEED, *line.cells[0]))
        else:
            made.append((line, list(line.cells[0])))
    for line, runs in made:
        yield line if len(line.cells) > 1 else line._replace(cells=(tuple(runs),))


def document(whole: Whole) -> bytes:
    """Make the text for Word."""
    about = word.About(whole.title, company_name(whole.context).text, whole.day, whole.context.locale)
    made = word.new(about)
    made.sections[0].header.paragraphs[0].text = whole.told
    for found in _blocks(whole):
        if found[0].kind == "table":
            _table(made, whole, found)
        else:
            for line in found:
                _runs(word.paragraph(made, line.style, line.level, line.number), whole, line)
    return word.saved(made)


def markdown(whole: Whole) -> str:
    """Write the text as Markdown that any reader of it takes."""
    return _rendered(whole, "kaitei/export.md", typed)


def html(whole: Whole) -> str:
    """Write the text as a page that needs nothing else."""
    return _rendered(whole, "kaitei/export.html", escape)


FORMS: dict[str, Callable[[Whole], str | bytes]] = {"md": markdown, "html": html, "docx": document}
"""What makes each format, by the ending of its file."""


def _rendered(whole: Whole, template: str, written: Callable[[str], Markup]) -> str:
    """Render a text, given how its words are written."""

    def words(runs: Runs) -> list[Words]:
        return [Words(written(text((run,))), run.address) for run in joined(runs)]

    blocks = [[(line, [words(cell) for cell in line.cells]) for line in found] for found in _blocks(whole)]
    return str(whole.context.renderer.render(template, "/", whole=whole, blocks=blocks)).strip() + "\n"


def _blocks(whole: Whole) -> Iterator[list[Line]]:
    """Yield the rows of a table together, and any other line by itself."""
    table: list[Line] = []
    for line in whole.lines():
        if table and (line.kind != "table" or line.head or len(line.cells) != len(table[0].cells)):
            yield table
            table = []
        if line.kind == "table":
            table.append(line)
        else:
            yield [line]
    if table:
        yield table


def _table(made: Document, whole: Whole, rows: list[Line]) -> None:
    columns, level = len(rows[0].cells), rows[0].level
    table = word.table(made, [(word.width(made) - word.STEP * level) // columns] * columns, level)
    for line in rows:
        cells = word.row(table, line.head)
        for cell, runs in zip(cells, line.cells, strict=True):
            _runs(cell.add_paragraph(), whole, line._replace(cells=(runs,)))
        word.close(cells)


def _runs(made: Paragraph, whole: Whole, line: Line) -> None:
    """Write the words of a line with its label and its links."""
    if line.label:
        word.run(made, f"{line.label}{whole.context.words('colon')}")
    for run in joined(line.cells[0]):
        if run.address:
            word.link(made, run.address, word.run(made, text((run,)))._r)  # noqa: SLF001
        else:
            word.run(made, text((run,)), bold=line.head)
