"""A tree of clauses as a list in reading order, with the texts by which clauses recognise each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from kaitei.comparison.model import Op, Side
from kaitei.comparison.numbers import label
from kaitei.comparison.wording import Wording, ends, wording
from kaitei.text.markdown.document import Clause, Line, Rank
from kaitei.text.markdown.plain_text import gap

_REMEMBERED = 1_000
"""How many clauses are kept for the next text: about those of two policies."""

_GROUPS = frozenset({"part", "chapter", "section", "subsection", "division"})
_SCOPES = frozenset({"supplement", "annex"})
_TITLE = 40  # characters up to which a first line is taken for a title
_CAPTION = re.compile(r"[（(]([^（()）\n]*)[）)]")
_BLANK = re.compile(r"\s")

Lines = tuple[Line, ...]
Words = tuple[str, str]
"""A rank, and what one of that rank says."""

Sort = str
"""What a clause may be paired with: its rank, or "top" for one without that stands in no other but a chapter."""


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """What a clause has of its own, without what stands beneath it.

    Compared by identity (`eq=False`): where revisions have a clause in common they share this object, and with it what
    is made of it.
    """

    anchor: str  # "" for text under no clause
    number: str  # as typed
    label: str  # the number, however wide it is typed
    rank: Rank
    heading: bool  # whether the first line is a heading
    lines: Lines
    depth: int  # 0 for a clause that stands in no other
    wording: Wording
    key: str  # what of that is compared

    def part(self, lines: Lines, heading: bool) -> Own:
        """The same clause with some of its lines only."""
        return _own(self.anchor, self.number, heading, lines, self.depth, self.rank)

    @property
    def head(self) -> Lines:
        """The lines that are caption or heading: （目的） of （目的）本規約は…; none where there is neither."""
        first = self.lines[0] if self.lines else ()
        if len(first) != 1 or not (self.number or self.heading):
            return ()
        caption = _CAPTION.match(first[0])
        return (first,) if self.heading and not caption else ((caption[0],),) if caption else ()

    @property
    def body(self) -> Lines:
        """The lines after `head`."""
        head = self.head
        if not head:
            return self.lines
        rest = self.lines[0][0][len(head[0][0]) :].strip()
        return ((rest,), *self.lines[1:]) if rest else self.lines[1:]

    @property
    def paragraphs(self) -> tuple[Lines, ...]:
        """The `body` by paragraphs: one ends with a sentence that ends a line."""
        found: list[list[Line]] = []
        for line in self.body:
            if found and not (len(line) == len(found[-1][-1]) == 1 and ends(found[-1][-1][0])):
                found[-1].append(line)
            else:
                found.append([line])
        return tuple(map(tuple, found))


class Node(NamedTuple):
    """A clause in its place, or a part of one. The first of a list, at position 0, is the policy itself."""

    at: int  # position in the list
    place: int  # of the clause in reading order, -1 for the policy
    parent: int  # position in the list
    end: int  # position after the last node beneath this one
    own: Own
    sort: Sort
    tree: str  # its key with those of everything beneath it

    @property
    def title(self) -> str:
        """The caption or heading by which it is known; "" for an item of a line, and for text without a number."""
        own = self.own
        more = own.rank or own.heading or len(own.lines) > 1 or self.end > self.at + 1
        return _title(own.lines[0][0]) if more and own.lines and (own.number or own.heading) else ""

    @property
    def holds(self) -> bool:
        """Whether it is the policy, a chapter, a supplement or an annex, which hold clauses."""
        return not self.at or self.own.rank in _GROUPS or self.own.rank in _SCOPES


class Nodes(tuple[Node, ...]):
    """The nodes of a text in reading order; what is worked out of them serves comparisons with any number of texts."""

    @cached_property
    def precedence(self) -> tuple[str, list[tuple[int, str, str]]]:
        """What `align` puts two texts in order by, so that their pairs do not depend on which is the older."""
        return self[0].tree, [(node.own.depth, node.own.rank, node.own.label) for node in self]

    @cached_property
    def trees(self) -> dict[Words, int]:
        """Positions by rank and text, of clauses whose text with everything beneath them is found once."""
        return _unique([(node.own.rank, node.tree) for node in self])

    @cached_property
    def keys(self) -> dict[Words, int]:
        """Positions by rank and text, of clauses whose own text is found once."""
        return _unique([(node.own.rank, node.own.key) for node in self])

    @cached_property
    def titles(self) -> dict[Words, int]:
        """Positions by rank and title, of clauses whose title is found once."""
        return _unique([(node.own.rank, node.title) for node in self])

    @cached_property
    def layers(self) -> dict[tuple[int, Sort], list[int]]:
        """The positions of chapters, sections and so on, and of articles in whatever chapter, by scope and sort.

        A scope is a supplement or an annex, or 0 for the rest of the text.
        """
        found: defaultdict[tuple[int, Sort], list[int]] = defaultdict(list)
        scopes = [0]
        for node in self[1:]:
            above = self[node.parent]
            scopes.append(scopes[above.at] if above.own.rank in _GROUPS else above.at)
            if node.own.rank or (node.sort == "top" and node.own.label):
                found[scopes[-1], node.own.rank or "article"].append(node.at)
        return {key: places for key, places in found.items() if key[0] == 0 or self[key[0]].own.rank in _SCOPES}

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

    def upper(self, at: int) -> list[int]:
        """The positions of a node's children and of theirs, in reading order."""
        return [below for child in self.children[at] for below in (child, *self.children[child])]

    @cached_property
    def sides(self) -> dict[tuple[int, Op], Side]:
        """Sides that hold a clause with everything beneath it, by position and `Op`; `rows` puts them in."""
        return {}

    def parted(self, bodies: Mapping[int, tuple[Lines, ...]]) -> Nodes:
        """The same text in which what stands under the captions of some clauses has nodes of its own.

        Args:
            bodies: the lines of these nodes, by the positions of the clauses.
        """
        found: list[Node] = []
        before = list(accumulate((len(bodies.get(at, ())) for at in range(len(self))), initial=0))
        for node in self:
            at, own = node.at + before[node.at], node.own
            parent = node.parent + before[node.parent] if node.at else -1
            head = own.part(own.head, own.heading) if node.at in bodies else own
            found.append(node._replace(at=at, parent=parent, end=node.end + before[node.end], own=head))
            for place, lines in enumerate(bodies.get(node.at, ()), at + 1):
                body = _own(own.anchor, "", False, lines, own.depth + 1, "")
                found.append(Node(place, node.place, at, place + 1, body, "", body.key))
        return Nodes(found)


def _unique(texts: list[Words]) -> dict[Words, int]:
    often = Counter(texts[1:])
    return {words: at for at, words in enumerate(texts) if at and often[words] == 1}


def flatten(clauses: tuple[Clause, ...]) -> Nodes:
    """List a policy's clauses in reading order, the policy itself first."""
    found: list[Node] = []
    _visit(Clause("", "", False, (), clauses), -1, -1, found)
    return Nodes(found)


def _visit(clause: Clause, parent: int, depth: int, found: list[Node]) -> str:
    """List a clause and all beneath it; return its `Node.tree`."""
    at, own = len(found), _own(clause.anchor, clause.number, clause.heading, clause.lines, depth, clause.rank)
    top = parent == 0 or (parent > 0 and found[parent].own.rank in _GROUPS)
    sort = clause.rank or ("top" if top else "")
    found.append(Node(at, at - 1, parent, at + 1, own, sort, own.key))
    if not clause.children:
        return own.key
    tree = "\n".join([own.key, *[_visit(child, at, depth + 1, found) for child in clause.children]])
    found[at] = Node(at, at - 1, parent, len(found), own, sort, tree)
    return tree


@lru_cache(maxsize=_REMEMBERED)
def _own(anchor: str, number: str, heading: bool, lines: Lines, depth: int, rank: Rank) -> Own:
    said = wording(lines)
    return Own(anchor, number, label(number), rank, heading, lines, depth, said, said.plain)


@lru_cache(maxsize=_REMEMBERED)
def _title(line: str) -> str:
    """The title in a first line: 目的 of "（目的）本規約は…" and of "目的"; "" where it is a sentence."""
    caption = _CAPTION.match(line)
    text = caption[1] if caption else line
    return "" if len(text) > _TITLE or "。" in text or text.endswith(".") else _BLANK.sub("", text)


def marker(own: Own) -> str:
    """Give the number and what parts it from the first line: "1." before "あ" → "1. "; "" without a number."""
    return own.number + gap(own.number, own.wording.text)
