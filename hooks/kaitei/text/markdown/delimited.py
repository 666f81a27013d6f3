"""Regions between two lines of the same sign: code between ``` or ~~~, blocks between lines of slashes.

```
/// note | ご注意
本文
///
```

A block within another has another number of slashes. Of code and blocks that nothing ends, the lines are text.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kaitei.text.markdown.document import Diagnostic
from kaitei.text.markdown.dress import undressed
from kaitei.text.markdown.lines import ATX, indent_of

TYPES = ("note", "attention", "caution", "danger", "error", "tip", "hint", "warning", "important")
"""What `/// note` may say instead of note; pymdown-extensions has these types of admonition."""

NAMES = frozenset({"admonition", "define", "details", "gist", *TYPES})
"""The blocks that there are."""

SIGNS = ("///", "```", "~~~")
"""With which the first line of a region begins."""

WARNINGS = frozenset({"foreign_block", "foreign_end", "foreign_clause"})
"""The keys of what is no error in `blocks`."""

OPTION = 4
"""By how many columns an option is indented below the first line of its block."""

_LONGEST = 40  # characters of a line that is quoted
_BLANK = " \t　"
_FENCE = re.compile(r"[ \t　]*(`{3,}|~{3,})([^`]*)")
_OPENING = re.compile(r"[ \t　]*(/{3,})[ \t]*([\w-]+)[ \t]*(?:\|[ \t]*(.*?)[ \t]*)?")
_CLOSING = re.compile(r"[ \t　]*(/{3,})[ \t]*")
_QUOTED = re.compile(r"(?:[ \t]*>)+")
_SPAN = re.compile(r"(`+)[^`\n]+\1")


class Opening(NamedTuple):
    """The first line of a block."""

    slashes: str
    name: str
    title: str


class _Open(NamedTuple):
    opening: Opening
    at: int  # index of its line
    text: str

    @property
    def known(self) -> bool:
        return self.opening.name in NAMES

    def remark(self, key: str, **params: str) -> Diagnostic:
        return Diagnostic(self.at + 1, key, {"what": self.text.strip(_BLANK), **params})


def opening(line: str) -> Opening | None:
    """What a line opens: "/// note | ご注意" → ("///", "note", "ご注意"); None where it opens nothing."""
    found = _OPENING.fullmatch(line) if "///" in line else None
    return Opening(found[1], found[2].lower(), found[3] or "") if found else None


def options(lines: Sequence[str]) -> int:
    """How many of the lines that follow the first line of a block are options, such as "    type: info"."""
    return next((count for count, line in enumerate(lines) if indent_of(line) < OPTION or not line.strip()), len(lines))


def begins(line: str) -> bool:
    """Whether a line begins or ends a block."""
    return "///" in line and bool(_CLOSING.fullmatch(line) or opening(line))


def fences(lines: Sequence[str]) -> dict[int, int]:
    """The code of a text, by the index of its first line the index after its last."""
    closing: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        found = _FENCE.fullmatch(line)
        if found and not found[2].strip(_BLANK):
            closing.setdefault(found[1], []).append(at)
    ends: dict[int, int] = {}
    after = 0
    for at, line in enumerate(lines if closing else ()):
        found = _FENCE.fullmatch(line) if at >= after else None
        later = closing.get(found[1], []) if found else []
        if (place := bisect(later, at)) < len(later):
            ends[at] = after = later[place] + 1
    return ends


def blocks(lines: Sequence[str]) -> tuple[dict[int, int], list[Diagnostic]]:
    """The blocks of a text, as `fences` has its code, and what is wrong with them."""
    reader = _Blocks(lines)
    reader.run()
    return reader.ends, reader.flaws


def prose(text: str) -> str:
    """A text with its code left out, line by line."""
    lines = text.split("\n")
    for start, end in fences([_QUOTED.sub("", line) for line in lines]).items():
        lines[start:end] = [""] * (end - start)
    return _SPAN.sub("", "\n".join(lines))


def without_gists(text: str) -> str:
    """A text with the lines of its gists left out; the same object where it has none."""
    if "gist" not in text or "///" not in text:
        return text
    lines = text.split("\n")
    ends, _ = blocks(lines)
    gists = [(at, end) for at, end in ends.items() if (found := opening(_unquoted(lines[at]))) and found.name == "gist"]
    for start, end in sorted(gists, reverse=True):
        del lines[start:end]
    return "\n".join(lines) if gists else text


class _Blocks:
    """Goes through the lines once and keeps which blocks are open."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = [_unquoted(line) for line in lines]
        self.open: list[_Open] = []
        self.ends: dict[int, int] = {}
        self.flaws: list[Diagnostic] = []

    def run(self) -> None:
        for at, line in _outside(self.lines, fences(self.lines)):
            if found := opening(line):
                self._begin(_Open(found, at, line))
            elif closing := _CLOSING.fullmatch(line):
                self._end(at, closing[1])
            elif any(one.known and one.opening.name != "gist" for one in self.open) and _is_section(line):
                self.flaws.append(Diagnostic(at + 1, "foreign_clause", {"what": line.strip(_BLANK)[:_LONGEST]}))
        self._unclosed(self.open)
        self.flaws.sort(key=lambda flaw: flaw.line)

    def _begin(self, block: _Open) -> None:
        alike = [one for one in self.open if one.opening.slashes == block.opening.slashes]
        self.open = [one for one in self.open if one.known or one not in alike]
        self.flaws += self._begun(block, [one for one in alike if one.known])
        self.open.append(block)

    def _begun(self, block: _Open, alike: list[_Open]) -> Iterator[Diagnostic]:
        name = block.opening.name
        below = "".join(self.lines[block.at + 1 : block.at + 2])
        indented = below.strip() and indent_of(below) - indent_of(block.text) >= OPTION
        if not block.known:
            yield block.remark("foreign_block")
        elif name == "gist" and any(one.opening.name == "gist" for one in self.open):
            yield block.remark("gist_nested")
        elif alike:
            outer = alike[-1]
            yield block.remark("block_nested", outer=outer.text.strip(_BLANK), line=str(outer.at + 1))
        elif name == "gist" and (block.opening.title or indented):
            yield block.remark("gist_bare")
        elif name == "details" and not block.opening.title:
            yield block.remark("details_untitled")

    def _end(self, at: int, slashes: str) -> None:
        places = [place for place, one in enumerate(self.open) if one.opening.slashes == slashes]
        if not places:
            self.flaws.append(Diagnostic(at + 1, "foreign_end", {"what": slashes}))
            return
        block = self.open[places[-1]]
        self._unclosed(self.open[places[-1] + 1 :])
        del self.open[places[-1] :]
        if block.known:
            self.ends[block.at] = at + 1
            if block.opening.name == "gist" and not "".join(self.lines[block.at + 1 : at]).strip(_BLANK):
                self.flaws.append(block.remark("gist_empty"))

    def _unclosed(self, left: Iterable[_Open]) -> None:
        self.flaws += [one.remark("block_unclosed", slashes=one.opening.slashes) for one in left if one.known]


def _outside(lines: Sequence[str], code: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are no code, with their indices."""
    after = 0
    for at, line in enumerate(lines):
        after = code.get(at, after)
        if at >= after:
            yield at, line


def _is_section(line: str) -> bool:
    """Whether a line would be a heading, a 章, 節 or 条, were it not in a block."""
    return bool(ATX.match(line)) or any(reading.style.rank for reading in undressed(line.lstrip(_BLANK)))


def _unquoted(line: str) -> str:
    return _QUOTED.sub("", line, count=1)
