"""A text for Word with its amendment as tracked changes: accepting all gives the new text, rejecting all the old.

What moved is deleted where it stood and inserted where it stands: Word's own moves fall apart when only some of them
are accepted. Words that lead to another target are other words. A link that is typed as it was stays, and leads where
it leads in the new text: of another policy, to what that said on the new text's day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, groupby
from typing import Literal

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph
from rapidfuzz.distance import Levenshtein

from kaitei.comparison.align import align
from kaitei.comparison.model import Segment
from kaitei.comparison.order import in_order, weigher
from kaitei.comparison.tokens import Hunk, differences
from kaitei.documents import word
from kaitei.documents.lines import Line, Runs, lines, text
from kaitei.documents.word import element
from kaitei.pages.frame import company_name
from kaitei.pages.pair import Pair
from kaitei.pages.views import CompareRun

Tracked = Literal["", "w:ins", "w:del"]
"""What happens to words: nothing, or the element that says what."""

Both = tuple[Line | None, Line | None]
"""A line of the old text and what it is in the new one; None where it is not there."""

Letter = tuple[str, CompareRun]
"""A character and the run that it is of."""

Letters = tuple[Letter | None, ...]
"""Several, None where there is none: those of one side, or what is one on both."""


def document(pair: Pair) -> bytes:
    """Make the document of two revisions."""
    context = pair.context
    day = pair.new.adopted or pair.new.day
    title = context.title(pair.standing).text
    author = company_name(context).text or title
    made = word.new(word.About(title, author, day, context.locale))
    _Writer(made, author, day.isoformat(), context.words("colon")).write(merged(pair))
    return word.saved(made)


def merged(pair: Pair) -> Iterator[Both]:
    """Yield the lines of both texts: those that each has, in its order, and what belongs together side by side."""
    old, new = pair.editions
    olds, news = lines(pair.context, pair.before, old), lines(pair.context, pair.standing, new)
    stayed = [one for one in align(old.nodes, new.nodes).pairs if all(one)]
    a = b = 0
    for old_at, new_at in (*in_order(stayed, weigher(old.nodes, new.nodes)), (len(olds) + 1, len(news) + 1)):
        yield from ((line, None) for line in chain.from_iterable(olds[a : old_at - 1]))
        yield from ((None, line) for line in chain.from_iterable(news[b : new_at - 1]))
        if old_at <= len(olds):
            yield from _beside(olds[old_at - 1], news[new_at - 1])
        a, b = old_at, new_at


def _beside(olds: tuple[Line, ...], news: tuple[Line, ...]) -> Iterator[Both]:
    """Yield the lines of a clause beside those of its counterpart."""
    keys = [[(line.kind, line.label, line.texts) for line in side] for side in (olds, news)]
    for edit in Levenshtein.opcodes(*keys):
        gone, came = olds[edit.src_start : edit.src_end], news[edit.dest_start : edit.dest_end]
        if edit.tag in ("equal", "replace"):
            for old, new in zip(gone, came, strict=True):
                yield from ((old, new),) if _sort(old) == _sort(new) else ((old, None), (None, new))
        else:
            yield from ((line, None) for line in gone)
            yield from ((None, line) for line in came)


def _sort(line: Line) -> tuple[str, str, int]:
    return line.kind, line.label, len(line.cells)


class _Writer:
    """Writes lines with what happens to them."""

    def __init__(self, made: Document, author: str, day: str, colon: str) -> None:
        self.made, self.colon = made, colon
        self.by = {"w:author": author, "w:date": f"{day}T00:00:00Z"}
        self.ids = count(1)

    def write(self, found: Iterable[Both]) -> None:
        """Write all lines, those of a table together."""
        after_table = False
        for columns, group in groupby(found, key=_columns):
            if columns and after_table:
                self.made.add_paragraph()  # else Word takes the two for one
            if columns:
                self._table(columns, list(group))
            else:
                for both in group:
                    self._paragraph(*both)
            after_table = bool(columns)

    def _paragraph(self, old: Line | None, new: Line | None) -> None:
        line = new or old
        assert line
        made = word.paragraph(self.made, line.style, line.level, line.number)
        label = CompareRun((Segment("=", f"{line.label}{self.colon}" if line.label else ""),))
        self._words(made, *((label, *one.cells[0]) if one else None for one in (old, new)))

    def _table(self, columns: int, rows: list[Both]) -> None:
        level = max((line.level for both in rows for line in both if line), default=0)
        table = word.table(self.made, [(word.width(self.made) - word.STEP * level) // columns] * columns, level)
        for old, new in rows:
            self._row(table, old, new)

    def _row(self, table: Table, old: Line | None, new: Line | None) -> None:
        line = new or old
        assert line
        cells = word.row(table, head=line.head)
        tracked = _tracked(old, new)
        if tracked:
            word.line(cells).get_or_add_trPr().append(self._change(tracked))
        for nth, cell in enumerate(cells):
            self._words(cell.add_paragraph(), *(one.cells[nth] if one else None for one in (old, new)))
        word.close(cells)

    def _words(self, made: Paragraph, old: Runs | None, new: Runs | None) -> None:
        """Write what a paragraph said and says; None where it was not, or is no longer."""
        tracked = _tracked(old, new)
        if tracked:
            marks = element("w:rPr", {}, self._change(tracked))
            made._p.get_or_add_pPr().append(marks)  # noqa: SLF001 - not in python-docx
        for sort, said, address in _pieces(old or (), new or ()):
            run = _run(said, gone=sort == "w:del")
            inner = self._change(sort, run) if sort else run
            if address:
                word.link(made, address, inner)
            else:
                made._p.append(inner)  # noqa: SLF001 - the same

    def _change(self, sort: Tracked, *inner: BaseOxmlElement) -> BaseOxmlElement:
        return element(sort, {"w:id": str(next(self.ids)), **self.by}, *inner)


def _columns(both: Both) -> int:
    """How many cells a row of a table has; 0 for other lines."""
    line = both[1] or both[0]
    assert line
    return len(line.cells) if line.kind == "table" else 0


def _tracked(old: object, new: object) -> Tracked:
    return "w:ins" if old is None else "w:del" if new is None else ""


def _pieces(old: Runs, new: Runs) -> Iterator[tuple[Tracked, str, str]]:
    """Yield what stays, goes and comes with where it leads: 三日以内 → 五日以内: 三 goes, 五 comes, 日以内 stays."""
    for stays, group in groupby(_letters(old, new), key=_same):
        olds, news = zip(*group, strict=True)
        sides: Sequence[tuple[Tracked, Letters]] = [("", news)] if stays else [("w:del", olds), ("w:ins", news)]
        for sort, letters in sides:
            for address, said in groupby(filter(None, letters), key=lambda letter: letter[1].address):
                yield sort, "".join([char for char, _ in said]), address


def _letters(old: Runs, new: Runs) -> Iterator[Letters]:
    """Yield the characters of both with the runs that they are of, those that are the same side by side."""
    olds, news = ([(char, run) for run in runs for char in text((run,))] for runs in (old, new))
    a = b = 0
    for hunk in (*differences(text(old), text(new)), Hunk(len(olds), len(olds), len(news), len(news))):
        yield from zip(olds[a : hunk.old], news[b : hunk.new], strict=True)
        yield from ((letter, None) for letter in olds[hunk.old : hunk.old_end])
        yield from ((None, letter) for letter in news[hunk.new : hunk.new_end])
        a, b = hunk.old_end, hunk.new_end


def _same(both: Letters) -> bool:
    """Whether a character is on both sides, and leads to the same target on both."""
    targets = [letter[1].target or letter[1].address for letter in both if letter]
    return len(targets) == 2 and targets[0] == targets[1]


def _run(said: str, gone: bool) -> BaseOxmlElement:
    """A run, its line feeds as such."""
    made = element("w:r")
    for nth, part in enumerate(said.split("\n")):
        made.extend([element("w:br")] if nth else [])
        made.append(element("w:delText" if gone else "w:t", {"xml:space": "preserve"}, text=part))
    return made
