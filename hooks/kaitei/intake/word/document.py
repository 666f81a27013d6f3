"""A Word document as blocks: what Word shows in its text, in its order."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kaitei.errors import Problem, fail
from kaitei.intake import layout
from kaitei.intake.blocks import Block, Brought, Cell, Paragraph, Run, Runs, Table, Words, check_cells, plain
from kaitei.intake.word import fields, package
from kaitei.intake.word.inline import ADDED, GONE, Inline, Tracked, boxes, pictures, unknown_symbols
from kaitei.intake.word.names import MATH, Element, at, on, value, w, whole
from kaitei.intake.word.numbering import Label, Numbering
from kaitei.intake.word.package import Package

_CHANGES = (*ADDED, *GONE, w("pPrChange"), w("rPrChange"), w("cellIns"), w("cellDel"))
_HEADING = re.compile(r"(?:heading|見出し) ?([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目次)(?: ?[0-9]| heading|の見出し)", re.IGNORECASE)
_TITLE = re.compile("title|表題", re.IGNORECASE)
_WITHIN = (w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo"), w("smartTag"))


def read(data: bytes, name: str, tracked: Tracked = "refuse") -> Brought:
    """Read a document.

    Args:
        data: the file.
        name: of the file in messages.
        tracked: what is done with changes that were tracked: taken, undone, or the document refused.

    Raises:
        KaiteiError: where it cannot be opened, or has tracked changes and nobody said what to do with them.
    """
    found = package.opened(data, name)
    check_cells(sum(1 for _ in found.body.iter(w("tc"))), name)
    if chunks := sum(1 for _ in found.body.iter(w("altChunk"))):
        raise fail("import_chunks", name, 0, count=chunks)
    changes = sum(1 for _ in found.body.iter(*_CHANGES))
    if changes and tracked == "refuse":
        raise fail("import_tracked", name, 0, count=changes)
    if tracked == "reject":
        _undo(found)
    inline = Inline(found.links, tracked, fields.links(found.body), fields.written(found.body))
    reader = _Reader(inline, Numbering(found.numbering, found.styles), fields.contents(found.body))
    blocks = tuple(reader.blocks(found.body))
    notes = dict(reader.notes(found))
    told = [*found.told, *_told(found, name, reader)]
    if changes:
        told.append(Problem(f"import_tracked_{tracked}", name, 0, {"count": str(changes)}))
    return Brought(blocks, tuple(reader.words), notes, tuple(told))


def _undo(found: Package) -> None:
    """Put back the properties that paragraphs had before they were changed."""
    for change in list(found.body.iter(w("pPrChange"))):
        now, before = change.getparent(), at(change, "pPr")
        if now is not None and before is not None:
            kept = [one for one in now if one.tag in (w("rPr"), w("sectPr"))]
            now[:] = [*map(copy.deepcopy, before), *kept]


def _told(found: Package, name: str, reader: _Reader) -> Iterator[Problem]:
    """Yield what of a document is left out, or set otherwise, because a text has no place for it."""
    comments = sum(1 for _ in found.comments.iter(w("comment"))) if found.comments is not None else 0
    around = "".join(one.text or "" for part in found.around for one in part.iter(w("t"))).strip()
    counted = {
        "import_comments": comments,
        "import_boxes": reader.boxes,
        "import_merged": reader.merged,
        "import_pictures": pictures(found.body),
        "import_contents": reader.contents,
        "import_hidden": reader.hidden,
        "import_symbols": unknown_symbols(found.body),
    }
    for key, count in counted.items():
        if count:
            yield Problem(key, name, 0, {"count": str(count)})
    if around:
        yield Problem("import_around", name, 0, {"words": around[:80]})


@dataclass
class _Reader:
    """Goes through a document once, counting."""

    inline: Inline
    numbering: Numbering
    made: set[Element]  # paragraphs that Word makes by itself: lists of contents
    words: list[Words] = field(default_factory=list)
    places: int = 0
    boxes: int = 0
    merged: int = 0
    contents: int = 0
    hidden: int = 0
    noted: set[str] = field(default_factory=set)  # the names of notes to which the text leads
    held: Runs = ()  # runs of a paragraph whose end a change has taken away

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Yield the blocks of a body, a cell or a box."""
        before = False
        for child in parent:
            if child.tag in _WITHIN and child.tag not in self.inline.left_out:
                yield from self.blocks(child)
            elif child.tag == w("tbl"):
                yield from self._set(child)
            elif child.tag == w("p"):
                for block in self._paragraph(child):
                    labelled = bool(block.label)
                    yield replace(block, apart=not (labelled and before))
                    before = labelled
                for box in boxes(child):
                    self.boxes += 1
                    yield from self.blocks(box)
        if self.held:
            yield Paragraph(self.held)
            self.held = ()

    def _paragraph(self, paragraph: Element) -> Iterator[Paragraph]:
        self.places += 1
        properties = at(paragraph, "pPr")
        styles = self.numbering.style_of(properties)
        names = [value(style, "name") or "" for style in styles]
        if paragraph in self.made or any(map(_CONTENTS.fullmatch, names[:1])):
            self.contents += 1
            return
        runs = self.held + self.inline.runs(paragraph)
        joined = self._joined(properties)
        self.held = runs if joined else ()
        self.hidden += _hidden(paragraph)
        self.noted |= {run.note for run in runs}
        label = Label() if joined else self.numbering.label(properties)
        self.words.append(Words(f"{label.text}{self._said(paragraph)}", self.places))
        if joined or not (label.text or plain(runs).strip() or any(run.note for run in runs)):
            return
        yield Paragraph(_bare(runs, styles), label.text, _level(properties, styles, names), nested=label.nested)

    def _joined(self, properties: Element | None) -> bool:
        """Whether a tracked change has taken away the end of a paragraph, which then goes on with the next."""
        gone = ("ins", "moveTo") if self.inline.tracked == "reject" else ("del", "moveFrom")
        return any(at(properties, f"rPr/{one}") is not None for one in gone)

    def _said(self, paragraph: Element) -> str:
        """The words of a paragraph, read apart from its runs."""
        left_out = {*self.inline.left_out} - {w("rt")}
        kinds = (w("t"), w("delText"), w("tab"), w("br"), w("noBreakHyphen"), MATH)
        return "".join(
            one.text or ("-" if one.tag == w("noBreakHyphen") else " ")
            for one in paragraph.iter(*kinds)
            if not any(
                above.tag in left_out or (above.tag == w("r") and on(above, "rPr/vanish"))
                for above in one.iterancestors()
                if above is not paragraph and _inside(above, paragraph)
            )
        )

    def _set(self, table: Element) -> Iterator[Block]:
        """Yield a table, or what stands in one that only sets a text out."""
        rows = [row for row in _children(table, w("tr")) if not self._gone(row)]
        cells = [list(_children(row, w("tc"))) for row in rows]
        headed = any(at(row, "trPr/tblHeader") is not None for row in rows)
        if headed or not layout.is_layout([list(map(_words, row)) for row in cells]):
            yield from self._table(rows)
        else:
            yield from layout.led(block for row in cells for cell in row for block in self.blocks(cell))

    def _table(self, rows: list[Element]) -> Iterator[Table]:
        open_: dict[int, tuple[list[Cell], int]] = {}  # by column, the cell that goes on: its row and its place in it
        made: list[list[Cell]] = []
        for row in rows:
            column = whole(value(row, "trPr/gridBefore"), 0)
            made.append([Cell((), column)] if column > 0 else [])
            for cell in _children(row, w("tc")):
                across = max(whole(value(cell, "tcPr/gridSpan"), 1), 1)
                merge = at(cell, "tcPr/vMerge")
                if merge is not None and merge.get(w("val"), "continue") == "continue" and column in open_:
                    begun, place = open_[column]
                    begun[place] = replace(begun[place], down=begun[place].down + 1)
                    self.places += sum(1 for _ in cell.iter(w("p")))
                else:
                    made[-1].append(Cell(tuple(self._lines(cell)), across))
                    open_.pop(column, None)
                    if merge is not None:
                        open_[column] = made[-1], len(made[-1]) - 1
                column += across
        found = Table(tuple(map(tuple, filter(None, made))))
        self.merged += found.merged
        if found.rows:
            yield found

    def _gone(self, row: Element) -> bool:
        return at(row, "trPr/ins" if self.inline.tracked == "reject" else "trPr/del") is not None

    def _lines(self, cell: Element) -> Iterator[Runs]:
        """Yield the lines of a cell; a table in it goes row by row."""
        for block in self.blocks(cell):
            if isinstance(block, Table):
                for row in block.rows:
                    yield tuple(run for one in row for line in one.lines for run in (*line, Run(" ")))
            else:
                label = (Run(f"{block.label} "),) if block.label else ()
                yield (*label, *block.runs)

    def notes(self, found: Package) -> Iterator[tuple[str, list[Runs]]]:
        """Yield the footnotes and endnotes by name."""
        for part, kind, before in ((found.footnotes, "footnote", ""), (found.endnotes, "endnote", "e")):
            for note in part.iter(w(kind)) if part is not None else ():
                name = f"{before}{note.get(w('id'))}"
                if name in self.noted and (lines := list(self._lines(note))):
                    yield name, lines


def _inside(above: Element, paragraph: Element) -> bool:
    """Whether an element stands in a paragraph."""
    return any(one is paragraph for one in above.iterancestors())


def _hidden(paragraph: Element) -> int:
    return sum(1 for run in paragraph.iter(w("r")) if on(run, "rPr/vanish") and at(run, "t") is not None)


def _words(cell: Element) -> str:
    return "".join(one.text or "" for one in cell.iter(w("t"), MATH))


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Yield children of a name, those within content controls and the like too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WITHIN:
            yield from _children(child, tag)


def _level(properties: Element | None, styles: Iterable[Element], names: list[str]) -> int:
    """The level of a heading among a page's; 0 for what is none."""
    if names and _TITLE.fullmatch(names[0]):
        return 1
    found = next((_HEADING.fullmatch(name) for name in names if _HEADING.fullmatch(name)), None)
    if found:
        return min(int(found[1]) + 1, 6)
    outline = value(properties, "outlineLvl") or next(
        (level for style in styles if (level := value(style, "pPr/outlineLvl"))), None
    )
    depth = whole(outline, 9)
    return min(depth + 2, 6) if depth < 9 else 0


def _bare(runs: Runs, styles: list[Element]) -> Runs:
    """Runs that are not bold where their whole style is: that is how a heading looks."""
    if any(on(style, "rPr/b") for style in styles):
        return tuple(replace(run, bold=False) for run in runs)
    return runs
