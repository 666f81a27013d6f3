"""A Markdown text taken apart into lines and regions, each with its kind."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from kaitei.text.markdown.delimited import SIGNS
from kaitei.text.markdown.dress import caption_of, is_escaped, undressed
from kaitei.text.markdown.grammar import MarkerReading, is_caption, is_closing, is_note
from kaitei.text.markdown.lines import ATX, ITEM, MOST_INDENT, TAG, Line, LineKind, indent_of
from kaitei.text.markdown.multiline import Regions
from kaitei.text.markdown.signs import is_fact

_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_UNDERLINED = re.compile(r"\n {0,3}(?:=|--)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})")
_ENDING: frozenset[LineKind] = frozenset({"heading", "marked", "closing"})  # kinds that end an ordinary list
_REMEMBERED = 1000  # lines
_RULES = frozenset("-_*")
_SPACES = re.compile(r"[ \t]{25,}")


def scan(lines: list[str], first: int = 1, clauses: bool = True) -> list[Line]:
    """The lines and regions of a text.

    Args:
        lines: of the text.
        first: the number of the first of them, counted from 1.
        clauses: whether there may be clauses; within a quotation there are none.
    """
    return _Scanner([_indented(line) for line in lines], first, clauses).run()


def _indented(line: str) -> str:
    return _SPACES.sub(" " * MOST_INDENT, line) if "  " in line or "\t" in line else line


class _Alone(NamedTuple):
    """What a line is by itself: all that is known but whether an ordinary list is open and that it begins no region."""

    kind: LineKind
    text: str
    indent: int = 0
    level: int = 0
    bullet: str = ""
    readings: tuple[MarkerReading, ...] = ()


class _Scanner:
    """Goes through the lines once, knowing only whether an ordinary list is open."""

    def __init__(self, lines: list[str], first: int, clauses: bool) -> None:
        self.lines, self.first, self.clauses = lines, first, clauses
        self.at = 0
        self.apart = True
        self.listing = False
        self.found: list[Line] = []
        self.regions = Regions(lines)
        self.underlines = bool(_UNDERLINED.search(self.regions.text))

    def run(self) -> list[Line]:
        while self.at < len(self.lines):
            if self.lines[self.at].strip():
                self._step()
            else:
                self.at += 1
                self.apart = True
        return self.found

    def _step(self) -> None:
        what, count = self._what()
        *first, what = _parted(what)
        for kind, text, indent, level, bullet, found in first:
            self.found.append(Line(self.first + self.at, kind, text, indent, self.apart, level, bullet, found))
            self.apart = False
        kind, text, indent, level, bullet, found = what
        self.found.append(Line(self.first + self.at, kind, text, indent, self.apart, level, bullet, found))
        self.at += count
        if kind == "gist":  # the text is the same without it
            return
        if kind == "item" or bullet[:1].isdigit():
            self.listing = True
        elif kind in _ENDING or (self.apart and indent < 2):
            self.listing = False
        self.apart = kind == "heading"

    def _what(self) -> tuple[_Alone, int]:
        """What begins here, and on how many lines it stands."""
        line = self.lines[self.at]
        alone = _alone(line, self.clauses, self.listing)
        if alone.kind == "heading":
            return alone, 1
        if self.underlines and (level := self._underlined(line, alone.indent)):
            text = line.strip()
            return _Alone("heading", text, alone.indent, level, "", undressed(text, heading=True)), 2
        if region := self.regions.at(self.at):
            kind, lines = region
            return _Alone(kind, "\n".join(lines), alone.indent), len(lines)
        if alone.kind == "fact" and not (self.apart and not self._peek(1).strip()):
            return alone._replace(kind="text", text=line.strip(" \t")), 1
        return alone, 1

    def _underlined(self, line: str, indent: int) -> int:
        """The level of the heading that a rule below this line makes it, 0 if it is none."""
        if not self.apart or self.listing or indent >= 4:
            return 0
        below = _UNDERLINE.fullmatch(self._peek(1))
        return (1 if below.group(1)[0] == "=" else 2) if below and self._titles(line) else 0

    def _titles(self, line: str) -> bool:
        """Tell whether a line with a rule below it is a heading; an item of a list is none."""
        text = line.strip()
        if _heading(line):
            return False
        marked = any(not reading.style.rank for reading in undressed(text)) and not is_escaped(text)
        marked = marked or text.startswith(SIGNS)
        return not (marked or is_note(text) or "|" in text or ITEM.match(text) or TAG.match(line) or is_fact(text))

    def _peek(self, distance: int) -> str:
        return self.lines[self.at + distance] if self.at + distance < len(self.lines) else ""


def _parted(line: _Alone) -> tuple[_Alone, ...]:
    """An article and the first of its paragraphs, where both are typed on one line: 第4条（会費）　１　会員は…."""
    reading = line.readings[0] if line.kind == "marked" and line.readings else None
    if not reading or reading.style.rank != "article":
        return (line,)
    caption = caption_of(reading.text)
    rest = reading.text[len(caption) :].lstrip(" \t　")
    found = tuple(one for one in undressed(rest) if one.style.role == "paragraph" and one.value == (1,))
    if not found or found[0].style.run > 1:
        return (line,)
    article = line._replace(readings=(replace(reading, text=caption),))
    return article, _Alone("marked", rest, line.indent, readings=found)


@lru_cache(maxsize=_REMEMBERED)
def _alone(line: str, clauses: bool, listing: bool) -> _Alone:
    """What a line is by itself; most lines of a text stand in its revisions too.

    Args:
        line: with its indentation.
        clauses: whether there may be clauses.
        listing: whether an ordinary list is open.
    """
    indent = indent_of(line)
    level, title = _heading(line) or (0, "")
    if title:
        return _Alone("heading", title, indent, level, "", undressed(title, heading=True))
    text = line.lstrip(" \t　")
    if text[:1] in _RULES and _RULE.fullmatch(line):
        return _Alone("rule", "---", indent)
    within = listing and indent >= 2
    item = ITEM.match(text)
    bullet = item.group(1) if item else ""
    if item and (bullet in "-*+" or within or not clauses):
        words = text[item.end() :]
        typed = text if bullet[0].isdigit() else "" if within else words.lstrip("　")
        found = undressed(typed) if clauses else ()
        return _Alone("marked" if found else "item", words, indent, 0, bullet, found)
    if within or not clauses:
        return _Alone(_kind_of(text), line.strip(" \t"), indent)
    return _clause_or_text(text.rstrip(" \t"), line.strip(" \t"), indent)


def _heading(line: str) -> tuple[int, str] | None:
    """The level and the text, which may be empty, of a line that begins with number signs."""
    found = ATX.fullmatch(line)
    if not found or (found.group(1) == "#" and found.group(2)[:1].isdigit()):
        return None
    return len(found.group(1)), _heading_text(found.group(2))


def _clause_or_text(text: str, typed: str, indent: int) -> _Alone:
    if found := undressed(text):
        return _Alone("marked", typed, indent, readings=found)
    if is_closing(text):
        return _Alone("closing", typed, indent)
    if text.startswith("\\") and (undressed(text[1:]) or _kind_of(text[1:]) != "text"):
        return _Alone("text", typed.replace("\\", "", 1), indent)
    return _Alone("fact", text, indent) if is_fact(text) else _Alone(_kind_of(text), typed, indent)


def _kind_of(text: str) -> LineKind:
    return "note" if is_note(text) else "caption" if is_caption(text) else "text"


def _heading_text(text: str) -> str:
    """Take the closing number signs off a heading; "C#" keeps its own."""
    text = text.strip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare == "" or bare[-1:] in " \t　" else text
