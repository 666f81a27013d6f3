"""A Word document (.docx) as a Japanese office has it: A4, East Asian fonts, page numbers; the same bytes each time.

Names of fonts are no fonts: Word takes what the machine has for them.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kaitei.text.markdown.document import Span

LATIN, EAST_ASIAN = "Times New Roman", "游明朝"
"""The fonts of text; Word on a machine without the second takes its own Mincho."""

STEP = Pt(10.5)
"""How far a level is set in: one character."""

DEEPEST = 6
"""Levels beyond which nothing is set in further, as columns are narrow."""

WIDEST = 4
"""How many characters lines hang at most beside a number."""

WHOLE = 22
"""Lines that a row of a table may have to be kept on one page: about as many as one holds."""

MOST_COLUMNS = 63
"""How many columns a table of Word can have."""

NORMAL = "Normal"
"""The style of what has none of its own."""

Align: TypeAlias = Literal["LEFT", "CENTER", "RIGHT"]

Block: TypeAlias = Document | _Cell
"""Where paragraphs and tables can be added."""

_MARGIN = Mm(18)
_EDGE = Mm(9)  # from which the running head and the number of the page stand apart
_LATIN = 0.35  # how wide what numbers are made of is, in characters: (1), 10., a)
_LONG, _SHORT = Mm(297), Mm(210)
_STILL = (1980, 1, 1, 0, 0, 0)  # the time of every file within, the earliest that a ZIP can say


@dataclass(frozen=True)
class About:
    """What a file says of itself."""

    title: str
    author: str
    day: dt.date
    locale: str


def new(about: About, landscape: bool = False) -> Document:
    """Begin a document.

    Args:
        about: what it says of itself.
        landscape: whether its pages lie.
    """
    made = docx.Document()
    _style(made, about.locale)
    _page(made, landscape)
    _tell(made, about)
    return made


def width(made: Document) -> Emu:
    """How wide the lines of a page are."""
    section = made.sections[0]
    assert section.page_width
    return Emu(section.page_width - 2 * _MARGIN)


def saved(made: Document) -> bytes:
    """The file; it says of no time when it was made."""
    written, still = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _STILL)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return still.getvalue()


def paragraph(block: Block, style: str = NORMAL, level: int = 0, number: str = "", align: Align = "LEFT") -> Paragraph:
    """Add a paragraph, set in by levels.

    Args:
        block: where it is added.
        style: the name of its style.
        level: how far it is set in, if it has no style of its own.
        number: what it begins with, with what parts it from the words: beside it they hang.
        align: where its lines stand.
    """
    made = block.add_paragraph()
    hang = round(STEP * min(_characters(number), WIDEST))
    if style != NORMAL:
        made._p.style = style.replace(" ", "")  # noqa: SLF001 - by name, python-docx looks through all styles each time
    elif level or hang:
        made.paragraph_format.left_indent = Emu(STEP * min(level, DEEPEST) + hang)
        made.paragraph_format.first_line_indent = Emu(-hang) if hang else None
    if align != "LEFT":
        made.alignment = WD_PARAGRAPH_ALIGNMENT[align]
    return made


def table(block: Block, widths: Sequence[int], level: int = 0) -> Table:
    """Add a table without rows, ruled, with columns of these widths."""
    made = block.add_table(0, len(widths))
    made.style = "Table Grid"
    made.autofit = False
    for column, size in zip(made.columns, widths, strict=True):
        column.width = Emu(size)
    if level:
        indent = element("w:tblInd", {"w:w": str(round(Emu(STEP * min(level, DEEPEST)).twips)), "w:type": "dxa"})
        made._tblPr.append(indent)  # noqa: SLF001 - python-docx has no indent of tables
    return made


def row(made: Table, head: bool = False) -> tuple[_Cell, ...]:
    """Add a row to a table and return its cells, nothing in them: fill and `close` them.

    Args:
        made: the table.
        head: whether it is said again on each page.
    """
    added: _Row = made.add_row()
    if head:
        added._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001 - nor of heads
    for one in added.cells:
        one._tc.clear_content()  # noqa: SLF001 - its empty paragraph would stand before whatever is put in
    cells: tuple[_Cell, ...] = added.cells
    return cells


def grid(rows: Sequence[Sequence[Span]]) -> list[list[tuple[int, int, int]]]:
    """Where the cells of a table stand, row by row: their columns, from 0, and their spans within the table.

    A cell stands in the first column that none reaches over from above. In a table too wide for Word none is merged.
    """
    taken: set[tuple[int, int]] = set()
    found: list[list[tuple[int, int, int]]] = []
    for nth, spans in enumerate(rows):
        found.append([])
        at = 0
        for wide, high in spans:
            while (nth, at) in taken:
                at += 1
            across, down = wide, min(high, len(rows) - nth)
            if at + across > MOST_COLUMNS:
                return [[(column, 1, 1) for column in range(len(row))] for row in rows]
            taken |= {(nth + below, at + beside) for below in range(down) for beside in range(across)}
            found[-1].append((at, across, down))
    return found


def line(cells: Sequence[_Cell]) -> CT_Row:
    """The element of the row that cells are of."""
    found = cells[0]._tc.getparent()  # noqa: SLF001 - python-docx leads from a table to its rows alone, all of them
    assert isinstance(found, CT_Row)
    return found


def close(cells: Sequence[_Cell]) -> None:
    """See that cells end in a paragraph, without which Word takes a file for broken, and their row stays on a page."""
    for one in cells:
        if not len(one._tc) or not isinstance(one._tc[-1], CT_P):  # noqa: SLF001 - as above
            one.add_paragraph()
    if max(_lines(one._tc) for one in cells) <= WHOLE:  # noqa: SLF001 - as above
        line(cells).get_or_add_trPr().insert(0, element("w:cantSplit"))


def _lines(cell: CT_Tc) -> int:
    """How many lines what stands in a cell takes, about; of a row of a table in it, those of its longest cell."""
    found = 0
    for child in cell:
        if isinstance(child, CT_Tbl):
            found += sum(max(map(_lines, row.tc_lst), default=0) for row in child.tr_lst)
        elif isinstance(child, CT_P):
            text = "".join(part.text or "" for part in child.iter(qn("w:t")))
            found += 1 + int(_characters(text) * STEP / (cell.width or STEP))
    return found


def _characters(text: str) -> float:
    """How wide words are, in characters of Japanese."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else _LATIN for char in text)


def run(block: Paragraph, text: str, bold: bool = False) -> Run:
    """Add words to a paragraph; line feeds and tabs in them are such in Word."""
    made = block.add_run(text)
    if bold:
        made.bold = True
    return made


def link(block: Paragraph, address: str, *inner: BaseOxmlElement) -> None:
    """Add runs, tracked or not, that lead to an address in full."""
    id_ = block.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = element("w:hyperlink", {"r:id": id_}, *inner)
    for one in made.iter(qn("w:r")):
        one.get_or_add_rPr().append(element("w:u", {"w:val": "single"}))
    block._p.append(made)  # noqa: SLF001 - python-docx writes no links


def element(name: str, attributes: Mapping[str, str] = {}, *inner: BaseOxmlElement, text: str = "") -> BaseOxmlElement:
    """An element of WordprocessingML with its attributes, names prefixed: `w:ins`, `w:author`."""
    made: BaseOxmlElement = OxmlElement(name, {qn(key): value for key, value in attributes.items()})
    made.extend(inner)
    if text:
        made.text = text
    return made


def _style(made: Document, locale: str) -> None:
    """Give all styles our fonts and no colour, in place of those of python-docx's own document."""
    styles = made.styles.element
    for fonts in list(styles.iter(qn("w:rFonts"))):
        fonts.getparent().remove(fonts)
    for colour in list(styles.iter(qn("w:color"))):
        colour.getparent().remove(colour)
    defaults = next(styles.iter(qn("w:rPrDefault")))[0]
    names = {"w:ascii": LATIN, "w:hAnsi": LATIN, "w:eastAsia": EAST_ASIAN, "w:cs": LATIN}
    defaults.insert(0, element("w:rFonts", names))
    lang = defaults.find(qn("w:lang"))
    lang.set(qn("w:val"), "en-US" if locale == "ja" else locale)
    lang.set(qn("w:eastAsia"), "ja-JP")
    normal = made.styles[NORMAL]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.25
    for name, size, before in (("Title", 16, 0), *((f"Heading {n}", 12 if n == 1 else 10.5, 9) for n in range(1, 7))):
        style = made.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(8 if name == "Title" else 3),
        )
        for border in list(style.element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)


def _page(made: Document, landscape: bool) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    section.header_distance = section.footer_distance = _EDGE
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    for words in ("PAGE", " / ", "NUMPAGES"):
        if words.isupper():
            simple = element("w:fldSimple", {"w:instr": words}, element("w:r", {}, element("w:t", text="1")))
            foot._p.append(simple)  # noqa: SLF001 - python-docx has no fields
        else:
            foot.add_run(words)


def _tell(made: Document, about: About) -> None:
    """Say who, what and of which day in the file's properties, and take out the picture of another document."""
    properties, moment = made.core_properties, dt.datetime.combine(about.day, dt.time())
    properties.title, properties.author, properties.last_modified_by = about.title, about.author, about.author
    properties.created = properties.modified = moment
    properties.comments, properties.language = "", about.locale
    package = made.part.package
    for key, related in list(package.rels.items()):
        if related.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
