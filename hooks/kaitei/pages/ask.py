"""What a text ends with: whom to ask about it today, and where to read on."""

from __future__ import annotations

from markupsafe import Markup

from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.pages.views import Link
from kaitei.site.edition import Edition
from kaitei.site.site import Standing


def desk(context: Context, edition: Edition, page: str) -> Markup:
    """The desk that a text shows first, as it is today, else the company; "" where the facts have neither."""
    found = name(context, edition)
    filler = PageFiller(context, edition.content, context.site.today, page)
    return filler.through("_ask", found) if found else Markup()


def name(context: Context, edition: Edition) -> str:
    """The fact of which that is made: "desks.privacy", "company", or ""."""
    known = context.site.facts.as_of(context.site.today).values
    desks = known.get("desks", {})
    shown = (name.split(".") for name in edition.reading.shown)
    named = (id_ for key, *rest in shown if key == "desks" for id_ in rest[:1] or desks)
    held = (f"desks.{id_}" for id_ in named if isinstance(desks.get(id_), dict))
    return next(held, "company" if "company" in known else "")


def beside(context: Context, standing: Standing) -> tuple[Link | None, Link | None]:
    """The policies before and after one in the list."""
    before, after = context.site.beside[standing.policy.id]
    return _link(context, before), _link(context, after)


def _link(context: Context, other: Standing | None) -> Link | None:
    if other is None:
        return None
    title = context.title(other)
    return Link(title.text, context.living(other.policy), lang=title.lang)
