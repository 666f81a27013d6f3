"""Where comparisons and texts with their changes are, and whether there is one."""

from __future__ import annotations

from kaitei.pages.context import Context
from kaitei.pages.views import Link
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing


def address_if_compared(context: Context, standing: Standing, old: Revision, new: Revision) -> str:
    """The address of the comparison of two revisions, "" where there is none."""
    there = standing.compared(old, new, context.locale)
    return comparison_address(context, standing, old, new) if there else ""


def comparison_address(context: Context, standing: Standing, old: Revision, new: Revision) -> str:
    """Where the comparison of two revisions is."""
    return context.address(f"{standing.policy.address}compare/{old.date}/{new.date}/")


def compared_with(standing: Standing, revision: Revision, locale: str) -> Revision | None:
    """The revision against which a text is marked, that before it; None where either is not held."""
    older, _ = standing.around(revision, locale)
    return older if standing.edition(revision, locale) else None


def changes_address(context: Context, standing: Standing, revision: Revision) -> str:
    """Where a text is shown with its changes."""
    return f"{context.dated(standing.policy, revision)}changes/"


def switch(context: Context, standing: Standing, revision: Revision) -> tuple[Link, ...]:
    """The way from a text to the same with its changes."""
    there = compared_with(standing, revision, context.locale)
    return (Link(context.words("action_changes"), changes_address(context, standing, revision)),) if there else ()
