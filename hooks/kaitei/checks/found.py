"""What was found in a text and matters beyond it, written down as JSON and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from kaitei.cache.texts import read_links, read_problems, write_links, write_problems
from kaitei.content import Linked, Reading
from kaitei.errors import Problem
from kaitei.policy import Text
from kaitei.registry import Page


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a text: where it leads out of itself, and its warnings."""

    file: str
    frozen: bool
    in_policy: bool
    links: tuple[Linked, ...]
    warnings: tuple[Problem, ...]

    @classmethod
    def of(cls, text: Text | Page, reading: Reading, filled: Iterable[Linked] = ()) -> Found:
        """Return what a reading found, and the links that only facts make."""
        frozen = isinstance(text, Text) and not text.living
        outward = (*(link for link in reading.links if link.target.path), *filled)
        return cls(text.file, frozen, isinstance(text, Text), outward, reading.warnings)


def write(found: Iterable[Found]) -> str:
    """Write down what was found in texts."""
    written = [
        [one.file, one.frozen, one.in_policy, write_links(one.links), write_problems(one.warnings)] for one in found
    ]
    return json.dumps(written, ensure_ascii=False)


def read(text: str) -> list[Found]:
    """Read what was found in texts."""
    return [
        Found(file, frozen, in_policy, read_links(links), read_problems(warnings))
        for file, frozen, in_policy, links, warnings in json.loads(text)
    ]
