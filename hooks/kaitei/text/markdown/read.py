"""Lines of text out of finished HTML, as they are compared and hashed: no markup, but every target and image."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import TypeVar

from markdown import Markdown

from kaitei.text.markdown.document import Line, Span
from kaitei.text.markdown.extract import Extract, tidy
from kaitei.text.markdown.plain_text import LEVEL
from kaitei.text.markdown.signs import GUARD

_BLOCKS = frozenset(Markdown().block_level_elements) - {"td", "th", "tr"} | {"summary"}
_REMEMBERED = 1000  # pieces
_MARKS = {"del": "~~", "s": "~~", "strike": "~~", "ins": "^^"}
"""What says in a text, which has no other markup, that words are struck out or put in: the signs that are typed."""

_RUBY = frozenset({"ruby", "rb", "rt", "rtc", "rp"})
_MUTE = frozenset({"script", "style", "template"})
_ONE = (1, 1)
_NUMBER = re.compile("[0-9]{1,4}")
R = TypeVar("R", bound="_Reader")


@dataclass(slots=True)
class _Link:
    target: str
    footnote: bool
    reference: bool  # its words were filled in and name the clause that it leads to
    words: list[str] = field(default_factory=list)


def read(pieces: Sequence[str]) -> Extract:
    """Read pieces of HTML that follow one another, each well-formed or not."""
    return _read(pieces[0]) if len(pieces) == 1 else _joined(list(map(_read, pieces)))


def _joined(found: list[Extract]) -> Extract:
    lines: list[Line] = []
    anchors: list[str] = []
    targets: list[str] = []
    for extract in found:
        lines += extract.lines
        anchors += extract.anchors
        targets += extract.targets
    return Extract(tuple(lines), "".join([extract.words for extract in found]), tuple(anchors), tuple(targets))


@lru_cache(maxsize=_REMEMBERED)
def _read(html: str) -> Extract:
    """Read a piece; remembered, as revisions of a policy share most of theirs."""
    return _through(_Reader(), html).finished()


def merged_rows(html: str) -> Iterator[tuple[Line, tuple[Span, ...]]]:
    """Yield the rows of tables in which cells are merged, as lines of text, with the spans of their cells."""
    for rows in _through(_Rows(), html).tables if "span=" in html else ():
        if any(span != _ONE for _, spans in rows for span in spans):
            yield from ((line, spans) for line, spans in rows if len(line) == len(spans))


def _through(reader: R, html: str) -> R:
    """Let a reader read a piece."""
    parser = _Parser(reader)
    try:
        parser.feed(html)
        parser.close()
    except AssertionError:  # the standard library's, on broken declarations such as "<![x"
        reader.data(parser.rawdata)
    return reader


class _Parser(HTMLParser):
    """The standard library's parser, which hands tags and text on to a `_Reader`."""

    def __init__(self, reader: _Reader) -> None:
        super().__init__(convert_charrefs=True)
        self.reader = reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.start(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.reader.end(tag)

    def handle_data(self, data: str) -> None:
        self.reader.data(data)


class _Reader:
    """Collects text into lines, and the cells of a table's row into one line."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.anchors: list[str] = []
        self.targets: list[str] = []
        self.text: list[str] = []  # of the open line
        self.cell: list[str] = []  # finished lines of the open cell
        self.row: list[str] | None = None
        self.links: list[_Link] = []  # open ones
        self.counters: list[int | None] = []  # open lists, with the number of the next item
        self.prefix = ""
        self.notes = False  # within the footnotes
        self.preformatted = 0
        self.mute = ""  # the element whose text is not read
        self.ruby = ""  # the part of a ruby that is read, which need not have an end tag; "（" once a bracket is open

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Take a start tag with its attributes."""
        if anchor := values.get("id") or (tag == "a" and values.get("name")):
            self.anchors.append(anchor)
        if tag in _MUTE or (tag == "a" and "footnote-backref" in values.get("class", "")):
            self.mute = self.mute or tag
        elif tag == "a":
            self._link(values)
        elif tag == "img":
            self._write(f"![{values.get('alt', '')}] <{values.get('src', '')}>")
        elif tag in _MARKS:
            self.text.append(_MARKS[tag])
        elif tag in _RUBY:
            self._part(tag)
        elif tag == "br":
            self._break()
        elif tag == "tr":
            self._row()
        elif tag in _BLOCKS:
            self._block(tag, values)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if self.mute:
            self.mute = "" if tag == self.mute else self.mute
        elif tag == "a" and self.links:
            self._unlink()
        elif tag in _MARKS:
            self.text.append(_MARKS[tag])
        elif tag in _RUBY:
            self._part("")
        elif tag in ("td", "th"):
            self._cell()
        elif tag == "tr":
            self._end_row()
        elif tag in _BLOCKS:
            self._end_block(tag)

    def data(self, data: str) -> None:
        """Take text."""
        if self.mute or not data or self.ruby == "rp":
            return
        if self.ruby == "rt" and data.strip():
            self.ruby = "（"
            self._write(self.ruby)
        first, *rest = data.split("\n") if self.preformatted else [data]
        self._write(first)
        for line in rest:
            self._break()
            self._write(line)

    def finished(self) -> Extract:
        """End what no end tag has ended, and return all that was read."""
        while self.links:
            self._unlink()
        self._break()
        self._end_row()
        return Extract(tuple(self.lines), "".join(self.words), tuple(self.anchors), tuple(self.targets))

    def _write(self, text: str) -> None:
        self.text.append(text)
        self.words.append(text)
        for link in self.links:
            link.words.append(text)

    def _part(self, tag: str) -> None:
        """Go on to another part of a ruby, or out of it: what is read above a word follows it in brackets."""
        if self.ruby == "（":
            self._write("）")
        self.ruby = tag

    def _link(self, values: dict[str, str]) -> None:
        kinds = values.get("class", "").split()
        link = _Link(values.get("href", ""), "footnote-ref" in kinds, "reference" in kinds)
        if link.target.startswith("#"):
            self.targets.append(link.target[1:])
        if link.footnote:
            self.text.append("[")
        self.links = [*self.links[-1:], link]  # links do not nest; a stray one must not cost more and more

    def _unlink(self) -> None:
        link = self.links.pop()
        text = tidy("".join(link.words))
        if link.footnote:
            self.text.append("]")
        elif not link.reference and link.target not in ("", text, f"mailto:{text}"):
            self.text.append(f" <{link.target}>" if text else f"<{link.target}>")

    def _block(self, tag: str, values: dict[str, str]) -> None:
        self._break()
        if tag in ("ul", "ol"):
            start = values.get("start", "")
            self.counters.append(None if tag == "ul" else int(start) if start.isdecimal() else 1)
        elif tag == "li":
            self.prefix = self._bullet()
        elif tag == "dd":
            self.prefix = ": "
        elif tag == "div" and values.get("class") == "footnote":
            self.notes = True
        self.preformatted += tag == "pre"

    def _bullet(self) -> str:
        number = self.counters[-1] if self.counters else None
        if number is None:
            return "- "
        self.counters[-1] = number + 1
        return f"[{number}] " if self.notes else f"{number}. "

    def _end_block(self, tag: str) -> None:
        self._break()
        self.prefix = ""
        if tag in ("ul", "ol") and self.counters:
            self.counters.pop()
        self.preformatted = max(0, self.preformatted - (tag == "pre"))

    def _break(self) -> None:
        self._part("")
        if not self.text:
            return
        text = "".join(self.text)
        text = text.replace(GUARD, "").rstrip() if self.preformatted else tidy(text)
        self.text = []
        if not text:
            return
        text, self.prefix = LEVEL * (len(self.counters) - 1) + self.prefix + text, ""
        if self.row is None:
            self.lines.append((text,))
        else:
            self.cell.append(text)

    def _row(self) -> None:
        self._break()
        self.row = [] if self.row is None else self.row

    def _cell(self) -> None:
        self._break()
        if self.row is not None:
            self.row.append("\n".join(self.cell))
            self.cell = []

    def _end_row(self) -> None:
        if self.cell:
            self._cell()
        if self.row and any(self.row):
            self.lines.append(tuple(self.row))
        self.row = None


class _Rows(_Reader):
    """Keeps the rows of each table with the spans of their cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[tuple[Line, tuple[Span, ...]]]] = []
        self.spans: list[Span] = []  # of the open row

    def start(self, tag: str, values: dict[str, str]) -> None:
        super().start(tag, values)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.spans = []
        elif tag in ("td", "th"):
            self.spans.append((span(values.get("colspan", "")), span(values.get("rowspan", ""))))

    def _end_row(self) -> None:
        known = len(self.lines)
        super()._end_row()
        if len(self.lines) > known and self.tables:
            self.tables[-1].append((self.lines[-1], tuple(self.spans)))


def span(said: str) -> int:
    """How many columns or rows a cell takes, by its attribute: 1 where that is no number."""
    return max(int(said), 1) if _NUMBER.fullmatch(said) else 1
