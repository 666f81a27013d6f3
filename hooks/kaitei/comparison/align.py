"""Which clause of the old text is which clause of the new one.

First, what is found once on either side is paired wherever it stands: long texts that are equal, then captions and
headings. Then the children of every pair are matched with each other, and chapters and articles with those of the same
scope, in whatever chapter: what is equal, then what is alike, in its order before out of it, so that a short phrase
that many clauses share finds its own neighbour. What has no counterpart yet is looked for in the whole text, where it
must be long enough to be recognised. Only then do titles that many clauses share make a pair of two that are left, and
the same number between neighbours that are paired.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kaitei.comparison.nodes import Node, Nodes, Words
from kaitei.comparison.order import Pair, in_order, out_of_order, weigher
from kaitei.comparison.similarity import (
    Likeness,
    alike,
    equal_keys,
    equal_trees,
    keys_anywhere,
    long,
    numbered,
    sharing,
    short_lines,
    titled,
    trees_anywhere,
)

_PHRASE = 10  # characters from which a text that is found only once is recognised wherever it stands
_SENTENCE = 30  # the same for one that is only alike
_PARAGRAPH = 80  # the same for one that is much reworded
_SAME, _SURE, _MOVED, _CLAUSE = 90, 75, 70, 60  # likeness in per cent
_ORDERED, _ANYWHERE = True, False

_Stages = tuple[tuple[Likeness, bool], ...]
_Gap = tuple[list[Node], list[Node]]
_EQUAL: _Stages = (
    (equal_trees, _ORDERED),
    (equal_keys, _ORDERED),
    (trees_anywhere, _ANYWHERE),
    (keys_anywhere, _ANYWHERE),
)
_UNEQUAL: _Stages = (
    (alike(_SURE), _ORDERED),
    (alike(_SURE), _ANYWHERE),
    (alike(_CLAUSE), _ORDERED),
    (alike(_MOVED), _ANYWHERE),
    (sharing(_PHRASE), _ORDERED),
    (short_lines, _ORDERED),
)
_ALONE = alike(_MOVED)
"""Tried first where one old and one new child are left: of all stages, it most often pairs such two."""
_STRAYS: _Stages = (
    (long(_PARAGRAPH, trees_anywhere), _ANYWHERE),
    (alike(_SAME), _ORDERED),
    (alike(_SAME), _ANYWHERE),
    (long(_PARAGRAPH, alike(_CLAUSE)), _ORDERED),
    (long(_PARAGRAPH, alike(_MOVED)), _ANYWHERE),
    (long(_PARAGRAPH, sharing(_SENTENCE)), _ORDERED),
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of positions in two lists of nodes, and those among them that moved."""

    pairs: tuple[Pair, ...]
    moved: frozenset[Pair]

    def swapped(self) -> Alignment:
        """The alignment with old and new exchanged."""
        pairs = tuple(sorted((new, old) for old, new in self.pairs))
        return Alignment(pairs, frozenset((new, old) for old, new in self.moved))


def align(old: Nodes, new: Nodes) -> Alignment:
    """Pair the clauses of two texts, the same pairs whichever text comes first."""
    if old.precedence > new.precedence:
        return _align(new, old).swapped()
    return _align(old, new)


def _align(old: Nodes, new: Nodes) -> Alignment:
    search = _Search(old, new)
    search.run()
    pairs = tuple(sorted(search.pairs.items()))
    return Alignment(pairs, out_of_order(old, new, search.pairs))


class _Search:
    """The pairs found so far, and how more are found."""

    def __init__(self, old: Nodes, new: Nodes) -> None:
        self.old, self.new = old, new
        self.weight = weigher(old, new)
        self.pairs: dict[int, int] = {0: 0}
        self.taken = {0}
        self.queue: deque[Pair] = deque([(0, 0)])

    def run(self) -> None:
        self._anchor(self.old.trees, self.new.trees, self._twins, _PHRASE)
        self._anchor(self.old.keys, self.new.keys, lambda a, b: [(a, b)], _PHRASE)
        self._anchor(self.old.titles, self.new.titles, lambda a, b: [(a, b)], 1)
        self._families()
        if self._done():
            return
        for key, olds in self.old.layers.items():
            if news := self._layer(key):
                self._match(olds, news, self._children)
        self._families()
        self._match(self._telling(self.old), self._telling(self.new), lambda lone: _STRAYS)
        self._families()
        self._numbers()

    def _done(self) -> bool:
        return len(self.pairs) == min(len(self.old), len(self.new))

    def _layer(self, key: tuple[int, str]) -> list[int]:
        """Give the clauses of the new text that may be those of a scope and sort of the old text."""
        scope, sort = key
        return self.new.layers.get((self.pairs[scope], sort), []) if scope in self.pairs else []

    def _join(self, pairs: Iterable[Pair]) -> bool:
        """Take the pairs of which both nodes are free; tell whether there were any."""
        count = len(self.queue)
        for a, b in pairs:
            if a not in self.pairs and b not in self.taken:
                self.pairs[a] = b
                self.taken.add(b)
                self.queue.append((a, b))
        return len(self.queue) > count

    def _anchor(
        self,
        olds: Mapping[Words, int],
        news: Mapping[Words, int],
        pair: Callable[[int, int], list[Pair]],
        least: int,
    ) -> None:
        """Pair what is found once on either side and has `least` characters."""
        for words, a in olds.items():
            if a not in self.pairs and len(words[1]) >= least and (b := news.get(words)) is not None:
                self._join(pair(a, b))

    def _twins(self, a: int, b: int) -> list[Pair]:
        """Pair two equal trees clause by clause, if their clauses nest alike."""
        olds, news = self.old[a : self.old[a].end], self.new[b : self.new[b].end]
        shift = news[0].own.depth - olds[0].own.depth
        if len(olds) != len(news) or any(
            x.own.key != y.own.key or x.own.rank != y.own.rank or x.own.depth + shift != y.own.depth
            for x, y in zip(olds, news, strict=True)
        ):
            return [(a, b)]
        return [(a + step, b + step) for step in range(len(olds))]

    def _families(self) -> None:
        """Match the children of every pair that is new, and those of the pairs that this finds.

        Then what lies deeper in the innermost of them, as where a level was put between.
        """
        found: list[Pair] = []
        while self.queue:
            a, b = self.queue.popleft()
            found.append((a, b))
            olds, news = self.old.children[a], self.new.children[b]
            if olds and news and not self.pairs.keys() >= set(olds):
                self._match(olds, news, self._children)
            if not self.queue:
                self._levels(found)
                found = []

    def _levels(self, pairs: Sequence[Pair]) -> None:
        """Match what is left on the two levels beneath pairs of articles and items, on whichever it stands."""
        for a, b in reversed(pairs):
            old, new = self.old[a], self.new[b]
            if old.end == a + 1 or new.end == b + 1 or old.holds or new.holds:
                continue
            olds = [at for at in self.old.upper(a) if at not in self.pairs]
            news = [at for at in self.new.upper(b) if at not in self.taken] if olds else []
            if any(self.old[at].parent != a for at in olds) or any(self.new[at].parent != b for at in news):
                self._match(olds, news, lambda lone: _EQUAL + _UNEQUAL[:4])

    def _numbers(self) -> None:
        """Pair what bears the same title, or the same number between paired neighbours, and what is beneath it."""
        waiting = list(self.pairs.items())
        while waiting:
            known = len(self.pairs)
            for a, b in waiting:
                if (olds := self.old.children[a]) and (news := self.new.children[b]):
                    self._neighbours(olds, news, loose=a > 0)
            for key, olds in self.old.layers.items():
                self._neighbours(olds, self._layer(key), loose=False)
            self._families()
            waiting = list(self.pairs.items())[known:]

    def _neighbours(self, olds: Sequence[int], news: Sequence[int], loose: bool) -> None:
        """Pair by title, then by number within the gaps between pairs.

        Args:
            olds: one list of nodes.
            news: the other one.
            loose: whether the lists belong together even where there is no pair between them.
        """
        lone = self._lone(olds, news)
        if all(lone) and self._found(titled, [lone]):
            lone = self._lone(olds, news)
        if not all(lone):
            return
        kept = self._kept(olds, news)
        if loose or any(self.old[a].own.label and self.new[b].own.label for a, b in kept):
            self._found(numbered, self._gaps(lone, kept))

    def _telling(self, nodes: Nodes) -> list[int]:
        """Give the clauses that are recognised anywhere: long ones, and shorter ones that are no stock phrase."""
        stocks = self.old.stock, self.new.stock
        return [
            node.at
            for node in nodes
            if len(node.tree) >= _PARAGRAPH
            or (len(node.tree) >= _SENTENCE and not any(node.tree in stock for stock in stocks))
        ]

    def _children(self, lone: _Gap) -> _Stages:
        """Give the stages to be tried on children; none where one old and one new are left and `_ALONE` pairs them."""
        if len(lone[0]) == len(lone[1]) == 1 and self._found(_ALONE, [lone]):
            return ()
        olds, news = ({text for node in nodes for text in (node.tree, node.own.key)} for nodes in lone)
        return _UNEQUAL if olds.isdisjoint(news) else _EQUAL + _UNEQUAL

    def _match(self, olds: Sequence[int], news: Sequence[int], stages: Callable[[_Gap], _Stages]) -> None:
        """Try one stage after another on the nodes of two lists, until either list has none without counterpart."""
        lone = self._lone(olds, news)
        if not all(lone):
            return
        gaps: dict[bool, list[_Gap]] = {}
        for likeness, ordered in stages(lone):
            if not all(lone):
                return
            if ordered not in gaps:
                gaps[ordered] = self._gaps(lone, self._kept(olds, news) if ordered else [])
            if self._found(likeness, gaps[ordered]):
                lone, gaps = self._lone(olds, news), {}

    def _found(self, likeness: Likeness, gaps: list[_Gap]) -> bool:
        return self._join((a.at, b.at) for gap in gaps for a, b in likeness(*gap))

    def _lone(self, olds: Sequence[int], news: Sequence[int]) -> _Gap:
        """Give the nodes of two lists that have no counterpart yet."""
        return [self.old[n] for n in olds if n not in self.pairs], [self.new[n] for n in news if n not in self.taken]

    def _kept(self, olds: Sequence[int], news: Sequence[int]) -> list[Pair]:
        """Give the pairs between two lists that kept their order."""
        among = set(news)
        return in_order([(n, self.pairs[n]) for n in olds if self.pairs.get(n) in among], self.weight)

    def _gaps(self, lone: _Gap, kept: list[Pair]) -> list[_Gap]:
        """Group nodes without counterpart by the kept pairs between which they stand; only groups with both sides."""
        if not kept:
            return [lone]
        gaps: defaultdict[int, _Gap] = defaultdict(lambda: ([], []))
        for side, nodes in enumerate(lone):
            walls = [pair[side] for pair in kept]
            for node in nodes:
                gaps[bisect(walls, node.at)][side].append(node)
        return [gap for _, gap in sorted(gaps.items()) if all(gap)]
