"""A tree of clauses as a list in reading order, with the texts by which clauses recognise each other."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache
from typing import NamedTuple

from kaitei.comparison.model import Side
from kaitei.markdown.canonical import CELLS, clause_text
from kaitei.markdown.model import Clause, Line

_MEANINGLESS = re.compile(" (?:(?<![!-~] )|(?![!-~]))")  # a blank but for those between words of a spaced script


class Node(NamedTuple):
    """A clause in its place; number 0 of a list is the policy itself, whose place is -1."""

    place: int  # in reading order
    parent: int  # position in the list
    end: int  # position after the last node beneath this one
    depth: int
    clause: Clause
    key: str  # its own text without the number, white space aside
    tree: str  # the same with everything beneath it


class Nodes(tuple[Node, ...]):
    """A text as its nodes; what they need by themselves is made once, with however many texts they are compared."""

    @cached_property
    def precedence(self) -> tuple[str, list[int]]:
        """Which of two texts goes first where it must not matter which is the older."""
        return self[0].tree, [node.depth for node in self]

    @cached_property
    def trees(self) -> dict[str, int]:
        """Where each clause is that is found once with everything beneath it."""
        return _unique([node.tree for node in self])

    @cached_property
    def keys(self) -> dict[str, int]:
        """Where each clause is whose own text is found once."""
        return _unique([node.key for node in self])

    @cached_property
    def stock(self) -> frozenset[str]:
        """What stands in the text more than once."""
        return frozenset(words for words, times in Counter(node.tree for node in self).items() if times > 1)

    @cached_property
    def children(self) -> tuple[list[int], ...]:
        """The positions of each node's children."""
        found: tuple[list[int], ...] = tuple([] for _ in self)
        for at, node in enumerate(self):
            if at:
                found[node.parent].append(at)
        return found

    @cached_property
    def sides(self) -> dict[tuple[int, str, bool], Side]:
        """Sides of rows without marks, by place, fate, and whether with everything beneath."""
        return {}


def _unique(texts: list[str]) -> dict[str, int]:
    often = Counter(texts[1:])
    return {words: at for at, words in enumerate(texts) if at and often[words] == 1}


def flatten(clauses: tuple[Clause, ...]) -> Nodes:
    """List a policy's clauses in reading order, the policy itself first."""
    found: list[Node] = []
    _visit(Clause("", "", False, (), clauses), -1, -1, found)
    return Nodes(sorted(found, key=lambda node: node.place))


def _visit(clause: Clause, parent: int, depth: int, found: list[Node], at: int = 0) -> tuple[int, str]:
    key = bare(own_text(clause))
    trees, end = [key], at + 1
    for child in clause.children:
        end, tree = _visit(child, at, depth + 1, found, end)
        trees.append(tree)
    tree = "\n".join(trees)
    found.append(Node(at - 1, parent, end, depth, clause, key, tree))
    return end, tree


def line_text(line: Line) -> str:
    """Join the cells of a line; line feeds in a cell become blanks, as in the canonical text."""
    text = line[0] if len(line) == 1 else CELLS.join(line)
    return text.replace("\n", " ")


class Wording(NamedTuple):
    """What a clause says by itself, wherever it stands and whatever stands beneath it."""

    heading: bool
    lines: tuple[Line, ...]


def own_text(clause: Clause | Wording) -> str:
    """Give a clause's lines without its number and without its children."""
    return "\n".join(map(line_text, clause.lines))


def marker(clause: Clause) -> str:
    """Give the number and what parts it from the first line."""
    if not clause.number:
        return ""
    return _marker(clause.number, line_text(clause.lines[0])[:1] if clause.lines else "")


@lru_cache(maxsize=500)
def _marker(number: str, first: str) -> str:
    """Give a number and what parts it from a line, which depends on the character that the line begins with."""
    return clause_text(Clause("", number, False, ((first,),))).removesuffix(first)


def full_text(nodes: Nodes, at: int) -> str:
    """Give the text of a clause and of everything beneath it."""
    return "\n".join(clause_text(node.clause) for node in nodes[at : nodes[at].end])


def bare(text: str) -> str:
    """Drop white space that carries no meaning: all of it but the blanks between words of a spaced script."""
    words = " ".join(text.split())
    spaced = words.isascii() and words.isprintable()
    return words if spaced or " " not in words else _MEANINGLESS.sub("", words)
