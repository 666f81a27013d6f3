"""Links in texts: `/terms.md#c3` names a file under `docs/` and a clause in it; a page needs an address.

Because links start at the root of `docs/`, a frozen copy says the same as the file it was copied from.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
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
    path = address.partition("#")[0].partition("?")[0]
    return _way(path, page) + address[len(path) :]


@lru_cache(maxsize=512)
def _way(path: str, page: str) -> str:
    """Return the way from a page to a path; a page that shows clauses leads to many places on few others."""
    folder = page if page.endswith("/") else posixpath.dirname(page)
    result = _relpath(path, folder)
    if path.endswith("/") and not result.endswith("/"):
        result += "/"
    return ("./" if ":" in result.split("/")[0] else "") + result


def _relpath(path: str, folder: str) -> str:
    """Do what `posixpath.relpath` does, sooner: most addresses need no tidying up."""
    if "//" in path or "/." in path or "//" in folder or "/." in folder:
        return posixpath.relpath(path, folder)
    there, here = ([part for part in one.split("/") if part] for one in (path, folder))
    shared = 0
    for a, b in zip(there, here, strict=False):
        if a != b:
            break
        shared += 1
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]]) or "."


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
