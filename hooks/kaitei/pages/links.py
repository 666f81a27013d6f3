"""Where comparisons are, and whether there is one."""

from __future__ import annotations

from kaitei.pages.context import Context
from kaitei.pairs import compared
from kaitei.policy import Revision
from kaitei.site import Standing


def comparison(context: Context, standing: Standing, old: Revision, new: Revision) -> str:
    """Return the address of the comparison of two revisions, "" where there is none."""
    if not compared(old, new, standing.held(context.locale), standing.current):
        return ""
    return comparison_address(context, standing, old, new)


def comparison_address(context: Context, standing: Standing, old: Revision, new: Revision) -> str:
    """Return where the comparison of two revisions is."""
    return context.address(f"{standing.policy.address}compare/{old.date}/{new.date}/")
