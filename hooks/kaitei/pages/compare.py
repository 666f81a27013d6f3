"""新旧対照表: two revisions side by side, as a lawyer would have set them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from kaitei import canonical
from kaitei.cache.keys import Later, digest
from kaitei.cache.store import structured
from kaitei.comparison.model import Change, Comparison, Row, Segment, Side
from kaitei.comparison.nodes import Nodes, flatten
from kaitei.comparison.rows import compare_nodes
from kaitei.pages.context import Context
from kaitei.pages.links import comparison, comparison_address
from kaitei.pages.views import (
    CompareCell,
    CompareFold,
    CompareLabels,
    CompareRow,
    CompareTable,
    CompareView,
    Link,
)
from kaitei.pairs import ALL_UP_TO
from kaitei.policy import Revision
from kaitei.site import Standing
from kaitei.words import Words

_Made = Callable[[Row, tuple[str, ...], bool], CompareRow]
"""Makes a row, given the editor's remarks on it and whether it leads to a changed one."""

LABELS = ("new", "old", "remarks", "omitted", "same", "added", "deleted")
TOLD: tuple[Change, ...] = ("changed", "added", "deleted", "moved", "renumbered")
REMEMBERED = 400
"""Rows that are kept finished: most stand in the next comparison of the policy too."""

SHORT = 80
"""Up to so many characters, an unchanged clause above a changed one is shown rather than folded."""


@dataclass(frozen=True)
class Pair:
    """Two revisions of a policy, the older first."""

    context: Context
    standing: Standing
    old: Revision
    new: Revision

    @cached_property
    def old_page(self) -> str:
        """Where the older text stands."""
        return self.context.dated(self.standing.policy, self.old)

    @cached_property
    def new_page(self) -> str:
        """Where the newer text stands."""
        return self.context.dated(self.standing.policy, self.new)

    @cached_property
    def key(self) -> str:
        """The key of all that is read to compare them: both texts, the remarks on the new one, the site's words."""
        site, standing, locale = self.context.site, self.standing, self.context.locale
        sides = [canonical.key(site, standing, revision, locale) for revision in (self.old, self.new)]
        return digest("comparison", self.context.key, standing.policy.id, self.old.date, self.new, sides)

    def comparison(self) -> Comparison:
        """Compare the canonical texts."""
        nodes = self._nodes
        return self.context.site.lately("comparison", self.key, lambda: compare_nodes(nodes(self.old), nodes(self.new)))

    def counts(self) -> dict[Change, int]:
        """Return how many rows there are of each kind, without comparing where that is known."""
        site, key = self.context.site, f"counts {self.key}"
        return site.once(key, lambda: structured(site.kept, key, lambda: self.comparison().counts))

    def _nodes(self, revision: Revision) -> Nodes:
        named = self.context.site, self.standing, revision, self.context.locale
        clauses = partial(canonical.clauses, *named)
        return self.context.site.lately("nodes", canonical.key(*named), lambda: flatten(clauses()), ALL_UP_TO)


def compare(pair: Pair) -> CompareView:
    """Make the comparison of two revisions."""
    context, standing = pair.context, pair.standing
    title = context.title(standing)
    held = standing.held(context.locale)
    return CompareView(
        title=context.words("page_compare"),
        policy=Link(title.text, context.living(standing.policy), lang=title.lang),
        history=Link(context.words("page_history"), context.history(standing.policy)),
        new=_edition(context, pair.new, pair.new_page),
        old=_edition(context, pair.old, pair.old_page),
        new_choices=_choices(pair, held, pair.new),
        old_choices=_choices(pair, held, pair.old),
        previous=_neighbour(pair, held, -1),
        next=_neighbour(pair, held, 1),
        labels=labels(context),
        new_first=context.settings.new_first,
        table=Later(pair.key, lambda: _table(pair)),
    )


def _table(pair: Pair) -> CompareTable:
    rows = pair.comparison().rows
    return CompareTable(tally(pair), tuple(_folded(pair, rows, _remarks(pair, rows))))


def tally(pair: Pair) -> tuple[tuple[str, int], ...]:
    """Return how many rows there are of each kind that is told, in words."""
    counts = pair.counts()
    return tuple((pair.context.words(f"change_{kind}"), counts[kind]) for kind in TOLD if counts[kind])


def changed_rows(pair: Pair) -> tuple[CompareRow, ...]:
    """Return the rows of clauses that say something else, or stand elsewhere, than before."""
    rows = pair.comparison().rows
    remarks = _remarks(pair, rows)
    told = ((index, row) for index, row in enumerate(rows) if row.change not in ("unchanged", "renumbered"))
    made = _rows(pair.context)
    return tuple(made(row, tuple(remarks.get(index, ())), False) for index, row in told)


def labels(context: Context) -> CompareLabels:
    """Return the words of a comparison, the site's own before the locale's."""

    def make() -> CompareLabels:
        own = context.settings.labels.get(context.locale, {})
        return CompareLabels(**{key: own.get(key) or context.words(f"compare_{key}") for key in LABELS})

    return context.site.once(("labels", context.locale), make)


def _edition(context: Context, revision: Revision, page: str) -> Link:
    label = context.words("compare_effective", day=context.day(revision.date))
    return Link(label, page)


def _choices(pair: Pair, held: Sequence[Revision], present: Revision) -> tuple[Link, ...]:
    """Offer the comparisons that change one side, the present one, and keep the other."""
    context, standing, newer = pair.context, pair.standing, present is pair.new

    def make() -> list[tuple[Revision, Link]]:
        pairs = [(pair.old, other) if newer else (other, pair.new) for other in held]
        addresses = [comparison(context, standing, old, new) for old, new in pairs]
        told = zip(held, addresses, strict=True)
        return [(other, Link(_choice(context, standing, other), address)) for other, address in told if address]

    kept = pair.old if newer else pair.new
    offered = standing.once(("choices", context.locale, kept.date, newer), make)
    return tuple([link._replace(current=True) if other is present else link for other, link in offered])


def _choice(context: Context, standing: Standing, revision: Revision) -> str:
    def make() -> str:
        state = context.words(f"state_{standing.state(revision)}")
        return context.words("choice", day=context.day(revision.date), state=state)

    return standing.once(("choice", context.locale, revision.date), make)


def _neighbour(pair: Pair, newest_first: Sequence[Revision], step: int) -> Link | None:
    """Return the comparison of the revisions next to these, earlier (-1) or later (1)."""
    held = newest_first[::-1]
    at = held.index(pair.old) - 1 if step < 0 else held.index(pair.new)
    if at < 0 or at + 1 >= len(held):
        return None
    old, new = held[at], held[at + 1]
    context = pair.context
    label = context.words("compare_pair", old=context.day(old.date), new=context.day(new.date))
    return Link(label, comparison_address(context, pair.standing, old, new))


def _remarks(pair: Pair, rows: Sequence[Row]) -> Mapping[int, list[str]]:
    """Give each of the editor's remarks to the row of its clause, or of the smallest clause around it."""
    found: dict[int, list[str]] = {}
    if not pair.new.remarks:
        return found
    anchors = [row.new.anchor if row.new else row.old.anchor if row.old else "" for row in rows]
    for key, remark in pair.new.remarks.items():
        around = [i for i, a in enumerate(anchors) if a and (key == a or key.startswith((f"{a}-", f"{a}no")))]
        if around:
            best = max(around, key=lambda index: len(anchors[index]))
            found.setdefault(best, []).append(pair.context.say(remark).html)
    return found


def _folded(pair: Pair, rows: Sequence[Row], remarks: Mapping[int, list[str]]) -> Iterator[CompareRow | CompareFold]:
    """Fold consecutive rows without a change, but for those that a changed row stands beneath."""
    group: list[CompareRow] = []
    leading, made, words = _leading_to_change(rows), _rows(pair.context), pair.context.words
    for index, row in enumerate(rows):
        leads, told = index in leading, tuple(remarks.get(index, ()))
        shown = made(row, told, leads)
        if shown.alike:
            group.append(shown)
            continue
        yield from _fold(words, group)
        group = []
        yield shown
    yield from _fold(words, group)


def _leading_to_change(rows: Sequence[Row]) -> set[int]:
    """Return the places of the rows beneath which another one is changed."""
    found: set[int] = set()
    reach = -1  # a row that is less deep than this leads to a change; -1 where none follows
    for index in range(len(rows) - 1, -1, -1):
        change, old, new, _ = rows[index]
        side = new or old
        depth = side.depth if side else 0
        if reach > depth:
            found.add(index)
        if reach > depth or change not in ("unchanged", "renumbered"):
            reach = depth
    return found


def _fold(words: Words, group: list[CompareRow]) -> Iterator[CompareFold]:
    if group:
        new, old = [row.new for row in group], [row.old for row in group]
        yield CompareFold(_span(words, new), _span(words, old), tuple(group))


def _span(words: Words, cells: Sequence[CompareCell | None]) -> str:
    """Return the numbers from the first to the last of a group's outermost clauses."""
    numbered = [(cell.depth, cell.number) for cell in cells if cell and cell.number]
    if not numbered:
        return ""
    top = min(numbered)[0]
    numbers = [number for depth, number in numbered if depth == top]
    first, last = numbers[0], numbers[-1]
    return first if first == last else words("compare_range", first=first, last=last)


def _rows(context: Context) -> _Made:
    """Return what makes the rows of a locale."""
    return context.site.once(("rows", context.locale), partial(_remembered, context.words))


def _remembered(words: Words) -> _Made:
    return lru_cache(maxsize=REMEMBERED)(partial(_row, words))


def _row(words: Words, row: Row, remarks: tuple[str, ...], leads: bool) -> CompareRow:
    alike = row.change == "unchanged" and not leads and not remarks
    same = row.change in ("unchanged", "renumbered") and not alike
    side = row.new or row.old
    short = leads and side is not None and len(side.text) <= SHORT
    told = tuple([words(key) for key in _change_words(row)])
    return CompareRow(
        kind=row.change,
        old=cell(row.old),
        new=cell(row.new),
        remarks=told + remarks,
        folded=same and not short,
        alike=alike,
    )


def _change_words(row: Row) -> Iterator[str]:
    match row.change:
        case "changed":
            yield "change_words_added" if row.only_added else "change_changed"
        case "moved":
            yield "change_moved"
            if row.reworded:
                yield "change_changed"
        case "added" | "deleted":
            yield f"change_{row.change}"
    if row.renumbered and row.change in ("changed", "renumbered"):
        yield "change_renumbered"


@lru_cache(maxsize=REMEMBERED)
def cell(side: Side | None) -> CompareCell | None:
    """Make one side of a row; an unchanged clause is the same on both."""
    if side is None:
        return None
    segments = _without(side.number, side.segments)
    heading, words = _parted(segments) if side.heading else ((), segments)
    title = "".join([segment.text for segment in heading])
    address = f"#{side.anchor}" if side.anchor else ""
    return CompareCell(side.number, address, title, side.depth, segments, heading, words)


def _without(number: str, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Take the marker and the blank after it off the first segments; the cell shows it by itself."""
    if not number:
        return segments
    left = number
    for index, (op, text) in enumerate(segments):
        taken = len(left) if text.startswith(left) else len(text) if left.startswith(text) else 0
        left, rest = left[taken:], text[taken:]
        if not left:
            return (Segment(op, rest.lstrip(" \t\u3000")), *segments[index + 1 :])
    return ()


def _parted(segments: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Part the heading from what stands under it; the line feed between them bears no mark."""
    heading: list[Segment] = []
    for index, (op, text) in enumerate(segments):
        title, line, rest = text.partition("\n")
        if title:
            heading.append(Segment(op, title))
        if line:
            begins = (Segment("=", line + rest),) if op == "=" else (Segment("=", line), Segment(op, rest))
            return tuple(heading), tuple(part for part in (*begins, *segments[index + 1 :]) if part.text)
    return tuple(heading), ()
