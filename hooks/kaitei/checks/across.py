"""What can be wrong across policies: found on their summaries, when each has been checked by itself.

What is checked does not depend on the day: a site that is right today is right tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaitei import facts, record
from kaitei.bundle import Summary
from kaitei.checks import addresses
from kaitei.checks.links import Known
from kaitei.checks.texts import Looked, look
from kaitei.errors import Problem
from kaitei.lock import Entry, Key
from kaitei.site import Site


def problems(site: Site, summaries: Mapping[str, Summary], entries: Mapping[Key, Entry]) -> Iterator[Problem]:
    """Yield what is wrong with ordinary pages, links, addresses and files, and with the record as a whole."""
    pages = _pages(site)
    yield from (problem for one in pages.values() for problem in one.problems)
    known = Known(site, summaries, {file: one.reading.anchors for file, one in pages.items() if one.reading})
    for summary in summaries.values():
        for text in summary.outward:
            yield from known.problems(text, in_policy=True)
    for one in pages.values():
        if one.outward:
            yield from known.problems(one.outward, in_policy=False)
    yield from addresses.problems(site)
    yield from record.gone(site, entries)


def warnings(site: Site, summaries: Mapping[str, Summary]) -> Iterator[Problem]:
    """Yield what a strict build does not accept."""
    yield from facts.untranslated(site.facts)
    yield from (warning for summary in summaries.values() for warning in summary.warnings)
    yield from (warning for one in _pages(site).values() if one.reading for warning in one.reading.warnings)


def _pages(site: Site) -> dict[str, Looked]:
    """Return what was found in ordinary pages, by file."""
    return {page.file: look(site, None, page) for page in site.registry.pages}
