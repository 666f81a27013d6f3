"""A page of the engine's, finished but for the theme: its body, and what the theme is to say around it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

_ANCHOR = re.compile(r' id="([^"]+)"')


class Entry(NamedTuple):
    """An entry of a page's table of contents."""

    anchor: str
    level: int  # of its heading, 2 to 6
    label: str  # HTML


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page without the theme; texts are HTML, escaped."""

    locale: str
    address: str  # from the site's root: "/en/terms/history/"
    title: str
    attributes: str  # of <html>
    head: str  # what <head> says beside the title
    body: str  # begins with a heading of the first level
    lang: str = ""  # of the title, where it differs from the page's
    description: str = ""  # for search engines and previews
    contents: tuple[Entry, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()  # locale and address to which links to other languages lead
    entry: str = ""  # address of the page that the navigation marks as the present one, "" for none
    searched: bool = True  # whether the search of a theme may find it
    meta: Mapping[str, Any] = field(default_factory=dict)  # what front matter says to the theme and to plugins
    changed: str = ""  # the last day on which it came to say something else, YYYY-MM-DD; "" where that is not known

    @property
    def anchors(self) -> set[str]:
        """The anchors within its body."""
        return set(_ANCHOR.findall(self.body))

    @property
    def path(self) -> str:
        """Its file below the site's root: "/terms/" → "terms/index.html"."""
        path = self.address.lstrip("/")
        return f"{path}index.html" if not path or path.endswith("/") else path


def write(sheet: Sheet) -> bytes:
    """A sheet as JSON."""
    return json.dumps(asdict(sheet), ensure_ascii=False, separators=(",", ":")).encode()


def read(data: bytes) -> Sheet:
    """The sheet that `write` has written."""
    found = json.loads(data)
    found["contents"] = tuple(Entry(*one) for one in found["contents"])
    found["languages"] = tuple((code, address) for code, address in found["languages"])
    return Sheet(**found)


def nested(entries: tuple[Entry, ...]) -> tuple[Nested, ...]:
    """The entries of a table of contents as a tree: an entry holds those of deeper headings that follow it."""
    found, _ = _beneath(list(entries), 0, 0)
    return found


class Nested(NamedTuple):
    """An entry and those beneath it."""

    entry: Entry
    children: tuple[Nested, ...]


def _beneath(entries: list[Entry], at: int, level: int) -> tuple[tuple[Nested, ...], int]:
    """The entries from one on that are deeper than a level, and where the next is that is not."""
    found = []
    while at < len(entries) and entries[at].level > level:
        entry = entries[at]
        children, at = _beneath(entries, at + 1, entry.level)
        found.append(Nested(entry, children))
    return tuple(found), at
