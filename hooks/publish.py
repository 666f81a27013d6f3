"""After the theme's pages: write all others, and put the finished site in the place of the last one."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from kaitei.mkdocs.handlers import handlers

LAST = float("-inf")
"""After the events of all plugins, whatever their priority: what fails or warns in them is to leave the last site."""


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the build."""
    handlers().finish(config)


def on_build_error(error: Exception) -> None:
    """Give the build up."""
    handlers().abandon(error)
