"""What can be found: every clause of the texts in force and of ordinary pages, for the search page to look through.

A clause is an entry of its own, so that a reader is led to `/privacy/#c10`, not to the top of a long page. Past and
upcoming texts are left out: who searches wants to know what holds today.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from kaitei import links
from kaitei.content import Content
from kaitei.markdown.canonical import clause_text
from kaitei.markdown.model import Clause, Line
from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.pages.index import index as policies
from kaitei.pages.index import page_title
from kaitei.pages.views import SearchView
from kaitei.placeholders import TOKEN, literal
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
    entries: tuple[Entry, ...]


def page(context: Context) -> SearchView:
    """Make the search page."""
    listed = policies(context, context.words("page_search"))
    return SearchView(listed.title, context.address(INDEX), listed.groups)


def pages(context: Context) -> tuple[Found, ...]:
    """Return what can be searched in a locale: policies in force, in the order of lists, then ordinary pages."""
    return (*_policies(context), *_pages(context))


def index(context: Context) -> str:
    """Return the index of a locale as JSON: its pages, with addresses as seen from the index, and their entries."""
    base = context.address(INDEX)
    found = [asdict(replace(page, address=links.relative(page.address, base))) for page in pages(context)]
    return json.dumps({"pages": found}, ensure_ascii=False, separators=(",", ":")) + "\n"


def entries(content: Content, filler: PageFiller) -> tuple[Entry, ...]:
    """Return the clauses of a text in reading order, the page itself first.

    Args:
        content: the text.
        filler: fills in facts as the page does, so that what can be read can be found.
    """
    hrefs = {html.unescape(href) for href in _HREF.findall(content.document.html)}

    def read(line: Line) -> str:
        text = " ".join(_filled(cell, filler) for cell in line)
        return " ".join(_without(text, hrefs).split())

    title, *rest = content.document.clauses
    outside = [replace(title, lines=title.lines[1:]), *(clause for clause in rest if not clause.anchor)]
    whole = Entry("", (), "", False, _joined((line for clause in outside for line in clause.lines), read))
    named = (clause for clause in (*title.children, *rest) if clause.anchor)
    return (whole, *(entry for clause in named for entry in _clause(clause, (), read)))


def _policies(context: Context) -> Iterator[Found]:
    site = context.site
    for standing in site.standings():
        if standing.shown != standing.current:
            continue
        title, address = context.title(standing), context.living(standing.policy)
        yield Found(title.text, address, title.lang, _living(context, standing, address))


def _living(context: Context, standing: Standing, address: str) -> tuple[Entry, ...]:
    """Return the entries of a text in force; of one that is not held or not translated the page alone."""
    text = standing.shown_text(context.locale)
    if text is None:
        return (Entry("", (), "", False, ""),)
    content, revision = context.site.content(text), standing.policy.revision(text.date)
    return entries(content, PageFiller(context, content, context.site.today, address, standing, revision))


def _pages(context: Context) -> Iterator[Found]:
    for page in context.site.registry.pages:
        if page.locale == context.locale:
            content = context.site.content(page)
            address = context.address(links.page_address(page.stem))
            whole, *clauses = entries(content, PageFiller(context, content, context.site.today, address))
            titled = page.title or whole.text or not clauses  # otherwise its first heading is its title
            found = (whole, *clauses) if titled else tuple(clauses)
            yield Found(page_title(context, page), address, "", found)


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
