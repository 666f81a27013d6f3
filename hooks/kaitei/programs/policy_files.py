"""The files of a policy that are for programs rather than readers, each with its address and content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaitei.pages.context import Context
from kaitei.pages.relations import TIMEMAP
from kaitei.programs import feed
from kaitei.programs.timemap import timemap
from kaitei.site.site import Standing


def files(context: Context, standing: Standing, told: Iterable[feed.FeedEntry]) -> Iterator[tuple[str, str]]:
    """Yield (address, content) of a policy's files for programs in a locale; `told` are its `feed.entries`."""
    yield from feed.for_policy(context, standing, told)
    content = timemap(context, standing)
    for id_ in standing.policy.ids:
        yield context.address(f"/{id_}/{TIMEMAP}"), content
