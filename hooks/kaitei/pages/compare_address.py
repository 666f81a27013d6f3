"""Where comparisons are, and whether there is one."""

from __future__ import annotations

from kaitei.pages.context import Context
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing


def address_if_compared(context: Context, standing: Standing, old: Revision, new: Revision) -> str:
    """The address of the comparison of two revisions, "" where there is none."""
    there = standing.compared(old, new, context.locale)
    return comparison_address(context, standing, old, new) if there else ""


def comparison_address(context: Context, standing: Standing, old: Revision, new: Revision) -> str:
    """Where the comparison of two revisions is."""
    return context.address(f"{standing.policy.address}compare/{old.date}/{new.date}/")
