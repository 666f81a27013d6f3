"""What has happened to a policy, as feeds tell it: announced, in effect, corrected; each under a name for good.

An old text that is brought in later is told on the day on which it was: on its own days nobody was told of it here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kaitei.policy.policy import Correction, Revision
from kaitei.site.site import Standing

EventKind = Literal["announced", "effective", "withdrawn", "recorded", "corrected"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, or will."""

    day: dt.date
    kind: EventKind
    revision: Revision
    correction: Correction | None = None
    turn: int = 1  # among the corrections of one revision on one day

    @property
    def name(self) -> str:
        """Its name within the policy, of dates alone so that editing words never changes it.

        `2026-12-01`, `2026-12-01-announced` (so too `-withdrawn` and `-recorded`), `2026-12-01-corrected-2027-01-15`,
        the second of that day `…-15-2`.
        """
        match self.kind:
            case "effective":
                return self.revision.date
            case "announced" | "withdrawn" | "recorded":
                return f"{self.revision.date}-{self.kind}"
        return f"{self.revision.date}-corrected-{self.day}" + (f"-{self.turn}" if self.turn > 1 else "")


def events(standing: Standing) -> tuple[Event, ...]:
    """What has happened to a policy by the site's day, the last first."""
    found = [event for event in _all(standing) if event.day <= standing.site.today]
    return tuple(sorted(found, key=lambda event: (event.day, event.revision.day, event.kind, event.turn), reverse=True))


def ahead(standing: Standing) -> tuple[dt.date, ...]:
    """The days on which something will happen that is public already."""
    return tuple(event.day for event in _all(standing) if event.day > standing.site.today)


def _all(standing: Standing) -> Iterator[Event]:
    for revision in standing.revisions:
        yield from _own(revision)
        turns: Counter[dt.date] = Counter()
        for correction in revision.corrections:
            turns[correction.date] += 1
            yield Event(correction.date, "corrected", revision, correction, turns[correction.date])


def _own(revision: Revision) -> Iterator[Event]:
    """Yield the events of a revision itself."""
    if revision.recorded:
        yield Event(revision.recorded, "recorded", revision)
        return
    announced = revision.announced or revision.adopted  # the one day known by which it may have been told
    if announced and announced < (revision.withdrawn or revision.day):
        yield Event(announced, "announced", revision)
    if revision.withdrawn:
        yield Event(revision.withdrawn, "withdrawn", revision)
    else:
        yield Event(revision.day, "effective", revision)
