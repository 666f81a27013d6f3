"""What a change gives a drafter to look at, without what was there at the commit that it is held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaitei.drafting.hints import hints
from kaitei.errors import Problem
from kaitei.review.commit import Base
from kaitei.site.site import Standing

Said = tuple[str, str, str]


def new(told: Iterable[Problem], base: Base) -> Iterator[Problem]:
    """Yield what is told of a site, without hints on the drafting of its texts that the commit had as well.

    A hint is the same wherever it stands in its file, as lines move with whatever is put above them.
    """
    site = base.site
    standings = (Standing.whole(one, site) for one in site.registry.policies.values()) if site else ()
    known = {_said(hint) for whole in standings for hint in hints(whole)}
    yield from (one for one in told if _said(one) not in known)


def _said(problem: Problem) -> Said:
    return problem.key, problem.file, problem.params.get("what", "")
