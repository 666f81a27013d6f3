"""What can be found: every clause of the texts in force and of ordinary pages, for the search page to look through.

A clause is an entry of its own, so that a reader is led to `/privacy/#c10`, not to the top of a long page. Past and
upcoming texts are left out: who searches wants to know what holds today.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace

from kaitei import groups, links
from kaitei.cache.keys import Later, digest
from kaitei.markdown.canonical import clause_text
from kaitei.markdown.model import Clause, Line
from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.pages.index import index as policies
from kaitei.pages.index import lag, page_title
from kaitei.pages.views import SearchView
from kaitei.placeholders import TOKEN, literal
from kaitei.policy import Text
from kaitei.registry import Page
from kaitei.site import Standing

ADDRESS = "/search/"
"""Of the search page in the default locale."""

INDEX = f"{ADDRESS}index.json"

_HREF = re.compile(r' href="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause, or with neither anchor nor label a page: its title and what stands on it under no clause."""

    anchor: str
    trail: tuple[str, ...]  # the clauses that it stands under, outermost first: "１０．開示等の請求", "（１）"
    label: str  # its own number and heading, as far as it has them
    headed: bool  # whether the label says what it is about
    text: str  # what follows, without what stands under its clauses; on one line


@dataclass(frozen=True, slots=True)
class Found:
    """A page on which something can be found."""

    title: str
    address: str  # from the site's root
    lang: str  # of the title, where it differs from the locale
    note: str  # that the text found is a translation of a past revision, "" where it is not
    entries: tuple[Entry, ...]


_ENTRY, _FOUND = (tuple(field.name for field in fields(kind)) for kind in (Entry, Found))


def page(context: Context) -> SearchView:
    """Make the search page."""
    listed = policies(context, context.words("page_search"))
    return SearchView(listed.title, context.address(INDEX), listed.groups)


def pages(context: Context) -> Iterator[Later[Found]]:
    """Yield what can be searched in a locale: policies in force, in the order of lists, then ordinary pages."""
    yield from _policies(context)
    yield from _pages(context)


def index(context: Context) -> Later[str]:
    """Return the index of a locale as JSON: its pages, with addresses as seen from the index, and their entries."""
    found = tuple(pages(context))

    def make() -> str:
        listed = (_written(context, page) for page in found)
        return f'{{"pages":[{",".join(listed)}]}}\n'

    return Later(digest("search", [page.key for page in found]), make)


def prepare(context: Context, standing: Standing) -> None:
    """Read a policy for the index ahead of its time; of use where that is kept until then."""
    for page in _policy(context, standing):
        _written(context, page)


def _written(context: Context, page: Later[Found]) -> str:
    def make() -> str:
        found = page.value
        told = {key: getattr(found, key) for key in _FOUND}
        told["address"] = links.relative(found.address, context.address(INDEX))
        told["entries"] = [{key: getattr(entry, key) for key in _ENTRY} for entry in found.entries]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    return context.site.kept.text(page.key, make)


def entries(filler: PageFiller) -> tuple[Entry, ...]:
    """Return the clauses of a text in reading order, the page itself first, with facts filled in as on the page."""
    document = filler.context.site.content(filler.source).document
    hrefs = {html.unescape(href) for href in _HREF.findall(document.html)}

    def read(line: Line) -> str:
        text = " ".join(_filled(cell, filler) for cell in line)
        return " ".join(_without(text, hrefs).split())

    title, *rest = document.clauses
    outside = [replace(title, lines=title.lines[1:]), *(clause for clause in rest if not clause.anchor)]
    whole = Entry("", (), "", False, _joined((line for clause in outside for line in clause.lines), read))
    named = (clause for clause in (*title.children, *rest) if clause.anchor)
    return (whole, *(entry for clause in named for entry in _clause(clause, (), read)))


def _policies(context: Context) -> Iterator[Later[Found]]:
    for standing in context.site.standings():
        yield from _policy(context, standing)


def _policy(context: Context, standing: Standing) -> Iterator[Later[Found]]:
    if standing.shown == standing.current:
        text = standing.shown_text(context.locale)
        yield _found(context, standing, _filler(context, standing, text) if text else None)


def _filler(context: Context, standing: Standing, text: Text) -> PageFiller:
    address, revision = context.living(standing.policy), standing.policy.revision(text.date)
    return PageFiller(context, text, context.site.today, address, standing, revision)


def _found(context: Context, standing: Standing, filler: PageFiller | None) -> Later[Found]:
    """Find what a text in force says; of one that is not held or not translated the page alone."""
    title, address, note = context.title(standing), context.living(standing.policy), lag(context, standing)

    def make() -> Found:
        listed = entries(filler) if filler else (Entry("", (), "", False, ""),)
        return Found(title.text, address, title.lang, note, listed)

    def key() -> str:
        return digest("found", title, address, note, filler.key if filler else "")

    return Later(context.site.kept.recall(("found", groups.of_policy(context, standing)), key), make)


def _pages(context: Context) -> Iterator[Later[Found]]:
    for page in context.site.registry.pages:
        if page.locale == context.locale:
            address = context.address(links.page_address(page.stem))
            filler = PageFiller(context, page, context.site.today, address)
            yield Later(digest("found", filler.key), lambda filler=filler, page=page: _page(filler, page))  # type: ignore[misc]


def _page(filler: PageFiller, page: Page) -> Found:
    whole, *clauses = entries(filler)
    titled = page.title or whole.text or not clauses  # otherwise its first heading is its title
    return Found(page_title(filler.context, page), filler.page, "", "", (whole, *clauses) if titled else tuple(clauses))


def _clause(clause: Clause, trail: tuple[str, ...], read: Callable[[Line], str]) -> Iterator[Entry]:
    """Yield a clause and those under it."""
    own, *children = _settled(clause)
    heading, lines = (own.lines[:1], own.lines[1:]) if own.heading else ((), own.lines)
    label = clause_text(replace(own, lines=tuple((read(line),) for line in heading)))
    yield Entry(own.anchor, trail, label, own.heading, _joined(lines, read))
    for child in children:
        yield from _clause(child, (*trail, label), read)


def _settled(clause: Clause) -> list[Clause]:
    """Return a clause without children, and its children; text that is no clause goes to the one that it follows."""
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
