"""TimeMaps (RFC 7089, section 5): where the text in force at a point in time is, in link-format (RFC 6690)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from kaitei.pages.context import Context
from kaitei.pages.relations import TIMEMAP, TIMEMAP_TYPE
from kaitei.policy import states
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing


def timemap(context: Context, standing: Standing) -> str:
    """The TimeMap of a policy in a locale: a memento for each revision held that has taken effect."""
    held = states.standing(standing.held(context.locale))
    past = [revision for revision in reversed(held) if revision.day <= context.site.today]
    return ",\n".join(_links(context, standing, past)) + "\n"


def _links(context: Context, standing: Standing, past: list[Revision]) -> Iterator[str]:
    policy = standing.policy
    span = {"from": _moment(context, past[0]), "until": _moment(context, past[-1])} if past else {}
    yield _link(context.absolute(context.living(policy)), rel="original")
    yield _link(context.absolute(context.address(f"{policy.address}{TIMEMAP}")), rel="self", type=TIMEMAP_TYPE, **span)
    for revision in past:
        marks = ("first" if revision == past[0] else "", "last" if revision == past[-1] else "", "memento")
        address = context.absolute(context.dated(policy, revision))
        yield _link(address, rel=" ".join(filter(None, marks)), datetime=_moment(context, revision))


def _moment(context: Context, revision: Revision) -> str:
    """When a revision took effect, midnight in the site's zone: `Tue, 19 Dec 2023 15:00:00 GMT`."""
    start = dt.datetime.combine(revision.day, dt.time(), ZoneInfo(context.settings.timezone))
    return format_datetime(start.astimezone(dt.UTC), usegmt=True)


def _link(address: str, **attributes: str) -> str:
    return "; ".join((f"<{address}>", *(f'{name}="{value}"' for name, value in attributes.items())))
