"""From all bundles to what a site has of all policies together: lists, histories, feeds, and files that it has once."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kaitei.assembly.bundle import InLocale, Summary
from kaitei.assembly.make import Contexts, File
from kaitei.pages import follow, history, text
from kaitei.pages.context import Context
from kaitei.pages.frame import company_name, frame, trail
from kaitei.pages.index import index
from kaitei.pages.render import sheet, surrounding
from kaitei.pages.views import Frame, Link
from kaitei.policy.registry import Page
from kaitei.programs import calendar, feed, next_change, policies_json, search, sitemap
from kaitei.programs.search import FoundPage
from kaitei.rendering.renderer import MISSING
from kaitei.rendering.sheet import Sheet
from kaitei.text import links

HEADERS = "_headers"
"""The file in which several static hosts look for the headers to send."""

Summaries = Mapping[str, Summary]
"""Of all policies, by id."""

Found = Mapping[str, Iterable[FoundPage]]
"""The ordinary pages that can be found, by locale."""


def pages(context: Context, summaries: Summaries) -> Iterator[Sheet]:
    """Yield MkDocs' pages of all policies: the history, and the list where the site has no page."""
    told = (entry for id_ in sorted(summaries) for entry in _in(summaries[id_], context).history)
    view = history.site_history(context, told)
    yield sheet(context, view, _below(context, frame(context, view.title, history.ADDRESS)))
    if not context.site.registry.page("index", context.locale):
        every = index(context)
        yield sheet(context, every, frame(context, every.title, "/"))


def sheets(context: Context) -> Iterator[Sheet]:
    """Yield the other pages of no single policy: how to be told of changes; the search, where it is the engine's."""
    told = follow.follow(context)
    yield sheet(context, told, _below(context, frame(context, told.title, follow.ADDRESS)))
    if context.settings.searches:
        found = search.page(context)
        surround = _below(context, frame(context, found.title, search.ADDRESS))
        yield sheet(context, found, surround._replace(noindex=True))


def _below(context: Context, surround: Frame) -> Frame:
    """Add the way to a page from the list of policies."""
    return surround._replace(trail=trail(context, Link(surround.title, surround.address)))


def around(context: Context, page: Page, title: str, description: str) -> Sheet:
    """What is said around an ordinary page, whose body is MkDocs'."""
    home = page.place == "index"
    exists = functools.partial(context.site.registry.page, page.place)
    path = links.page_address(page.place)
    surround = frame(context, title, path, lambda code: home or exists(code) is not None, description=description)
    return surrounding(context, surround)


def known(context: Context, page: Sheet) -> dict[str, Any]:
    """What a theme's templates are told around a page; addresses as the filter `url` of MkDocs takes them."""
    company, settings = company_name(context), context.settings

    def at(address: str) -> str:
        return address.lstrip("/") or "."

    languages = [
        {"lang": code, "name": settings.locale(code).name, "link": at(address)} for code, address in page.languages
    ]
    return {
        "own": bool(page.body),
        "t": context.words,
        "locale": context.locale,
        "company": company.text,
        "company_lang": company.lang,
        "languages": languages if len(settings.codes) > 1 else [],
        "home": at(context.address("/")),
        "history": at(context.address(history.ADDRESS)),
        "search": at(context.address(search.ADDRESS)) if settings.searches else "",
        "index": at(context.address(search.INDEX)) if settings.searches else "",
        "feed": at(context.feed()),
        "follow": at(context.address(follow.ADDRESS)),
    }


def missing(contexts: Contexts) -> Sheet:
    """The page for addresses at which there is nothing."""
    default = next(iter(contexts.values()))
    view, only = text.missing(default, (other for other in contexts.values() if other is not default)), default.locale
    surround = frame(default, view.title, MISSING, only.__eq__)
    return sheet(default, view, surround._replace(noindex=True, canonical=""))


def files(contexts: Contexts, summaries: Summaries, found: Found, scripts: Iterable[str]) -> Iterator[File]:
    """Yield every file that tells of all policies, or of none, and is no page.

    Args:
        contexts: the site's locales, the default one first.
        summaries: of all policies, by id.
        found: what the search finds beside policies.
        scripts: the theme's that its pages may run, as sources of a Content-Security-Policy.
    """
    default = next(iter(contexts.values()))
    if not default.settings.below:
        yield from _once(default, scripts)
    for context in contexts.values():
        yield from _of_locale(context, summaries, found.get(context.locale, ()))
    yield from _for_programs(default, contexts, summaries)


def security(context: Context, scripts: Iterable[str]) -> str:
    """The tag that says what a page may load and run."""
    return str(context.renderer.render("publishing/security.html", "/", scripts=tuple(scripts)))


def _once(default: Context, scripts: Iterable[str]) -> Iterator[File]:
    """Yield the files that a site has whatever its policies."""
    # Jekyll, on hosts that run it, leaves out what begins with an underscore.
    yield ".nojekyll", ""
    yield HEADERS, default.renderer.render("publishing/_headers", f"/{HEADERS}", scripts=tuple(scripts)) + "\n"


def _of_locale(context: Context, summaries: Summaries, found: Iterable[FoundPage]) -> Iterator[File]:
    """Yield what a locale has once."""
    listed = [_in(summaries[standing.policy.id], context) for standing in context.site.standings]
    if context.settings.searches:
        of_policies = [one.search for one in listed]
        current = (one.current for one in of_policies if one.current)
        yield _path(context, search.INDEX), search.index(context, current, found)
        yield _path(context, search.PAST), search.past_index(one.past for one in of_policies if one.past)
    for address, content in (
        feed.of_all(context, (told for one in listed for told in one.feed)),
        calendar.of_all(context, (one.calendar for one in listed)),
    ):
        yield address.lstrip("/"), content


def _in(summary: Summary, context: Context) -> InLocale:
    return summary.locales.get(context.locale, InLocale())


def _for_programs(default: Context, contexts: Contexts, summaries: Summaries) -> Iterator[File]:
    site = default.site
    listed = [summaries[standing.policy.id] for standing in site.standings]
    coming = next_change.of_site(site, (one.next_change for one in listed))
    told = policies_json.policies_json(default, (one.json for one in listed), coming)
    yield _path(default, policies_json.ADDRESS), told
    yield _path(default, policies_json.SCHEMA), policies_json.schema()
    if not site.settings.below:
        yield _path(default, sitemap.ADDRESS), sitemap.sitemap(contexts, {one.id: one.changed for one in listed})


def _path(context: Context, address: str) -> str:
    return context.address(address).lstrip("/")
