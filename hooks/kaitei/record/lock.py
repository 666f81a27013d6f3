"""The file of the record, `docs/revisions.lock`: what each frozen text said when it was recorded.

A line per frozen file of a revision that has taken effect: the SHA-256 of the file and of its canonical text, how many
corrections its revision had then, and a fingerprint, by which the first words that differ can be named. Source: product
contract §3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kaitei.errors import KaiteiError, Problem
from kaitei.source import textfile
from kaitei.source.folder import RECORD_NAMES
from kaitei.source.settings import Settings
from kaitei.wording.words import MESSAGE_LANGUAGES, message

Key = tuple[str, str, str]
"""Policy id, date of the revision (YYYY-MM-DD), locale: `("privacy", "2023-12-20", "ja")`."""

_LINE = re.compile(
    r"(\S+) (\d{4}-\d{2}-\d{2}) (\S+) "
    r"file=([0-9a-f]{64}) text=([0-9a-f]{64}) corrections=(\d+) words=((?:[\w-]{4})*(?:[\w-]{2,3})?)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A text as it was recorded."""

    id: str
    date: str  # of the revision, YYYY-MM-DD
    locale: str
    file: str  # SHA-256 of the file, hexadecimal
    text: str  # SHA-256 of the canonical text, hexadecimal
    corrections: int  # of the revision, when this was recorded
    words: str  # fingerprint of the canonical text
    at: int = 0  # line of the lock

    @property
    def key(self) -> Key:
        """Which text it is of: policy, date of the revision, locale."""
        return self.id, self.date, self.locale

    @property
    def line(self) -> str:
        """The entry as the lock has it."""
        digests = f"file={self.file} text={self.text} corrections={self.corrections} words={self.words}"
        return f"{self.id} {self.date} {self.locale} {digests}"

    @property
    def told(self) -> dict[str, str]:
        """What messages say about it."""
        return {"id": self.id, "date": self.date, "locale": self.locale}

    def same(self, other: Entry) -> bool:
        """Whether two entries have the same digests of file and text; line and number of corrections do not count."""
        return (self.file, self.text) == (other.file, other.text)


def path(settings: Settings) -> Path:
    """Where a site's record is."""
    return settings.docs / RECORD_NAMES[0]


def content(settings: Settings) -> bytes | None:
    """A site's record as it is; None where there is none.

    Raises:
        KaiteiError: where it cannot be read.
    """
    file = path(settings)
    return textfile.optional(file, settings.name(file))


def parse(text: str, name: str, aliases: Mapping[str, str] | None = None) -> dict[Key, Entry]:
    """Read the text of a record.

    Args:
        text: of the file.
        name: of the file in messages.
        aliases: present ids by former ones.

    Raises:
        KaiteiError: for lines that are no entries, and for what is listed twice.
    """
    found: dict[Key, Entry] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            problems.append(Problem("lock_line", name, number))
            continue
        id_, date, locale, file, sha256, corrections, words = match.groups()
        entry = Entry((aliases or {}).get(id_, id_), date, locale, file, sha256, int(corrections), words, number)
        if entry.key in found:
            problems.append(Problem("lock_twice", name, number, {"first": str(found[entry.key].at), **entry.told}))
        found[entry.key] = entry
    if problems:
        raise KaiteiError(problems)
    return found


def written(entries: Iterable[Entry]) -> bytes:
    """The bytes of a lock file: a header for people in each language, then the entries, sorted."""
    header = [f"# {line}" for lang in MESSAGE_LANGUAGES for line in message(Problem("lock_header"), lang).splitlines()]
    return "\n".join([*header, *sorted(entry.line for entry in entries), ""]).encode()
