"""What is said of a revision beside its days: what goes on for earlier agreements, how it came into the record."""

from __future__ import annotations

from collections.abc import Iterator

from kaitei.pages.context import Context
from kaitei.pages.views import Note
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing
from kaitei.wording.per_locale import Localized


def notes(context: Context, standing: Standing, revision: Revision) -> tuple[Note, ...]:
    """All notes on a revision, for its history and its page."""
    return (
        *_replaced(context, standing, revision),
        *transition(context, revision),
        *_recorded(context, revision),
    )


def transition(context: Context, revision: Revision | None) -> tuple[Note, ...]:
    """What goes on for what was agreed before a revision (経過措置), () where it says nothing of that."""
    return _note(context, "transition", revision.transition) if revision else ()


def reason(context: Context, revision: Revision) -> tuple[Note, ...]:
    """Why a revision was made, or called off."""
    return _note(context, "reason", revision.reason)


def replacement(standing: Standing, revision: Revision) -> Revision | None:
    """The public revision that comes in place of one that was called off."""
    return next((one for one in standing.revisions if one.replaces == revision.date), None)


def _replaced(context: Context, standing: Standing, revision: Revision) -> Iterator[Note]:
    if revision.replaces:
        yield Note("", context.words.html("note_replaces", day=context.day(revision.replaces)))
    if instead := replacement(standing, revision):
        yield Note("", context.words.html("note_replaced", day=context.day(instead.date)))


def _recorded(context: Context, revision: Revision) -> Iterator[Note]:
    if revision.recorded:
        yield Note("", context.words.html("note_recorded", day=context.day(revision.recorded)))
        yield from _note(context, "source", revision.source)


def _note(context: Context, label: str, value: Localized) -> tuple[Note, ...]:
    said = context.say(value)
    return (Note(context.words(label), said.html),) if said.text else ()
