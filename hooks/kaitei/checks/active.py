"""What runs in a reader's browser, found in the HTML of an ordinary page; policies have `text.allowlist`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser

from kaitei import data
from kaitei.source import address


def active(html: str) -> Iterator[str]:
    """Yield what is active in HTML, as a reader of the source would name it: "<script>", "onclick", "javascript:…"."""
    found = _Active()
    found.feed(html)
    found.close()
    yield from dict.fromkeys(found.found)


def active_in_words(text: str) -> Iterator[str]:
    """Yield the active elements in words that a theme may print anywhere, such as a title: "<script>"."""
    names = "|".join(sorted(_rules()["elements"]))
    yield from dict.fromkeys(f"<{name.lower()}>" for name in re.findall(rf"(?i)<({names})\b", text))


class _Active(HTMLParser):
    """Notes elements and attributes; which of them are active is data."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        rules = _rules()
        if tag in rules["elements"]:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in rules["attributes"]:
                self.found.append(name)
            elif name in rules["addresses"] and value and not address.is_inert(value):
                self.found.append(value)


@lru_cache(maxsize=1)
def _rules() -> dict[str, frozenset[str]]:
    return {key: frozenset(names) for key, names in data.read("schemas/active.yml").items()}
