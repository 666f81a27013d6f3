"""What is no error but deserves a look: facts typed by hand into living texts, marks that expire, texts never met."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from kaitei import dates
from kaitei.errors import KaiteiError, Problem
from kaitei.facts import facts
from kaitei.facts.dated import walk
from kaitei.facts.facts import Gone, NotYet
from kaitei.record import record, sightings
from kaitei.site.site import Site, texts
from kaitei.source import characters

SOON = dt.timedelta(days=60)
"""How long before its `valid_until` a certification or the like is hinted at."""

SHORTEST = 4
"""The number of characters from which a fact's value is looked for in texts; shorter ones occur by chance."""

_NAMED = ("company.name", "representative.name")
_KEYS = ("phone", "fax", "address")
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}")
_BETWEEN = re.compile(r"[\s()\-‐-―−ー]")


def advice(site: Site) -> Iterator[Problem]:
    """Yield all that deserves a look, on the site's day."""
    yield from hints(site)
    yield from _typed(site)
    yield from _expiring(site)
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


def _typed(site: Site) -> Iterator[Problem]:
    known = _values(site)
    for policy, text in texts(site):
        if not text.living or policy.revision(text.date).event == "repealed":
            continue
        for number, line in enumerate(text.body.split("\n"), text.body_line):
            plain = _plain(_PLACEHOLDER.sub("\n", line))
            for value, (name, said) in known.items():
                if value in plain:
                    yield Problem("fact_typed", text.file, number, {"value": said, "name": name})


def _values(site: Site) -> dict[str, tuple[str, str]]:
    """(placeholder, value as written) by `_plain` value; where several share it, the first placeholder."""
    found: dict[str, tuple[str, str]] = {}
    snapshot = site.facts.as_of(site.today)
    for name, value in _leaves(snapshot.values, "", site.settings.codes):
        if name in _NAMED or name.rpartition(".")[2] in _KEYS:
            for said in value.values() if isinstance(value, dict) else (value,):
                if len(_plain(said)) >= SHORTEST:
                    found.setdefault(_plain(said), (name, said))
    return found


def _leaves(value: Any, prefix: str, locales: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield what placeholders can name: every text with its dotted name."""
    if facts.is_text(value, locales):
        yield prefix, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(inner, Gone | NotYet):
                yield from _leaves(inner, f"{prefix}.{key}" if prefix else key, locales)


def _plain(text: str) -> str:
    """A text for comparing: NFKC, without blanks, brackets, hyphens: `０３－１２３４` → `031234`."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text))


def _expiring(site: Site) -> Iterator[Problem]:
    for name, last, line in _limited(site):
        if last >= site.today and last - site.today <= SOON:
            told = {"name": name, "day": str(last), "left": str((last - site.today).days)}
            yield Problem("mark_expires", site.facts.file, line, told)


def _limited(site: Site) -> Iterator[tuple[str, dt.date, int]]:
    """Yield what is valid until a day: its name, the day, and its line in the facts file."""
    for path, value in walk(site.facts.data.value):
        if path and path[-1] == "valid_until":
            yield ".".join(str(part) for part in path[:2]), dates.parse(value), site.facts.data.line(path)
