"""Links in texts: `/terms.md#c3` names a file under `docs/` and a clause in it; a page needs an address.

Because links start at the root of `docs/`, a frozen copy says the same as the file it was copied from.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Target:
    """What a link of a text names."""

    path: str  # below docs/, "" for the text itself
    anchor: str


def parse(href: str, folder: str) -> Target | None:
    """Return what a link within the site names; None for a link that leads out of it.

    Args:
        href: the address as written.
        folder: the folder below docs/ that relative links start from.
    """
    if _SCHEME.match(href) or href.startswith("//"):
        return None
    path, _, anchor = href.partition("#")
    path = unquote(path.partition("?")[0])
    if path and not path.startswith("/"):
        path = posixpath.join("/", folder, path)
    return Target(posixpath.normpath(path).lstrip("/") if path else "", unquote(anchor))


def relative(address: str, page: str) -> str:
    """Return an address of the site as seen from one of its pages, so that a site works in any folder of a host.

    Args:
        address: from the site's root (`/privacy/#c3`), or absolute, or a mere anchor; these two come back as they are.
        page: the page's own address, from the root.
    """
    if not address.startswith("/"):
        return address
    folder, up = page[: page.rfind("/") + 1], 0
    if "//" in address or "/." in address or "//" in folder or "/." in folder:
        address, folder = _tidied(address), _tidied(folder)
    while not address.startswith(folder):
        folder, up = folder[: folder.rfind("/", 0, -1) + 1], up + 1
    result = "../" * up + address[len(folder) :]
    return result if result[:1] not in ("", "#", "?") and ":" not in result.split("/")[0] else f"./{result}"


def _tidied(address: str) -> str:
    """Return an address whose path neither goes back nor has empty parts."""
    path = address.partition("#")[0].partition("?")[0]
    tidy = posixpath.normpath(f"/{path.lstrip('/')}")
    return tidy + ("/" if path.endswith("/") and tidy != "/" else "") + address[len(path) :]


def page_address(stem: str) -> str:
    """Return the address of a Markdown file's page in the default locale, by its path without suffix."""
    if stem == "index":
        return "/"
    return f"/{stem.removesuffix('/index')}/"


def localize(address: str, locale: str, default: str) -> str:
    """Return an address in a locale."""
    return address if locale == default else f"/{locale}{address}"


def closest(path: str, known: Mapping[str, object]) -> str:
    """Return the path that was probably meant."""
    return next(iter(difflib.get_close_matches(path, list(known), n=1)), "")
