"""A change of the company's facts: what it writes, and which policies show it from when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kaitei import dates
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.facts import changes, edit, facts
from kaitei.facts.dated import walk
from kaitei.facts.edit import When
from kaitei.facts.facts import Facts, Snapshot
from kaitei.policy import states
from kaitei.record.revise import Plan
from kaitei.site.site import Site, Standing
from kaitei.source import textfile
from kaitei.source.yamltext import parse
from kaitei.wording.per_locale import Localized

Entry = tuple[str, ...]


def plan(site: Site, given: Mapping[str, str], day: dt.date) -> Plan:
    """Work out what the facts file is to be; nothing is written yet.

    Args:
        site: the site.
        given: new texts by name, `representative.name`; of a text per language, `representative.name.en`.
        day: the day from which they hold.

    Raises:
        KaiteiError: for a name that is none, or of no fact of identity; where the file does not allow it, or would no
            longer be right.
    """
    file, path = site.facts.file, site.settings.facts
    when = When(day, site.today if day < site.today else None)
    wanted = _wanted(site, given)
    data = textfile.content(path, file)
    for entry, values in wanted.items():
        data = edit.changed(data, file, entry, values, when, site.settings.codes)
    try:
        known = facts.read(parse(textfile.decoded(data, file), file), file, site.settings.codes)
    except KaiteiError as error:  # of lines that are not there yet
        raise KaiteiError(replace(problem, line=0) for problem in error.problems) from error
    return Plan({path: data}, tuple(_told(replace(site, facts=known), wanted, when)))


def _wanted(site: Site, given: Mapping[str, str]) -> dict[Entry, dict[str, Localized]]:
    """What changes, by entry and key."""
    found: dict[Entry, dict[str, Localized]] = {}
    for name, text in sorted(given.items(), key=lambda one: one[0].count(".")):  # languages last
        entry, key, code = _parts(site, name)
        values = found.setdefault(entry, {})
        if not code:
            values[key] = text
            continue
        before = values.get(key, {})
        values[key] = {**({site.settings.default: before} if isinstance(before, str) else before), code: text}
    return found


def _parts(site: Site, name: str) -> tuple[Entry, str, str]:
    """A name's entry, key and language: "desks.privacy.name.en" → (("desks", "privacy"), "name", "en")."""
    parts, file, known = tuple(name.split(".")), site.facts.file, site.facts.data
    if parts[0] in facts.DERIVED or (parts[0] not in facts.IDENTITY and parts[:1] in known.lines):
        raise fail("fact_text", file, known.line(parts[:1]), name=parts[0], known=", ".join(facts.IDENTITY))
    depth = 1 if parts[0] in facts.SINGLE else 2
    entry, key, code = parts[:depth], parts[depth : depth + 1], parts[depth + 1 :]
    there = names(site.facts)
    if entry not in known.lines and name in there:  # a whole collection is dated
        raise fail("fact_shape", file, known.line(entry), lines=name)
    if entry not in known.lines or not (len(code) <= 1 and set(code) <= set(site.settings.codes)):
        near = facts.nearest(site.facts.as_of(site.today), name) or ", ".join(there)
        raise fail("fact_unknown", file, 0, name=name, near=near)
    if not key:
        inside = ", ".join(one for one in there if one.startswith(f"{name}."))
        raise fail("fact_whole", file, known.line(entry), name=name, known=inside)
    return entry, key[0], "".join(code)


def names(known: Facts) -> tuple[str, ...]:
    """The names of all values of identity, whenever they hold, such as `desks.privacy.phone`; not of mere looks."""
    found = (_names(known.as_of(day)) for day in (dt.date.min, *known.changes))
    return tuple(dict.fromkeys(name for several in found for name in several))


def _names(snapshot: Snapshot) -> Iterator[str]:
    for fact in facts.IDENTITY:
        value = facts.find(snapshot, fact) or {}
        entries = {fact: value} if fact in facts.SINGLE else {f"{fact}.{key}": inner for key, inner in value.items()}
        for entry, inner in entries.items():
            if isinstance(inner, dict):
                yield from (f"{entry}.{key}" for key in inner if key not in facts.PRESENTATION)


def _told(site: Site, wanted: Mapping[Entry, Mapping[str, Localized]], when: When) -> Iterator[Problem]:
    known, moment = site.facts, when.recorded or when.day
    said = [".".join((*entry, key)) for entry, values in wanted.items() for key in values]
    yield Problem("fact_written", known.file, 0, {"names": ", ".join(said), "day": str(when.day)})
    if when.recorded:
        yield Problem("fact_recorded", known.file, 0, {"day": str(when.day), "recorded": str(when.recorded)})
    yield from (_later(known, path, start) for path, start in _following(known, wanted, when))
    shown = list(_shown(site, {".".join(entry) for entry in wanted}, moment))
    yield from shown or [Problem("fact_unshown", known.file, 0, {"day": str(moment)})]


def _following(known: Facts, wanted: Mapping[Entry, Any], when: When) -> Iterator[tuple[str, str]]:
    """Yield what is entered for a later day already, and stays as it is: its name and the day."""
    for path, value in walk(known.data.value):
        if isinstance(value, list) and any(path[: len(entry)] == entry for entry in wanted):
            starts = [item.get("from", "") for item in value if isinstance(item, dict)]
            later = min((start for start in starts if start > str(when.day)), default="")
            if str(when.day) in starts and later:
                yield ".".join(map(str, path)), later


def _later(known: Facts, name: str, day: str) -> Problem:
    return Problem("fact_later", known.file, 0, {"name": name, "day": day})


def _shown(site: Site, entries: set[str], day: dt.date) -> Iterator[Problem]:
    """Yield each policy that says something else from a day on, because of what changed."""
    before, after = site.facts.as_of(day - dates.ONE_DAY), site.facts.as_of(day)
    for policy in site.registry.policies.values():
        whole = Standing.whole(policy, site)
        revision = states.in_force(whole.revisions, day)
        edition = whole.edition(revision, site.settings.default) if revision else None
        used = edition.reading.shown if edition else ()
        if any(name in entries or name.split(".")[0] in entries for name in changes.differences(used, before, after)):
            told = {"title": policy.title, "id": policy.id, "day": str(day)}
            yield Problem("fact_shown", policy.file, 0, told)
