"""From what a page says to its HTML: a page of our own whole, one of the theme's in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kaitei.pages.context import Context
from kaitei.pages.views import CompareView, Frame, HistoryView, IndexView, MessageView, PageView, PolicyView, SearchView
from kaitei.rendering.renderer import MISSING

_TEMPLATES: dict[type, str] = {
    PolicyView: "policy",
    PageView: "page",
    IndexView: "index",
    HistoryView: "history",
    CompareView: "compare",
    MessageView: "message",
    SearchView: "search",
}

_PARTS = ("root", "head", "header", "", "footer")  # "": the template of the page's own type


@dataclass(frozen=True, slots=True)
class Themed:
    """The parts of a page that the theme puts together."""

    title: str
    root: Markup  # attributes of <html>
    head: Markup
    header: Markup
    body: Markup
    footer: Markup
    template: str = ""  # of the theme

    @classmethod
    def of(cls, made: tuple[str, ...], template: str = "") -> Themed:
        """The strings that `parts` made, some of which come from the cache, as named parts."""
        title, root, head, header, body, footer = made
        return cls(title, Markup(root), Markup(head), Markup(header), Markup(body), Markup(footer), template)


def page(context: Context, view: Any, surround: Frame) -> tuple[str, str]:
    """The path and the HTML of a page that the theme has no part in."""
    values = {"view": view, "frame": surround, "body": _template(view)}
    html = context.renderer.render("kaitei/layout.html", surround.address, **values)
    path = surround.address.lstrip("/")
    return path if surround.address == MISSING else f"{path}index.html", html


def parts(context: Context, view: Any, surround: Frame) -> tuple[str, ...]:
    """The title and the parts of a page that the theme puts together, in the order of `Themed`."""
    names = (f"kaitei/{part}.html" if part else _template(view) for part in _PARTS)
    made = (str(context.renderer.render(name, surround.address, view=view, frame=surround)) for name in names)
    return surround.title, *made


def _template(view: Any) -> str:
    return f"kaitei/{_TEMPLATES[type(view)]}.html"
