"""What is no error but deserves a look: marks that expire, texts never met, a manager misnamed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from kaitei import dates
from kaitei.errors import KaiteiError, Problem
from kaitei.facts import facts
from kaitei.facts.dated import walk
from kaitei.record import record, sightings
from kaitei.site.site import Site
from kaitei.source import characters
from kaitei.wording.per_locale import pick

SOON = dt.timedelta(days=60)
"""How long before its `valid_until` a certification or the like is hinted at."""


def advice(site: Site) -> Iterator[Problem]:
    """Yield all that deserves a look, on the site's day."""
    yield from hints(site)
    yield from _expiring(site)
    yield from _managers(site)
    yield from unseen(site)


def hints(site: Site) -> Iterator[Problem]:
    """Yield what a build tells of files: languages that are gone, and characters that readers cannot see.

    Not of texts that are recorded, which nobody may edit any more.
    """
    kept = _recorded(site)
    yield from (one for one in site.hints if not one.key.endswith("_characters") or one.file not in kept)
    yield from _unseen(site)


def _recorded(site: Site) -> frozenset[str]:
    """The files that the record watches; none where it cannot be read, which is told elsewhere."""
    kept, _ = record.readable(site)
    return frozenset(
        (*kept.sources, *(site.settings.name(record.frozen_path(site.settings, *key)) for key in kept.former))
    )


def _unseen(site: Site) -> Iterator[Problem]:
    """Yield hints for the facts, as escapes of YAML may have put into them what cannot be seen in the file.

    A selector is let be: what has one there is a name.
    """
    walked = walk(site.facts.data.value)
    found = [(path, value) for path, value in walked if isinstance(value, str) and characters.told(value)]
    if found:
        line = site.facts.data.line(found[0][0])
        text = "\t".join(value for _, value in found).replace("\n", "\t")
        told = characters.hint(text, site.facts.file, line)
        yield from (one for one in told if one.key != "selected_characters")


def expired(site: Site) -> Iterator[Problem]:
    """Yield the marks that have left the pages in force; a build tells of them, for nothing else would."""
    for name, last, line in _limited(site):
        if last < site.today:
            yield Problem("mark_expired", site.facts.file, line, {"name": name, "day": str(last)})


def unseen(site: Site) -> Iterator[Problem]:
    """Yield the texts that were not met on the published site when they had to be; and sightings that say nothing."""
    try:
        yield from sightings.unseen(site, sightings.read(site.settings))
    except KaiteiError as error:
        yield from error.problems


def _expiring(site: Site) -> Iterator[Problem]:
    for name, last, line in _limited(site):
        if last >= site.today and last - site.today <= SOON:
            told = {"name": name, "day": str(last), "left": str((last - site.today).days)}
            yield Problem("mark_expires", site.facts.file, line, told)


def _managers(site: Site) -> Iterator[Problem]:
    """Yield where the company manages what is used jointly, and somebody else is said to represent it."""
    known = site.facts.as_of(site.today)
    own, head = facts.find(known, "company.name"), facts.find(known, "representative.name")
    for path, value in walk(known.values.get("joint_use")):
        if path[-1:] == ("manager",) and isinstance(value, dict) and head and value.get("name") == own:
            said, right = (_written(one, site) for one in (value.get("representative", ""), head))
            if said and characters.squeezed(right) not in characters.squeezed(said):
                line = known.lines.get(("joint_use", *path, "representative"), 0)
                yield Problem("manager_represented", site.facts.file, line, {"what": said, "name": right})


def _written(value: Any, site: Site) -> str:
    return pick(value, site.settings.default, site.settings.default).text if value else ""


def _limited(site: Site) -> Iterator[tuple[str, dt.date, int]]:
    """Yield what is valid until a day: its name, the day, and its line in the facts file."""
    for path, value in walk(site.facts.data.value):
        if path and path[-1] == "valid_until":
            yield ".".join(str(part) for part in path[:2]), dates.parse(value), site.facts.data.line(path)
