"""After the theme's pages: write all others, and put the finished site in the place of the last one."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from adapter import current, failed, last, strict_failure, under_way
from kaitei.errors import KaiteiError
from kaitei.publish import unwritable

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
    under_way().remove(build.destination)
    build.builder.memo.tidy()


def on_build_error(error: Exception) -> None:
    """Leave the last site as it was, whatever went wrong; say it readably where the system could not write."""
    left, place = under_way(), None
    while left:
        place = left.pop()
        place.abandon()
    if place and isinstance(error, OSError) and place.concerns(error):
        raise failed(unwritable(place.site, error)) from error
