"""Flat Markdown: all blocks of a text side by side, after lines (`signs.goto`) that name the node they belong to.

Python-Markdown then converts paragraphs, tables and the like without knowing of lists, at any depth and in linear
time, and `kaitei.text.markdown.nest` puts them into their nodes.

What follows an item belongs to it: further lines, notes, tables, lists. A paragraph (or a fact, or a rule) set apart
by a blank line is ambiguous, since editors indent nothing. It belongs to the deepest open item whose list goes on
further down; after the last item it ends the list, as it does in Markdown elsewhere. Two things keep it in the last
item: indentation, and, for a paragraph of text, being the body of a 章, 節 or 条, or of an item in a list where items
before it had such paragraphs. The lines 以上 and 附則 end every list.
"""

from __future__ import annotations

from kaitei.text.markdown.lines import Line, LineKind
from kaitei.text.markdown.outline import Branch, Outline
from kaitei.text.markdown.scan import scan
from kaitei.text.markdown.signs import GUARD, goto

_TEXTS: frozenset[LineKind] = frozenset({"text", "marked", "caption"})  # a marker out of sequence is text
_ENDING: frozenset[LineKind] = _TEXTS | {"fact", "rule", "quote", "closing"}
_LINES: frozenset[LineKind] = _TEXTS | {"note", "fact", "closing"}
_MOST_ITEMS = 12  # ordinary lists nest no deeper; what is typed deeper stays at this depth
_NESTED = 2  # columns by which a nested item is indented at least
_CODE = 4  # columns of indentation that make code outside of every list


def flatten(lines: list[Line], found: Outline) -> tuple[str, list[Branch]]:
    """The Markdown of flat blocks, and the nodes by the index with which that Markdown names them."""
    placer = _Placer(found)
    for index, line in enumerate(lines):
        placer.flatten(index, line)
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
        self.running = ""  # "text" or "code" while a paragraph is open

    def flatten(self, index: int, line: Line) -> None:
        if node := self.found.nodes.get(index):
            self._node(node)
        elif line.kind == "item" or index in self.found.listed:
            self._item(line)
        elif line.kind == "aside":
            self._write(line.text)
        else:
            self._block(index, line)

    def _node(self, node: Branch) -> None:
        self.items.clear()
        self._go(self._new(node))
        self._paragraph(node.text)
        self.clause = node if node.kind == "clause" else self.base
        if node.kind == "heading":
            self._go(self.base)

    def _item(self, line: Line) -> None:
        bullet, text = (line.bullet, line.text) if line.bullet else (line.text[:2], line.text[2:].lstrip(" \t"))
        while self.items and (line.indent < self.items[-1][0] + _NESTED or len(self.items) >= _MOST_ITEMS):
            self.items.pop()
        node = self._new(Branch("item", self.items[-1][1] if self.items else self.clause, bullet=bullet))
        self.items.append((line.indent, node))
        self._go(node)
        self._paragraph(text)

    def _block(self, index: int, line: Line) -> None:
        if line.apart or line.kind in ("rule", "closing"):
            while self.items and line.indent < self.items[-1][0] + _NESTED:
                self.items.pop()
            if line.kind in _ENDING and line.indent < _NESTED and not self.items:
                self._leave_clauses(index, line)
        self._go(self.items[-1][1] if self.items else self.clause)
        if line.kind in _LINES:
            self._text(line)
        elif line.kind == "quote":
            self._quote(line)
        else:
            self._write(line.text)

    def _leave_clauses(self, index: int, line: Line) -> None:
        """Go up to the clause that a block set apart belongs to, by the rule at the head of this module."""
        while (series := self.clause.series) and series.end <= index:
            if line.kind in _TEXTS and (series.style.section or series.holds):
                break
            above = self.clause.parent
            self.clause = above if above and above.kind == "clause" else self.base
        if self.clause.series and line.kind in _TEXTS:
            self.clause.series.holds = True

    def _text(self, line: Line) -> None:
        code = line.indent >= _CODE and self.at.kind == "root" and (line.apart or self.running == "code")
        if code:
            self.out += [""] * line.apart + [" " * line.indent + line.text]
            self.running = "code"
        elif line.apart or self.running != "text" or line.kind in ("fact", "closing"):
            self._paragraph(line.text)
        else:
            self.out.append(GUARD + line.text if line.text.startswith(":") else line.text)

    def _quote(self, line: Line) -> None:
        """Place what is quoted within a node of its own; a quotation has lists, and no clauses."""
        outer = self.found, self.base, self.clause, self.items
        node = self._new(Branch("quote", self.at))
        self.found, self.base, self.clause, self.items = Outline(), node, node, []
        self._go(node)
        for quoted in scan(line.text.split("\n"), line.number, clauses=False):
            self.flatten(-1, quoted)
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
        self.running = "text" if text else ""

    def _write(self, text: str) -> None:
        self.out += ["", text, ""]
        self.running = ""
