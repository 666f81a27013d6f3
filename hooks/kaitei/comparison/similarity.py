"""Ways in which one clause can be recognised as another.

Each takes the nodes of both texts that have no counterpart yet, and gives pairs of them. A node may be in several
pairs; `align` takes the first of which both nodes are free.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from kaitei.comparison.nodes import Node, Sort, Words
from kaitei.text.markdown.document import Rank

Couple = tuple[Node, Node]
Likeness = Callable[[Sequence[Node], Sequence[Node]], Iterable[Couple]]

_HEAD = 600  # characters by which long clauses are judged
_ROOM = 20_000  # pairs that are compared at once
_REMEMBERED = 2_000  # pairs whose likeness is kept: it is asked for again and again, and in the next comparison too
_SENTENCES = re.compile(r"[。\n]|\. ")
_LINE = 60  # characters up to which an item is a line rather than a clause
_LINE_CUT = 45  # likeness of lines, in per cent
_OWN = 15  # characters from which a clause is also judged by what it says itself, whatever stands beneath it
_COMMON = 8  # times that a sentence may be found to say where a clause has gone
_KIN: dict[Sort, frozenset[Sort]] = {
    "": frozenset({"", "top"}),
    "top": frozenset({"", "top", "article"}),
    "article": frozenset({"top", "article"}),
}
"""The sorts of clauses that one of a sort may be paired with; of any other sort with its own alone."""


def equal_trees(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair what is equal with everything beneath it, in order."""
    return _equal(old, new, lambda node: node.tree)


def equal_keys(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair clauses whose own text is equal, in order."""
    olds, news = [node for node in old if node.own.key], [node for node in new if node.own.key]
    return _equal(olds, news, lambda node: node.own.key)


def _equal(old: Sequence[Node], new: Sequence[Node], text: Callable[[Node], str]) -> list[Couple]:
    olds, news = ([(node.own.rank, text(node)) for node in nodes] for nodes in (old, new))
    if set(olds).isdisjoint(news):
        return []
    number: dict[tuple[Rank, str], int] = {}
    sides = [[number.setdefault(text, len(number)) for text in texts] for texts in (olds, news)]
    blocks = LCSseq.opcodes(*sides)
    return [
        (old[block.src_start + k], new[block.dest_start + k])
        for block in blocks
        if block.tag == "equal"
        for k in range(block.src_end - block.src_start)
    ]


def trees_anywhere(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair what is equal with everything beneath it, whatever the order."""
    return _equal_anywhere(old, new, lambda node: node.tree)


def keys_anywhere(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair clauses whose own text is equal, whatever the order."""
    olds, news = ([node for node in nodes if node.own.key] for nodes in (old, new))
    return _equal_anywhere(olds, news, lambda node: node.own.key)


def _equal_anywhere(old: Sequence[Node], new: Sequence[Node], text: Callable[[Node], str]) -> list[Couple]:
    waiting: defaultdict[Words, list[Node]] = defaultdict(list)
    for node in reversed(new):
        waiting[node.own.rank, text(node)].append(node)
    return [(node, found.pop()) for node in old if (found := waiting[node.own.rank, text(node)])]


def alike(cut: int) -> Likeness:
    """Make what pairs texts that are alike to `cut` per cent at least, the most alike first."""
    return lambda old, new: _best(_scores(old, new, cut))


def long(least: int, likeness: Likeness) -> Likeness:
    """Make what pairs as `likeness` does, but only texts of `least` characters and more."""
    return lambda old, new: likeness(*([node for node in nodes if len(node.tree) >= least] for nodes in (old, new)))


def short_lines(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair items of a line each, which a few new words make unlike each other sooner than a clause."""
    olds, news = ([node for node in nodes if _is_line(node)] for nodes in (old, new))
    return _best(_scores(olds, news, _LINE_CUT))


def titled(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair clauses by a caption or heading that is found once on either side."""
    sides = [defaultdict[Words, list[Node]](list), defaultdict[Words, list[Node]](list)]
    for side, nodes in zip(sides, (old, new), strict=True):
        for node in nodes:
            if node.title:
                side[node.own.rank, node.title].append(node)
    olds, news = sides
    return [(nodes[0], news[words][0]) for words, nodes in olds.items() if len(nodes) == len(news[words]) == 1]


def numbered(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair clauses of the same number, as where one was rewritten altogether, or nothing but 削除 is left of it."""
    news = {(node.own.rank, node.own.label): node for node in reversed(new) if node.own.label}
    found = ((node, news.get((node.own.rank, node.own.label))) for node in old)
    return [(node, other) for node, other in found if other and fit(node, other)]


def sharing(least: int) -> Likeness:
    """Make what pairs clauses that share whole sentences, as where one was split or two were merged.

    The sentences must come to `least` characters and to half of the shorter clause; those that stand in many clauses
    do not count. Of several pairs that with the same number comes before those with up to twice the words.
    """

    def pair(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
        where: defaultdict[str, list[int]] = defaultdict(list)
        for b, node in enumerate(new):
            for text in _sentences(node):
                where[text].append(b)
        shared: defaultdict[tuple[int, int], int] = defaultdict(int)
        for a, node in enumerate(old):
            for text in _sentences(node):
                for b in where[text] if len(where[text]) <= _COMMON else ():
                    shared[a, b] += len(text)
        return _best(
            (size * (2.0 if old[a].own.label == new[b].own.label else 1.0), old[a], new[b])
            for (a, b), size in shared.items()
            if size >= max(least, min(len(old[a].tree), len(new[b].tree)) / 2) and fit(old[a], new[b])
        )

    return pair


def _scores(old: Sequence[Node], new: Sequence[Node], cut: int) -> Iterator[tuple[float, Node, Node]]:
    """Yield pairs that are alike to `cut` per cent at least, with their likeness from 0 to 1.

    Where that would be more than `_ROOM` pairs, a node is compared only with those about as far on in their list.
    """
    heads = [_Head.of(node) for node in new]
    bar = cut / 100
    width = max(_ROOM // max(len(old), 1), 1)
    for place, node in enumerate(old):
        first = max(place * len(new) // len(old) - width // 2, 0)
        one, kin = _Head.of(node), _KIN.get(node.sort, {node.sort})
        least, most = _near(one.size, cut)
        shortest, longest = _near(one.own_size, cut)
        for other, sort, text, size, own, own_size in heads[first : first + width]:
            if sort not in kin:
                continue
            score = _likeness(one.text, text) if least <= size <= most else 0.0
            if (
                score < bar
                and own_size >= _OWN
                and shortest <= own_size <= longest
                and (one.own, own) != (one.text, text)
            ):
                score = _likeness(one.own, own)
            if score >= bar:
                yield score, node, other


class _Head(NamedTuple):
    """The beginning of a clause, by which it is judged."""

    node: Node
    sort: Sort
    text: str  # with what stands beneath it
    size: int
    own: str
    own_size: int

    @classmethod
    def of(cls, node: Node) -> _Head:
        text, own = node.tree[:_HEAD], node.own.key[:_HEAD]
        return cls(node, node.sort, text, len(text), own, len(own))


@lru_cache(maxsize=_REMEMBERED)
def _near(length: int, cut: int) -> tuple[int, int]:
    """The least and the greatest length of a text that may be alike to `cut` per cent: (100, 75) → (60, 166).

    The likeness of texts of lengths a and b is at most 2 min(a, b) / (a + b).
    """
    return -(-cut * length // (200 - cut)), (200 - cut) * length // cut


@lru_cache(maxsize=_REMEMBERED)
def _likeness(old: str, new: str) -> float:
    return Indel.normalized_similarity(old, new)


def _best(scores: Iterable[tuple[float, Node, Node]]) -> list[Couple]:
    """Give the pairs, the best first, and of equals those of one number, then those nearest to each other.

    A node may be in several.
    """

    def rank(one: tuple[float, Node, Node]) -> tuple[float, bool, int, int, int]:
        score, old, new = one
        return -score, old.own.label != new.own.label, abs(old.at - new.at), old.at, new.at

    return [(old, new) for _, old, new in sorted(scores, key=rank)]


def fit(old: Node, new: Node) -> bool:
    """Whether two clauses may be the same one: an article is no chapter."""
    return new.sort in _KIN.get(old.sort, {old.sort})


def _is_line(node: Node) -> bool:
    return node.end == node.at + 1 and len(node.tree) <= _LINE


def _sentences(node: Node) -> dict[str, None]:
    return dict.fromkeys(filter(None, _SENTENCES.split(node.tree)))
