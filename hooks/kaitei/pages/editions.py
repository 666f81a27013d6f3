"""All editions of a policy, from which a reader of one goes to another or to that of a day."""

from __future__ import annotations

from kaitei.pages.context import Context
from kaitei.pages.views import EditionItem, Link
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing


def editions(context: Context, standing: Standing, shown: Revision) -> tuple[EditionItem, ...]:
    """List the public revisions, newest first; `shown` is that of the page."""
    return tuple(
        EditionItem(
            _link(context, standing, revision)._replace(current=revision == shown),
            "" if revision.withdrawn else revision.day.isoformat(),
        )
        for revision in standing.revisions
    )


def _link(context: Context, standing: Standing, revision: Revision) -> Link:
    """Lead to the text, else to where it is held, or to what is known of it."""
    words, repeal = context.words, revision.event == "repealed"
    label = context.mark(standing, revision).label if repeal else context.choice(standing, revision)
    if standing.text(revision, context.locale):
        return Link(label, context.dated(standing.policy, revision))
    if standing.text(revision, context.settings.default):
        only = words("index_only_default", language=context.default_language)
        address = context.default_address(f"{standing.policy.address}{revision.date}/")
        return Link(words("gap").join((label, only)), address)
    return Link(label, revision.pdf or context.history(standing.policy))
