"""What a text ends with: whom to ask about it today, and where to read on."""

from __future__ import annotations

from markupsafe import Markup

from kaitei.facts.facts import Snapshot
from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.pages.views import Link
from kaitei.site.edition import Edition
from kaitei.site.site import Standing

SHOWN = ("name", "phone", "hours", "closed", "email", "email_display", "form", "postal_code", "address", "url")
"""The keys of a desk or a company that are shown to one who asks, as far as they are given."""


def asked(edition: Edition, known: Snapshot) -> str:
    """The fact that a text ends with: the desk that it shows first, else the company; "" where there is neither.

    Args:
        edition: the text.
        known: the facts of the day on which somebody asks.
    """
    desks = known.values.get("desks", {})
    shown = (name.split(".") for name in edition.reading.shown)
    named = (id_ for key, *rest in shown if key == "desks" for id_ in rest[:1] or desks)
    held = (f"desks.{id_}" for id_ in named if isinstance(desks.get(id_), dict))
    return next(held, "company" if "company" in known.values else "")


def desk(context: Context, edition: Edition, page: str) -> Markup:
    """Whom to ask about a text today, "" for nobody."""
    today = context.site.today
    name = asked(edition, context.site.facts.as_of(today))
    return PageFiller(context, edition.content, today, page).through("_ask", name) if name else Markup()


def beside(context: Context, standing: Standing) -> tuple[Link | None, Link | None]:
    """The policies before and after one in the list."""
    before, after = context.site.beside[standing.policy.id]
    return _link(context, before), _link(context, after)


def _link(context: Context, other: Standing | None) -> Link | None:
    if other is None:
        return None
    title = context.title(other)
    return Link(title.text, context.living(other.policy), lang=title.lang)
