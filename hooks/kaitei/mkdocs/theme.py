"""The theme's shell: its page rendered with marks, for a language and an entry of the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from kaitei.checks.elsewhere import elsewhere
from kaitei.errors import Problem, fail
from kaitei.mkdocs import languages
from kaitei.rendering import shell
from kaitei.rendering.sheet import Nested, Sheet, nested
from kaitei.rendering.shell import FOLDERS, SAMPLE, Shell, mark
from kaitei.source import address, written

ANALYTICS = "analytics"
"""Of `extra`: Material's setting for a script that asks its provider's host."""

PAGES = "main.html"
"""The theme's template of all pages that name no other."""

TOP = "__text"
"""The anchor of the heading of the first level on the engine's pages."""


class _Elsewhere:
    """A page in another language, as static-i18n asks for it: by its address, here a mark."""

    def __init__(self, url: str) -> None:
        self.url = url


@dataclass
class Theme:
    """The theme of a site as a locale is being built with it."""

    config: MkDocsConfig
    env: jinja2.Environment
    files: Files
    nav: Navigation
    locale: str
    codes: tuple[str, ...]  # of all locales
    context: Callable[[Sheet], Mapping[str, Any]]  # what templates are given beside what MkDocs gives
    shells: dict[str, Shell] = field(default_factory=dict)  # by the entry of the navigation

    def shell(self, entry: str) -> Shell:
        """The shell whose navigation marks the page at an address as the present one; "" for none.

        Raises:
            KaiteiError: `theme_shell`, where the theme shows no title or no body.
        """
        if entry not in self.shells:
            with self._active(entry):
                html = self._rendered()
            try:
                self.shells[entry] = shell.make(shell.mend(html, SAMPLE, self.first_style, mark("security")))
            except ValueError as error:
                raise fail("theme_shell", theme=self.config.theme.name or "", part=error) from error
        return self.shells[entry]

    @property
    def first_style(self) -> str:
        """The first of the site's own style sheets, "" where it has none."""
        return str(next(iter(self.config.extra_css), ""))

    def problems(self) -> Iterator[Problem]:
        """Yield each setting that makes the reader's browser ask another host."""
        asked = list(elsewhere(self.shell("").html, address.host(self.config.site_url or "")))
        if (self.config.extra.get("analytics") or {}).get("provider"):
            asked.append(ANALYTICS)
        for one in asked:
            keys = self._setting(one)
            place = written.read(Path(self.config.config_file_path)).place(*keys)
            yield Problem("theme_elsewhere", place.file, place.line, {"setting": ".".join(keys), "address": one})

    def _setting(self, asked: str) -> tuple[str, ...]:
        """The setting that brings an address into the page."""
        if asked == ANALYTICS:
            return "extra", ANALYTICS
        if asked in map(str, self.config.extra_css):
            return ("extra_css",)
        if asked in map(str, self.config.extra_javascript):
            return ("extra_javascript",)
        if asked == self.config.repo_url:
            return ("repo_url",)
        named = (name for name in ("logo", "favicon") if asked == self.config.theme.get(name))
        font = ("font",) if address.host(asked).startswith("fonts.") else ()
        return ("theme", *(*named, *font)[:1])

    def _rendered(self) -> str:
        page = self._page()
        marks = tuple((code, mark(f"language-{code}")) for code in self.codes)
        context: Any = get_context(self.nav, self.files, self.config, page)
        context = {**context, **self.context(replace(SAMPLE, languages=marks))}
        if i18n := self.config.plugins.get("i18n"):
            context = i18n.on_page_context(context, page=page, config=self.config, nav=self.nav)
        try:
            template = self.env.get_template(PAGES)
        except jinja2.TemplateNotFound as error:
            if error.name != PAGES:  # a part of it is missing, which is told as that of any other template
                raise
            raise fail("theme_without_pages") from error
        return str(template.render(context))

    def _page(self) -> Page:
        file = languages.file(f"{FOLDERS.rstrip('/')}.md", self.locale, self.config)
        file.url = FOLDERS
        languages.linked(file, {code: _Elsewhere(mark(f"language-{code}")) for code in self.codes})
        page = Page(SAMPLE.title, file, self.config)
        page.meta = {"title": SAMPLE.title}
        page.content, page.toc, page.edit_url = SAMPLE.body, contents(SAMPLE), None
        return page

    @contextmanager
    def _active(self, entry: str) -> Iterator[None]:
        """Have the navigation mark a page meanwhile."""
        found = next((page for page in self.nav.pages if languages.address(page) == entry), None)
        if found:
            found.active = True
        try:
            yield
        finally:
            if found:
                found.active = False


def contents(sheet: Sheet) -> TableOfContents:
    """A page's table of contents as MkDocs has it: the heading of the page, with all others beneath it."""
    top = AnchorLink(sheet.title, TOP, 1)
    top.children = [_link(one) for one in nested(sheet.contents)]
    return TableOfContents([top])


def _link(one: Nested) -> AnchorLink:
    link = AnchorLink(one.entry.label, one.entry.anchor, one.entry.level)
    link.children = [_link(child) for child in one.children]
    return link
