"""What a browser would find in a page: its words, languages, links and ids; and a checker of every link of a site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

Attributes = dict[str, str]

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNSEEN = frozenset("head script style template".split())
_INLINE = frozenset(
    "a abbr b bdi cite code del em i img ins kbd mark q ruby s samp small span strong sub sup time u var wbr".split()
)
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")


def _runs(script: Attributes) -> bool:
    """Whether a browser runs what stands within a <script>."""
    return "src" not in script and script.get("type", "module") == "module"


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text with the language that it is marked as."""

    lang: str
    text: str
    within: str = ""  # the element around it that may hold the content: "article", "main", "" for none


class Page(HTMLParser):
    """A page, parsed: what is said on it and linked from there is its content, without what a theme has around it."""

    def __init__(self, source: str, whole: bool = False) -> None:
        """Parse a page's source; `whole` keeps what the theme says around the content as well."""
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []  # of the whole page
        self.scripts: list[str] = []  # what stands within each <script> of the whole page that a browser runs
        self.said: list[Said] = []
        self.anchors: list[list[str]] = []  # address and words of each <a>
        self._open: list[tuple[str, str, str, bool]] = []  # element, its language, what it is within, if it is unseen
        self.feed(source)
        self.close()
        if whole:
            self.anchors = [anchor[:2] for anchor in self.anchors]
        else:
            self._leave_theme()

    def _leave_theme(self) -> None:
        """Keep of what is said the content alone: the article where there is one, else the main part, else all."""
        there = {one.within for one in self.said}
        content = next(name for name in ("article", "main", "") if name in there or not name)
        self.said = [one for one in self.said if one.within == content]
        self.anchors = [anchor for anchor in self.anchors if anchor.pop() == content]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        self._space(tag)
        if tag == "script" and _runs(given):
            self.scripts.append("")
        if tag == "a":
            self.anchors.append([given.get("href", ""), "", self._within])
        if tag not in _VOID:
            within = tag if tag in ("article", "main") else given.get("role", "")
            within = within if within in ("article", "main") else self._within
            unseen = tag in _UNSEEN or "hidden" in given or self._unseen
            self._open.append((tag, given.get("lang", self._lang), within, unseen))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that were left open."""
        if any(name == tag for name, *_ in self._open):
            while self._open.pop()[0] != tag:
                pass
        self._space(tag)

    def handle_data(self, data: str) -> None:
        """Note text that a reader sees."""
        names = [name for name, *_ in self._open]
        if not self._unseen:
            self.said.append(Said(self._lang, data, self._within))
        if "a" in names:
            self.anchors[-1][1] += data
        if names[-1:] == ["script"] and _runs(self.elements[-1][1]):
            self.scripts[-1] += data

    def _space(self, tag: str) -> None:
        if tag not in _INLINE:
            self.said.append(Said(self._lang, " ", self._within))

    @property
    def _lang(self) -> str:
        return self._open[-1][1] if self._open else ""

    @property
    def _within(self) -> str:
        return self._open[-1][2] if self._open else ""

    @property
    def _unseen(self) -> bool:
        return bool(self._open) and self._open[-1][3]

    @property
    def text(self) -> str:
        """The words, with a single space for any white space."""
        return " ".join("".join(one.text for one in self.said).split())

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.first("html").get("lang", "")

    @property
    def ids(self) -> list[str]:
        """The ids on the page."""
        return [given["id"] for _, given in self.elements if "id" in given]

    @property
    def robots(self) -> str:
        """What robots are told."""
        return next((given["content"] for given in self.all("meta") if given.get("name") == "robots"), "")

    @property
    def canonical(self) -> str:
        """The canonical address, "" where the page names none."""
        return next((given["href"] for given in self.all("link") if given.get("rel") == "canonical"), "")

    def all(self, tag: str) -> list[Attributes]:
        """The attributes of every element of a name."""
        return [given for name, given in self.elements if name == tag]

    def first(self, tag: str) -> Attributes:
        """The attributes of the first element of a name, nothing where there is none."""
        return next(iter(self.all(tag)), {})

    def links(self) -> Iterator[str]:
        """Yield every address that the page names in `href` or `src`."""
        for _, given in self.elements:
            yield from (given[name] for name in ("href", "src") if name in given)

    def linked(self, words: str) -> str:
        """Where the first link with certain words in it leads, "" where there is none."""
        return next((address for address, said in self.anchors if words in said), "")

    def strays(self) -> list[str]:
        """Japanese words that the page does not mark as Japanese."""
        return [one.text.strip() for one in self.said if one.lang != "ja" and _JAPANESE.search(one.text)]

    def misnamed(self) -> list[str]:
        """Words that the page marks as Japanese and that are not."""
        words = (one.text.strip() for one in self.said if one.lang == "ja")
        return [text for text in words if re.fullmatch(r"[A-Za-z() ]{3,}", text)]


def requested(page: Page, site_url: str) -> list[str]:
    """The addresses on other hosts that a browser would ask for on showing a page."""
    asked = [given.get("src", "") for tag in ("script", "img", "iframe", "source") for given in page.all(tag)]
    rels = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "modulepreload", "manifest", "prefetch"}
    asked += [given["href"] for given in page.all("link") if rels.intersection(given.get("rel", "").split())]
    absolute = (address for address in asked if re.match("(?i)([a-z][a-z0-9+.-]*:)?//", address))
    return [address for address in absolute if not address.startswith(site_url)]


def broken(site: Path, site_url: str) -> list[str]:
    """Each link of each page that leads to no page, file or id of the site, as `page: address`."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    return [
        f"{path.relative_to(site).as_posix()}: {address}"
        for path, page in pages.items()
        for address in page.links()
        if not _leads(address, path, site, site_url, pages)
    ]


def _leads(address: str, path: Path, site: Path, site_url: str, pages: dict[Path, Page]) -> bool:
    here = f"/{path.relative_to(site).as_posix()}"
    parts = urlsplit(address)
    if (parts.scheme or parts.netloc) and f"{parts.scheme}://{parts.netloc}/" != site_url:
        return True
    target = posixpath.join(posixpath.dirname(here), parts.path) if parts.path else here
    file = site / unquote(posixpath.normpath(target)).lstrip("/")
    if target.endswith(("/", "/.", "/..")):
        file /= "index.html"
    if not file.is_file():
        return False
    anchor = unquote(parts.fragment)
    return not anchor or file not in pages or anchor in pages[file].ids
