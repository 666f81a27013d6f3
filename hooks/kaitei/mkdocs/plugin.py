"""The plugin: the events of MkDocs for a site that has the engine installed, each with one call."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import jinja2
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kaitei.mkdocs.handlers import AFTER_LANGUAGES, FIRST, LAST, Handlers


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs' own
    """The plugin's options, which the engine itself checks (`schemas/settings.yml`)."""


class KaiteiPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Policies in a site of MkDocs."""

    def __init__(self) -> None:
        """Wait for a build."""
        self.handlers = Handlers()
        self.options: dict[str, Any] = {}

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Keep the options as they are; what is wrong with them is told with its line when the build begins."""
        self.options = options
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note what the process was started for: a preview shows drafts."""
        self.handlers.command = command

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Begin a build."""
        return self.handlers.begin(config)

    @event_priority(FIRST)
    def _take_out(self, files: Files, config: MkDocsConfig) -> Files:
        return self.handlers.take_out(files, config)

    @event_priority(AFTER_LANGUAGES)
    def _put_in(self, files: Files, config: MkDocsConfig) -> Files:
        return self.handlers.put_in(files, config)

    on_files = CombinedEvent(_take_out, _put_in)

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation."""
        return self.handlers.keep(nav)

    @event_priority(FIRST)
    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Keep MkDocs from reading a policy's file."""
        return self.handlers.read(page)

    @event_priority(FIRST)
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Describe a policy's page."""
        return self.handlers.describe(markdown, page)

    @event_priority(FIRST)
    def _content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self.handlers.content(html, page)

    @event_priority(LAST)
    def _inspect(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self.handlers.inspect(html, page)

    on_page_content = CombinedEvent(_content, _inspect)

    @event_priority(LAST)
    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Make the theme's shell."""
        return self.handlers.ready(env, config, files)

    @event_priority(FIRST)
    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Give the theme's templates what the engine knows."""
        return self.handlers.context(context, page)

    @event_priority(FIRST)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Say what no theme says."""
        return self.handlers.mend(output, page)

    @event_priority(FIRST)
    def _write(self, config: MkDocsConfig) -> None:
        self.handlers.write()

    @event_priority(LAST)
    def _finish(self, config: MkDocsConfig) -> None:
        self.handlers.finish(config)

    on_post_build = CombinedEvent(_write, _finish)

    def on_build_error(self, error: Exception) -> None:
        """Give the build up."""
        self.handlers.abandon(error)

    @event_priority(FIRST)
    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Keep the last good pages in a preview."""
        return self.handlers.preview(server, config, builder)


@cache
def hooked() -> KaiteiPlugin:
    """The plugin of a site that has the engine as a hook: one for a process, as MkDocs loads hooks once."""
    return KaiteiPlugin()
