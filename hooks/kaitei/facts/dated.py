"""Dates within the facts file: lists of dated entries, rows, and what may be wrong with their days.

A list is one of dated entries where all but the first have `from`; each holds until the next begins. Rows, as those of
`partners`, hold from `from` to `until`, each by itself. A map with `valid_until` holds until that day. What came into
the file after its day has `recorded` beside `from`: pages of the days between said something else, and go on saying it.
Source: product contract §1, "Facts".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kaitei import dates
from kaitei.errors import Problem
from kaitei.source.yamltext import Data, Path, said

ROWS = ("partners",)
"""Facts whose lists are rows, each with its own `from` and `until`; any other dated list is one thing over time."""

KEYS = ("from", "until", "valid_until")
"""Keys that are dates and say when something holds; no fact and no value may be named so."""


BESIDE = ("from", "recorded", "until")
"""Keys of a dated entry or a row that are none of its values."""


def is_rows(path: Path) -> bool:
    """Whether a list at a path is rows: `("partners", "card")` is, `("partners", "card", 0, "x")` is not."""
    return path[:1] in [(key,) for key in ROWS] and all(isinstance(step, str) for step in path)


def is_dated(value: list[Any]) -> bool:
    """Whether a list is one thing at several times: all items but the first are maps with `from`; a single item too.

    `[{name: A}, {from: 2024-06-25, name: B}]` is; `[a, b]` and `[{name: A}]` are not; with `until`, never.
    """
    maps = [item for item in value if isinstance(item, dict)]
    if any("until" in item for item in maps) or not maps:
        return False
    later = value[1:] if len(value) > 1 else value
    return all(isinstance(item, dict) and "from" in item for item in later)


def begins(item: Any) -> str:
    """The day from which a dated item is shown, YYYY-MM-DD; "" where it always was.

    `{from: 2026-09-01, …}` → 2026-09-01; `{from: 2026-09-01, recorded: 2026-11-01, …}` → 2026-11-01.
    """
    return str(item.get("recorded", item["from"])) if isinstance(item, dict) and "from" in item else ""


def said_of(item: dict[str, Any]) -> dict[str, Any]:
    """What a dated item says, without when: `{from: 2026-09-01, name: A}` → `{name: A}`."""
    return {key: inner for key, inner in item.items() if key not in BESIDE}


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield a value and all values within it, each with its path: map keys and list indexes from the root."""
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from walk(inner, (*path, key))


def days(value: Any) -> Iterator[dt.date]:
    """Yield each day on which something begins to be shown, or no longer holds (the day after `until`)."""
    for path, inner in walk(value):
        if first := begins(inner):
            yield dates.parse(first)
        if path and path[-1] in ("until", "valid_until") and inner < dt.date.max.isoformat():
            yield dates.parse(inner) + dates.ONE_DAY


def turning(value: Any, day: dt.date) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield what begins to be shown on a day, or ended on the day before, each with its path."""
    for path, inner in walk(value):
        if isinstance(inner, dict):
            ends = (dates.parse(inner[key]) for key in ("until", "valid_until") if key in inner)
            if begins(inner) == day.isoformat() or day - dates.ONE_DAY in ends:
                yield path, inner


def problems(data: Data, file: str) -> tuple[Problem, ...]:
    """What is wrong with dates: not dates, out of order or misplaced; only if nothing is, what never holds."""
    checked = _Checked(data, file)
    return (*checked.written(), *checked.placed()) or tuple(checked.never(data.value, (), dt.date.min, dt.date.max))


@dataclass(frozen=True, slots=True)
class _Checked:
    data: Data
    file: str

    def problem(self, key: str, path: Path, /, **params: str) -> Problem:
        """A problem with the value at a path."""
        return Problem(key, self.file, self.data.line(path), {"where": said(path), **params})

    def written(self) -> Iterator[Problem]:
        """Report dates that are none, and entries out of order."""
        for path, value in walk(self.data.value):
            if path and path[-1] in KEYS and not dates.is_day(value):
                yield self.problem("expects_date", path, value=str(value))
            if begins(value) and "recorded" in value:
                yield from self._recorded(value, path)
            if isinstance(value, list) and not is_rows(path) and is_dated(value):
                yield from self._ordered(value, path)

    def _recorded(self, item: dict[str, Any], path: Path) -> Iterator[Problem]:
        """Report a `recorded` that is no date, or that says nothing, being no later than `from`."""
        day = item["recorded"]
        if not dates.is_day(day):
            yield self.problem("expects_date", (*path, "recorded"), value=str(day))
        elif str(day) <= str(item["from"]):
            yield self.problem("facts_recorded_early", (*path, "recorded"), day=str(day), first=str(item["from"]))

    def _ordered(self, items: list[Any], path: Path) -> Iterator[Problem]:
        """Report entries that do not follow each other, or that the next replaces before they are ever shown."""
        starts = [str(item.get("from", "")) for item in items if isinstance(item, dict)]
        if starts != sorted(set(starts)):
            yield self.problem("facts_order", path)
            return
        for index, (item, following) in enumerate(pairwise(items)):
            if begins(item) >= begins(following):
                params = {"day": begins(item), "next": begins(following)}
                yield self.problem("facts_recorded_order", (*path, index, "recorded"), **params)

    def placed(self) -> Iterator[Problem]:
        """Report `from` and `until` where they would have no effect, and entries that lack theirs."""
        for path, value in walk(self.data.value):
            if isinstance(value, list):
                yield from self._listed(value, path) if not is_rows(path) else self._unbegun(value, path)
            elif isinstance(value, dict) and not (path and isinstance(path[-1], int)):
                keys = ("from", "until") if path else KEYS
                yield from (self.problem("facts_alone", (*path, key), key=key) for key in keys if key in value)

    def _listed(self, items: list[Any], path: Path) -> Iterator[Problem]:
        """Report, in a list where an item has `from`, the items after the first that lack it; and any `until`."""
        maps = [(index, item) for index, item in enumerate(items) if isinstance(item, dict)]
        yield from (self.problem("facts_until", (*path, index, "until")) for index, item in maps if "until" in item)
        if any("from" in item for _, item in maps):
            lacking = (index for index, item in enumerate(items) if not (isinstance(item, dict) and "from" in item))
            yield from (self.problem("facts_undated", (*path, index)) for index in lacking if index)
            yield from self._unbegun(items, path)

    def _unbegun(self, items: list[Any], path: Path) -> Iterator[Problem]:
        """Report `recorded` of what has no `from`, and so was always shown."""
        for index, item in enumerate(items):
            if isinstance(item, dict) and "recorded" in item and "from" not in item:
                yield self.problem("facts_recorded_alone", (*path, index, "recorded"))

    def never(self, value: Any, path: Path, first: dt.date, last: dt.date) -> Iterator[Problem]:
        """Report values that hold on no day; `first` to `last` are the days on which what is around them does."""
        if isinstance(value, dict) and "valid_until" in value:
            last = min(last, dates.parse(value["valid_until"]))
        if first > last:
            yield self.problem("facts_never", path, first=str(first), last=str(last))
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from self.never(inner, (*path, key), first, last)
        elif isinstance(value, list):
            for index, (inner, starts, ends) in enumerate(_spans(value, path)):
                yield from self.never(inner, (*path, index), max(first, starts), min(last, ends))


def _spans(items: list[Any], path: Path) -> Iterator[tuple[Any, dt.date, dt.date]]:
    """Yield the items of a list, each with the first and the last day on which it may hold."""
    follows = is_dated(items) and not is_rows(path)
    for index, item in enumerate(items):
        said = item if isinstance(item, dict) else {}
        starts = dates.parse(begins(item)) if begins(item) else dt.date.min
        ends = dates.parse(said["until"]) if "until" in said else dt.date.max
        if follows and index + 1 < len(items):
            ends = dates.parse(begins(items[index + 1])) - dates.ONE_DAY
        yield item, starts, ends
