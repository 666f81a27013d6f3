"""The names of WordprocessingML, and attributes by them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

Element: TypeAlias = Any  # lxml bears no types
"""An element of a document, a style sheet or a list of numbers."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
RELATION = f"{{{_R}}}id"


@lru_cache(maxsize=200)
def w(name: str) -> str:
    """A name of the main part: "p" → "{http://…}p"."""
    return f"{{{_W}}}{name}"


def value(element: Any, path: str) -> str | None:
    """The `w:val` of the element at a path of names: "pPr/pStyle"; None where there is none."""
    found = at(element, path)
    return None if found is None else found.get(w("val"))


def at(element: Any, path: str) -> Element | None:
    """The element at a path of names, None where there is none."""
    if element is None:
        return None
    found: Element | None = element.find(_path(path))
    return found


@lru_cache(maxsize=200)
def _path(path: str) -> str:
    return "/".join(map(w, path.split("/")))


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number; another where it is none."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def on(element: Any, path: str) -> bool:
    """Whether a property is there and not switched off."""
    found = at(element, path)
    return found is not None and found.get(w("val")) not in ("0", "false", "off", "none")
