"""Regions of several lines that are one thing: code, blocks, HTML, quotations, tables, footnotes, definitions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from markdown import Markdown

from kaitei.text.markdown import delimited
from kaitei.text.markdown.dress import undressed
from kaitei.text.markdown.lines import ATX, ITEM, TAG, LineKind, indent_of

_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_MOST_QUOTES = re.compile(r"(?:[ \t]*>){10,}")
_DEFINED = re.compile(r" {0,3}:[ \t]{1,3}\S")
_DEFINITION = re.compile(rf"\n{_DEFINED.pattern}")
_ASIDE = re.compile(r" {0,3}\[[^\[\]]{1,999}\]:")
_DELIMITED: frozenset[LineKind] = frozenset({"code", "block", "gist"})
_BLOCK_TAGS = frozenset(Markdown().block_level_elements)


class Regions:
    """Finds where the region that begins on a line ends.

    Each `_…_end` takes the index of a line and returns the index after the region's last line, or the same index where
    no region of its kind begins.
    """

    def __init__(self, lines: list[str]) -> None:
        """Take the lines of the whole text."""
        self.lines = lines
        self.unclosed: set[str] = set()  # elements that no end tag closes from here on
        self.text = "\n".join(("", *lines))
        self.code = delimited.fences(lines) if "```" in self.text or "~~~" in self.text else {}
        self.blocks = delimited.blocks(lines)[0] if "///" in self.text else {}
        self.ends = [end for end in self._ENDS if (end[1] in self.text if end[1] else _DEFINITION.search(self.text))]

    def at(self, at: int) -> tuple[LineKind, list[str]] | None:
        """The kind and the lines, without indentation or quotation marks, of the region that begins here."""
        line = self.lines[at]
        for kind, sign, end_of in self.ends:
            end = end_of(self, at) if sign in line else at
            if end > at:
                return kind, _dedent(kind, self.lines[at:end])
        return None

    def _while(self, at: int, test: Callable[[str], object]) -> int:
        while at < len(self.lines) and self.lines[at].strip() and test(self.lines[at]):
            at += 1
        return at

    def _code_end(self, at: int) -> int:
        return self.code.get(at, at)

    def _block_end(self, at: int) -> int:
        return self.blocks.get(at, at)

    def _gist_end(self, at: int) -> int:
        found = delimited.opening(self.lines[at])
        return self.blocks.get(at, at) if found and found.name == "gist" else at

    def _quote_end(self, at: int) -> int:
        return self._while(at, _QUOTE.match)

    def _table_end(self, at: int) -> int:
        below = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        if "|" not in self.lines[at] or "|" not in below or not _DELIMITER.fullmatch(below):
            return at
        return self._while(at + 2, lambda line: "|" in line and not (ATX.match(line) or delimited.begins(line)))

    def _aside_end(self, at: int) -> int:
        if not _ASIDE.match(self.lines[at]):
            return at
        return self._indented_end(self._while(at + 1, lambda line: not self._starts_anew(line)))

    def _definitions_end(self, at: int) -> int:
        end = at
        while self._starts_definition(end):
            below = end + 1 if self.lines[end + 1].strip() else end + 2
            end = self._indented_end(self._while(below, lambda line: not self._starts_anew(line)))
            after = end + 1 if end < len(self.lines) and not self.lines[end].strip() else end
            end = after if self._starts_definition(after) else end
        return end

    def _starts_definition(self, at: int) -> bool:
        below = "".join(self.lines[at + 1 : at + 2])
        if not below.strip():
            below = "".join(self.lines[at + 2 : at + 3])
        return bool(_DEFINED.match(below) and self.lines[at].strip() and not self._starts_anew(self.lines[at]))

    def _starts_anew(self, line: str) -> bool:
        """Tell whether an unindented line ends the paragraph before it, whatever that is."""
        if delimited.begins(line):
            return True
        return bool(ATX.match(line) or _ASIDE.match(line) or ITEM.match(line) or undressed(line.lstrip("　")))

    def _indented_end(self, at: int) -> int:
        """Where the paragraphs indented by four columns that follow a region end."""
        while at + 1 < len(self.lines) and not self.lines[at].strip() and indent_of(self.lines[at + 1]) >= 4:
            at = self._while(at + 1, lambda line: True)
        return at

    def _raw_end(self, at: int) -> int:
        found = TAG.match(self.lines[at])
        if not found:
            return at
        if found.group(1):
            return self._end_after("-->" if found.group(1) == "!--" else ">", at)
        tag = found.group(3).lower()
        if tag not in _BLOCK_TAGS:
            return at
        return self._while(at, bool) if found.group(2) or tag in ("hr", *self.unclosed) else self._closed_end(tag, at)

    def _end_after(self, end: str, at: int) -> int:
        if end not in self.unclosed:
            for here in range(at, len(self.lines)):
                if end in self.lines[here]:
                    return here + 1
            self.unclosed.add(end)
        return self._while(at, bool)

    def _closed_end(self, tag: str, at: int) -> int:
        tags = re.compile(rf"<(/?){re.escape(tag)}(?![A-Za-z0-9-])", re.IGNORECASE)
        depth = 0
        for here in range(at, len(self.lines)):
            for found in tags.finditer(self.lines[here]):
                depth += -1 if found.group(1) else 1
            if depth <= 0:
                return here + 1
        self.unclosed.add(tag)
        return self._while(at, bool)

    _ENDS: ClassVar[tuple[tuple[LineKind, str, Callable[[Regions, int], int]], ...]] = (
        ("code", "```", _code_end),
        ("code", "~~~", _code_end),
        ("gist", "///", _gist_end),
        ("block", "///", _block_end),
        ("raw", "<", _raw_end),
        ("quote", ">", _quote_end),
        ("table", "|", _table_end),
        ("aside", "[", _aside_end),
        ("definitions", "", _definitions_end),
    )
    """Kinds of regions: kind, a sign that stands in its first line ("" for none), and what finds its end.

    The functions are not bound to an object: `ends` would then refer back to the object that has it.
    """


def _dedent(kind: LineKind, lines: list[str]) -> list[str]:
    if kind == "table":
        return [line.strip(" \t　") for line in lines]
    if kind == "quote":
        lines = [_MOST_QUOTES.sub(">" * 9, line, count=1) for line in lines]
        return [_QUOTE.sub("", line, count=1) for line in lines]
    indents = [indent_of(line) for line in lines if line.strip()]
    margin = 0 if kind in ("raw", "aside") else indents[0] if kind in _DELIMITED else min(indents)
    return [line[margin:] if not line[:margin].strip(" ") else line.lstrip(" \t") for line in lines]
