"""Flat Markdown: all blocks of a text side by side, after lines (`signs.goto`) that name the node they belong to.

Python-Markdown then converts paragraphs, tables and the like without knowing of lists, at any depth and in linear
time, and `kaitei.text.markdown.nest` puts them into their nodes.

What follows an item belongs to it: further lines, notes, tables, lists. A paragraph (or a fact, or a rule) set apart
by a blank line is ambiguous, since editors indent nothing. It belongs to the deepest open item whose list goes on
further down; after the last item it ends the list, as it does in Markdown elsewhere. Two things keep it in the last
item: indentation, and, for a paragraph of text or a block between slashes, being the body of a 章, 節 or 条, or of an
item in a list where items before it had such paragraphs. The line 以上 ends every list. A gist is placed as a
paragraph is, but all that follows is placed as if it were not there.
"""

from __future__ import annotations

import re

from kaitei.text.markdown import delimited
from kaitei.text.markdown.branch import Branch, Outline
from kaitei.text.markdown.lines import Line, LineKind
from kaitei.text.markdown.scan import scan
from kaitei.text.markdown.signs import GUARD, goto

_TEXTS: frozenset[LineKind] = frozenset({"text", "marked", "caption"})  # a marker out of sequence is text
_BODIES: frozenset[LineKind] = _TEXTS | {"block"}  # what may be the body of an item
_ENDING: frozenset[LineKind] = _BODIES | {"fact", "rule", "quote", "closing", "gist"}
_LINES: frozenset[LineKind] = _TEXTS | {"note", "fact", "closing"}
_MOST_ITEMS = 12  # ordinary lists nest no deeper; what is typed deeper stays at this depth
_MOST_WITHIN = 12  # blocks stand within one another no deeper; what is typed deeper is text
_NESTED = 2  # columns by which a nested item is indented at least
_DELIMITED = re.compile(r"^(?=[ \t]*(?:/{3}|`{3}|~{3}))", re.MULTILINE)


def flatten(lines: list[Line], found: Outline) -> tuple[str, list[Branch]]:
    """The Markdown of flat blocks, and the nodes by the index with which that Markdown names them."""
    placer = _Placer(found)
    placer.flatten(lines)
    return "\n".join(placer.out), placer.nodes


class _Placer:
    """Writes the flat Markdown line by line, and keeps which clause, items and paragraph are open."""

    def __init__(self, found: Outline) -> None:
        self.found = found
        self.out: list[str] = []
        self.nodes: list[Branch] = []
        self.base = self._new(Branch("root"))  # what stands in no list belongs to: the page, or a quotation
        self.clause = self.base  # the innermost open clause, or the base
        self.items: list[tuple[int, Branch]] = []  # open items of ordinary lists with their indentation
        self.at = self.base
        self.heading: Branch | None = None  # the last one
        self.running = False  # whether a paragraph is open
        self.depth = 0  # of quotations and blocks within one another

    def flatten(self, lines: list[Line]) -> None:
        """Write lines of a text, or of what stands in a quotation or a block."""
        for index, line in enumerate(lines):
            if index in self.found.captions:
                continue
            if node := self.found.nodes.get(index):
                self._node(node)
            elif self._is_item(index, line):
                self._item(line)
            elif line.kind == "gist":
                self._gist(index, lines)
            elif line.kind == "aside":
                self._write(_guarded(line.text))
            else:
                self._block(index, line)

    def _is_item(self, index: int, line: Line) -> bool:
        return line.kind == "item" or index in self.found.items

    def _gist(self, index: int, lines: list[Line]) -> None:
        """Place a gist, and leave open what is open; an item that follows keeps it within the one before."""
        clause, items, line = self.clause, list(self.items), lines[index]
        below = next((at for at in range(index + 1, len(lines)) if lines[at].kind != "gist"), index)
        if items and self._is_item(below, lines[below]):
            self.items = [item for item in items if item[0] <= lines[below].indent] or items
            line = line._replace(apart=False)
        self._place(index, line)
        owner = (self.clause if self.clause.kind == "clause" else None) or self.heading
        node = Branch("gist", self.at, anchor=owner.anchor if owner else "", line=line.number)
        self._slashed(node, "/// gist", line.number + 1, line.text.split("\n")[1:-1])
        self.clause, self.items = clause, items

    def _node(self, node: Branch) -> None:
        self.items.clear()
        self._go(self._new(node))
        self._paragraph(node.text)
        self.clause = node if node.kind == "clause" else self.base
        if node.kind == "heading":
            self.heading = node
            self._go(self.base)
            self._paragraph(node.body)

    def _item(self, line: Line) -> None:
        while self.items and (line.indent < self.items[-1][0] + _NESTED or len(self.items) >= _MOST_ITEMS):
            self.items.pop()
        node = self._new(Branch("item", self.items[-1][1] if self.items else self.clause, bullet=line.bullet))
        self.items.append((line.indent, node))
        self._go(node)
        self._paragraph(line.text)

    def _block(self, index: int, line: Line) -> None:
        self._place(index, line)
        if line.kind in _LINES:
            self._text(line)
        elif line.kind == "quote":
            self._within(Branch("quote", self.at), line.number, line.text.split("\n"))
        elif line.kind == "block":
            self._admonition(line)
        else:
            self._write(line.text if line.kind == "code" else _guarded(line.text))

    def _place(self, index: int, line: Line) -> None:
        """Go to the node to which a block belongs."""
        if line.apart or line.kind in ("rule", "closing"):
            while self.items and line.indent < self.items[-1][0] + _NESTED:
                self.items.pop()
            if line.kind in _ENDING and line.indent < _NESTED and not self.items:
                self._leave_clauses(index, line)
        self._go(self.items[-1][1] if self.items else self.clause)

    def _leave_clauses(self, index: int, line: Line) -> None:
        """Go up to the clause that a block set apart belongs to, by the rule at the head of this module."""
        text, gist = line.kind in _BODIES, line.kind == "gist"
        while (series := self.clause.series) and series.end <= index:
            if (text or gist) and (series.section or series.holds or (gist and series.noted)):
                break
            above = self.clause.parent
            self.clause = above if above and above.kind == "clause" else self.base
        if self.clause.series:
            self.clause.series.holds |= text
            self.clause.series.noted |= gist

    def _text(self, line: Line) -> None:
        if line.apart or not self.running or line.kind in ("fact", "closing", "note", "caption"):
            self._paragraph(line.text)
        else:
            self.out.append(GUARD + line.text if line.text.startswith(":") else _guarded(line.text))

    def _admonition(self, line: Line) -> None:
        """Place an admonition, details or a definition with their title and options."""
        first, *rest = line.text.split("\n")
        opened = delimited.opening(first)
        assert opened
        count = delimited.options(rest)
        title = "" if opened.name == "define" else f" | {GUARD}{opened.title}" if opened.title else " |"
        head = "\n".join([f"/// {opened.name}{title}", *rest[:count]])
        self._slashed(Branch("block", self.at, line=line.number), head, line.number + 1 + count, rest[count:-1])

    def _slashed(self, node: Branch, head: str, number: int, lines: list[str]) -> None:
        """Write a block between slashes without anything in it; `nest` puts into it what belongs to its node."""
        self._write(f"{head}\n///")
        self._within(node, number, lines)

    def _within(self, node: Branch, number: int, lines: list[str]) -> None:
        """Place what stands in a quotation or a block within a node of its own; there are lists, and no clauses.

        Args:
            node: of the quotation or the block.
            number: of the first line.
            lines: what stands in it.
        """
        outer = self.found, self.base, self.clause, self.items
        self.found, self.base, self.clause, self.items = Outline(), self._new(node), node, []
        self._go(node)
        self.depth += 1
        deep = self.depth > _MOST_WITHIN
        self.flatten(scan([_guarded(line) if deep else line for line in lines], number, clauses=False))
        self.depth -= 1
        self.found, self.base, self.clause, self.items = outer

    def _new(self, node: Branch) -> Branch:
        node.index = len(self.nodes)
        self.nodes.append(node)
        return node

    def _go(self, node: Branch) -> None:
        if node is not self.at:
            self._write(goto(node.index))
            self.at = node

    def _paragraph(self, text: str) -> None:
        self.out += ["", GUARD + text] if text else []
        self.running = bool(text)

    def _write(self, text: str) -> None:
        self.out += ["", text, ""]
        self.running = False


def _guarded(text: str) -> str:
    """Markdown in which nothing begins code or a block; what does, `scan` has found."""
    return _DELIMITED.sub(GUARD, text) if any(sign in text for sign in delimited.SIGNS) else text
