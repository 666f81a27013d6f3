"""Which pairs still stand in their order, and which have moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from kaitei.comparison.nodes import Nodes

Pair = tuple[int, int]
"""Positions in the old and in the new list."""


def in_order(pairs: Sequence[Pair], weight: Callable[[Pair], int]) -> list[Pair]:
    """Find the pairs that kept their order: of the selections that rise on both sides the heaviest.

    Of (1, 1), (2, 3), (3, 2) these are (1, 1) and the heavier of the others.
    """
    ordered = sorted(pairs)
    if all(one[1] < two[1] for one, two in pairwise(ordered)):
        return ordered
    blocks = _blocks(ordered)
    ends = sorted(block[-1][1] for block in blocks)
    heaviest = _Heaviest(len(ends))  # of the selections that end with a block, by the place of its end among `ends`
    best: list[tuple[int, int]] = []  # weight up to and with a block, the block before it
    for this, block in enumerate(blocks):
        total, back = heaviest.before(bisect_left(ends, block[0][1]))
        best.append((total + sum(map(weight, block)), -back))
        heaviest.put(bisect_left(ends, block[-1][1]), (best[-1][0], -this))
    return _trace(blocks, best)


class _Heaviest:
    """The greatest of the values put before a place (a Fenwick tree)."""

    def __init__(self, size: int) -> None:
        self.found = [(0, 1)] * (size + 1)

    def put(self, place: int, value: tuple[int, int]) -> None:
        at = place + 1
        while at < len(self.found):
            self.found[at] = max(self.found[at], value)
            at += at & -at

    def before(self, place: int) -> tuple[int, int]:
        value, at = self.found[0], place
        while at:
            value = max(value, self.found[at])
            at &= at - 1
        return value


def _blocks(pairs: list[Pair]) -> list[list[Pair]]:
    """Group pairs that follow each other on both sides: they stay or move together."""
    rank = {new: place for place, new in enumerate(sorted(new for _, new in pairs))}
    blocks: list[list[Pair]] = []
    for pair in pairs:
        if blocks and rank[pair[1]] == rank[blocks[-1][-1][1]] + 1:
            blocks[-1].append(pair)
        else:
            blocks.append([pair])
    return blocks


def _trace(blocks: list[list[Pair]], best: list[tuple[int, int]]) -> list[Pair]:
    at = max(range(len(best)), key=lambda k: (best[k][0], -k), default=-1)
    chosen: list[Pair] = []
    while at >= 0:
        chosen += reversed(blocks[at])
        at = best[at][1]
    return chosen[::-1]


def out_of_order(old: Nodes, new: Nodes, pairs: Mapping[int, int]) -> frozenset[Pair]:
    """Find the pairs that moved, as few as possible; what travelled with its parent has not moved."""
    ordered = sorted(pairs.items())
    if _all_stayed(old, new, ordered, pairs):
        return frozenset()
    families: defaultdict[Pair, list[Pair]] = defaultdict(list)
    strangers: list[Pair] = []  # that have another parent now
    for a, b in ordered[1:]:
        above = old[a].parent, new[b].parent
        (families[above] if pairs.get(above[0]) == above[1] else strangers).append((a, b))
    weight = weigher(old, new)
    stay = {pair for family in families.values() for pair in in_order(family, weight)} | {(0, 0)}
    moved = {pair for family in families.values() for pair in family} - stay
    fixed = _settled(families, stay)
    kept = in_order([*fixed, *strangers], lambda pair: weight(pair) * (2 * len(pairs) if pair in fixed else 1))
    return frozenset(moved | (set(strangers) - set(kept)))


def _all_stayed(old: Nodes, new: Nodes, ordered: Sequence[Pair], pairs: Mapping[int, int]) -> bool:
    """Whether every clause stands after the one before it and beneath the one above it, as in most amendments."""
    last = -1
    for a, b in ordered:
        if b < last or (a and pairs.get(old[a].parent) != new[b].parent):
            return False
        last = b
    return True


def weigher(old: Nodes, new: Nodes) -> Callable[[Pair], int]:
    """Weigh pairs for `in_order`: how many they are counts first, how long they are second.

    So a clause that went past two others has moved, however long it is; of two that changed places, the shorter has.
    """
    unit = len(old[0].tree) + len(new[0].tree) + 1
    return lambda pair: unit + len(old[pair[0]].tree) + len(new[pair[1]].tree)


def _settled(families: Mapping[Pair, list[Pair]], stay: set[Pair]) -> set[Pair]:
    """Find the pairs that stand where they stood with everything above them."""
    settled = {(0, 0)}
    for above in sorted(families):
        if above in settled:
            settled.update(pair for pair in families[above] if pair in stay)
    return settled
