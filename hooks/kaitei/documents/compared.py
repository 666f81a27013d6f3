"""新旧対照表 as a Word document: the rows of the comparison's page, set as a legal department sets them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Literal

from docx.document import Document
from docx.shared import RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from markupsafe import Markup

from kaitei.comparison.model import Segment
from kaitei.documents import lines, word
from kaitei.documents.lines import apart, parted
from kaitei.pages.context import Context
from kaitei.pages.frame import company_name
from kaitei.pages.views import CompareBlock, CompareCell, CompareFold, CompareLine, CompareRow, CompareRun, CompareView

SideName = Literal["new", "old"]

COLOURS = {"+": RGBColor(0x0B, 0x5C, 0x32), "-": RGBColor(0x98, 0x20, 0x2A)}
"""Of marks where they are coloured: those of the pages."""

_REMARKS = 7  # what part of the width the column of remarks is: one in so many


def document(context: Context, view: CompareView, dates: Sequence[tuple[str, str]], day: dt.date) -> bytes:
    """Make the document of a comparison.

    Args:
        context: the locale.
        view: the comparison as its page shows it.
        dates: the days of the newer text, each with what it is called.
        day: from which the newer text holds.
    """
    about = word.About(view.title, company_name(context).text, day, context.locale)
    made = word.new(about, landscape=True)
    _Writer(context, view, made).write(dates)
    return word.saved(made)


class _Writer:
    """Writes the document of a comparison."""

    def __init__(self, context: Context, view: CompareView, made: Document) -> None:
        self.context, self.view, self.made = context, view, made
        self.sides: tuple[SideName, SideName] = ("new", "old") if view.new_first else ("old", "new")

    def write(self, dates: Sequence[tuple[str, str]]) -> None:
        """Write everything above the table, then the table."""
        view, words = self.view, self.context.words
        word.run(word.paragraph(self.made, "Title", align="CENTER"), view.title)
        told = [("approval_company", company_name(self.context).text)]
        told += [(key, said.text) for key, said in (("summary", view.summary), ("reason", view.reason)) if said]
        head = [(words(key), text) for key, text in told if text]
        head[1:1] = dates
        head += [(notice.title, Markup(notice.text).striptags()) for notice in view.notices]
        for label, text in (*head, *(("", view.unworded),) * bool(view.unworded)):
            line = word.paragraph(self.made)
            word.run(line, f"{label}{words('colon')}" if label else "", bold=True)
            word.run(line, text)
        word.run(word.paragraph(self.made, align="RIGHT"), words(f"compare_marked_{self.view.mark}"))
        self._table()

    def _table(self) -> None:
        whole = word.width(self.made)
        side = whole * (_REMARKS - 1) // _REMARKS // 2
        table = word.table(self.made, (side, side, whole - 2 * side))
        self._head(word.row(table, head=True))
        for item in self.view.rows:
            cells = word.row(table)
            for name, cell in zip(self.sides, cells, strict=False):
                if isinstance(item, CompareFold):
                    self._fold(cell, item, name)
                else:
                    self._side(cell, item, name)
            word.run(cells[-1].add_paragraph(), "\n".join(map(_plain, item.remarks)))
            word.close(cells)

    def _head(self, cells: Sequence[_Cell]) -> None:
        labels = {"new": self.view.labels.new, "old": self.view.labels.old}
        editions = {"new": self.view.new.label, "old": self.view.old.label}
        said = [f"{labels[name]}\n{editions[name]}" for name in self.sides]
        for cell, text in zip(cells, (*said, self.view.labels.remarks), strict=True):
            word.run(word.paragraph(cell, align="CENTER"), text, bold=True)
        word.close(cells)

    def _fold(self, cell: _Cell, item: CompareFold, name: SideName) -> None:
        """Write one side of rows left out, as deep as the first of them."""
        first = item.rows[0].new if name == "new" else item.rows[0].old
        label = item.label_new if name == "new" else item.label_old
        word.run(word.paragraph(cell, level=first.depth if first else 0), f"{label}{self.view.labels.omitted}")

    def _side(self, cell: _Cell, row: CompareRow, name: SideName) -> None:
        """Write one side of a row, or why there is none."""
        labels = self.view.labels
        found = row.new if name == "new" else row.old
        if not found:
            word.run(cell.add_paragraph(), labels.added if name == "old" else labels.deleted)
        elif row.folded:
            line = word.paragraph(cell, level=found.depth)
            word.run(line, f"{found.number}{parted(found.number, found.title)}{found.title}{labels.omitted}")
        else:
            self._clause(cell, found)

    def _clause(self, cell: _Cell, found: CompareCell) -> None:
        """Write a clause, its number in the line of its first block."""
        number = found.number
        if number and not (found.blocks and found.blocks[0].kind in ("heading", "text")):
            word.run(word.paragraph(cell, level=found.depth), number)
            number = ""
        for block in found.blocks:
            self._block(cell, block, found.depth + block.depth, number)
            number = ""

    def _block(self, cell: _Cell, block: CompareBlock, level: int, number: str) -> None:
        match block.kind:
            case "table":
                self._inner(cell, block.lines, level)
            case "values":
                for line in block.lines:
                    shown = word.paragraph(cell, level=level)
                    word.run(shown, f"{line.label}{self.context.words('colon')}")
                    self._runs(shown, lines.values(line))
            case _:
                self._text(cell, block, level, number)

    def _text(self, cell: _Cell, block: CompareBlock, level: int, number: str) -> None:
        """Write text line by line, each beside the number that it begins with; `number` is that of the row."""
        heading = block.kind == "heading"
        for runs, lead in zip(apart(block.lines[0].cells[0]), chain(block.leads, repeat(0)), strict=False):
            said = lines.text(runs)
            first = number or said[:lead].rstrip()
            gap = parted(first, said[lead:])
            line = word.paragraph(cell, level=level, number="" if heading else first + gap)
            if number:
                word.run(line, first + gap, heading)
            self._runs(line, runs if number else _parted(runs, lead, gap), heading)
            number = ""

    def _inner(self, cell: _Cell, rows: Sequence[CompareLine], level: int) -> None:
        """Write a table within a cell, its merged cells merged."""
        placed = word.grid([line.spans or [(1, 1)] * len(line.cells) for line in rows])
        columns = max(at + across for row in placed for at, across, _ in row)
        side = word.width(self.made) * (_REMARKS - 1) // _REMARKS // 2
        table = word.table(cell, [(side - word.STEP * (level + 1)) // columns] * columns, level)
        made = [word.row(table) for _ in rows]
        for nth, (line, cells, row) in enumerate(zip(rows, made, placed, strict=True)):
            for runs, (at, *_) in zip(line.cells, row, strict=True):
                self._runs(cells[at].add_paragraph(), runs, bold=not nth and len(rows) > 1)
            word.close(cells)
        for nth, at, across, down in ((nth, *cell) for nth, row in enumerate(placed) for cell in row):
            if across > 1 or down > 1:
                made[nth][at].merge(made[nth + down - 1][at + across - 1])

    def _runs(self, line: Paragraph, runs: Iterable[CompareRun], bold: bool = False) -> None:
        for op, text in (segment for run in runs for segment in run.segments):
            made = word.run(line, text, bold)
            if op in COLOURS:
                made.underline = self.view.mark != "colour" or None
                made.font.color.rgb = COLOURS[op] if self.view.mark != "underline" else None


def _parted(runs: Iterable[CompareRun], lead: int, gap: str) -> Iterator[CompareRun]:
    """Yield runs, what parts the number at their beginning from its words being this."""
    for run in runs:
        segments = []
        for op, said in run.segments:
            if 0 < lead <= len(said) and said[lead - 1] == " ":
                said = said[: lead - 1] + gap + said[lead:]
            lead -= len(said)
            segments.append(Segment(op, said))
        yield run._replace(segments=tuple(segments))


def _plain(remark: str) -> str:
    """A remark as text; those of editors are HTML."""
    return Markup(remark.replace("<br>", " ")).striptags() if isinstance(remark, Markup) else remark
