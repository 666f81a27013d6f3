"""The company's facts: one file, in which anything may change on a day, read as of any day.

A fact, an entry or a single value may be a list of dated ones, each with `from` (the first may omit it): maps have
their keys beside `from`, a single value stands under `value` or under its locales. Rows of `partners` may have `from`
and `until`. An entry with `valid_until` is absent from the day after. A dated value that came into the file after its
day has `recorded`, and is read from that day on: what was shown before stays. Source: product contract §1, "Facts".

`[{name: A}, {from: 2024-06-25, name: B}]` on 2024-06-24 → `{name: A}`, on 2024-06-25 → `{name: B}`;
`[{from: 2024-06-25, value: y}]` on 2024-06-24 → `NotYet`; `{name: A, valid_until: 2024-06-25}` on 2024-06-26 → `Gone`.
"""

from __future__ import annotations

import bisect
import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kaitei import dates
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.facts import dated
from kaitei.facts.dated import begins, is_dated, is_rows, said_of, walk
from kaitei.source import address, schema
from kaitei.source.languages import Passed, pruned
from kaitei.source.yamltext import Data, Path

DERIVED = ("dates", "signature", "revision", "policies")
"""First parts of placeholders that are no facts but worked out for the page: `{{ dates }}`, `{{ revision.date }}`."""

SINGLE = ("company", "representative")
PERSONS = ("representative", "officers")
COLLECTIONS = ("desks", "officers", "certifications", "accredited_bodies", "partners")
JOINT_USE_FIELDS = frozenset(("scope", "purpose", "items", "manager", "acquisition"))
IDENTITY = ("company", "representative", "desks", "officers", "certifications", "accredited_bodies")
"""Facts that say who the company is: they change without a revision; any other that a policy shows is its text."""

KNOWN = (*IDENTITY, "joint_use", "partners")
"""Facts that `schemas/facts.yml` describes; any other is the site's own."""

PRESENTATION = ("email_display", "image")
"""Keys of facts that say how a value looks, not what it is."""

_NUMBER = re.compile(r"[0-9]{13}")


@dataclass(frozen=True, slots=True)
class NotYet:
    """Stands in a `Snapshot` for a value whose first `from` is after the day."""

    first: dt.date  # the first day of which the value is known
    line: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Stands in a `Snapshot` for a map whose `valid_until` is before the day; `since` is the day after it."""

    since: dt.date


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The facts as they are on a day: maps, lists and texts, nothing dated; `NotYet` and `Gone` mark gaps."""

    values: dict[str, Any]
    lines: dict[Path, int]  # of the facts file, by path in `values`


@dataclass(frozen=True)
class Facts:
    """The facts file, checked for every day on which it says something new."""

    data: Data
    file: str
    locales: tuple[str, ...]
    changes: tuple[dt.date, ...]  # each day on which a fact changes, ascending
    passed: tuple[Passed, ...] = field(default=(), compare=False)
    _snapshots: dict[int, Snapshot] = field(default_factory=dict, compare=False, repr=False)

    def as_of(self, day: dt.date) -> Snapshot:
        """The facts of a day; days between the same two `changes` share one snapshot."""
        index = bisect.bisect_right(self.changes, day)
        if index not in self._snapshots:
            start = self.changes[index - 1] if index else min([day, *(c - dates.ONE_DAY for c in self.changes)])
            self._snapshots[index] = _snapshot(self.data, start)
        return self._snapshots[index]


def read(data: Data, file: str, locales: tuple[str, ...]) -> Facts:
    """Check a facts file as of every day on which it changes, and return it as `Facts`. Called by `site.load`.

    Raises:
        KaiteiError: where the file is empty or no map; else for all dates that are wrong; else for all that does not
            fit `schemas/facts.yml` on some day and for a wrong corporate number; else for unsafe addresses.
    """
    if not data.value:
        raise fail("facts_empty", file, 1)
    if not isinstance(data.value, dict):
        raise fail("facts_map", file, 1)
    data, passed = pruned(data, file, locales)
    if undated := dated.problems(data, file):
        raise KaiteiError(undated)
    facts = Facts(data, file, locales, tuple(sorted(set(dated.days(data.value)))), passed)
    problems: list[Problem] = []
    for day in (dt.date.min, *facts.changes):
        told = {_told(problem) for problem in problems}
        problems += [problem for problem in _problems(facts, day) if _told(problem) not in told]
    problems = problems or list(_addresses(data, file))
    if problems:
        raise KaiteiError(sorted(problems, key=lambda problem: problem.line))
    return facts


def lookup(snapshot: Snapshot, name: str) -> Any:
    """The value of a dotted name, such as `desks.privacy.phone`; `NotYet` or `Gone` where a part of it is that.

    Raises:
        KeyError: with the first part of the name that is not there.
    """
    value: Any = snapshot.values
    for part in name.split("."):
        if isinstance(value, NotYet | Gone):
            return value
        if not isinstance(value, dict) or part not in value:
            raise KeyError(part)
        value = value[part]
    return value


def find(snapshot: Snapshot, name: str) -> Any:
    """The value of a dotted name; None where on the day there is none."""
    try:
        value = lookup(snapshot, name)
    except KeyError:
        return None
    return None if isinstance(value, NotYet | Gone) else value


def renewed(old: Snapshot, new: Snapshot) -> Snapshot:
    """Facts of a day, but for those of `IDENTITY`, which are of another."""
    return Snapshot(old.values | {key: new.values[key] for key in IDENTITY if key in new.values}, old.lines)


def nearest(snapshot: Snapshot, name: str) -> str:
    """The known placeholder that looks most like an unknown one, "" where none is near, for "did you mean"."""
    known = [*_names(snapshot.values, ""), "dates", "signature", "revision.date", "policies"]
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.5)), "")


def images(known: Facts) -> Iterator[tuple[Path, str]]:
    """Yield each `image` of a certification: its path in the facts file, and the address written there."""
    for path, value in walk(known.data.value):
        if path[:1] == ("certifications",) and path[-1] == "image" and isinstance(value, str):
            yield path, value


def untranslated(known: Facts) -> Iterator[Problem]:
    """Yield a warning for each text that is given per locale but lacks one of the site's."""
    for path, value in walk(known.data.value):
        if isinstance(value, dict) and (given := {key for key in known.locales if isinstance(value.get(key), str)}):
            lacking = [locale for locale in known.locales if locale not in given]
            if lacking and given | {"from", "recorded"} >= value.keys():
                params = {"where": ".".join(map(str, path)), "locale": ", ".join(lacking)}
                yield Problem("fact_locale", known.file, known.data.line(path), params)


def is_text(value: object, locales: tuple[str, ...]) -> bool:
    """Whether a value is a leaf: one string, or a map with locales alone as keys, `{ja: …, en: …}`."""
    if isinstance(value, dict) and value:
        return all(key in locales and isinstance(text, str) for key, text in value.items())
    return isinstance(value, str)


def is_collection(key: str, value: object, locales: tuple[str, ...]) -> bool:
    """Whether a fact is a map of entries by id, such as `desks`, rather than one thing with fields, such as `company`.

    For facts that the schema knows this is fixed; `joint_use` is one thing where it has one of `JOINT_USE_FIELDS`.
    A fact of the site's own is a collection where all its values are maps: `{tokyo: {name: A}}`, but not `{ja: A}`.
    """
    if not isinstance(value, dict) or key in SINGLE:
        return False
    if key in COLLECTIONS:
        return True
    if key == "joint_use":
        return not JOINT_USE_FIELDS & value.keys()
    return bool(value) and all(isinstance(v, dict | Gone) and not is_text(v, locales) for v in value.values())


def corporate_number_valid(number: str) -> bool:
    """Whether the first digit of a 13-digit corporate number (法人番号) is right: `7000012050002` is, `6…` is not.

    Source: ordinance on the designation of corporate numbers (法人番号の指定等に関する省令), art. 2: the check digit is
    9 − (Σ P·Q mod 9), with P the n-th of the 12 digits from the right and Q 1 for odd n, 2 for even n.
    """
    total = sum(int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(number[1:])))
    return int(number[0]) == 9 - total % 9


def _names(value: dict[str, Any], prefix: str) -> Iterator[str]:
    for key, inner in value.items():
        yield prefix + key
        if isinstance(inner, dict):
            yield from _names(inner, f"{prefix}{key}.")


def _problems(facts: Facts, day: dt.date) -> Iterator[Problem]:
    """Report what is wrong with the facts of a day."""
    snapshot = _snapshot(facts.data, day, early=True)
    try:
        schema.check(Data(_known(snapshot.values), {(): 1} | snapshot.lines), "facts", facts.file, facts.locales)
    except KaiteiError as error:
        yield from error.problems
    yield from _misnumbered(snapshot, facts.file)


def _told(problem: Problem) -> tuple[object, ...]:
    """What two problems share if they are one, found on two days: all but `where`, as row numbers may shift."""
    return problem.key, problem.line, *(item for item in problem.params.items() if item[0] != "where")


def _known(value: Any) -> Any:
    """A value without the `Gone` in its maps, for the schema to check."""
    if isinstance(value, dict):
        return {key: _known(inner) for key, inner in value.items() if not isinstance(inner, Gone)}
    return [_known(inner) for inner in value] if isinstance(value, list) else value


def _addresses(data: Data, file: str) -> Iterator[Problem]:
    """Report values such as `javascript:…` or `https://user@host`: any value may be put into a link by a template."""
    for path, value in walk(data.value):
        if isinstance(value, str) and not (address.is_inert(value) and address.is_nameless(value)):
            key = "expects_nameless" if address.is_inert(value) else "expects_inert"
            yield Problem(key, file, data.line(path), {"where": ".".join(map(str, path)), "value": value[:60]})


def _snapshot(data: Data, day: dt.date, early: bool = False) -> Snapshot:
    resolver = _Resolver(data, day, early)
    return Snapshot(resolver.value(data.value, (), ()), resolver.lines)


@dataclass
class _Resolver:
    """Turns the file into the values of one day. `source` is a path in the file, `target` one in the result."""

    data: Data
    day: dt.date
    early: bool  # for the schema: a value with no entry yet is read as its first one, not as `NotYet`
    lines: dict[Path, int] = field(default_factory=dict)

    def value(self, value: Any, source: Path, target: Path) -> Any:
        self.lines[target] = self.data.line(source)
        if isinstance(value, dict):
            if "valid_until" in value and self.day > dates.parse(value["valid_until"]):
                return Gone(dates.parse(value["valid_until"]) + dates.ONE_DAY)
            return {key: self.value(inner, (*source, key), (*target, key)) for key, inner in value.items()}
        if isinstance(value, list):
            if is_rows(target):
                return self._list(self._rows(value, source), target)
            listed = (((*source, index), inner) for index, inner in enumerate(value))
            return self._dated(value, source, target) if is_dated(value) else self._list(listed, target)
        return value

    def _list(self, items: Iterable[tuple[Path, Any]], target: Path) -> list[Any]:
        """The list of the values of items, given with their paths in the file; what is `Gone` is left out."""
        found: list[Any] = []
        for source, item in items:
            value = self.value(item, source, (*target, len(found)))
            found += [] if isinstance(value, Gone) else [value]
        return found

    def _rows(self, value: list[Any], source: Path) -> Iterator[tuple[Path, Any]]:
        """Yield the rows that hold on the day (`from` to `until`, both included), without these two keys."""
        for index, row in enumerate(value):
            last = str(row.get("until", "9999-12-31")) if isinstance(row, dict) else "9999-12-31"
            if begins(row) <= self.day.isoformat() <= last:
                yield (*source, index), said_of(row) if isinstance(row, dict) else row

    def _dated(self, value: list[Any], source: Path, target: Path) -> Any:
        chosen = 0 if self.early else None
        for index, item in enumerate(value):
            if begins(item) <= self.day.isoformat():
                chosen = index
        if chosen is None:
            return NotYet(dates.parse(begins(value[0])), self.data.line(source))
        item = value[chosen]
        path = (*source, chosen)
        if isinstance(item, dict):
            item = said_of(item)
            if list(item) == ["value"]:
                item, path = item["value"], (*path, "value")
        return self.value(item, path, target)


def _misnumbered(snapshot: Snapshot, file: str) -> Iterator[Problem]:
    company = snapshot.values.get("company")
    number = company.get("corporate_number") if isinstance(company, dict) else None
    if isinstance(number, str) and _NUMBER.fullmatch(number) and not corporate_number_valid(number):
        line = snapshot.lines[("company", "corporate_number")]
        expected = f"{next(d for d in '123456789' if corporate_number_valid(d + number[1:]))}{number[1:]}"
        yield Problem("corporate_number_digit", file, line, {"number": number, "expected": expected})
