"""Changes of facts between revisions: on which days what a text shows has changed, though its wording has not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kaitei.facts import facts
from kaitei.facts.facts import Facts, Gone, NotYet, Snapshot


@dataclass(frozen=True, slots=True)
class FactChange:
    """A day on which facts changed, and which."""

    day: dt.date
    names: tuple[str, ...]  # dotted names of facts or entries, such as "representative" and "desks.privacy"


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
            before, after = known.as_of(day - dt.timedelta(days=1)), known.as_of(day)
            differing = differences(names, before, after)
            if differing:
                found.append(FactChange(day, differing))
    return tuple(found)


def differences(used: Iterable[str], before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Which placeholders of `used` differ between two days, entry by entry: `desks` → `desks.privacy`."""
    found: dict[str, None] = {}
    for name in used:
        for shown in ("company.name", "representative") if name == "signature" else (name,):
            if shown.split(".")[0] not in facts.DERIVED:
                for entry in _entries(shown, before, after):
                    if _value(before, entry) != _value(after, entry):
                        found[".".join(entry.split(".")[:2])] = None
    return tuple(found)


def _entries(name: str, before: Snapshot, after: Snapshot) -> list[str]:
    """The entries that a name stands for: those of a collection asked for whole, else the name itself."""
    if "." in name or name in facts.SINGLE:
        return [name]
    values = [_value(snapshot, name) for snapshot in (before, after)]
    maps = [value for value in values if isinstance(value, dict)]
    if not maps or not all(
        isinstance(inner, dict | list | Gone | NotYet) for value in maps for inner in value.values()
    ):
        return [name]
    return [f"{name}.{key}" for key in dict.fromkeys(key for value in maps for key in value)]


def _value(snapshot: Snapshot, name: str) -> Any:
    try:
        value = facts.lookup(snapshot, name)
    except KeyError:
        return None
    return None if isinstance(value, NotYet | Gone) else value
