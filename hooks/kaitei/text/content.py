"""A text converted: placeholders marked, Markdown made HTML, held against the allowlist, its links gathered."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from kaitei.errors import KaiteiError, Problem
from kaitei.source import characters
from kaitei.source.placeholders import OPEN, mark
from kaitei.source.settings import Settings
from kaitei.text import allowlist, autolink, links
from kaitei.text.fill import inline
from kaitei.text.foreign import foreign
from kaitei.text.gists import lifted
from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.delimited import without_gists
from kaitei.text.markdown.document import Diagnostic, Document
from kaitei.text.mistyped import slips, starred, unclosed

RECENT = 100
"""How many converted texts are remembered: about those of one policy."""

_EMPTY = re.compile(r"\[(?<!!\[)[ \t]*\]\((?!#)([^()\s]*)\)")
_ADDRESS = re.compile(rf'(?:{links.HREF}| src=")([^"]*)"')
_PICTURE = re.compile(r' src="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Linked:
    """A link within the site and the line on which it is written."""

    target: links.Target
    href: str  # as written
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text refers to (placeholders, links, addresses) and its anchors: all that `checks/` need to know of it."""

    names: dict[str, int]  # placeholders used, with the line of the file
    noted: frozenset[str]  # those of them that stand in gists alone, and so are no part of the text
    inline: frozenset[str]  # the names that stand within a sentence or an attribute, where no block can be put
    links: tuple[Linked, ...]
    addresses: tuple[str, ...]  # each address in it as written, placeholders still in it
    pictures: frozenset[str]  # those of the addresses that are of images
    anchors: frozenset[str]
    warnings: tuple[Problem, ...]
    hints: tuple[Problem, ...]  # what fails nothing

    @property
    def shown(self) -> tuple[str, ...]:
        """The placeholders of the text itself."""
        return tuple(name for name in self.names if name not in self.noted)


@dataclass(frozen=True, slots=True)
class Content:
    """A converted text: what pages, comparisons and the canonical text are made from."""

    file: str
    folder: str  # below the engine's, where relative links start
    document: Document  # its HTML cleaned, tokens still in it
    reading: Reading


class UnfitError(KaiteiError):
    """What a text has that a page may not contain; what it refers to can be looked at all the same."""

    def __init__(self, problems: Iterable[Problem], reading: Reading) -> None:
        """Keep both."""
        super().__init__(problems)
        self.reading = reading

    def __reduce__(self) -> tuple[type[KaiteiError], tuple[tuple[Problem, ...]]]:
        """Keep the problems alone on the way from one process to another."""
        return KaiteiError, (self.problems,)


class FileText(Protocol):
    """A text of a policy or of an ordinary page, as it stands in a file."""

    @property
    def file(self) -> str:
        """The file, from the project's root."""

    @property
    def title(self) -> str:
        """Its title, "" where it has none of its own."""

    @property
    def body(self) -> str:
        """The Markdown."""

    @property
    def body_line(self) -> int:
        """The line of the file on which the body begins."""


def of(text: FileText, settings: Settings) -> Content:
    """Convert a text of a site; see `make`."""
    path = settings.below_docs(text.file)
    return make(text.title, text.body, text.file, text.body_line, path, settings.below)


@lru_cache(maxsize=RECENT)
def make(title: str, body: str, file: str, first_line: int, path: str, below: str = "") -> Content:
    """Convert a text; the last `RECENT` are remembered.

    Args:
        title: of the text.
        body: the Markdown.
        file: its name in messages.
        first_line: the line of the file on which the body begins.
        path: the file below the engine's folder.
        below: that folder below docs/, "" for the whole of docs/.

    Raises:
        UnfitError: for everything in it that a page may not contain, and for references that lead nowhere.
    """
    marked = mark(body, file, first_line)
    document = convert(marked.text, title)
    problems = [*marked.problems, *(_problem(remark, file, first_line) for remark in document.errors)]
    problems += [
        Problem("character_reference", file, first_line + body.count("\n", 0, max(body.find(written), 0)), told)
        for written, name in characters.references(document.html)
        for told in ({"written": written, "code": name},)
    ]
    modern = allowlist.modern(document.html)
    cleaned = allowlist.clean(modern)
    hints = [_problem(remark, file, first_line) for remark in document.hints]
    hints += starred(document.html, body, file, first_line)
    if cleaned != document.html:  # there is something that may not be on a page, or that the sanitiser writes otherwise
        problems += allowlist.check(modern, body, file, first_line)
        hints += allowlist.outdated(document.html, body, file, first_line)
    problems += [
        Problem("link_empty", file, first_line + body[: match.start()].count("\n"), {"href": match[1]})
        for match in _EMPTY.finditer(body)
    ]
    folder, shown = posixpath.dirname(path), lifted(autolink.linked(cleaned), document.gists)
    warnings = [_problem(remark, file, first_line) for remark in document.warnings]
    warnings += (*slips(body, file, first_line), *foreign(body, file, first_line))
    warnings += unclosed(document.html, body, file, first_line)
    reading = Reading(
        names=marked.names,
        noted=_noted(marked.names, body, file, first_line),
        inline=inline(cleaned),
        links=tuple(_links(cleaned, body, first_line, (folder, below))),
        addresses=tuple(dict.fromkeys(_addresses(shown))),
        pictures=frozenset(html.unescape(value) for value in _PICTURE.findall(cleaned)),
        anchors=document.anchors,
        warnings=tuple(warnings),
        hints=tuple(hints),
    )
    if problems:
        raise UnfitError(problems, reading)
    return Content(file, folder, replace(document, html=shown), reading)


def _noted(names: Iterable[str], body: str, file: str, first_line: int) -> frozenset[str]:
    """The placeholders, of all those in a text, that stand in its gists alone."""
    text = without_gists(body)
    return frozenset() if text is body else frozenset(names) - mark(text, file, first_line).names.keys()


def _problem(remark: Diagnostic, file: str, first_line: int) -> Problem:
    line = first_line + remark.line - 1
    if remark.key != "unknown_anchor":
        return Problem(remark.key, file, line, remark.params)
    near = remark.params.get("nearest", "")
    params = {"href": f"#{remark.params['anchor']}", "anchor": remark.params["anchor"], "near": near}
    return Problem("anchor_broken_near" if near else "anchor_broken", file, line, params)


def _addresses(rendered: str) -> list[str]:
    if ' href="' not in rendered and ' src="' not in rendered:
        return []
    return [html.unescape(value) for value in _ADDRESS.findall(rendered)]


def _links(rendered: str, body: str, first_line: int, start: tuple[str, str]) -> Iterator[Linked]:
    for href in _addresses(rendered):
        target = None if OPEN in href else links.parse(href, *start)
        if target:
            index = max(body.find(f"({href}"), 0)
            yield Linked(target, href, first_line + body.count("\n", 0, index))
