"""After the theme's pages: write all others, and put the finished site in the place of the last one."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from adapter import current, failed, last, strict_failure
from kaitei import publish
from kaitei.errors import KaiteiError
from kaitei.output import Group

LAST = float("-inf")
"""After the events of all plugins, whatever their priority: what fails or warns in them is to leave the last site."""


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site once every locale is built; leave the last one where a strict build is about to fail."""
    if not last(config):
        return
    build = current(config)
    if strict_failure(config):
        publish.abandon(build.site_dir)
        return
    kept = build.builder.site.kept
    try:
        publish.publish((*build.builder.groups(), Group(lambda: build.spared)), kept, build.site_dir)
    except KaiteiError as error:
        raise failed(error) from error
    kept.close()
