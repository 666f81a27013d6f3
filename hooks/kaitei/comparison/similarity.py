"""Ways in which one clause can be recognised as another.

Each takes the nodes of both texts that have no counterpart yet, and gives pairs of them. A node may be in several
pairs; `align` takes the first of which both nodes are free.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel, LCSseq

from kaitei.comparison.nodes import Node, bare
from kaitei.text.markdown.plain_text import line_text

Couple = tuple[Node, Node]
Likeness = Callable[[Sequence[Node], Sequence[Node]], Iterable[Couple]]

_HEAD = 600  # characters by which long clauses are judged
_ROOM = 20_000  # pairs that are compared at once
_REMEMBERED = 2_000  # pairs whose likeness is kept: it is asked for again and again, and in the next comparison too
_SENTENCES = re.compile(r"[。\n]|\. ")
_LINE = 60  # characters up to which an item is a line rather than a clause
_VACANT = "削除"
_LINE_CUT = 45  # likeness of lines, in per cent


def equal_trees(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair what is equal with everything beneath it, in order."""
    return _equal(old, new, [node.tree for node in old], [node.tree for node in new])


def equal_keys(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair clauses whose own text is equal, in order."""
    olds, news = [node for node in old if node.own.key], [node for node in new if node.own.key]
    return _equal(olds, news, [node.own.key for node in olds], [node.own.key for node in news])


def _equal(old: Sequence[Node], new: Sequence[Node], olds: list[str], news: list[str]) -> list[Couple]:
    if set(olds).isdisjoint(news):
        return []
    number: dict[str, int] = {}
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
    waiting: defaultdict[str, list[Node]] = defaultdict(list)
    for node in reversed(new):
        waiting[text(node)].append(node)
    return [(node, waiting[text(node)].pop()) for node in old if waiting[text(node)]]


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
    """Pair headings of the same words, whatever now stands under them."""
    olds, news = ([node for node in nodes if node.own.heading] for nodes in (old, new))
    return _equal(olds, news, list(map(_title, olds)), list(map(_title, news)))


def vacated(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
    """Pair a clause with the word that keeps its number free (第5条　削除)."""
    pairs = ((a, b) for a in old for b in new if a.own.number and a.own.number == b.own.number)
    return [(a, b) for a, b in pairs if _VACANT in (a.tree, b.tree)]


def sharing(least: int) -> Likeness:
    """Make what pairs clauses that share whole sentences, as where one was split or two were merged.

    The sentences must come to `least` characters and to half of the shorter clause.
    """

    def pair(old: Sequence[Node], new: Sequence[Node]) -> list[Couple]:
        where: defaultdict[str, list[int]] = defaultdict(list)
        for b, node in enumerate(new):
            for text in _sentences(node):
                where[text].append(b)
        shared: defaultdict[tuple[int, int], int] = defaultdict(int)
        for a, node in enumerate(old):
            for text in _sentences(node):
                for b in where[text]:
                    shared[a, b] += len(text)
        return _best(
            (float(size), old[a], new[b])
            for (a, b), size in shared.items()
            if size >= max(least, min(len(old[a].tree), len(new[b].tree)) / 2) and _same_sort(old[a], new[b])
        )

    return pair


def _scores(old: Sequence[Node], new: Sequence[Node], cut: int) -> Iterator[tuple[float, Node, Node]]:
    """Yield pairs that are alike to `cut` per cent at least, with their likeness from 0 to 1.

    Where that would be more than `_ROOM` pairs, a node is compared only with those about as far on in their list.
    """
    heads = [(node, node.own.heading, head := node.tree[:_HEAD], len(head)) for node in new]
    bar = cut / 100
    width = max(_ROOM // max(len(old), 1), 1)
    for place, node in enumerate(old):
        first = max(place * len(new) // len(old) - width // 2, 0)
        heading, head = node.own.heading, node.tree[:_HEAD]
        least, most = _near(len(head), cut)
        for other, headed, text, size in heads[first : first + width]:
            if heading == headed and least <= size <= most:
                score = _likeness(head, text)
                if score >= bar:
                    yield score, node, other


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
    """Give the pairs, the best first, and of equals those nearest to each other; a node may be in several."""
    ranked = sorted(scores, key=lambda one: (-one[0], abs(one[1].place - one[2].place), one[1].place, one[2].place))
    return [(old, new) for _, old, new in ranked]


def _same_sort(old: Node, new: Node) -> bool:
    return old.own.heading == new.own.heading


def _is_line(node: Node) -> bool:
    return not node.own.heading and node.end == node.place + 2 and len(node.tree) <= _LINE


def _title(node: Node) -> str:
    return bare(line_text(node.own.lines[0])) if node.own.lines else ""


def _sentences(node: Node) -> dict[str, None]:
    return dict.fromkeys(filter(None, _SENTENCES.split(node.tree)))
