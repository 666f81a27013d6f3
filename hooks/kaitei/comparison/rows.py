"""The rows of a comparison, in the order of the new text."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from kaitei.comparison.align import Alignment, align
from kaitei.comparison.levels import levelled
from kaitei.comparison.marking import mark
from kaitei.comparison.model import Change, Comparison, Op, Row, Segment, Side
from kaitei.comparison.nodes import Nodes, Own, flatten, marker
from kaitei.comparison.references import References, followed
from kaitei.text.markdown.document import Clause

_REMEMBERED = 500
"""How many sides are kept for the next comparison: most clauses and amendments are in several of a policy's."""


def compare(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> Comparison:
    """Compare two revisions of a policy whose facts are filled in."""
    return compare_nodes(flatten(old), flatten(new))


def compare_nodes(old: Nodes, new: Nodes) -> Comparison:
    """Compare two texts, either of which may have been compared with others before."""
    found = align(old, new)
    parted = levelled(old, new, found)
    if parted != (old, new):
        (old, new), found = parted, align(*parted)
    return _Rows(old, new, found).write()


class _Rows:
    """Rows as they are written, clause after clause."""

    def __init__(self, old: Nodes, new: Nodes, alignment: Alignment) -> None:
        self.old, self.new, self.moved = old, new, alignment.moved
        self.pairs = dict(alignment.pairs)
        self.origin = {b: a for a, b in alignment.pairs}
        self.references = References(old), References(new)
        self.rows: list[Row] = []
        self.places: list[tuple[int, int]] = []  # of each row
        self.first: defaultdict[int, list[int]] = defaultdict(list)  # deleted, told before a clause's children
        self.after: defaultdict[int, list[int]] = defaultdict(list)  # deleted, told after a clause

    def write(self) -> Comparison:
        at = 1
        last = {0: 0}  # the last clause that is still there, by the moved clause in which it stands
        while at < len(self.old):
            frame = self._frame(at)
            if at in self.pairs:
                last[frame] = at
                at += 1
            else:
                self._spot(at, last[frame], frame).append(at)
                at = self.old[at].end if self._lost(at) else at + 1
        self._children(0)
        return Comparison(tuple(self.rows), tuple(self.places))

    def _spot(self, at: int, before: int, frame: int) -> list[int]:
        """Find the list in `first` or `after` for a deleted clause, by what stood before it and is still there."""
        if self.old[before].end > at:
            return self.first[self.pairs[before]]
        return self.after[self.pairs[self._largest(before, at, frame)]]

    def _largest(self, before: int, at: int, frame: int) -> int:
        """Climb from an earlier clause to the largest that ends before `at` and is still there."""
        found = before
        while self.old[before].end <= at:
            if before in self.pairs and self._frame(before) == frame:
                found = before
            before = self.old[before].parent
        return found

    def _frame(self, at: int) -> int:
        """Give the position of the moved clause that a clause is or stands in, 0 for none."""
        if not self.moved:
            return 0
        while at and (at, self.pairs.get(at)) not in self.moved:
            at = self.old[at].parent
        return at

    def _children(self, at: int) -> None:
        for gone in self.first[at]:
            self._deleted(gone)
        for child in self.new.children[at]:
            self._clause(child)

    def _clause(self, at: int) -> None:
        whole = self._paired(self.origin[at], at) if at in self.origin else self._added(at)
        if not whole:
            self._children(at)
        for gone in self.after[at]:
            self._deleted(gone)

    def _deleted(self, at: int) -> None:
        self._tell(Row("deleted", _side(self.old, at, "-", self._lost(at)), None), at, 0)

    def _added(self, at: int) -> bool:
        whole = not any(n in self.origin for n in range(at, self.new[at].end))
        self._tell(Row("added", None, _side(self.new, at, "+", whole)), 0, at)
        return whole

    def _tell(self, row: Row, old: int, new: int) -> None:
        """Add a row, given the positions of its clauses, 0 where there is none."""
        self.rows.append(row)
        self.places.append((self.old[old].place, self.new[new].place))

    def _lost(self, at: int) -> bool:
        """Whether neither a clause of the old text nor any beneath it has a counterpart."""
        return not any(n in self.pairs for n in range(at, self.old[at].end))

    def _paired(self, a: int, b: int) -> bool:
        change = self._change(a, b)
        whole = change != "changed" and self._uniform(a, b, numbers=change == "unchanged")
        sides = self._sides(a, b, whole)
        follows = change == "changed" and followed(self.references[0], a, self.references[1], b, self.pairs)
        self._tell(Row(change, *sides, not self._numbered_alike(a, b), follows), a, b)
        return whole

    def _same(self, a: int, b: int) -> bool:
        return self.old[a].own.key == self.new[b].own.key

    def _numbered_alike(self, a: int, b: int) -> bool:
        return self.old[a].own.label == self.new[b].own.label

    def _led_alike(self, a: int, b: int) -> bool:
        return self.old[a].own.wording.targets == self.new[b].own.wording.targets

    def _sides(self, a: int, b: int, whole: bool) -> tuple[Side, Side]:
        if whole or self._same(a, b):
            return _side(self.old, a, "=", whole), _side(self.new, b, "=", whole)
        return _marked(self.old[a].own, self.new[b].own)

    def _change(self, a: int, b: int) -> Change:
        if (a, b) in self.moved:
            return "moved"
        if not self._same(a, b):
            return "changed"
        if not self._led_alike(a, b):
            return "targets"
        return "unchanged" if self._numbered_alike(a, b) else "renumbered"

    def _uniform(self, a: int, b: int, numbers: bool) -> bool:
        """Whether everything beneath a pair went with it, unaltered (and under the same `numbers`)."""
        size = self.old[a].end - a
        if self.old[a].tree != self.new[b].tree or size != self.new[b].end - b:
            return False
        if size == 1:
            return True
        beneath_it = zip(range(a + 1, self.old[a].end), range(b + 1, self.new[b].end), strict=True)
        return all(
            self.pairs.get(x) == y
            and (x, y) not in self.moved
            and self._same(x, y)
            and self._led_alike(x, y)
            and (not numbers or self._numbered_alike(x, y))
            for x, y in beneath_it
        )


def _side(nodes: Nodes, at: int, op: Op, whole: bool) -> Side:
    """Give a side of one piece: a clause, with everything beneath it where `whole`."""
    own = nodes[at].own
    if not whole or nodes[at].end == at + 1:
        return _alone(own, op)
    made = nodes.sides.get((at, op))
    if made is None:
        made = nodes.sides[at, op] = _plain(own, _whole(nodes, at, op))
    return made


def _whole(nodes: Nodes, at: int, op: Op) -> tuple[Segment, ...]:
    """Give the segments of a clause and of everything beneath it, with neighbours of one sort joined."""
    parts: list[tuple[Op, list[str]]] = []
    for place in range(at, nodes[at].end):
        feed = (Segment(op, "\n"),) if place > at else ()
        for of, text in (*feed, *_alone(nodes[place].own, op).segments):
            if not parts or parts[-1][0] != of:
                parts.append((of, []))
            parts[-1][1].append(text)
    return tuple([Segment(of, "".join(texts)) for of, texts in parts])


@lru_cache(maxsize=_REMEMBERED)
def _alone(own: Own, op: Op) -> Side:
    return _built(own, _begun(own, own.wording.marked((), op, op), op))


@lru_cache(maxsize=_REMEMBERED)
def _plain(own: Own, segments: tuple[Segment, ...]) -> Side:
    return _built(own, segments)


@lru_cache(maxsize=_REMEMBERED)
def _marked(old: Own, new: Own) -> tuple[Side, Side]:
    """Give both sides of a pair whose words differ."""
    marks = mark(old.wording, new.wording)
    return _built(old, _begun(old, marks[0])), _built(new, _begun(new, marks[1]))


def _begun(own: Own, segments: tuple[Segment, ...], op: Op = "=") -> tuple[Segment, ...]:
    """Put the number before the words; before marked ones it stayed, as a number alone is no change of content."""
    number = marker(own)
    if number and segments and segments[0].op == op:
        return (Segment(op, number + segments[0].text), *segments[1:])
    return (Segment(op, number), *segments)


def _built(own: Own, segments: tuple[Segment, ...]) -> Side:
    spoken = tuple([segment for segment in segments if segment.text])
    return Side(own.anchor, own.number, own.depth, own.heading, spoken)
