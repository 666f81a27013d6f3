"""Which two revisions are compared with each other. Source: product contract §2, the row of `/<id>/compare/`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kaitei.policy import Revision

ALL_UP_TO = 12
"""Up to so many held revisions, every pair has its page."""


def pairs(held: Sequence[Revision], current: Revision | None) -> tuple[tuple[Revision, Revision], ...]:
    """Return the pairs (old, new) that have a comparison.

    Each revision with the one before it and each past one with the one in force; all pairs where they are few.

    Args:
        held: the public revisions with text, newest first.
        current: the revision in force.
    """
    numbered = enumerate(reversed(held))
    return tuple(
        (old, new)
        for (place, old), (other, new) in itertools.combinations(numbered, 2)
        if len(held) <= ALL_UP_TO or other == place + 1 or new == current
    )
