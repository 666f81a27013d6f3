"""What a revision is on a given day. Everything here depends on the revisions and the day, and on nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from kaitei.dates import ONE_DAY
from kaitei.policy.policy import Policy, Revision


class State(StrEnum):
    """The states of product contract §2; the values are those of `policies.json`."""

    TO_BE_ENACTED = "to-be-enacted"  # 施行予定
    TO_BE_REVISED = "to-be-revised"  # 改定予定
    TO_BE_REPEALED = "to-be-repealed"  # 廃止予定
    CURRENT = "current"  # 現行
    SUPERSEDED = "superseded"  # 旧版
    REPEALED = "repealed"  # 廃止
    WITHDRAWN = "withdrawn"  # 取りやめ

    @property
    def upcoming(self) -> bool:
        """Whether the revision has yet to take effect."""
        return self in (State.TO_BE_ENACTED, State.TO_BE_REVISED, State.TO_BE_REPEALED)


def public(policy: Policy, today: dt.date) -> tuple[Revision, ...]:
    """The revisions that are public on a day, newest first: without those `announced` after it."""
    return tuple(r for r in policy.revisions if r.announced is None or r.announced <= today)


def standing(revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """Those that took effect or will, without the withdrawn ones, in the same order."""
    return tuple(revision for revision in revisions if not revision.withdrawn)


def in_force(revisions: Sequence[Revision], day: dt.date) -> Revision | None:
    """The newest revision whose first day has come, which may be a repeal; None where there is none."""
    return next((revision for revision in standing(revisions) if revision.day <= day), None)


def upcoming(revisions: Sequence[Revision], today: dt.date) -> tuple[Revision, ...]:
    """The revisions still to take effect, nearest first."""
    return tuple(revision for revision in reversed(standing(revisions)) if revision.day > today)


def until(revisions: Sequence[Revision], revision: Revision) -> dt.date | None:
    """The last day on which a revision is in force; None while nothing follows it."""
    later = [other.day for other in standing(revisions) if other.day > revision.day]
    return min(later) - ONE_DAY if later and not revision.withdrawn else None


def state(revisions: Sequence[Revision], revision: Revision, today: dt.date) -> State:
    """The state of a revision on a day, given all public revisions of its policy."""
    if revision.withdrawn:
        return State.WITHDRAWN
    if revision.day > today:
        return _upcoming_state(revision)
    if revision != in_force(revisions, today):
        return State.SUPERSEDED
    return State.REPEALED if revision.event == "repealed" else State.CURRENT


def shown(revisions: Sequence[Revision], today: dt.date) -> Revision | None:
    """The revision whose text stands at `/<id>/`.

    The text in force; before the first takes effect the nearest upcoming one; after repeal the last one; of a policy
    of which everything was called off the newest. None where nothing is public yet.
    """
    current = in_force(revisions, today)
    if current is None:
        return next(iter((*upcoming(revisions, today), *revisions)), None)
    if current.event == "repealed":
        return next((r for r in standing(revisions) if r.day < current.day), current)
    return current


def _upcoming_state(revision: Revision) -> State:
    match revision.event:
        case "enacted":
            return State.TO_BE_ENACTED
        case "repealed":
            return State.TO_BE_REPEALED
        case _:
            return State.TO_BE_REVISED
