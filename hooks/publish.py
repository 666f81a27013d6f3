"""After MkDocs' pages: write all others, and put the finished site in the place of the last one."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority

from kaitei.mkdocs.handlers import FIRST, LAST, handlers


@event_priority(FIRST)
def _write(config: MkDocsConfig) -> None:
    handlers().write()


@event_priority(LAST)
def _finish(config: MkDocsConfig) -> None:
    """Finish after the events of all plugins: what fails or warns in them is to leave the last site."""
    handlers().finish(config)


on_post_build = CombinedEvent(_write, _finish)


def on_build_error(error: Exception) -> None:
    """Give the build up."""
    handlers().abandon(error)
