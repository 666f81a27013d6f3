"""The next day on which a site says something else, as far as what is public today can tell.

What is yet to be announced does not count, neither by its own day nor by the day of its announcement: both are secret
until then, and a day named here would give them away. An announcement may therefore come before the day returned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kaitei.changes import differences
from kaitei.policy import Text
from kaitei.programs.events import ahead
from kaitei.site import Site, Standing

ON_EVERY_PAGE = ("company.name", "company.url")
"""Facts that pages name whatever their text says, or tell programs of."""


def next_change(site: Site) -> dt.date | None:
    """Return the next day on which a state or a fact that pages show changes; None where nothing is known to."""
    listed = min((day for standing in site.standings() for day in ahead(standing)), default=None)
    days = (day for day in site.facts.changes if day > site.today and (listed is None or day < listed))
    return next((day for day in days if _facts_differ(site, day)), listed)


def _facts_differ(site: Site, day: dt.date) -> bool:
    names = dict.fromkeys((*ON_EVERY_PAGE, *_shown(site)))
    known = site.facts
    if differences(names, known.as_of(site.today), known.as_of(day)):
        return True
    return any(_notice_differs(standing, text, day) for standing in site.standings() for text in _past(standing))


def _shown(site: Site) -> Iterator[str]:
    """Yield the facts that pages show as of today: texts in force, as each locale has them, and ordinary pages."""
    for standing in site.standings():
        for code in site.settings.codes:
            text = standing.shown_text(code)
            if text and text.date <= site.today:
                yield from site.reading(text).names
    for page in site.registry.pages:
        yield from site.reading(page).names


def _past(standing: Standing) -> Iterator[Text]:
    """Yield the texts whose lasting pages say which of their facts differ today."""
    for code in standing.site.settings.codes:
        for revision in standing.held(code):
            text = standing.text(revision, code)
            if text and revision.day <= standing.site.today:
                yield text


def _notice_differs(standing: Standing, text: Text, day: dt.date) -> bool:
    """Whether a lasting page would list other facts, or the same under another name."""
    site = standing.site
    names, first = site.reading(text).names, site.facts.as_of(text.date)
    now, then = site.facts.as_of(site.today), site.facts.as_of(day)
    told = differences(names, first, then)
    return told != differences(names, first, now) or bool(differences((f"{name}.name" for name in told), now, then))
