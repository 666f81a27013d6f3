"""What makes a reader's browser ask another host, found in a page that the theme has made."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from kaitei.source import address

_LINKS = frozenset(
    ("stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest")
)
_SOURCES = frozenset(("script", "img", "iframe", "source", "video", "audio", "embed", "track", "input"))


def elsewhere(page: str, own: str) -> Iterator[str]:
    """Yield the addresses of other hosts that a page asks by itself; a link that a reader may follow asks none.

    Args:
        page: its HTML.
        own: the site's own host, which may be named in full.
    """
    found = _Asked()
    found.feed(page)
    found.close()
    yield from (one for one in dict.fromkeys(found.asked) if address.host(one) not in ("", own))


class _Asked(HTMLParser):
    """Notes the addresses of what a browser fetches."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.asked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value for name, value in attrs if value}
        if tag == "link" and _LINKS & set(named.get("rel", "").lower().split()):
            self.asked.append(named.get("href", ""))
        if tag in _SOURCES and "src" in named:
            self.asked.append(named["src"])
        if named.get("data-md-component") == "source":  # whose script asks the repository's host for its stars
            self.asked.append(named.get("href", ""))
