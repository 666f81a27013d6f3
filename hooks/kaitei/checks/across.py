"""What can be wrong across policies: found on their summaries, when each has been checked by itself.

What is checked does not depend on the day: a site that is right today is right tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaitei import content, facts, record
from kaitei.bundle import Outward, Summary
from kaitei.checks import addresses, names
from kaitei.checks.links import Known, anchors
from kaitei.content import Reading
from kaitei.errors import KaiteiError, Problem
from kaitei.lock import Entry, Key
from kaitei.site import Site


def problems(site: Site, summaries: Mapping[str, Summary], entries: Mapping[Key, Entry]) -> Iterator[Problem]:
    """Yield what is wrong with ordinary pages, links, addresses and files, and with the record as a whole."""
    pages, found = _pages(site)
    yield from found
    known = Known(site, summaries, pages)
    for summary in summaries.values():
        for text in summary.outward:
            yield from known.problems(text, in_policy=True)
    for file, reading in pages.items():
        outward = Outward(file, False, tuple(link for link in reading.links if link.target.path))
        yield from known.problems(outward, in_policy=False)
    yield from addresses.problems(site)
    yield from record.gone(site, entries)


def warnings(site: Site, summaries: Mapping[str, Summary]) -> Iterator[Problem]:
    """Yield what a strict build does not accept."""
    yield from facts.untranslated(site.facts)
    yield from (warning for summary in summaries.values() for warning in summary.warnings)
    yield from (warning for reading in _pages(site)[0].values() for warning in reading.warnings)


def _pages(site: Site) -> tuple[dict[str, Reading], list[Problem]]:
    """Return what ordinary pages name and where they lead, by file, and what is wrong with each by itself."""
    readings: dict[str, Reading] = {}
    problems: list[Problem] = []
    for page in site.registry.pages:
        try:
            reading = readings[page.file] = content.of(page, site.settings).reading
        except KaiteiError as error:
            problems += error.problems
            continue
        problems += names.problems(site, None, page, reading)
        problems += anchors(page.file, reading)
    return readings, problems
