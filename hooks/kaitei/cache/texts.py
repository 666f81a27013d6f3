"""What checking needs of a text and what it found, written down as JSON and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from kaitei.content import Linked, Reading
from kaitei.errors import Problem
from kaitei.links import Target


def write_reading(reading: Reading) -> str:
    """Write down a reading."""
    inline, pictures, anchors = (sorted(one) for one in (reading.inline, reading.pictures, reading.anchors))
    links, warnings = write_links(reading.links), write_problems(reading.warnings)
    return _json([reading.names, inline, links, reading.addresses, pictures, anchors, warnings])


def read_reading(text: str) -> Reading:
    """Read a reading."""
    names, inline, links, addresses, pictures, anchors, warnings = json.loads(text)
    return Reading(
        names=names,
        inline=frozenset(inline),
        links=read_links(links),
        addresses=tuple(addresses),
        pictures=frozenset(pictures),
        anchors=_shared(tuple(anchors)),
        warnings=read_problems(warnings),
    )


def write_links(links: Iterable[Linked]) -> list[list[Any]]:
    """Write down links, as values of JSON."""
    return [[link.target.path, link.target.anchor, link.href, link.line] for link in links]


def read_links(links: Iterable[list[Any]]) -> tuple[Linked, ...]:
    """Read links."""
    return tuple(Linked(Target(path, anchor), href, line) for path, anchor, href, line in links)


@lru_cache(maxsize=64)
def _shared(anchors: tuple[str, ...]) -> frozenset[str]:
    """Return anchors as the same set for all texts that have them, as most revisions of a policy do."""
    return frozenset(anchors)


def write_problems(problems: Iterable[Problem]) -> str:
    """Write down problems."""
    return _json([[one.key, one.file, one.line, one.params] for one in problems])


def read_problems(text: str) -> tuple[Problem, ...]:
    """Read problems."""
    return tuple(Problem(*one) for one in json.loads(text))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
