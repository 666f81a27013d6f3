"""A Markdown text taken apart into lines and regions, each with its kind."""

from __future__ import annotations

import re
from functools import lru_cache

from kaitei.markdown.grammar import Reading, is_caption, is_closing, is_note, readings
from kaitei.markdown.lines import ATX, ITEM, TAG, Kind, Line, indent_of
from kaitei.markdown.regions import Regions
from kaitei.markdown.signs import is_fact

_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})")
_REMEMBERED = 2000  # lines
_RULES = frozenset("-_*")
_MOST_INDENT = 24  # columns; deeper nesting than that is a slip, and Python's recursion is not endless
_SPACES = re.compile(r"[ \t]{25,}")


def scan(lines: list[str], first: int = 1, clauses: bool = True) -> list[Line]:
    """Return the lines and regions of a text; within a quotation there are no clauses."""
    return _Scanner([_indented(line) for line in lines], first, clauses).run()


def _indented(line: str) -> str:
    return _SPACES.sub(" " * _MOST_INDENT, line) if "  " in line or "\t" in line else line


class _Scanner:
    """Goes through the lines once, knowing only whether an ordinary list is open."""

    def __init__(self, lines: list[str], first: int, clauses: bool) -> None:
        self.lines, self.first, self.clauses = lines, first, clauses
        self.at = 0
        self.apart = True
        self.listing = False
        self.found: list[Line] = []
        self.regions = Regions(lines)

    def run(self) -> list[Line]:
        while self.at < len(self.lines):
            if self.lines[self.at].strip():
                self._step()
            else:
                self.at += 1
                self.apart = True
        return self.found

    def _step(self) -> None:
        line = self._heading() or self._region() or self._single()
        self.found.append(line)
        if line.kind is Kind.ITEM:
            self.listing = True
        elif line.kind in (Kind.HEADING, Kind.MARKED, Kind.CLOSING) or (line.apart and line.indent < 2):
            self.listing = False
        self.apart = line.kind is Kind.HEADING

    def _line(
        self,
        kind: Kind,
        text: str,
        count: int = 1,
        level: int = 0,
        bullet: str = "",
        readings: tuple[Reading, ...] = (),
    ) -> Line:
        indent = indent_of(self.lines[self.at])
        line = Line(self.first + self.at, kind, text, indent, self.apart, level, bullet, readings)
        self.at += count
        return line

    def _heading(self) -> Line | None:
        line = self.lines[self.at]
        if found := ATX.fullmatch(line) if "#" in line else None:
            level, text = len(found.group(1)), found.group(2)
            if level > 1 or text[:1] in ("", " ", "\t", "　"):
                text = _heading_text(text)
                return self._line(Kind.HEADING, text, level=level) if text else None
        below = _UNDERLINE.fullmatch(self._peek(1)) if self.apart and not self.listing else None
        if below and indent_of(line) < 4 and self._titles(line):
            return self._line(Kind.HEADING, line.strip(), 2, level=1 if below.group(1)[0] == "=" else 2)
        return None

    def _titles(self, line: str) -> bool:
        """Tell whether a line with a rule below it is a heading; an item of a list is none."""
        text = line.strip()
        marked = any(not reading.style.section for reading in readings(text))
        return not (marked or is_note(text) or "|" in text or ITEM.match(text) or TAG.match(line) or is_fact(text))

    def _region(self) -> Line | None:
        if not (found := self.regions.at(self.at)):
            return None
        kind, lines = found
        return self._line(kind, "\n".join(lines), len(lines))

    def _single(self) -> Line:
        kind, text, bullet, found = _alone(self.lines[self.at], self.clauses, self.listing)
        if kind is Kind.FACT and not (self.apart and not self._peek(1).strip()):
            return self._line(Kind.TEXT, self.lines[self.at].strip(" \t"))
        return self._line(kind, text, bullet=bullet, readings=found)

    def _peek(self, distance: int) -> str:
        return self.lines[self.at + distance] if self.at + distance < len(self.lines) else ""


@lru_cache(maxsize=_REMEMBERED)
def _alone(line: str, clauses: bool, listing: bool) -> tuple[Kind, str, str, tuple[Reading, ...]]:
    """Return the kind of a line that begins no region, its text, its bullet and its readings.

    Most lines of a text stand in its revisions too, so they are remembered.

    Args:
        line: with its indentation.
        clauses: whether there may be clauses.
        listing: whether an ordinary list is open.
    """
    text = line.lstrip(" \t　")
    if text[:1] in _RULES and _RULE.fullmatch(line):
        return Kind.RULE, "---", "", ()
    item = ITEM.match(text)
    nested = indent_of(line) >= 2
    if item and (nested or not clauses or item.group(1) in "-*+"):
        return Kind.ITEM, text[item.end() :], item.group(1), ()
    if not clauses or (listing and nested):
        return _kind_of(text), line.strip(" \t"), "", ()
    kind, text, found = _clause_or_text(text.rstrip(" \t"), line.strip(" \t"))
    return kind, text, "", found


def _clause_or_text(text: str, typed: str) -> tuple[Kind, str, tuple[Reading, ...]]:
    if found := readings(text):
        return Kind.MARKED, typed, found
    if is_closing(text):
        return Kind.CLOSING, typed, ()
    if text.startswith("\\") and (readings(text[1:]) or _kind_of(text[1:]) is not Kind.TEXT):
        return Kind.TEXT, typed.replace("\\", "", 1), ()
    return (Kind.FACT, text, ()) if is_fact(text) else (_kind_of(text), typed, ())


def _kind_of(text: str) -> Kind:
    return Kind.NOTE if is_note(text) else Kind.CAPTION if is_caption(text) else Kind.TEXT


def _heading_text(text: str) -> str:
    """Take the closing number signs off a heading; "C#" keeps its own."""
    text = text.strip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare == "" or bare[-1:] in " \t　" else text
