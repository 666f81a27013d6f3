"""After the theme's pages: write all others, and put the finished site in the place of the last one."""

from __future__ import annotations

from jinja2 import TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from adapter import current, failed, last, process, strict_failure
from kaitei.build.publish import unwritable
from kaitei.errors import KaiteiError
from kaitei.rendering.renderer import failure

LAST = float("-inf")
"""After the events of all plugins, whatever their priority: what fails or warns in them is to leave the last site."""


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site once every locale is built; leave the last one where a strict build is about to fail."""
    if not last(config):
        return
    build = current(config)
    config.site_dir = str(build.destination.site)
    if strict_failure(config):
        return  # to `on_build_error`
    try:
        build.destination.publish(build.builder.files())
    except KaiteiError as error:
        raise failed(error) from error
    process().under_way.remove(build)
    build.builder.memo.tidy()


def on_build_error(error: Exception) -> None:
    """Leave the last site as it was, whatever went wrong; say it readably where the system could not write."""
    left, build = process().under_way, None
    while left:
        build = left.pop()
        build.destination.abandon()
    if build and isinstance(error, OSError) and build.destination.concerns(error):
        raise failed(unwritable(build.destination.site, error)) from error
    if build and isinstance(error, TemplateError | RecursionError | UnicodeDecodeError):
        settings = build.builder.site.settings
        raise failed(KaiteiError([failure(error, "main.html", settings.overrides, settings.name)])) from error
