"""A saved page as blocks: its text, without what leads elsewhere and without what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree, html

from kaitei.errors import Problem, fail
from kaitei.intake import layout
from kaitei.intake.blocks import Block, Brought, Cell, Paragraph, Run, Runs, Table, Words, check_cells, plain, safe
from kaitei.intake.web.elements import AROUND, BLOCKS, BOLD, HEADS, ROLES, STRUCK, TYPED, UNSEEN
from kaitei.intake.web.labels import Labels
from kaitei.intake.web.selectors import xpath
from kaitei.text.markdown.dress import undressed
from kaitei.text.markdown.read import span

_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(
    r"(?<=[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff60])\s*\n\s*(?=[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff60])"
)
_MOST_OF_PAGE = 0.5
_LARGEST = 100  # columns or rows of a merged cell
_DEEPEST = 200


def read(text: str, name: str, select: str = "") -> Brought:
    """Read a page.

    Args:
        text: of the page.
        name: of the file in messages.
        select: a simple selector of the part that is the text; "" for the main part of the page, or all of it.

    Raises:
        KaiteiError: where it is no page, or nothing in it is selected.
    """
    try:
        root = html.document_fromstring(
            text.encode(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise fail("import_empty", name) from error
    part = _part(root, name, select)
    check_cells(sum(1 for _ in part.iter("td", "th")), name)
    reader = _Reader(Labels(root), bool(select))
    blocks = tuple(reader.blocks(part))
    told = (*_told(reader, name), *_elsewhere(root, reader.labels, name))
    return Brought(blocks, tuple(_spaced(reader.words)), {}, told)


def _part(root: Any, name: str, select: str) -> Any:
    if select:
        path = xpath(select)
        found = root.xpath(path) if path else []
        if not found:
            raise fail("import_select", name, 0, select=select)
        return found[0]
    body = root.find("body")
    body = root if body is None else body
    whole = len(body.text_content())
    mains = body.xpath('.//main | .//*[@role="main"] | .//article')
    return next((one for one in mains if len(one.text_content()) > whole * _MOST_OF_PAGE), body)


def _told(reader: _Reader, name: str) -> Iterator[Problem]:
    for key, left in (("import_left_out", reader.left_out), ("import_unseen", reader.unseen)):
        if words := " ".join(" ".join(left).split()):
            yield Problem(key, name, 0, {"words": words[:80], "count": str(len(words))})
    for key, count in (
        ("import_pictures", reader.pictures),
        ("import_links", reader.links),
        ("import_merged", reader.merged),
    ):
        if count:
            yield Problem(key, name, 0, {"count": str(count)})


def _elsewhere(root: Any, labels: Labels, name: str) -> Iterator[Problem]:
    """Yield that numbers may be shown otherwise by a style sheet that is not in the page."""
    if labels.usual and root.xpath('.//link[contains(concat(" ", @rel, " "), " stylesheet ")]'):
        yield Problem("import_usual_numbers", name, 0, {"count": str(labels.usual)})


def _spaced(words: list[Words]) -> Iterator[Words]:
    return (one for one in words if one.text.strip())


@dataclass
class _Reader:
    """Goes through a page once."""

    labels: Labels
    selected: bool
    words: list[Words] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)  # words that the page hides
    pictures: int = 0
    links: int = 0
    merged: int = 0

    def blocks(self, element: Any) -> Iterator[Block]:
        """Yield the blocks of an element and all that stands in it."""
        held: list[Run] = []
        yield from self._within(element, Run(""), held, 0)
        yield from _line(held)

    def _within(self, element: Any, like: Run, held: list[Run], depth: int) -> Iterator[Block]:
        """Yield blocks; what stands in a line is held until the line ends."""
        self._keep(element.text, element, like, held)
        for child in element:
            if not self._passed(child, depth):
                if child.tag in BLOCKS:
                    yield from _line(held)
                    yield from self._set(child, like, depth + 1)
                else:
                    yield from self._inline(child, like, held, depth + 1)
            self._keep(child.tail, element, like, held)

    def _set(self, element: Any, like: Run, depth: int) -> Iterator[Block]:
        """Yield the blocks of an element, those of a table where that is one."""
        if element.tag != "table":
            return self._block(element, like, depth)
        return self._table(element) if _is_table(element) else layout.led(self._block(element, like, depth))

    def _block(self, element: Any, like: Run, depth: int) -> Iterator[Block]:
        level = int(element.tag[1]) if re.fullmatch("h[1-6]", element.tag) else 0
        label = self.labels.of(element)
        if label:
            self.words.append(Words(label, element.sourceline or 0))
        like = replace(like, bold=not level and (like.bold or element.tag in BOLD))
        held: list[Run] = []
        first = True
        for block in (*self._within(element, like, held, depth), *_line(held)):
            if isinstance(block, Paragraph) and first:
                nested = block.nested + (element.tag == "li" and _nested(element))
                block = replace(block, label=f"{label}{block.label}", level=level or block.level, nested=nested)
                block = replace(block, apart=element.tag not in ("li", "dd"))
                first = False
            yield block

    def _inline(self, element: Any, like: Run, held: list[Run], depth: int) -> Iterator[Block]:
        tag = element.tag
        if tag == "br":
            held.append(replace(like, text="\n"))
        elif tag == "img":
            self.pictures += 1
        elif tag == "ruby":
            held.append(self._ruby(element))
        else:
            href = (element.get("href") or "").strip() if tag == "a" else ""
            self.links += bool(href) and not safe(href)
            like = replace(like, bold=like.bold or tag in BOLD, struck=like.struck or tag in STRUCK)
            yield from self._within(element, replace(like, href=href) if safe(href) else like, held, depth)

    def _ruby(self, ruby: Any) -> Run:
        reading = "".join(one.text_content() for one in ruby.iter("rt"))
        base = (ruby.text or "") + "".join(
            (one.text_content() if one.tag not in ("rt", "rp", "rtc") else "") + (one.tail or "") for one in ruby
        )
        self.words.append(Words(f"{base}{reading}", ruby.sourceline or 0))
        return Run(base.strip(), ruby=reading.strip())

    def _keep(self, text: str | None, element: Any, like: Run, held: list[Run]) -> None:
        if text:
            self.words.append(Words(text, element.sourceline or 0))
            typed = any(one.tag in TYPED for one in (element, *element.iterancestors()))
            plain_ = text if typed else _SPACE.sub(" ", _WIDE.sub("", text))
            held.append(replace(like, text=plain_))

    def _passed(self, element: Any, depth: int) -> bool:
        """Whether an element is left out: what is not seen, stands around the text, or too deep in it."""
        if element.tag in UNSEEN or not isinstance(element.tag, str):
            return True
        if _hidden(element):
            self.unseen.append(element.text_content())
            return True
        if element.tag == "button" and not _is_head(element):
            self.left_out.append(element.text_content())
            return True
        around = element.tag in AROUND[:2] or element.get("role") in ROLES
        page = element.tag in AROUND and not any(one.tag in ("main", "article") for one in element.iterancestors())
        if depth >= _DEEPEST or (not self.selected and (around or page)):
            self.left_out.append(element.text_content())
            return True
        return False

    def _table(self, table: Any) -> Iterator[Block]:
        for caption in table.iterchildren("caption"):
            yield from self.blocks(caption)
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        made = [tuple(self._cell(cell) for cell in row if cell.tag in ("td", "th")) for row in rows]
        found = Table(tuple(filter(None, made)))
        self.merged += found.merged
        if found.rows:
            yield found

    def _cell(self, cell: Any) -> Cell:
        lines: list[Runs] = []
        for block in self.blocks(cell):
            if isinstance(block, Paragraph):
                label = (Run(f"{block.label} "),) if block.label else ()
                lines.append((*label, *block.runs))
        return Cell(tuple(lines), *(min(span(cell.get(name, "")), _LARGEST) for name in ("colspan", "rowspan")))


def _hidden(element: Any) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _is_head(button: Any) -> bool:
    """Whether a button is the heading of what it opens, not something to be done."""
    above = any(one.tag in HEADS for one in button.iterancestors())
    return above or bool(undressed(button.text_content().strip()))


def _line(held: list[Run]) -> Iterator[Paragraph]:
    """Yield the line that is held, unless there is nothing in it, and hold nothing."""
    runs = tuple(held)
    held.clear()
    if plain(runs).strip():
        yield Paragraph(runs)


def _is_table(table: Any) -> bool:
    """Whether a table is one, not how a page is laid out: without others in it, with a head or cells beside cells."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[cell.text_content() for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return next(table.iterdescendants("th"), None) is not None or not layout.is_layout(rows)


def _nested(item: Any) -> int:
    """The lists of one kind in which the list of an item stands."""
    parent = item.getparent()
    return (
        sum(1 for one in parent.iterancestors(parent.tag) if one.get("type") == parent.get("type"))
        if parent is not None
        else 0
    )
