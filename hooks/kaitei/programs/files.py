"""Every file of a site that is for programs rather than readers, each with its address and content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaitei.pages.context import Context
from kaitei.programs import feed, policies_json, sitemap
from kaitei.programs.timemap import NAME, timemap
from kaitei.site import Standing


def of_site(contexts: Mapping[str, Context]) -> Iterator[tuple[str, str]]:
    """Yield what a site has once, given its locales, the default one first."""
    yield policies_json.ADDRESS, policies_json.policies_json(contexts)
    yield policies_json.SCHEMA, policies_json.schema()
    yield sitemap.ADDRESS, sitemap.sitemap(contexts)


def of_locale(context: Context) -> Iterator[tuple[str, str]]:
    """Yield what a locale has once."""
    yield feed.of_all(context)


def of_policy(context: Context, standing: Standing) -> Iterator[tuple[str, str]]:
    """Yield what each policy has in a locale, at the addresses of its former ids too."""
    yield from feed.of_policy(context, standing)
    content = timemap(context, standing)
    for id_ in (standing.policy.id, *standing.policy.aliases):
        yield context.address(f"/{id_}/{NAME}"), content
