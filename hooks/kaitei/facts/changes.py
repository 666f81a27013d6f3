"""Changes of facts between revisions: on which days what a text shows has changed, though its wording has not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kaitei import dates
from kaitei.facts import facts
from kaitei.facts.dated import is_rows, turning
from kaitei.facts.facts import Facts, Gone, NotYet, Snapshot

Keys = tuple[str, ...]
"""Where a value is, from the root of the facts: `("desks", "privacy", "phone")`."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A day on which facts changed, and which."""

    day: dt.date
    names: tuple[str, ...]  # dotted names of facts or entries, such as "representative" and "desks.privacy"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A text that differs between two days, such as the telephone number of a desk; of a whole entry, its name."""

    keys: Keys
    before: Any  # a text, or one per locale; None where it was not there
    after: Any
    row: Any = None  # the name, likewise, of the row in which it is
    since: dt.date | None = None  # the day from which it held, where it was recorded later


def changed(known: Facts, used: Iterable[str], first: dt.date, last: dt.date) -> tuple[FactChange, ...]:
    """The changes of facts that a text shows, from the day after it took effect.

    Args:
        known: the facts.
        used: the placeholders of the text.
        first: the day on which the text took effect.
        last: the last day to look at, included.
    """
    names = tuple(used)
    found = []
    for day in known.changes:
        if first < day <= last:
            differing = differences(names, known.as_of(day - dates.ONE_DAY), known.as_of(day))
            if differing:
                found.append(FactChange(day, differing))
    return tuple(found)


def differences(used: Iterable[str], before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Which placeholders of `used` differ between two days, entry by entry: `desks` → `desks.privacy`."""
    found: dict[str, None] = {}
    for name in behind(used):
        for entry in _entries(name, before, after):
            if facts.find(before, entry) != facts.find(after, entry):
                found[".".join(entry.split(".")[:2])] = None
    return tuple(found)


def behind(used: Iterable[str]) -> Iterator[str]:
    """Yield the facts behind placeholders: `signature` shows two, `dates` none, any other is one itself."""
    for name in used:
        if name == "signature":
            yield from ("company.name", "representative")
        elif name.split(".")[0] not in facts.DERIVED:
            yield name


def values(known: Facts, used: Iterable[str], day: dt.date) -> tuple[ValueChange, ...]:
    """What says something else from a day on in a text that uses these placeholders, value by value."""
    before, after = known.as_of(day - dates.ONE_DAY), known.as_of(day)
    found: list[ValueChange] = []
    for name in behind(used):
        told = _Values(known.locales).of(tuple(name.split(".")), facts.find(before, name), facts.find(after, name))
        found += [one for one in told if one not in found]
    return tuple(replace(one, since=_since(known, one, day)) for one in found)


def line(known: Facts, name: str, day: dt.date) -> int:
    """The line of the facts file that makes a fact or an entry say something else from a day on."""
    keys = tuple(name.split("."))
    lines = [known.data.line(path) for path, _ in turning(known.data.value, day) if _related(_keys(path), keys)]
    return min(lines, default=known.data.line(keys[:1]))


@dataclass(frozen=True, slots=True)
class _Values:
    """Goes through a value as it is on two days, down to the texts that differ."""

    locales: tuple[str, ...]

    def of(self, keys: Keys, before: Any, after: Any, row: Any = None) -> Iterator[ValueChange]:
        there = [value for value in (before, after) if value is not None]
        if before == after:
            return
        if len({self._kind(value) for value in there}) > 1:
            yield from (*self.of(keys, before, None, row), *self.of(keys, None, after, row))
        elif self._kind(there[0]) == "text":
            if keys[-1] not in facts.PRESENTATION:
                yield ValueChange(keys, before, after, row)
        elif isinstance(there[0], list):
            for old, new in _paired(before or [], after or []):
                yield from self.of(keys, old, new, _name(new) if old and new else row)
        elif len(there) == 1 and facts.is_text(_name(there[0]), self.locales):
            yield ValueChange(keys, _name(before), _name(after), row)
        else:
            old, new = before or {}, after or {}
            for key in dict.fromkeys((*old, *new)):
                yield from self.of((*keys, key), _there(old.get(key)), _there(new.get(key)), row)

    def _kind(self, value: Any) -> str:
        return "text" if facts.is_text(value, self.locales) else type(value).__name__


def _paired(before: list[Any], after: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the items that only one of two lists has, each with that of the other list which bears the same name."""
    new = [item for item in after if item not in before]
    for item in before:
        if item not in after:
            same = next((one for one in new if _name(one) is not None and _name(one) == _name(item)), None)
            if same is not None:
                new.remove(same)
            yield item, same
    yield from ((None, item) for item in new)


def _name(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else None


def _since(known: Facts, change: ValueChange, day: dt.date) -> dt.date | None:
    """The day from which a value held that is shown from a later one, on which it was recorded."""
    for path, item in turning(known.data.value, day):
        named = not is_rows(path[:-1]) or _name(item) in (change.row, change.after)
        if "recorded" in item and "from" in item and named and _related(_keys(path), change.keys):
            return dates.parse(item["from"])
    return None


def _keys(path: tuple[str | int, ...]) -> Keys:
    return tuple(step for step in path if isinstance(step, str))


def _related(one: Keys, other: Keys) -> bool:
    """Whether one value is the other, or within it."""
    return all(a == b for a, b in zip(one, other, strict=False))


def _entries(name: str, before: Snapshot, after: Snapshot) -> list[str]:
    """The entries that a name stands for: those of a collection asked for whole, else the name itself."""
    if "." in name or name in facts.SINGLE:
        return [name]
    maps = [value for snapshot in (before, after) if isinstance(value := facts.find(snapshot, name), dict)]
    if not maps or not all(
        isinstance(inner, dict | list | Gone | NotYet) for value in maps for inner in value.values()
    ):
        return [name]
    return [f"{name}.{key}" for key in dict.fromkeys(key for value in maps for key in value)]


def _there(value: Any) -> Any:
    return None if isinstance(value, NotYet | Gone) else value
