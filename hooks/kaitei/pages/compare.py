"""新旧対照表: two revisions side by side, as a lawyer would have set them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kaitei.comparison.model import Change, Comparison, Row
from kaitei.facts.changes import differences
from kaitei.facts.facts import renewed
from kaitei.pages.compare_address import comparison_address
from kaitei.pages.compare_looks import look
from kaitei.pages.compare_rows import Sides, folded, named
from kaitei.pages.context import Context
from kaitei.pages.notes import transition
from kaitei.pages.pair import Pair
from kaitei.pages.views import CompareLabels, CompareRow, CompareView, Link, Notice
from kaitei.policy import states
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing

LABELS = ("new", "old", "remarks", "omitted", "same", "added", "deleted")
TOLD: tuple[Change, ...] = ("changed", "added", "deleted", "moved", "renumbered", "targets")


def compare(pair: Pair) -> CompareView:
    """Make the comparison of two revisions."""
    context, standing = pair.context, pair.standing
    title = context.title(standing)
    held = standing.held(context.locale)
    found = pair.comparison()
    remarks, facts = _remarks(pair, found.rows), _by_facts(pair, found)
    return CompareView(
        title=context.words("compare_title", title=title.text),
        policy=Link(title.text, context.living(standing.policy), lang=title.lang),
        history=Link(context.words("page_history"), context.history(standing.policy)),
        new=_revision_link(pair, pair.standing, pair.new, pair.new_page),
        old=_revision_link(pair, pair.before, pair.old, pair.old_page),
        new_choices=_choices(pair, held, pair.new),
        old_choices=_choices(pair, held, pair.old),
        previous=_neighbour(pair, held, -1),
        next=_neighbour(pair, held, 1),
        labels=labels(context),
        new_first=context.settings.new_first,
        tally=tally(pair),
        rows=tuple(folded(context.words, context.rows, found.rows, looks(pair, found), remarks, facts)),
        notices=tuple(Notice(label, text) for label, text in transition(context, pair.new)),
        unworded=unworded(pair),
        summary=context.say(pair.new.summary) if pair.consecutive else None,
        reason=context.say(pair.new.reason) if pair.consecutive else None,
        mark=context.settings.mark,
    )


def tally(pair: Pair) -> tuple[tuple[str, int], ...]:
    """How many rows there are of each kind that is told, in words."""
    counts = pair.comparison().counts
    return tuple((pair.context.remarks(f"change_{kind}"), counts[kind]) for kind in TOLD if counts[kind])


def changed_rows(pair: Pair) -> tuple[CompareRow, ...]:
    """The rows of clauses that say something else, or stand elsewhere, than before."""
    return tuple(row for row in shown_rows(pair) if row.kind not in ("unchanged", "renumbered"))


def shown_rows(pair: Pair) -> Iterator[CompareRow]:
    """Yield every row, none of them folded with others."""
    found = pair.comparison()
    remarks, facts = _remarks(pair, found.rows), _by_facts(pair, found)
    names = named(pair.context.words, found.rows)
    for index, (row, sides, name) in enumerate(zip(found.rows, looks(pair, found), names, strict=True)):
        yield pair.context.rows(row, sides, name, tuple(remarks.get(index, ())), False, index in facts)


def unworded(pair: Pair) -> str:
    """What is said where no wording has changed, be it that numbers have, or the order; "" where some has."""
    rows = pair.comparison().rows
    worded = any(row.change in ("changed", "added", "deleted") or row.reworded for row in rows)
    return "" if worded else pair.context.words("compare_unworded")


def looks(pair: Pair, found: Comparison) -> list[Sides]:
    """How the sides of each row look."""
    old, new = pair.editions
    olds, news = look(pair.context, pair.before, old), look(pair.context, pair.standing, new)
    places = zip(found.rows, found.places, strict=True)
    return [(olds.of(row.old, a), news.of(row.new, b)) for row, (a, b) in places]


def labels(context: Context) -> CompareLabels:
    """The words of a comparison, the site's own before the locale's."""
    own = context.settings.labels.get(context.locale, {})
    return CompareLabels(**{key: own.get(key) or context.words(f"compare_{key}") for key in LABELS})


def _revision_link(pair: Pair, standing: Standing, revision: Revision, page: str) -> Link:
    context, upcoming = pair.context, standing.state(revision).upcoming
    key = "withdrawn" if revision.withdrawn else "coming" if upcoming else "effective"
    label = context.words(f"compare_{key}", day=context.day(revision.date))
    of = context.title(standing).text
    return Link(label if pair.before is pair.standing else context.words("compare_of", title=of, label=label), page)


def _choices(pair: Pair, held: Sequence[Revision], present: Revision) -> tuple[Link, ...]:
    """Offer the comparisons that change one side, the present one, and keep the other."""
    context, standing, newer = pair.context, pair.standing, present is pair.new
    found = []
    for other in held:
        old, new = (pair.old, other) if newer else (other, pair.new)
        if standing.compared(old, new, context.locale):
            address = comparison_address(context, standing, old, new)
            found.append(Link(context.choice(standing, other), address, current=other is present))
    return tuple(found)


def _neighbour(pair: Pair, newest_first: Sequence[Revision], step: int) -> Link | None:
    """The comparison of the revisions next to these, earlier (-1) or later (1)."""
    if pair.old.withdrawn or pair.new.withdrawn:
        return None
    held = states.standing(newest_first)[::-1]
    days = [one.day for one in held]
    if pair.old.day not in days:  # that of another policy
        return None
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
    """The places of changed rows whose old side would be the new one, had the company been as on the day of that.

    Such a row is no amendment: each text shows who the company was on the day from which it applied, and this has
    changed in between. Any other fact is part of the text.
    """
    known, (old, new) = pair.context.site.facts, pair.editions
    then, now = known.as_of(pair.old.day), known.as_of(pair.new.day)
    if not differences(old.reading.shown, then, now):
        return set()
    mixed, rows = renewed(then, now), enumerate(found.rows)
    changed = ((index, *found.places[index]) for index, row in rows if row.change == "changed")
    return {index for index, a, b in changed if old.lines_with(a, mixed) == new.nodes[b + 1].own.lines}
