"""A bundle: all that a site has of one policy. Its files, finished, and what lists of all policies say of it.

Both are written down for the cache, each by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kaitei.checks.outward import Outward
from kaitei.errors import Problem
from kaitei.programs.feed import FeedEntry
from kaitei.programs.search import InIndexes
from kaitei.text.content import Linked
from kaitei.text.links import Target


@dataclass(frozen=True, slots=True)
class InLocale:
    """What lists of a locale say of a policy, and the page of its text in force, which is one of MkDocs' pages."""

    living: str = ""  # a sheet, as JSON
    history: tuple[tuple[str, str], ...] = ()  # day (YYYY-MM-DD) and HTML of each entry
    feed: tuple[FeedEntry, ...] = ()  # the last first
    calendar: str = ""  # the events of what is coming
    search: InIndexes = field(default_factory=InIndexes)


@dataclass(frozen=True, slots=True)
class Summary:
    """What other parts of a build need of a policy: its findings, and its entries in lists of all policies."""

    id: str
    problems: tuple[Problem, ...] = ()  # what is wrong with it; then it has no files
    warnings: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()
    drafting: tuple[Problem, ...] = ()  # hints for whoever writes its texts: told by the command, not by builds
    outward: tuple[Outward, ...] = ()
    anchors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by revision (YYYY-MM-DD), in any locale
    locales: Mapping[str, InLocale] = field(default_factory=dict)
    json: str = ""  # of `policies.json`; "" where nothing is public
    changed: str = ""  # the last day on which it came to say something else, YYYY-MM-DD or ""
    next_change: str = ""  # the next such day that is public


@dataclass(frozen=True, slots=True)
class Bundle:
    """A policy's files by path below the site's root, its further pages without the theme, and its summary."""

    summary: Summary
    files: tuple[tuple[str, bytes], ...] = ()
    sheets: tuple[tuple[str, bytes], ...] = ()  # by locale, as JSON


Named = tuple[str, bytes]
"""What is stored under a name."""


def write_stored(listed: tuple[Named, ...]) -> bytes:
    """Files or sheets as bytes: a line of JSON, the name and length of each, then the contents."""
    head = _json([(name, len(data)) for name, data in listed])
    return b"".join((head, b"\n", *(data for _, data in listed)))


def read_stored(data: bytes) -> Iterator[Named]:
    """Yield what `write_stored` has written."""
    at = data.index(b"\n") + 1
    for name, length in json.loads(data[:at]):
        yield name, data[at : at + length]
        at += length


def write_summary(summary: Summary) -> bytes:
    """A summary as JSON."""
    return _json(asdict(summary))


def read_summary(data: bytes) -> Summary:
    """The summary that `write_summary` has written."""
    return _summary(**json.loads(data))


def write_problems(problems: Iterable[Problem]) -> bytes:
    """Problems as JSON."""
    return _json([asdict(one) for one in problems])


def read_problems(data: bytes) -> tuple[Problem, ...]:
    """The problems that `write_problems` has written."""
    return _problems(json.loads(data))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _summary(
    problems: list[Any],
    warnings: list[Any],
    hints: list[Any],
    drafting: list[Any],
    outward: list[Any],
    anchors: Any,
    locales: Any,
    **plain: str,
) -> Summary:
    return Summary(
        problems=_problems(problems),
        warnings=_problems(warnings),
        hints=_problems(hints),
        drafting=_problems(drafting),
        outward=tuple(_outward(**one) for one in outward),
        anchors={date: tuple(found) for date, found in anchors.items()},
        locales={code: _in_locale(**one) for code, one in locales.items()},
        **plain,
    )


def _problems(listed: list[Any]) -> tuple[Problem, ...]:
    return tuple(Problem(**one) for one in listed)


def _outward(file: str, frozen: bool, links: list[Any]) -> Outward:
    return Outward(file, frozen, tuple(Linked(Target(**one["target"]), one["href"], one["line"]) for one in links))


def _in_locale(history: list[Any], feed: list[Any], search: Any, **plain: str) -> InLocale:
    entries = tuple((day, html) for day, html in history)
    feeds = tuple(FeedEntry(**one) for one in feed)
    return InLocale(history=entries, feed=feeds, search=InIndexes(**search), **plain)
