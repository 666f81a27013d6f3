"""Which two revisions are compared with each other. Source: product contract §2, the row of `/<id>/compare/`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kaitei.policy.policy import Revision

ALL_UP_TO = 12
"""The number of held revisions up to which every pair has a comparison: 12 make 66 pairs."""


def pairs(held: Sequence[Revision], current: Revision | None) -> tuple[tuple[Revision, Revision], ...]:
    """The pairs (old, new) that have a comparison page, sorted by the older one, then by the newer.

    Up to `ALL_UP_TO` revisions: every pair. With more: each revision with the next one, and each revision older than
    `current` with `current` too. Where `current` is None or not held, only each with the next one.

    Args:
        held: the public revisions with text, newest first.
        current: the revision in force.
    """
    olds = tuple(reversed(held))
    if len(olds) <= ALL_UP_TO:
        return tuple(itertools.combinations(olds, 2))
    fixed = next((place for place, revision in enumerate(olds) if revision == current), 0)
    return tuple(
        (old, olds[new])
        for place, old in enumerate(olds[:-1])
        for new in dict.fromkeys((place + 1, max(place + 1, fixed)))
    )
