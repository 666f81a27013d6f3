"""What is said of a revision beside its days: what goes on for earlier agreements, how it came into the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaitei import dates
from kaitei.pages.context import Context
from kaitei.pages.views import Note
from kaitei.policy.policy import Correction, Revision
from kaitei.site.edition import Edition
from kaitei.site.site import Standing
from kaitei.text.markdown.document import Clause
from kaitei.text.markdown.plain_text import clause_text
from kaitei.wording.per_locale import Localized


def days(context: Context, revision: Revision) -> tuple[tuple[str, str], ...]:
    """The days of a revision, each with what it is called: (("施行", "2026年12月1日"), …)."""
    found = {"effective": revision.date, f"adopted_{revision.event}": revision.adopted, "announced": revision.announced}
    return tuple((context.words(f"label_{key}"), context.day(day)) for key, day in found.items() if day)


def told(context: Context, revision: Revision) -> tuple[tuple[str, str], ...]:
    """The days of a revision, its summary, its reason and what goes on, each with what it is called."""
    said = {key: context.say(getattr(revision, key)).text for key in ("summary", "reason", "transition")}
    return (*days(context, revision), *((context.words(key), text) for key, text in said.items() if text))


def notes(context: Context, revision: Revision) -> tuple[Note, ...]:
    """The notes on a revision, for its history and its page."""
    return (*_replaces(context, revision), *transition(context, revision), *_recorded(context, revision))


def replaced(context: Context, standing: Standing, revision: Revision) -> tuple[Note, ...]:
    """What comes in place of a revision called off, for its history; its page leads there by a notice."""
    instead = replacement(standing, revision)
    return (Note("", context.words.html("note_replaced", day=context.day(instead.date))),) if instead else ()


def transition(context: Context, revision: Revision | None) -> tuple[Note, ...]:
    """What goes on for what was agreed before a revision (経過措置), () where it says nothing of that."""
    return _note(context, "transition", revision.transition) if revision else ()


def summary(context: Context, revision: Revision) -> tuple[Note, ...]:
    """What a revision changed."""
    return _note(context, "summary", revision.summary)


def reason(context: Context, revision: Revision) -> tuple[Note, ...]:
    """Why a revision was made, or called off."""
    return _note(context, "reason", revision.reason)


def replacement(standing: Standing, revision: Revision) -> Revision | None:
    """The public revision that comes in place of one that was called off."""
    return next((one for one in standing.revisions if one.replaces == revision.date), None)


def corrected(context: Context, edition: Edition) -> tuple[str, ...]:
    """The corrections of a text: 2024年1月10日訂正（第3条）; those up to the site's day, of this language's text."""
    return tuple(_corrected(context, edition, one) for one in corrections(context, edition))


def corrections(context: Context, edition: Edition) -> tuple[Correction, ...]:
    """The corrections up to the site's day of what a text says in its language."""
    known = (one for one in edition.revision.corrections if one.date <= context.site.today)
    return tuple(one for one in known if one.field or not wording(context, one)[2])


def wording(context: Context, correction: Correction) -> tuple[str, str, str]:
    """What a correction put right and into what, and their language where it differs from the page's."""
    if correction.field:
        before = context.day(correction.before) if dates.is_day(correction.before) else correction.before
        return before, context.day(correction.after), ""
    locale = correction.locale or context.settings.default
    return correction.before, correction.after, "" if locale == context.locale else locale


def _corrected(context: Context, edition: Edition, correction: Correction) -> str:
    words, day = context.words, context.day(correction.date)
    if correction.field:
        return words("corrected_adopted", day=day)
    found = list(_places(edition.clauses, correction.after))
    sure = sum(times for _, times in found) <= correction.count  # else nobody knows which of them it was
    where = words("list_separator").join(dict.fromkeys(place for place, _ in found if place and sure))
    return words("corrected_in", day=day, where=where) if where else words("corrected", day=day)


def _places(clauses: Iterable[Clause], text: str, path: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
    """Yield the clauses in which a text stands, as the numbers that lead to each, and how often: ("第3条 2.", 1)."""
    for clause in clauses:
        numbers = (*path, clause.number) if clause.number else path
        if times := clause_text(clause).count(text):
            yield " ".join(numbers), times
        yield from _places(clause.children, text, numbers)


def _replaces(context: Context, revision: Revision) -> Iterator[Note]:
    if revision.replaces:
        yield Note("", context.words.html("note_replaces", day=context.day(revision.replaces)))


def _recorded(context: Context, revision: Revision) -> Iterator[Note]:
    if revision.recorded:
        yield Note("", context.words.html("note_recorded", day=context.day(revision.recorded)))
        yield from _note(context, "source", revision.source)


def _note(context: Context, label: str, value: Localized) -> tuple[Note, ...]:
    said = context.say(value)
    return (Note(context.words(label), said.html),) if said.text else ()
