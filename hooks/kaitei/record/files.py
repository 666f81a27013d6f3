"""The record as files: texts that can be read, sums that `sha256sum -c` verifies, and what each text was entered from.

`record/<id>/<date>.<locale>.txt` is a text as it was published; what was published before in its place stays beside it
as `<date>.<locale>.1.txt`, `.2.txt`, the oldest first. `SHA256SUMS` lists these texts, `SOURCES` the frozen files and
the pictures and PDFs that go with them, `entries.tsv` what each text was entered from. Source: product contract §3.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.record import first_edition, sums
from kaitei.record.first_edition import Key, Line
from kaitei.source import textfile
from kaitei.source.settings import Settings

FOLDER = "record"
SUMS, SOURCES, ENTRIES, STAMPS = (f"{FOLDER}/{name}" for name in ("SHA256SUMS", "SOURCES", "entries.tsv", "stamps"))

_TEXT = re.compile(
    r"([a-z0-9/-]+)/(\d{4}-\d{2}-\d{2})\.([A-Za-z]{2,3}(?:-\w+)?)(?:\.([1-9]\d*))?\.txt",
    re.ASCII,
)
_ENTRY = re.compile(r"(\S+)\t(\d{4}-\d{2}-\d{2})\t([0-9a-f]{64})\t([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a text was entered from, and when; tells a change of its source from another reading of it."""

    entered: str  # the day, YYYY-MM-DD
    wording: str  # SHA-256 of title and body, hexadecimal
    shown: str  # SHA-256 of the facts, and of the days of its revision, that it shows


@dataclass(frozen=True, slots=True)
class Named:
    """What the path of a recorded text says."""

    id: str  # of the policy, when the text was recorded
    date: str  # of the revision, YYYY-MM-DD
    locale: str
    turn: int = 0  # counts what was published before, from 1; 0 is what is published now

    @property
    def path(self) -> str:
        """Below record/: `privacy/2023-12-20.ja.txt`, `privacy/2023-12-20.ja.1.txt`."""
        return f"{self.id}/{self.date}.{self.locale}{f'.{self.turn}' if self.turn else ''}.txt"

    @classmethod
    def of(cls, path: str) -> Named | None:
        """Read a path; None for one that no recorded text has."""
        match = _TEXT.fullmatch(path)
        return cls(match[1], match[2], match[3], int(match[4] or 0)) if match else None


@dataclass(frozen=True)
class Record:
    """The record: its lists, what the first edition recorded, and the texts that are yet to be written."""

    sums: Mapping[str, str] = field(default_factory=dict)  # SHA-256 of each text, by path below record/
    sources: Mapping[str, str] = field(default_factory=dict)  # SHA-256, by path from the root
    origins: Mapping[str, Origin] = field(default_factory=dict)  # by path below record/
    former: Mapping[Key, Line] = field(default_factory=dict)  # of docs/revisions.lock, as it is there
    texts: Mapping[str, bytes] = field(default_factory=dict)  # to be written, by path below record/

    def before(self, named: Named) -> tuple[str, ...]:
        """The paths of what was published before in the place of a text, oldest first."""
        paths = (replace(named, turn=turn).path for turn in itertools.count(1))
        return tuple(itertools.takewhile(self.sums.__contains__, paths))

    def with_text(self, named: Named, text: bytes, origin: Origin, before: bytes | None = None) -> Record:
        """The record with a text; what was published in its place before, where given, stays beside it."""
        path = named.path
        listed, texts, origins = dict(self.sums), dict(self.texts), dict(self.origins)
        if before is not None:
            old = replace(named, turn=len(self.before(named)) + 1).path
            listed[old], texts[old] = listed[path], before
            origins |= {old: origins[path]} if path in origins else {}
        listed[path], texts[path], origins[path] = hashlib.sha256(text).hexdigest(), text, origin
        return replace(self, sums=listed, texts=texts, origins=origins)

    def files(self, settings: Settings) -> dict[Path, bytes | None]:
        """What is to be written, texts before the lists that name them; None for a file that is to go."""
        made: dict[Path, bytes | None] = {settings.root / FOLDER / name: text for name, text in self.texts.items()}
        made[settings.root / SOURCES] = sums.written(self.sources)
        made[settings.root / ENTRIES] = _written(self.origins)
        made[settings.root / SUMS] = sums.written(self.sums)
        made = {path: data or None for path, data in made.items()}  # an empty list is none to `sha256sum`
        old = first_edition.path(settings)
        if old.is_file():
            made[old] = first_edition.written(self.former.values()) if self.former else None
        return {path: data for path, data in made.items() if data != _content(path)}


def address(named: Named, settings: Settings) -> str:
    """Where a text is published: `/terms/2026-01-01.txt`, `/en/terms/2026-01-01.txt`.

    Args:
        named: the text.
        settings: the site's.
    """
    return settings.address(f"/{named.id}/{named.date}.txt", named.locale)


def read(settings: Settings) -> Record:
    """A site's record, empty where there is none; whether its texts are whole, `record.damage` says.

    Raises:
        KaiteiError: for lines that say nothing, and for what is listed twice.
    """
    return parsed(settings, lambda name: textfile.optional(settings.root / name, name))


def parsed(settings: Settings, content: Callable[[str], bytes | None]) -> Record:
    """A record from the contents of its lists.

    Args:
        settings: the site's.
        content: gives a file's content by its path from the root, None where there is none.

    Raises:
        KaiteiError: see `read`.
    """
    problems: list[Problem] = []

    def lists(name: str, parse: Callable[[str, str], Any]) -> Any:
        try:
            return parse(textfile.known(content(name) or b"", name), name)
        except KaiteiError as error:
            problems.extend(error.problems)
            return {}

    lock = settings.name(first_edition.path(settings))
    found = Record(
        lists(SUMS, _texts), lists(SOURCES, sums.parse), lists(ENTRIES, _origins), lists(lock, first_edition.parse)
    )
    if problems:
        raise KaiteiError(problems)
    return found


def _texts(text: str, name: str) -> Mapping[str, str]:
    found = sums.parse(text, name)
    if stray := next((path for path in found if Named.of(path) is None), ""):
        raise fail("record_path", name, 0, path=stray)
    return found


def _origins(text: str, name: str) -> Mapping[str, Origin]:
    found: dict[str, Origin] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _ENTRY.fullmatch(line)
        if match and match[1] not in found:
            found[match[1]] = Origin(*match.groups()[1:])
        elif line.strip():
            problems.append(Problem("record_entry", name, number))
    if problems:
        raise KaiteiError(problems)
    return found


def _written(origins: Mapping[str, Origin]) -> bytes:
    lines = (f"{path}\t{one.entered}\t{one.wording}\t{one.shown}\n" for path, one in sorted(origins.items()))
    return "".join(lines).encode()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
