"""Links in texts: `/terms.md#c3` names a file under `docs/` and a clause in it; a page needs an address, `/terms/#c3`.

Links start at the root of `docs/`, so a frozen copy, which lies in another folder, links to the same files.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from kaitei.source.filenames import composed

HREF = r"""(?: href="(?!#)|(?<!"marker"><a) href=")"""
"""Regular expression of how the address of a link begins, but that of a clause's number to the clause itself."""

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Target:
    """What a link of a text names."""

    path: str  # below the engine's folder, "" for the text itself; outside it, from the root of docs/: "/about.md"
    anchor: str


def parse(href: str, folder: str, below: str = "") -> Target | None:
    """What a link within the site names; None for a link that leads out of it.

    "/terms.md#c3" → Target("terms.md", "c3"), "#c3" → Target("", "c3"), "https://example.com" → None.

    Args:
        href: the address as written.
        folder: the folder that relative links start from, below the engine's.
        below: the engine's folder below docs/, "" for the whole of docs/.
    """
    if _SCHEME.match(href) or href.startswith("//"):
        return None
    path, _, anchor = href.partition("#")
    path = composed(unquote(path.partition("?")[0]))
    if path and not path.startswith("/"):
        path = posixpath.join("/", below, folder, path)
    found = posixpath.normpath(path).lstrip("/") if path else ""
    if found and below:
        found = found[len(below) + 1 :] if found.startswith(f"{below}/") else f"/{found}"
    return Target(found, unquote(anchor))


def relative(address: str, page: str) -> str:
    """An address of the site as seen from one of its pages, so that a site works in any folder of a host.

    "/privacy/#c3" on the page "/terms/" → "../privacy/#c3".

    Args:
        address: from the site's root; one that does not begin with "/" (absolute, or "#c3") comes back as it is.
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
    """An address without ".." and empty parts in its path: "/a/../b//c/#x" → "/b/c/#x"."""
    path = address.partition("#")[0].partition("?")[0]
    tidy = posixpath.normpath(f"/{path.lstrip('/')}")
    return tidy + ("/" if path.endswith("/") and tidy != "/" else "") + address[len(path) :]


def page_address(stem: str) -> str:
    """The address of a file's page in the default locale, given its path below docs/ without suffix and locale.

    "privacy" → "/privacy/", "about/index" → "/about/", "index" → "/".
    """
    if stem == "index":
        return "/"
    return f"/{stem.removesuffix('/index')}/"


def closest(path: str, known: Mapping[str, object]) -> str:
    """The known path that was probably meant, "" where none is near: "privcy.md" → "privacy.md"."""
    return next(iter(difflib.get_close_matches(path, list(known), n=1)), "")
