"""Before anything is built: read the site and check it whole; then leave to MkDocs the pages that the theme makes."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from kaitei.mkdocs.handlers import handlers


def on_startup(command: str, dirty: bool) -> None:
    """Note what the process was started for: a preview shows drafts."""
    handlers().command = command


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin a build."""
    return handlers().begin(config)


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Hand on the files that MkDocs is to see."""
    return handlers().hand_on(files, config)


@event_priority(100)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Name a home page where docs/ has none."""
    return handlers().name_home(nav, config, files)


@event_priority(100)
def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Keep the last good pages in a preview."""
    return handlers().preview(server, config, builder)
