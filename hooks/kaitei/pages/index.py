"""The list of all policies, at `/` and wherever an ordinary page says `{{ policies }}`."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator

from kaitei.pages.context import Context
from kaitei.pages.views import ChangeItem, DateLine, IndexView, Link, PolicyGroup, PolicyItem
from kaitei.policy import states
from kaitei.policy.policy import Revision
from kaitei.policy.registry import Page
from kaitei.site.site import Standing
from kaitei.text import links

LATELY = 5
"""The number of changes that the list tells."""


def index(context: Context, title: str = "") -> IndexView:
    """List the policies of which anything is public, by folder."""
    groups = itertools.groupby(context.site.standings, key=lambda standing: standing.order[0])
    made = tuple(_group(context, folder, tuple(standings)) for folder, standings in groups)
    return IndexView(title or context.words("page_index"), made, tuple(_lately(context)))


def _lately(context: Context) -> Iterator[ChangeItem]:
    """Yield the revisions that took effect last, the newest first."""
    site = context.site
    found = ((one, revision) for one in site.standings for revision in states.standing(one.revisions))
    past = ((one, revision) for one, revision in found if revision.day <= site.today)
    for standing, revision in heapq.nlargest(LATELY, past, key=lambda pair: pair[1].day):
        title = context.title(standing)
        link = Link(title.text, context.in_history(standing.policy, revision), lang=title.lang)
        yield ChangeItem(revision.date, link, context.say(revision.summary).html)


def folder_page(context: Context, folder: str) -> Page | None:
    """The page that gives a folder its title, in the page's locale or else the default one."""
    wanted, registry = f"{folder}/index" if folder else "index", context.site.registry
    return registry.page(wanted, context.locale) or registry.page(wanted, context.settings.default)


def _group(context: Context, folder: str, standings: tuple[Standing, ...]) -> PolicyGroup:
    page = folder_page(context, folder) if folder else None
    title = (page.title if page else folder) if folder else ""
    address = context.settings.address(links.page_address(page.place), page.locale) if page else ""
    lang = page.locale if page and page.locale != context.locale else ""
    return PolicyGroup(title, address, tuple(_item(context, standing) for standing in standings), lang)


def _item(context: Context, standing: Standing) -> PolicyItem:
    title = context.title(standing)
    return PolicyItem(
        title=title.text,
        address=context.living(standing.policy),
        kinds=context.kinds(standing.policy),
        state=context.mark(standing, standing.current or standing.shown),
        dates=_dates(context, standing),
        coming=tuple(_coming(context, standing, revision) for revision in standing.upcoming),
        lang=title.lang,
        note=_note(context, standing),
    )


def _dates(context: Context, standing: Standing) -> tuple[DateLine, ...]:
    words, current = context.words, standing.current
    if current is None:
        return ()
    if current.event == "repealed":
        return (DateLine(words("label_repealed"), current.date),)
    lines = [DateLine(words("label_effective"), current.date)]
    if standing.enacted and standing.enacted != current:
        lines.append(DateLine(words("label_enacted"), standing.enacted.adopted or standing.enacted.date))
    return tuple(lines)


def _coming(context: Context, standing: Standing, revision: Revision) -> Link:
    label = context.words(f"coming_{standing.state(revision)}", day=context.day(revision.date))
    held = standing.text(revision, context.locale)
    return Link(label, context.dated(standing.policy, revision) if held else context.history(standing.policy))


def _note(context: Context, standing: Standing) -> str:
    if context.is_default or standing.shown_edition(context.locale):
        return lag(context, standing)
    return context.words("index_only_default", language=context.default_language)


def lag(context: Context, standing: Standing) -> str:
    """A note that the translation shown is of an older revision, and of which; "" where it is not."""
    edition = standing.shown_edition(context.locale)
    revision = edition.revision if edition else standing.shown
    if revision == standing.shown:
        return ""
    return context.words("index_lagging", translated=context.day(revision.date))
