"""From all bundles to what a site has of all policies together: lists, histories, feeds, and files that it has once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from kaitei.assembly.bundle import InLocale, Summary
from kaitei.assembly.make import Contexts, File
from kaitei.pages import history, text
from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.pages.frame import frame
from kaitei.pages.index import index, page_title
from kaitei.pages.render import page as rendered
from kaitei.pages.render import parts
from kaitei.pages.views import Frame, PageView
from kaitei.policy.registry import Page
from kaitei.programs import feed, next_change, policies_json, search, sitemap
from kaitei.rendering.renderer import MISSING
from kaitei.text import content, links
from kaitei.text.fill import fill

HEADERS = "_headers"
"""The file in which several static hosts look for the headers to send."""

Summaries = Mapping[str, Summary]
"""Of all policies, by id."""


def files(contexts: Contexts, summaries: Summaries) -> Iterator[File]:
    """Yield every file that tells of all policies, or of none.

    Args:
        contexts: the site's locales, the default one first.
        summaries: of all policies, by id.
    """
    default = next(iter(contexts.values()))
    yield from _once(default, contexts)
    for context in contexts.values():
        yield from _of_locale(context, summaries)
    yield from _for_programs(default, contexts, summaries)


def _once(default: Context, contexts: Contexts) -> Iterator[File]:
    """Yield the files that a site has whatever its policies."""
    view = text.missing(default, (other for other in contexts.values() if other is not default))
    only = default.locale
    yield rendered(default, view, frame(default, view.title, MISSING, only.__eq__)._replace(noindex=True, canonical=""))
    # Jekyll, on hosts that run it, leaves out what begins with an underscore.
    yield ".nojekyll", ""
    yield HEADERS, default.renderer.render("publishing/_headers", f"/{HEADERS}") + "\n"


def _of_locale(context: Context, summaries: Summaries) -> Iterator[File]:
    """Yield what a locale has once."""
    by_id = {id_: summary.locales[context.locale] for id_, summary in summaries.items() if summary.locales}
    listed = [by_id[standing.policy.id] for standing in context.site.standings]
    view = history.site_history(context, (entry for id_ in sorted(by_id) for entry in by_id[id_].history))
    yield rendered(context, view, frame(context, view.title, history.ADDRESS))
    found = search.page(context)
    yield rendered(context, found, frame(context, found.title, search.ADDRESS)._replace(noindex=True))
    yield _path(context, search.INDEX), search.index(context, _searched(listed))
    if not context.site.registry.page("index", context.locale):
        every = index(context)
        yield rendered(context, every, frame(context, every.title, "/"))
    address, content_ = feed.of_all(context, (told for one in listed for told in one.feed))
    yield address.lstrip("/"), content_


def _searched(listed: list[InLocale]) -> Iterator[str]:
    return (one.search for one in listed if one.search)


def _for_programs(default: Context, contexts: Contexts, summaries: Summaries) -> Iterator[File]:
    site = default.site
    listed = [summaries[standing.policy.id] for standing in site.standings]
    coming = next_change.of_site(site, (one.next_change for one in listed))
    told = policies_json.policies_json(default, (one.json for one in listed), coming)
    yield policies_json.ADDRESS.lstrip("/"), told
    yield policies_json.SCHEMA.lstrip("/"), policies_json.schema()
    yield sitemap.ADDRESS.lstrip("/"), sitemap.sitemap(contexts, {one.id: one.changed for one in listed})


def ordinary(context: Context, page: Page) -> tuple[str, ...]:
    """The parts of an ordinary page, which the theme puts together."""
    return parts(context, *_ordinary(context, page))


def _ordinary(context: Context, page: Page) -> tuple[PageView, Frame]:
    title = page_title(context, page)
    path = links.page_address(page.place)
    address = context.address(path)
    home, registry = page.place == "index", context.site.registry
    surround = frame(
        context,
        title,
        path,
        lambda code: home or registry.page(page.place, code) is not None,
        description=page.description,
    )

    def policies() -> Markup:
        return context.renderer.render("kaitei/policies.html", address, view=index(context, title), frame=surround)

    converted = content.of(page, context.settings)
    body = fill(converted.document.html, PageFiller(context, converted, context.site.today, address, policies=policies))
    if home and "policies" not in converted.reading.names:
        body += policies()
    return PageView(title, converted.document.toc, body), surround


def _path(context: Context, address: str) -> str:
    return context.address(address).lstrip("/")
