"""Which two revisions are compared with each other. Source: product contract §2, the row of `/<id>/compare/`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kaitei.policy.policy import Revision

ALL_UP_TO = 12
"""The number of held revisions up to which every pair has a comparison: 12 make 66 pairs."""


def pairs(held: Sequence[Revision], current: Revision | None) -> tuple[tuple[Revision, Revision], ...]:
    """The pairs (old, new) that have a comparison page, sorted by the older one, then by the newer.

    Up to `ALL_UP_TO` revisions: every pair. With more: each revision with the one before it that was not withdrawn, and
    each revision older than `current` with `current` too. Where `current` is None or not held, only the former.

    Args:
        held: the public revisions with text, newest first.
        current: the revision in force.
    """
    olds = tuple(reversed(held))
    if len(olds) <= ALL_UP_TO:
        return tuple(itertools.combinations(olds, 2))
    found = [(before, new) for new in olds if (before := _before(olds, new))]
    if current in olds:
        found += [(old, current) for old in olds if old.day < current.day]
    by_days = {(old.day, new.day): (old, new) for old, new in found}
    return tuple(by_days[days] for days in sorted(by_days))


def _before(olds: Sequence[Revision], new: Revision) -> Revision | None:
    """The last revision before one that was not withdrawn."""
    return next((old for old in reversed(olds) if old.day < new.day and not old.withdrawn), None)
