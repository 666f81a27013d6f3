"""What answers MkDocs' events, whoever hangs it in: one object for a process, in which one build follows another.

Texts in force and ordinary pages are pages of MkDocs; the engine gives the former their content. When MkDocs has made
those of a locale, the engine fills the theme's shell for all others.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from kaitei.assembly.builder import Builder, remembered
from kaitei.assembly.publish import Destination, unwritable
from kaitei.checks.coming import broken, broken_from
from kaitei.checks.hints import expired, hints, unseen
from kaitei.errors import KaiteiError, Problem
from kaitei.mkdocs import crosslinks, languages
from kaitei.mkdocs.configuration import of
from kaitei.mkdocs.docs import Docs
from kaitei.mkdocs.ordinary import Ordinary
from kaitei.mkdocs.placeholders import Placeholders
from kaitei.mkdocs.theme import Theme, contents
from kaitei.programs.search import FoundPage
from kaitei.record import record
from kaitei.rendering import shell
from kaitei.rendering.renderer import failure
from kaitei.rendering.sheet import Sheet
from kaitei.site.site import Site, load
from kaitei.source.own_words import FOLDER
from kaitei.wording.words import message, messages, system_language

log = get_plugin_logger("kaitei")

FIRST, LAST = 100.0, float("-inf")
"""Priorities of events: before and after those of other plugins."""

NOTHING, SITEMAP = "404.html", "sitemap.xml"
"""Files that the engine makes where the whole site is its own, unless the site has templates for them."""

AFTER_LANGUAGES = -200.0
"""The priority of what is to come after static-i18n, which has -100."""


@dataclass
class Build:
    """One run of MkDocs, which builds every locale."""

    config: MkDocsConfig  # the same object in every locale
    builder: Builder
    destination: Destination  # where the finished site belongs
    locale: str = ""  # being built
    pages: Mapping[str, Sheet] = field(default_factory=dict)  # of the locale, by address
    nav: Navigation | None = None
    theme: Theme | None = None
    found: dict[str, list[FoundPage]] = field(default_factory=dict)  # ordinary pages for the search, by locale
    security: dict[tuple[str, ...], str] = field(default_factory=dict)  # tags, by the theme's scripts that they let run
    problems: list[Problem] = field(default_factory=list)  # of the pages of a locale, told when all of them are made


class Handlers:
    """Answers to events, in the order in which MkDocs asks."""

    def __init__(self) -> None:
        """Wait for a build."""
        self.command = "build"  # what the process was started for: build, serve or gh-deploy
        self.build: Build | None = None  # under way

    def begin(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the whole site, once for all locales; have MkDocs build into a folder beside the last site."""
        if self.build and self.build.config is config:
            return config
        try:
            site = load(of(config, drafts=self.command == "serve"), os.environ)
            builder = Builder.make(site, remembered(site.settings))
            _tell(site, builder)
            destination = Destination.begin(Path(config.site_dir), lambda: _waits(config.site_dir))
        except KaiteiError as error:
            raise _failed(error) from error
        self.build = Build(config, builder, destination)
        config.markdown_extensions.append(Placeholders(self._fill))  # type: ignore[arg-type]  # Markdown takes both
        if not site.settings.below:
            own = Path(config.theme.custom_dir or os.devnull)
            config.theme.static_templates -= {one for one in (NOTHING, SITEMAP) if not (own / one).is_file()}
        config.site_dir = str(destination.aside)
        return config

    def take_out(self, files: Files, config: MkDocsConfig) -> Files:
        """Take out the files of which MkDocs is to make no page: past texts above all."""
        docs = self._docs(config)
        for file in [file for file in files if docs.is_kept_back(file)]:
            files.remove(file)
        return files

    def put_in(self, files: Files, config: MkDocsConfig) -> Files:
        """Put in the pages of the locale that no file of docs/ stands for, and past texts for links to lead to."""
        build = self._build
        build.locale = languages.current(config, build.builder.site.settings.default)
        build.pages, build.theme = build.builder.pages(build.locale), None
        docs = self._docs(config)
        docs.compose(files)
        try:
            docs.complete(files, build.locale, build.pages)
        except KaiteiError as error:
            raise _failed(error) from error
        languages.listed(files, build.locale, config, self._is_listed)
        return files

    def _is_listed(self, file: File) -> bool:
        sheet = self._sheet(file)
        return sheet is None or sheet.searched

    def keep(self, nav: Navigation) -> Navigation:
        """Keep the navigation for the pages that the engine makes."""
        self._build.nav = nav
        return nav

    def read(self, page: Page) -> str | None:
        """Keep MkDocs from reading a policy's file: its front matter and Markdown are the engine's."""
        return None if self._sheet(page) is None else ""

    def describe(self, markdown: str, page: Page) -> str:
        """Give a policy's page what the theme and plugins look for before there is content."""
        if sheet := self._sheet(page):
            page.meta = {**sheet.meta, "title": sheet.title}
            page.meta |= {"lang": sheet.lang} if sheet.lang else {}
            page.meta |= {"description": sheet.description} if sheet.description else {}
            page.meta |= {} if sheet.searched else {"search": {"exclude": True}}
            page.update_date = sheet.changed or page.update_date
            if not sheet.searched:  # then MkDocs' site map leaves it out
                page.canonical_url = page.abs_url = None
        return markdown

    def content(self, html: str, page: Page) -> str:
        """Give a policy's page its content."""
        sheet = self._sheet(page)
        if sheet is None:
            return html
        page.toc = contents(sheet)
        page.present_anchor_ids = sheet.anchors
        return sheet.body

    def inspect(self, html: str, page: Page) -> str:
        """Look at what MkDocs and all plugins have made of an ordinary page."""
        if ordinary := self._ordinary(page):
            try:
                self._build.found.setdefault(self._build.locale, []).append(ordinary.inspect(html))
            except KaiteiError as error:
                self._build.problems += error.problems
        return html

    def ready(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Make the theme's shell, now that all pages have their titles."""
        build = self._build
        assert build.nav is not None  # one without a page is false
        codes = build.builder.site.settings.codes
        build.theme = Theme(config, env, files, build.nav, build.locale, codes, self._around)
        docs, site = self._docs(config), build.builder.site
        pages = crosslinks.pages(files, docs)
        build.problems += (*self._templates(env, files), *crosslinks.anchors(pages, build.builder.summaries))
        try:
            build.theme.shell("")
            build.problems += () if site.settings.below else build.theme.problems()
        except KaiteiError as error:
            build.problems += error.problems
        if build.problems:
            raise _failed(KaiteiError(build.problems))
        for note in broken_from(site, build.builder.summaries, crosslinks.outward(pages, docs, build.locale)):
            log.info(message(note, _language()))
        return env

    def _templates(self, env: jinja2.Environment, files: Files) -> Iterator[Problem]:
        """Yield the ordinary pages that name a template which the theme does not have."""
        for file in files.documentation_pages():
            named = str((file.page.meta or {}).get("template", "")) if file.page else ""
            if named and file.page and (ordinary := self._ordinary(file.page)):
                try:
                    env.get_template(named)
                except jinja2.TemplateNotFound:
                    yield Problem(
                        "template_unknown", ordinary.source.file, ordinary.line("template"), {"template": named}
                    )

    def context(self, context: dict[str, Any], page: Page) -> dict[str, Any]:
        """Give the theme's templates what the engine knows, in `kaitei`."""
        sheet = self._sheet(page) or self._surrounding(page)
        return {**context, **self._around(sheet)} if sheet else context

    def mend(self, output: str, page: Page) -> str:
        """Say in a page of MkDocs what no theme says."""
        sheet, theme = self._sheet(page) or self._surrounding(page), self._build.theme
        if sheet is None or theme is None:
            return output
        return shell.mend(output, sheet, theme.first_style, self._security(theme.shell(""), sheet))

    def write(self) -> None:
        """Write the pages of the locale that MkDocs has not made."""
        build, settings = self._build, self._build.builder.site.settings
        assert build.theme
        try:
            for sheet in build.builder.sheets(build.locale):
                self._write(build.theme, sheet)
            own = NOTHING in build.config.theme.static_templates
            if build.locale == settings.default and not settings.below and not own:
                self._write(build.theme, build.builder.missing(), urlsplit(settings.site_url).path)
        except KaiteiError as error:
            raise _failed(error) from error

    def _write(self, theme: Theme, sheet: Sheet, base: str = "") -> None:
        found = theme.shell(sheet.entry)
        html = found.fill(sheet, base, self._security(found, sheet, base))
        self._build.destination.write(sheet.path, html.encode())

    def finish(self, config: MkDocsConfig) -> None:
        """Write all other files once every locale is built, and put the site in the place of the last one.

        Not where a strict build is about to fail, which then comes to `abandon`.
        """
        if not languages.is_last(config):
            return
        build = self._build
        config.site_dir = str(build.destination.site)
        if config.strict and any(isinstance(one, CountHandler) and one.get_counts() for one in _listening()):
            return
        try:
            files = build.builder.files(build.found, dict.fromkeys(itertools.chain(*build.security)))
            build.destination.publish(one for one in files if one[0] not in config.theme.static_templates)
        except KaiteiError as error:
            raise _failed(error) from error
        build.builder.memo.tidy()
        self.build = None

    def abandon(self, error: Exception) -> None:
        """End a failed build and keep the last site; turn errors of disk and templates into messages."""
        build, self.build = self.build, None
        if build is None:
            return
        build.destination.abandon()
        if isinstance(error, OSError) and build.destination.concerns(error):
            raise _failed(unwritable(build.destination.site, error))
        if isinstance(error, jinja2.TemplateError | RecursionError | UnicodeDecodeError):
            settings = build.builder.site.settings
            told = failure(error, "main.html", settings.overrides, settings.name)
            raise _failed(KaiteiError([told]))

    def preview(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
        """Build again when the site's facts, words or templates change; keep the last good pages where a build fails.

        After a failure MkDocs' server would answer nothing until all is mended, as if it had stopped.
        """

        def again() -> None:
            try:
                builder()
            except Abort:
                log.error(message(Problem("serve_kept"), _language()))

        server.builder = again
        settings = of(config, drafts=True).settings
        for path in (settings.facts, settings.root / FOLDER, settings.overrides):
            if path.exists():
                server.watch(str(path))
        return server

    @property
    def _build(self) -> Build:
        assert self.build, "a build has begun"
        return self.build

    def _docs(self, config: MkDocsConfig) -> Docs:
        return Docs(self._build.builder, config)

    def _sheet(self, of: Page | File) -> Sheet | None:
        """What the engine has made of a page of MkDocs; None for a page that is not its own."""
        return self._build.pages.get(languages.address(of))

    def _ordinary(self, page: Page) -> Ordinary | None:
        """An ordinary page below the engine's folder, None for any other."""
        path = self._docs(self._build.config).path(page.file)
        source = self._build.builder.ordinary(path) if path is not None else None
        return Ordinary(self._build.builder, page, source, self._build.locale) if source else None

    def _surrounding(self, page: Page) -> Sheet | None:
        ordinary = self._ordinary(page)
        return ordinary.around() if ordinary else None

    def _fill(self, name: str, alone: bool) -> Any:
        """Fill in a placeholder of the ordinary page that MkDocs is making; None on any other page."""
        page = self._build.config._current_page  # noqa: SLF001 - how MkDocs' own extensions know their page
        ordinary = self._ordinary(page) if page else None
        try:
            return ordinary.fill(name, alone) if ordinary else None
        except KaiteiError as error:
            self._build.problems += error.problems
            return None

    def _security(self, found: shell.Shell, sheet: Sheet, base: str = "") -> str:
        """The tag that says what a page may load and run; "" where the site is not the engine's as a whole."""
        build = self._build
        if build.builder.site.settings.below:
            return ""
        scripts = found.scripts(shell.depth(sheet.address), base)
        if scripts not in build.security:
            build.security[scripts] = build.builder.security(scripts)
        return build.security[scripts]

    def _around(self, sheet: Sheet) -> Mapping[str, Any]:
        """What the engine knows around a page, for a theme's templates; the site's day in place of the present hour."""
        builder, locale = self._build.builder, self._build.locale
        day = dt.datetime.combine(builder.site.today, dt.time(), dt.UTC)
        return {"kaitei": SimpleNamespace(**builder.known(locale, sheet)), "build_date_utc": day}


def _tell(site: Site, builder: Builder) -> None:
    for warning in builder.warnings:
        log.warning(message(warning, _language()))
    ahead = broken(site, builder.summaries)
    for note in (*record.notes(site), *builder.hints, *hints(site), *expired(site), *unseen(site), *ahead):
        log.info(message(note, _language()))


def _waits(site: str) -> None:
    log.info(message(Problem("site_waits", params={"path": site}), _language()))


def _language() -> str:
    return system_language(os.environ)


def _failed(error: KaiteiError) -> PluginError:
    """Turn the engine's error into the one that MkDocs prints without a traceback; its cause is for a rehearsal."""
    told = PluginError(messages(error.problems, _language()))
    told.__cause__ = error
    return told


def _listening() -> Iterator[logging.Handler]:
    """Yield the log handlers that get plugins' warnings; a strict build's counter is one, in MkDocs or a fork."""
    logger: logging.Logger | None = log.logger
    while logger:
        yield from logger.handlers
        logger = logger.parent if logger.propagate else None
