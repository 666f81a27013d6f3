"""From what a page says to its `Sheet`: HTML that is finished but for the theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from markupsafe import escape

from kaitei.pages.context import Context
from kaitei.pages.margin import lines
from kaitei.pages.views import (
    ChangesView,
    CompareView,
    FollowView,
    Frame,
    HistoryView,
    IndexView,
    MessageView,
    PolicyView,
    SearchView,
)
from kaitei.rendering.sheet import Entry, Sheet
from kaitei.text.markdown.document import Heading

DEEPEST = 3
"""The level of the headings that a table of contents still shows."""

_TEMPLATES: dict[type, str] = {
    PolicyView: "policy",
    ChangesView: "changes",
    IndexView: "index",
    HistoryView: "history",
    CompareView: "compare",
    MessageView: "message",
    SearchView: "search",
    FollowView: "follow",
}


def sheet(context: Context, view: Any, surround: Frame) -> Sheet:
    """A page finished but for the theme."""
    template = f"kaitei/{_TEMPLATES[type(view)]}.html"
    return replace(
        surrounding(context, surround),
        body=str(context.renderer.render(template, surround.address, view=view, frame=surround)),
        contents=tuple(_entries(context, view.toc)) if isinstance(view, PolicyView | ChangesView) else (),
        lang=view.lang if isinstance(view, MessageView) else "",
    )


def surrounding(context: Context, surround: Frame) -> Sheet:
    """What is said around a page, without its body."""
    running = lines(context.words("margin_gap"), (surround.company, surround.title), surround.state)
    attributes, head = (
        str(context.renderer.render(f"kaitei/{name}.html", surround.address, frame=surround, running=running))
        for name in ("root", "head")
    )
    return Sheet(
        locale=context.locale,
        address=surround.address,
        title=str(escape(surround.title)),
        attributes=attributes.strip(),
        head=head,
        body="",
        description=str(escape(surround.description)),
        languages=tuple((other.lang, other.address) for other in surround.languages),
        entry=surround.entry,
        searched=not surround.noindex,
    )


def _entries(context: Context, toc: Iterable[Heading]) -> Iterator[Entry]:
    for one in toc:
        if one.level <= DEEPEST:
            label = context.renderer.render("kaitei/contents_entry.html", "/", entry=one)
            yield Entry(one.anchor, one.level, str(label))
