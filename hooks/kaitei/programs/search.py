"""What can be found: every clause of the texts in force and of ordinary pages, for the search page to look through.

A clause is an entry of its own, so that a reader is led to `/privacy/#c10`, not to the top of a long page. Past and
upcoming texts are left out: who searches wants to know what holds today. What past texts said is in an index of its
own, for those who ask for it: each wording once, in the last text that had it, and nothing that stands there still.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from html.parser import HTMLParser
from typing import Any

from kaitei import data
from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.pages.index import index as list_of_policies
from kaitei.pages.index import lag
from kaitei.pages.views import SearchView
from kaitei.policy.states import State
from kaitei.site.edition import Edition
from kaitei.site.site import Standing
from kaitei.source.placeholders import TOKEN, literal
from kaitei.text import links
from kaitei.text.markdown.document import Clause, Document, Gist, Line
from kaitei.text.markdown.plain_text import clause_text

ADDRESS = "/search/"
"""Of the search page in the default locale."""

INDEX = f"{ADDRESS}index.json"
PAST = f"{ADDRESS}past.json"

_HEADING, _MUTED = re.compile("h[1-6]"), ("script", "style", "svg", "template")
_LEFT_OUT = {"headerlink", "lately"}  # classes: links to headings, and the list of what changed
_INLINE = frozenset(("a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "rb", "rt", "ruby", "s",
                     "small", "span", "strong", "sub", "sup", "time", "u", "wbr"))  # fmt: skip
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "wbr", "source"))
_HREF = re.compile(rf'{links.HREF}([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_RUBY = {"rt": ("（", "）")}  # what is read above a word follows it in brackets, whether there are any (`rp`) or not
_RP = re.compile(r"<rp>[^<]*(?:</rp>)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A clause, or with neither anchor nor label a page: its title and what stands on it under no clause."""

    anchor: str
    trail: tuple[str, ...]  # the clauses that it stands under, outermost first: "１０．開示等の請求", "（１）"
    label: str  # its own number and heading, as far as it has them
    headed: bool  # whether the label says what it is about
    text: str  # what follows, without what stands under its clauses; on one line
    gist: bool = False  # whether the text is that of a plain-language note on the clause


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page on which something can be found."""

    title: str
    address: str  # from the site's root
    lang: str  # of the title, where it differs from the locale
    note: str  # that the text found is a past one, or a translation of one; "" where it is not
    entries: tuple[SearchEntry, ...]


_COMPACT: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}
_ENTRY, _FOUND = (tuple(one.name for one in fields(kind)) for kind in (SearchEntry, FoundPage))


def page(context: Context) -> SearchView:
    """Make the search page."""
    listed = list_of_policies(context, context.words("page_search"))
    past = any(next(_past(standing, context.locale), None) for standing in context.site.standings)
    return SearchView(listed.title, context.address(INDEX), context.address(PAST) if past else "", listed.groups)


def index(context: Context, policies: Iterable[str], found: Iterable[FoundPage]) -> str:
    """The index of a locale as JSON: `current` of each policy, in the order of lists, then ordinary pages; synonyms."""
    pages = (_written(context, page) for page in found)
    synonyms = json.dumps((*context.settings.search_synonyms, *_built_in(context)), **_COMPACT)
    return f'{{"pages":[{",".join((*policies, *pages))}],"synonyms":{synonyms}}}\n'


def _built_in(context: Context) -> Iterator[list[str]]:
    """Yield the groups of synonyms that come with the engine, with the words of the site's languages."""
    known = ("any", *context.settings.codes)
    for group in data.read("schemas/synonyms.yml"):
        words = [word for language, said in group.items() if language in known for word in said]
        if len(words) > 1:
            yield words


def past_index(policies: Iterable[str]) -> str:
    """The index of past texts of a locale as JSON: `past` of each policy."""
    return f'{{"pages":[{",".join(policies)}]}}\n'


@dataclass(frozen=True, slots=True)
class InIndexes:
    """A policy's parts of the indexes as JSON."""

    current: str = ""  # "" where the text shown is not in force
    past: str = ""  # pages with a comma between them


def policy(context: Context, standing: Standing) -> InIndexes:
    """Make a policy's parts of the indexes."""
    current = _written(context, _current(context, standing)) if _shows_current(standing) else ""
    return InIndexes(current, ",".join(_written(context, one) for one in _of_past(context, standing)))


def _shows_current(standing: Standing) -> bool:
    return standing.shown == standing.current


def _current(context: Context, standing: Standing) -> FoundPage:
    title, edition = context.title(standing), standing.shown_edition(context.locale)
    listed = entries(_filler(context, standing, edition)) if edition else (SearchEntry("", (), "", False, ""),)
    return FoundPage(title.text, context.living(standing.policy), title.lang, lag(context, standing), listed)


def _of_past(context: Context, standing: Standing) -> Iterator[FoundPage]:
    """Yield past texts, the last first, with what was not said later."""
    shown = standing.shown_edition(context.locale) if _shows_current(standing) else None
    known = set(map(_said, _as_recorded(shown))) if shown else set()
    for edition in _past(standing, context.locale):
        fresh = tuple(entry for entry in _as_recorded(edition) if _said(entry) not in known)
        known.update(map(_said, fresh))
        if fresh:
            address = context.dated(standing.policy, edition.revision)
            yield FoundPage(edition.text.title, address, "", context.brief(standing, edition.revision).label, fresh)


def _past(standing: Standing, locale: str) -> Iterator[Edition]:
    """Yield the texts that were in force once and are no more, the last first."""
    held = (one for one in standing.held(locale) if standing.state(one) is State.SUPERSEDED)
    yield from (found for one in held if (found := standing.edition(one, locale)))


def _said(entry: SearchEntry) -> tuple[str, ...]:
    """What an entry says, and where, wherever it leads."""
    return (*entry.trail, entry.label, entry.text)


def _written(context: Context, found: FoundPage) -> str:
    """Write a page as JSON, its address as seen from the index."""
    told = {key: getattr(found, key) for key in _FOUND}
    told["address"] = links.relative(found.address, context.address(INDEX))
    told["entries"] = [_entry(entry) for entry in found.entries]
    return json.dumps(told, **_COMPACT)


def _entry(entry: SearchEntry) -> dict[str, Any]:
    """An entry as JSON has it; most are no gist, and do not say so."""
    told = {key: getattr(entry, key) for key in _ENTRY}
    return told if entry.gist else {key: value for key, value in told.items() if key != "gist"}


def entries(filler: PageFiller) -> tuple[SearchEntry, ...]:
    """The clauses of a text in reading order, the page itself first, with facts filled in as on the page."""
    assert filler.content
    document = filler.content.document
    hrefs = _hrefs(document)

    def read(line: Line) -> str:
        text = " ".join(_filled(cell, filler) for cell in line)
        return " ".join(_without(text, hrefs).split())

    found = _entries(document.clauses, read)
    return (*found, *_gists(document.gists, found, read))


def _as_recorded(edition: Edition) -> tuple[SearchEntry, ...]:
    """The clauses of a text with the facts of its first day, as its canonical text has them; without notes on them."""
    hrefs = _hrefs(edition.content.document)
    return _entries(edition.clauses, lambda line: " ".join(_without(" ".join(line), hrefs).split()))


def _hrefs(document: Document) -> set[str]:
    return {html.unescape(href) for href in _HREF.findall(document.html)}


def _entries(clauses: Iterable[Clause], read: Callable[[Line], str]) -> tuple[SearchEntry, ...]:
    title, *rest = clauses
    outside = [replace(title, lines=title.lines[1:]), *(clause for clause in rest if not clause.anchor)]
    whole = SearchEntry("", (), "", False, _joined((line for clause in outside for line in clause.lines), read))
    named = (clause for clause in (*title.children, *rest) if clause.anchor)
    return (whole, *(entry for clause in named for entry in _clause(clause, (), read)))


def _gists(gists: Iterable[Gist], found: Iterable[SearchEntry], read: Callable[[Line], str]) -> Iterator[SearchEntry]:
    """Yield plain-language notes, each as an entry of its own at the clause in which it stands."""
    by_anchor = {entry.anchor: entry for entry in found}
    for gist in gists:
        yield replace(by_anchor[gist.anchor], text=_joined(gist.lines, read), gist=True)


def of_html(title: str, address: str, page: str) -> FoundPage:
    """What can be found on an ordinary page, given its finished text: each heading with an anchor is an entry."""
    reader = _Reader()
    reader.feed(_RP.sub("", page))
    reader.close()
    whole, *others = (SearchEntry(one.anchor, one.trail, one.label, True, one.text) for one in reader.sections)
    top = [one for one in others[:1] if one.label == title]  # the heading of the page
    first = SearchEntry("", (), "", False, " ".join(filter(None, (whole.text, *(one.text for one in top)))))
    named = [replace(one, trail=tuple(outer for outer in one.trail if outer != title)) for one in others[len(top) :]]
    return FoundPage(title, address, "", "", (first, *named))


@dataclass
class _Section:
    anchor: str = ""
    level: int = 0
    trail: tuple[str, ...] = ()
    heading: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return " ".join("".join(self.heading).split())

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class _Reader(HTMLParser):
    """Cuts a page at its headings."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [_Section()]
        self.within = ""  # the heading being read, "" for none
        self.muted = 0  # how many elements around are none to be read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._part(tag, 0)
        if _HEADING.fullmatch(tag) and named.get("id"):
            self.within, level = tag, int(tag[1])
            above = [one for one in self.sections[1:] if one.level < level]
            trail = (*above[-1].trail, above[-1].label) if above else ()
            self.sections.append(_Section(str(named["id"]), level, trail))
        elif tag in _MUTED or _LEFT_OUT & set((named.get("class") or "").split()) or self.muted:
            self.muted += tag not in _VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.within:
            self.within, self.muted = "", 0
        elif self.muted:
            self.muted -= 1
        self._part(tag, 1)

    def handle_data(self, data: str) -> None:
        if not self.muted:
            self._add(data)

    def _part(self, tag: str, end: int) -> None:
        """Keep words apart that stand in different blocks: elements within a sentence part none."""
        if tag not in _INLINE or tag in _RUBY:
            self._add(_RUBY[tag][end] if tag in _RUBY else " ")

    def _add(self, data: str) -> None:
        (self.sections[-1].heading if self.within else self.sections[-1].words).append(data)


def _filler(context: Context, standing: Standing, edition: Edition) -> PageFiller:
    address = context.living(standing.policy)
    return PageFiller(context, edition.content, context.site.today, address, standing, edition.revision)


def _clause(clause: Clause, trail: tuple[str, ...], read: Callable[[Line], str]) -> Iterator[SearchEntry]:
    """Yield a clause and those under it."""
    own, *children = _settled(clause)
    heading, lines = (own.lines[:1], own.lines[1:]) if own.heading else ((), own.lines)
    label = clause_text(replace(own, lines=tuple((read(line),) for line in heading)))
    yield SearchEntry(own.anchor, trail, label, own.heading, _joined(lines, read))
    for child in children:
        yield from _clause(child, (*trail, label), read)


def _settled(clause: Clause) -> list[Clause]:
    """A clause without children, then its children; lines of a child without anchor join what they follow."""
    found = [replace(clause, children=())]
    for child in clause.children:
        if child.anchor:
            found.append(child)
        else:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, *child.lines))
    return found


def _joined(lines: Iterable[Line], read: Callable[[Line], str]) -> str:
    return " ".join(filter(None, map(read, lines)))


def _filled(cell: str, filler: PageFiller) -> str:
    alone = TOKEN.fullmatch(cell)
    block = filler.block(alone[1]) if alone else None
    if block is not None:
        return html.unescape(_TAG.sub(" ", block))
    return literal(TOKEN.sub(lambda match: filler.plain(match[1]), cell))


def _without(text: str, hrefs: Iterable[str]) -> str:
    """Take out the targets that a clause's text names after each link."""
    for href in hrefs:
        text = text.replace(f" <{href}>", "")
    return text
