"""`/sitemap.xml`: the pages that search engines are to list, each with its other languages.

Lasting pages, comparisons and whatever else is `noindex` are left out. `lastmod` is the day on which what a page says
last changed, as far as the site's files tell it; the front page bears the day of the build, which an alarm watches.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kaitei.pages import follow
from kaitei.pages.context import Context
from kaitei.pages.history import fact_changes
from kaitei.programs.events import events
from kaitei.site.site import Standing
from kaitei.text import links

ADDRESS = "/sitemap.xml"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in every locale in which it can be found."""

    path: str  # its address in the default locale
    codes: tuple[str, ...]
    changed: str = ""  # YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A page in one locale. Addresses are in full."""

    address: str
    changed: str
    alternates: tuple[tuple[str, str], ...]  # locale and address, itself included; () where it is the only one


def sitemap(contexts: Mapping[str, Context], days: Mapping[str, str]) -> str:
    """The site map.

    Args:
        contexts: all locales, the default one first.
        days: `changed` of each policy, by id.
    """
    default = next(iter(contexts.values()))
    entries = [entry for page in _pages(default, days) for entry in _entries(contexts, page)]
    return default.renderer.render("kaitei/sitemap.xml", ADDRESS, entries=entries) + "\n"


def _entries(contexts: Mapping[str, Context], page: Listed) -> Iterator[MapEntry]:
    places = {code: contexts[code].absolute(contexts[code].address(page.path)) for code in page.codes}
    default = next(iter(contexts))
    others = (*places.items(), *((("x-default", places[default]),) if default in places else ()))
    for address in places.values():
        yield MapEntry(address, page.changed, others if len(places) > 1 else ())


def _pages(default: Context, days: Mapping[str, str]) -> Iterator[Listed]:
    site, codes = default.site, default.settings.codes
    yield Listed("/", codes, site.today.isoformat())
    places = {page.place: None for page in site.registry.pages if page.place != "index"}
    for place in places:
        yield Listed(links.page_address(place), tuple(c for c in codes if site.registry.page(place, c)))
    for standing in site.standings:
        policy, day = standing.policy, days[standing.policy.id]
        if not standing.shown.withdrawn:
            yield Listed(policy.address, tuple(c for c in codes if standing.shown_edition(c)), day)
        yield Listed(f"{policy.address}history/", codes, day)
    yield Listed("/history/", codes, max(days.values(), default=""))
    yield Listed(follow.ADDRESS, codes)


def changed(context: Context, standing: Standing) -> str:
    """The last of the days on which a policy came to say something else, "" where there is none."""
    return max((day.isoformat() for day in _changes(context, standing)), default="")


def _changes(context: Context, standing: Standing) -> Iterator[dt.date]:
    """Yield the days on which a policy's page or history came to say something else."""
    yield from (event.day for event in events(standing))
    for revision in standing.revisions:
        yield from (change.day for change in fact_changes(context, standing, revision))
