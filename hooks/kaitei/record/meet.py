"""Meeting the published texts: each is fetched from the site, until it is there as recorded or time is up."""

from __future__ import annotations

import datetime as dt
from time import monotonic, sleep

from kaitei.errors import Problem
from kaitei.record.places import Place
from kaitei.record.sightings import Sighting
from kaitei.record.verify import Kept, different

PAUSE = 10
"""Seconds between two tries; what has just been published takes a while to arrive at every host of a network."""


def meet(kept: Kept, place: Place, wait: float) -> tuple[list[Sighting], list[Problem]]:
    """Fetch every public text.

    Args:
        kept: the record.
        place: where the site is.
        wait: how many seconds to try again for texts that are not there as recorded.

    Returns:
        What was met as recorded, and what is wrong with the rest.
    """
    met: list[Sighting] = []
    due, until = kept.addresses, monotonic() + wait
    while True:
        problems = different(kept, place, due)
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        met += (Sighting(now, at, kept.sums[path]) for at, path in due.items() if at not in problems)
        due = {at: due[at] for at in problems}
        if not due or monotonic() + PAUSE > until:
            return met, list(problems.values())
        sleep(PAUSE)
