"""The next day on which a site says something else, as far as what is public today can tell.

What is yet to be announced does not count, neither by its own day nor by the day of its announcement: both are secret
until then, and a day named here would give them away. An announcement may therefore come before the day returned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from kaitei.facts.changes import differences
from kaitei.pages.ask import SHOWN, asked
from kaitei.programs.events import ahead
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing

ON_EVERY_PAGE = ("company.name", "company.url")
"""Facts that every page shows, or has in its data for programs, whatever its text says."""


def of_site(site: Site, policies: Iterable[str]) -> str:
    """The next day on which a site says something else, YYYY-MM-DD; "" where nothing is known to.

    Args:
        site: the site.
        policies: `of_policy` of each policy.
    """
    pages = (name for page in site.registry.pages for name in page.names)
    named = dict.fromkeys((*ON_EVERY_PAGE, *pages))
    return min(filter(None, (*policies, _first(site, lambda day: _differ(site, named, day)))), default="")


def of_policy(standing: Standing) -> str:
    """The next day on which a state of a policy, or a fact that its pages show, changes; "" for none."""
    site, shown = standing.site, dict.fromkeys(_shown(standing))
    past, texts = tuple(_past(standing)), tuple(_texts(standing))

    def changes(day: dt.date) -> bool:
        return (
            _differ(site, shown, day)
            or any(_notice_differs(site, edition, day) for edition in past)
            or any(_desk_differs(site, edition, day) for edition in texts)
        )

    listed = min((day.isoformat() for day in ahead(standing)), default="")
    return min(filter(None, (listed, _first(site, changes))), default="")


def _first(site: Site, changes: Callable[[dt.date], bool]) -> str:
    """The first day ahead on which facts change in a way that matters, "" where there is none."""
    return next((day.isoformat() for day in site.facts.changes if day > site.today and changes(day)), "")


def _differ(site: Site, names: Iterable[str], day: dt.date) -> bool:
    return bool(differences(names, site.facts.as_of(site.today), site.facts.as_of(day)))


def _shown(standing: Standing) -> Iterator[str]:
    """Yield the facts that a policy's pages show as of today: those of its text in force, as each locale has it."""
    for code in standing.site.settings.codes:
        edition = standing.shown_edition(code)
        if edition and edition.revision.day <= standing.site.today:
            yield from edition.reading.names


def _texts(standing: Standing) -> Iterator[Edition]:
    """Yield the texts that have a page, each of which ends with whom to ask today."""
    for code in standing.site.settings.codes:
        for revision in standing.held(code):
            if edition := standing.edition(revision, code):
                yield edition


def _past(standing: Standing) -> Iterator[Edition]:
    """Yield the texts whose lasting pages say which of their facts differ today."""
    for edition in _texts(standing):
        if edition.revision.day <= standing.site.today and not edition.revision.withdrawn:
            yield edition


def _notice_differs(site: Site, edition: Edition, day: dt.date) -> bool:
    """Whether a lasting page would list other facts, or the same under another name."""
    names, first = edition.reading.names, site.facts.as_of(edition.revision.day)
    now, then = site.facts.as_of(site.today), site.facts.as_of(day)
    told = differences(names, first, then)
    return told != differences(names, first, now) or bool(differences((f"{name}.name" for name in told), now, then))


def _desk_differs(site: Site, edition: Edition, day: dt.date) -> bool:
    """Whether a text would end with somebody else, or with another way to reach the same."""
    now, then = site.facts.as_of(site.today), site.facts.as_of(day)
    name = asked(edition, now)
    return name != asked(edition, then) or bool(differences((f"{name}.{key}" for key in SHOWN if name), now, then))
