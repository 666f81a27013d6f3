"""Every file of a site that is for programs rather than readers, each with its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaitei.pages.context import Context
from kaitei.programs import policies_json, sitemap
from kaitei.programs.feed import feeds
from kaitei.programs.timemap import NAME, timemap


def files(contexts: Mapping[str, Context]) -> Iterator[tuple[str, str]]:
    """Yield the path below the site's root and the content of each file, given the locales, the default one first."""
    for address, content in _files(contexts):
        yield address.lstrip("/"), content


def _files(contexts: Mapping[str, Context]) -> Iterator[tuple[str, str]]:
    yield policies_json.ADDRESS, policies_json.policies_json(contexts)
    yield policies_json.SCHEMA, policies_json.schema()
    yield sitemap.ADDRESS, sitemap.sitemap(contexts)
    for context in contexts.values():
        yield from feeds(context)
        yield from _timemaps(context)


def _timemaps(context: Context) -> Iterator[tuple[str, str]]:
    """Yield the TimeMap of each policy, at the addresses of its former ids too."""
    for standing in context.site.standings():
        content = timemap(context, standing)
        for id_ in (standing.policy.id, *standing.policy.aliases):
            yield context.address(f"/{id_}/{NAME}"), content
