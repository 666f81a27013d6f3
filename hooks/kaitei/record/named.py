"""What the paths of recorded texts say, and where each of these texts is published."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaitei.text.links import localize

FOLDER = "record"
"""The record's folder, at the site's root and at that of its sources."""

SUMS, SOURCES = f"{FOLDER}/SHA256SUMS", f"{FOLDER}/SOURCES"

_TEXT = re.compile(
    r"([a-z0-9/-]+)/(\d{4}-\d{2}-\d{2})\.([A-Za-z]{2,3}(?:-\w+)?)(?:\.([1-9]\d*))?\.txt",
    re.ASCII,
)


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


def address(named: Named, default: str) -> str:
    """Where a text is published: `/terms/2026-01-01.txt`, `/en/terms/2026-01-01.txt`.

    Args:
        named: the text.
        default: the site's default locale.
    """
    return localize(f"/{named.id}/{named.date}.txt", named.locale, default)
