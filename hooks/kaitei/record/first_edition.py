"""The record of the first edition, `docs/revisions.lock`: sums of frozen files and of texts that it did not keep.

It counts until `kaitei lock` has taken it over: a line goes when the text that it is of is in `record/`. A line per
frozen file: the SHA-256 of the file and of its text as it read then; what else it says is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kaitei.errors import KaiteiError, Problem
from kaitei.source.folder import RECORD_NAMES
from kaitei.source.settings import Settings

Key = tuple[str, str, str]
"""Policy id, date of the revision (YYYY-MM-DD), locale: `("privacy", "2023-12-20", "ja")`."""

_LINE = re.compile(
    r"(\S+) (\d{4}-\d{2}-\d{2}) (\S+) file=([0-9a-f]{64}) text=([0-9a-f]{64}) corrections=(\d+) words=[\w-]*",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A text as the first edition recorded it."""

    key: Key
    file: str  # SHA-256 of the frozen file, hexadecimal
    text: str  # SHA-256 of the canonical text, hexadecimal
    corrections: int  # of the revision, when this was recorded
    written: str  # the whole line
    at: int  # its number


def path(settings: Settings) -> Path:
    """Where it is."""
    return settings.docs / RECORD_NAMES[0]


def parse(text: str, name: str) -> dict[Key, Line]:
    """Its lines by what they are of.

    Args:
        text: of the file.
        name: of the file in messages.

    Raises:
        KaiteiError: for lines that are no entries, and for what is listed twice.
    """
    found: dict[Key, Line] = {}
    problems: list[Problem] = []
    for number, written in enumerate(text.split("\n"), 1):
        if not written.strip() or written.startswith("#"):
            continue
        match = _LINE.fullmatch(written.strip())
        if match is None:
            problems.append(Problem("lock_line", name, number))
            continue
        key = match[1], match[2], match[3]
        if key in found:
            told = {"first": str(found[key].at), "id": key[0], "date": key[1], "locale": key[2]}
            problems.append(Problem("lock_twice", name, number, told))
        found[key] = Line(key, match[4], match[5], int(match[6]), written.strip(), number)
    if problems:
        raise KaiteiError(problems)
    return found


def written(lines: Iterable[Line]) -> bytes:
    """The bytes of what is left of it."""
    return "".join(f"{line.written}\n" for line in lines).encode()
