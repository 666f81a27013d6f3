"""A tree of clauses as a list in reading order, with the texts by which clauses recognise each other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from kaitei.comparison.model import Op, Side
from kaitei.text.markdown.document import Clause, Line
from kaitei.text.markdown.plain_text import line_text, numbered

_REMEMBERED = 1_000
"""How many clauses are kept for the next text: about those of two policies."""

_MEANINGLESS = re.compile(" (?:(?<![!-~] )|(?![!-~]))")  # a blank but for those between words of a spaced script


class Wording(NamedTuple):
    """What a clause says by itself, wherever it stands and whatever stands beneath it."""

    heading: bool
    lines: tuple[Line, ...]
    text: str  # the lines, joined


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """What a clause has of its own, without what stands beneath it.

    Compared by identity (`eq=False`): where revisions have a clause in common they share this object, and with it what
    is made of it.
    """

    anchor: str  # "" for text under no clause
    number: str  # as typed
    heading: bool  # whether the first line is a heading
    lines: tuple[Line, ...]
    depth: int  # 0 for a clause that stands in no other
    key: str  # its lines, white space aside
    wording: Wording


class Node(NamedTuple):
    """A clause in its place. The first of a list, at position 0, is the policy itself; its place is -1."""

    place: int  # in reading order
    parent: int  # position in the list
    end: int  # position after the last node beneath this one
    own: Own
    tree: str  # its key with those of everything beneath it


class Nodes(tuple[Node, ...]):
    """The nodes of a text in reading order; what is worked out of them serves comparisons with any number of texts."""

    @cached_property
    def precedence(self) -> tuple[str, list[int]]:
        """What `align` puts two texts in order by, so that their pairs do not depend on which is the older."""
        return self[0].tree, [node.own.depth for node in self]

    @cached_property
    def trees(self) -> dict[str, int]:
        """Positions by text, of clauses whose text with everything beneath them is found once."""
        return _unique([node.tree for node in self])

    @cached_property
    def keys(self) -> dict[str, int]:
        """Positions by text, of clauses whose own text is found once."""
        return _unique([node.own.key for node in self])

    @cached_property
    def stock(self) -> frozenset[str]:
        """Texts of clauses, with everything beneath them, that are found more than once."""
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
    def sides(self) -> dict[tuple[int, Op], Side]:
        """Sides that hold a clause with everything beneath it, by position and `Op`; `rows` puts them in."""
        return {}


def _unique(texts: list[str]) -> dict[str, int]:
    often = Counter(texts[1:])
    return {words: at for at, words in enumerate(texts) if at and often[words] == 1}


def flatten(clauses: tuple[Clause, ...]) -> Nodes:
    """List a policy's clauses in reading order, the policy itself first."""
    found: list[Node] = []
    _visit(Clause("", "", False, (), clauses), -1, -1, found)
    return Nodes(found)


def _visit(clause: Clause, parent: int, depth: int, found: list[Node]) -> str:
    """List a clause and all beneath it; return its `Node.tree`."""
    at, own = len(found), _own(clause.anchor, clause.number, clause.heading, clause.lines, depth)
    found.append(Node(at - 1, parent, at + 1, own, own.key))
    if not clause.children:
        return own.key
    tree = "\n".join([own.key, *[_visit(child, at, depth + 1, found) for child in clause.children]])
    found[at] = Node(at - 1, parent, len(found), own, tree)
    return tree


@lru_cache(maxsize=_REMEMBERED)
def _own(anchor: str, number: str, heading: bool, lines: tuple[Line, ...], depth: int) -> Own:
    text = "\n".join(map(line_text, lines))
    return Own(anchor, number, heading, lines, depth, bare(text), Wording(heading, lines, text))


def marker(own: Own) -> str:
    """Give the number and what parts it from the first line: "1." before "あ" → "1. "; "" without a number."""
    if not own.number:
        return ""
    return _marker(own.number, line_text(own.lines[0])[:1] if own.lines else "")


@lru_cache(maxsize=500)
def _marker(number: str, first: str) -> str:
    """Give a number and what parts it from a line, which depends on the character that the line begins with."""
    return numbered(number, ((first,),)).removesuffix(first)


def full_text(nodes: Nodes, at: int) -> str:
    """Give the text of a clause and of everything beneath it."""
    return "\n".join([numbered(node.own.number, node.own.lines) for node in nodes[at : nodes[at].end]])


def bare(text: str) -> str:
    """Drop white space that carries no meaning: all of it but single blanks between words of a spaced script.

    "個人 情報" → "個人情報", "Your  data" → "Your data".
    """
    words = " ".join(text.split())
    spaced = words.isascii() and words.isprintable()
    return words if spaced or " " not in words else _MEANINGLESS.sub("", words)
