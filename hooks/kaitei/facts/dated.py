"""Dates within the facts file: lists of dated entries, rows, and what may be wrong with their days.

A list is one of dated entries where all but the first have `from`; each holds until the next begins. Rows, as those of
`partners`, hold from `from` to `until`, each by itself. A map with `valid_until` holds until that day. Source: product
contract §1, "Facts".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kaitei import dates
from kaitei.errors import Problem
from kaitei.source.yamltext import Data, Path, said

ROWS = ("partners",)
"""Facts whose lists are rows, each with its own `from` and `until`; any other dated list is one thing over time."""

KEYS = ("from", "until", "valid_until")
"""Keys that are dates and say when something holds; no fact and no value may be named so."""


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


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield a value and all values within it, each with its path: map keys and list indexes from the root."""
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from walk(inner, (*path, key))


def days(value: Any) -> Iterator[dt.date]:
    """Yield each day on which something begins to hold (`from`), or no longer does (the day after `until`)."""
    for path, inner in walk(value):
        if path and path[-1] == "from":
            yield dates.parse(inner)
        if path and path[-1] in ("until", "valid_until") and inner < dt.date.max.isoformat():
            yield dates.parse(inner) + dates.ONE_DAY


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
            if isinstance(value, list) and not is_rows(path) and is_dated(value):
                starts = [str(item.get("from", "")) for item in value if isinstance(item, dict)]
                if starts != sorted(set(starts)):
                    yield self.problem("facts_order", path)

    def placed(self) -> Iterator[Problem]:
        """Report `from` and `until` where they would have no effect, and entries that lack theirs."""
        for path, value in walk(self.data.value):
            if isinstance(value, list) and not is_rows(path):
                yield from self._listed(value, path)
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
        starts = dates.parse(said["from"]) if "from" in said else dt.date.min
        ends = dates.parse(said["until"]) if "until" in said else dt.date.max
        if follows and index + 1 < len(items):
            ends = dates.parse(items[index + 1]["from"]) - dates.ONE_DAY
        yield item, starts, ends
