"""The page that says how to be told of changes: 改定のお知らせを受け取る."""

from __future__ import annotations

from kaitei.pages.context import Context
from kaitei.pages.views import FollowView, Link

ADDRESS = "/follow/"
"""Where it is, in the default locale."""


def follow(context: Context) -> FollowView:
    """List the feed of all policies, that of each, and the calendar."""
    every = Link(context.words("follow_all"), context.feed())
    titles = ((context.title(one), context.feed(one.policy)) for one in context.site.standings)
    each = (Link(title.text, address, lang=title.lang) for title, address in titles)
    return FollowView(context.words("follow"), (every, *each), every._replace(address=context.calendar()))
