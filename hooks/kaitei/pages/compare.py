"""新旧対照表: two revisions side by side, as a lawyer would have set them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from kaitei import canonical
from kaitei.cache.keys import Later, digest
from kaitei.cache.store import structured
from kaitei.changes import differences
from kaitei.comparison.model import Change, Comparison, Row
from kaitei.comparison.nodes import Nodes, flatten
from kaitei.comparison.rows import compare_nodes
from kaitei.pages.compare_rows import Maker, folded, maker
from kaitei.pages.context import Context
from kaitei.pages.links import comparison_address
from kaitei.pages.views import (
    CompareLabels,
    CompareRow,
    CompareTable,
    CompareView,
    Link,
)
from kaitei.pairs import ALL_UP_TO
from kaitei.policy import Revision
from kaitei.site import Standing

LABELS = ("new", "old", "remarks", "omitted", "same", "added", "deleted")
TOLD: tuple[Change, ...] = ("changed", "added", "deleted", "moved", "renumbered")


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
        nodes = self.nodes
        return self.context.site.lately("comparison", self.key, lambda: compare_nodes(nodes(self.old), nodes(self.new)))

    def counts(self) -> dict[Change, int]:
        """Return how many rows there are of each kind, without comparing where that is known."""
        site, key = self.context.site, f"counts {self.key}"
        return site.once(key, lambda: structured(site.kept, key, lambda: self.comparison().counts))

    def nodes(self, revision: Revision) -> Nodes:
        """Return the canonical text of a revision as what is compared."""
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
        new=_edition(pair, pair.new, pair.new_page),
        old=_edition(pair, pair.old, pair.old_page),
        new_choices=_choices(pair, held, pair.new),
        old_choices=_choices(pair, held, pair.old),
        previous=_neighbour(pair, held, -1),
        next=_neighbour(pair, held, 1),
        labels=labels(context),
        new_first=context.settings.new_first,
        table=Later(pair.key, lambda: _table(pair)),
    )


def _table(pair: Pair) -> CompareTable:
    context, found = pair.context, pair.comparison()
    remarks, facts = _remarks(pair, found.rows), _by_facts(pair, found)
    return CompareTable(tally(pair), tuple(folded(context.words, _maker(context), found.rows, remarks, facts)))


def tally(pair: Pair) -> tuple[tuple[str, int], ...]:
    """Return how many rows there are of each kind that is told, in words."""
    counts = pair.counts()
    return tuple((pair.context.words(f"change_{kind}"), counts[kind]) for kind in TOLD if counts[kind])


def changed_rows(pair: Pair) -> tuple[CompareRow, ...]:
    """Return the rows of clauses that say something else, or stand elsewhere, than before."""
    found = pair.comparison()
    remarks, facts = _remarks(pair, found.rows), _by_facts(pair, found)
    told = ((index, row) for index, row in enumerate(found.rows) if row.change not in ("unchanged", "renumbered"))
    made = _maker(pair.context)
    return tuple(made(row, tuple(remarks.get(index, ())), False, index in facts) for index, row in told)


def labels(context: Context) -> CompareLabels:
    """Return the words of a comparison, the site's own before the locale's."""

    def make() -> CompareLabels:
        own = context.settings.labels.get(context.locale, {})
        return CompareLabels(**{key: own.get(key) or context.words(f"compare_{key}") for key in LABELS})

    return context.site.once(("labels", context.locale), make)


def _edition(pair: Pair, revision: Revision, page: str) -> Link:
    context, upcoming = pair.context, pair.standing.state(revision).upcoming
    label = context.words("compare_coming" if upcoming else "compare_effective", day=context.day(revision.date))
    return Link(label, page)


def _choices(pair: Pair, held: Sequence[Revision], present: Revision) -> tuple[Link, ...]:
    """Offer the comparisons that change one side, the present one, and keep the other."""
    context, standing, newer = pair.context, pair.standing, present is pair.new
    kept = pair.old if newer else pair.new

    def make() -> list[tuple[Revision, Link]]:
        days = standing.compared_with(kept, context.locale, newer)
        others = [other for other in held if other.day in days]
        pairs = [(pair.old, other) if newer else (other, pair.new) for other in others]
        addresses = [comparison_address(context, standing, old, new) for old, new in pairs]
        told = zip(others, addresses, strict=True)
        return [(other, Link(_choice(context, standing, other), address)) for other, address in told]

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
    days = [one.day for one in held]
    at = days.index(pair.old.day) - 1 if step < 0 else days.index(pair.new.day)
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


def _by_facts(pair: Pair, found: Comparison) -> set[int]:
    """Return the places of changed rows whose old side would be the new one, had the facts been those of its day.

    Such a row is no amendment: each text shows the facts of the day from which it applied, and these have changed in
    between.
    """
    site, standing, locale = pair.context.site, pair.standing, pair.context.locale
    text, days = standing.text(pair.old, locale), (pair.old.day, pair.new.day)
    if not text or site.facts.key(days[0]) == site.facts.key(days[1]):
        return set()
    if not differences(site.reading(text).names, *map(site.facts.as_of, days)):
        return set()
    old, new = canonical.restated(site, standing, pair.old, locale, days[1]), pair.nodes(pair.new)
    rows = enumerate(zip(found.rows, found.places, strict=True))
    return {index for index, (row, (a, b)) in rows if row.change == "changed" and old(a) == new[b + 1].own.lines}


def _maker(context: Context) -> Maker:
    return context.site.once(("rows", context.locale), lambda: maker(context.words))
