"""What answers MkDocs' events, whoever hangs it in: one object for a process, in which one build follows another.

MkDocs sees a policy's page only as a file to make; it converts no Markdown of it and reads no front matter. All other
files of a site are written when every language is built.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from kaitei.assembly.builder import Builder, remembered
from kaitei.assembly.publish import Destination, unwritable
from kaitei.checks.coming import broken
from kaitei.checks.hints import expired, hints, unseen
from kaitei.errors import KaiteiError, Problem
from kaitei.mkdocs.configuration import of
from kaitei.record import record
from kaitei.rendering.renderer import failure
from kaitei.site.site import Site, load
from kaitei.wording.words import message, messages, system_language

log = get_plugin_logger("kaitei")


@dataclass(frozen=True, slots=True)
class Build:
    """One run of MkDocs, which builds every locale."""

    config: MkDocsConfig  # the same object in every locale
    builder: Builder
    destination: Destination  # where the finished site belongs


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
        if i18n := config.plugins.get("i18n"):  # the engine has a page that says that there is no translation
            i18n.config["fallback_to_default"] = False
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        config.site_dir = str(destination.aside)
        return config

    def hand_on(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave to MkDocs the files of themed pages, what is published as it is, and the site's assets of the theme."""
        wanted, own = self._builder.sources(), config.theme.custom_dir

        def ours(file: File) -> bool:
            return file.src_uri in wanted or (file.src_dir == own and file.src_uri.startswith("assets/"))

        return Files([file for file in files if ours(file)])

    def name_home(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Name a home page where docs/ has none: the engine makes it, and i18n would warn that it is missing."""
        locale = self._locale(config)
        url = "./" if locale == self._builder.site.settings.default else f"{locale}/"
        if not any(file.url == url for file in files.documentation_pages()):
            home = File("index.md", config.docs_dir, config.site_dir, use_directory_urls=True)
            home.url = url
            nav.homepage = Page(None, home, config)
            nav.items.append(nav.homepage)
        return nav

    def make(self, page: Page, config: MkDocsConfig) -> None:
        """Make the parts of a page that the theme puts together, and keep them with it."""
        draft = page.file.inclusion is InclusionLevel.DRAFT
        try:
            themed = self._builder.themed(page.file.src_uri, self._locale(config), draft)
        except KaiteiError as error:
            raise _failed(error) from error
        page.meta = {"title": themed.title, "kaitei": themed}
        if themed.template:
            page.meta["template"] = themed.template

    def finish(self, config: MkDocsConfig) -> None:
        """Write all other files once every locale is built, and put the site in the place of the last one.

        Not where a strict build is about to fail, which then comes to `abandon`.
        """
        if getattr(config.plugins.get("i18n"), "building", False):
            return
        assert self.build
        config.site_dir = str(self.build.destination.site)
        if config.strict and any(isinstance(one, CountHandler) and one.get_counts() for one in _listening()):
            return
        try:
            self.build.destination.publish(self._builder.files())
        except KaiteiError as error:
            raise _failed(error) from error
        self._builder.memo.tidy()
        self.build = None

    def abandon(self, error: Exception) -> None:
        """End a failed build and keep the last site; turn errors of disk and templates into messages."""
        build, self.build = self.build, None
        if build is None:
            return
        build.destination.abandon()
        if isinstance(error, OSError) and build.destination.concerns(error):
            raise _failed(unwritable(build.destination.site, error)) from error
        if isinstance(error, TemplateError | RecursionError | UnicodeDecodeError):
            settings = build.builder.site.settings
            told = failure(error, "main.html", settings.overrides, settings.name)
            raise _failed(KaiteiError([told])) from error

    def preview(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
        """Build again when the facts change; go on with the last good pages where a build fails.

        After a failure MkDocs' server would answer nothing until all is mended, as if it had stopped.
        """

        def again() -> None:
            try:
                builder()
            except Abort:
                log.error(message(Problem("serve_kept"), _language()))

        server.builder = again
        server.watch(str(of(config, drafts=True).settings.facts))
        return server

    @property
    def _builder(self) -> Builder:
        assert self.build, "a build has begun"
        return self.build.builder

    def _locale(self, config: MkDocsConfig) -> str:
        """The locale being built."""
        i18n: Any = config.plugins.get("i18n")
        return getattr(i18n, "current_language", None) or self._builder.site.settings.default


@cache
def handlers() -> Handlers:
    """The handlers of this process: MkDocs loads hooks once, and tells of a failure without a configuration."""
    return Handlers()


def _tell(site: Site, builder: Builder) -> None:
    for warning in builder.warnings:
        log.warning(message(warning, _language()))
    ahead = broken(site, builder.summaries)
    for note in (*record.notes(site), *hints(site), *expired(site), *unseen(site), *ahead):
        log.info(message(note, _language()))


def _waits(site: str) -> None:
    log.info(message(Problem("site_waits", params={"path": site}), _language()))


def _language() -> str:
    return system_language(os.environ)


def _failed(error: KaiteiError) -> PluginError:
    """Turn the engine's error into the one that MkDocs prints without a traceback."""
    return PluginError(messages(error.problems, _language()))


def _listening() -> Iterator[logging.Handler]:
    """Yield the log handlers that get plugins' warnings; a strict build's counter is one, in MkDocs or a fork."""
    logger: logging.Logger | None = log.logger
    while logger:
        yield from logger.handlers
        logger = logger.parent if logger.propagate else None
