"""Before and after pages: read the site and check it whole, say which pages MkDocs has, publish what has been made."""

from __future__ import annotations

from collections.abc import Callable

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from kaitei.mkdocs.handlers import AFTER_LANGUAGES, FIRST, LAST, handlers


def on_startup(command: str, dirty: bool) -> None:
    """Note what the process was started for: a preview shows drafts."""
    handlers().command = command


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin a build."""
    return handlers().begin(config)


@event_priority(FIRST)
def _take_out(files: Files, config: MkDocsConfig) -> Files:
    return handlers().take_out(files, config)


@event_priority(AFTER_LANGUAGES)
def _put_in(files: Files, config: MkDocsConfig) -> Files:
    return handlers().put_in(files, config)


on_files = CombinedEvent(_take_out, _put_in)


@event_priority(LAST)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation."""
    return handlers().keep(nav)


@event_priority(LAST)
def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Make the theme's shell."""
    return handlers().ready(env, config, files)


@event_priority(FIRST)
def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Keep the last good pages in a preview."""
    return handlers().preview(server, config, builder)
