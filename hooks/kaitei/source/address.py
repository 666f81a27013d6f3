r"""Addresses as browsers read them: what one may be, wherever a text, a fact, a setting or a style sheet bears it.

`ada_url` is the URL Standard that browsers follow: white space at the ends and line feeds anywhere fall away, `\` is
`/`, `https:/\x` and `//x` lead to another host. Only the plain form of what is meant is let through, so that people,
programs of other standards and browsers see the same host. `schemas/allowlist.yml` names the schemes.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Literal

from ada_url import URL

from kaitei import data
from kaitei.source.placeholders import OPEN, TOKEN

Flaw = Literal["", "forbidden", "user", "host"]
"""What is wrong with an address.

"": nothing. "forbidden": it leads where none may. "user": it has a user's name, which looks like a host
(`https://bank.example@x.example/`). "host": its host comes from a placeholder, so that nobody sees where it leads.
"""

WEB, LOCAL = frozenset(("http", "https")), frozenset[str]()
"""Schemes of addresses of the web, and of those that must be within the site: none, as these are relative."""

_HERE = URL("https://here.invalid/")
_ENDS = "".join(map(chr, range(0x21)))  # what browsers take from both ends
_WITHIN = str.maketrans("", "", "\t\n\r")  # and from anywhere
_HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u3000\ufeff]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PLAIN = re.compile(r"https?://[^/\\?#]+(?:[/?#]|$)", re.IGNORECASE)
_USER = re.compile(r"(?:(?:https?|ftp|wss?):[/\\]*|[/\\]{2,})[^/?#]*(?:@|%40|\uff20|\ufe6b)", re.IGNORECASE)
_FILLED_HOST = re.compile(rf"https?:[/\\]*[^/\\?#]*{OPEN}", re.IGNORECASE)
_UNDECIDED = re.compile(rf"[^/\\?#:]*{OPEN}")
_ACTS = re.compile(r"(?:java|vb|live)script:|data:[^\s,]*,", re.IGNORECASE)


@lru_cache(maxsize=4096)
def flaw(address: str, schemes: frozenset[str] | None = None) -> Flaw:
    """What is wrong with an address, "" where it is relative or has a scheme that is allowed.

    "/terms.md#c3" → "", "javascript:alert(1)" → "forbidden", "https://user@example.com/" → "user".

    It is judged as written, and once more without whatever could hide its scheme (character references, blanks that
    browsers do not take away). What a placeholder stands for is not judged; where one stands before any "/" or ":",
    nothing is.

    Args:
        address: what stands in the attribute or setting.
        schemes: those that are allowed; by default, those of texts (`schemas/allowlist.yml`).
    """
    if _UNDECIDED.match(address):
        return ""
    written = TOKEN.sub("x", address)
    if written != address and _FILLED_HOST.match(read(address)):
        return "user" if _USER.match(read(written)) else "host"
    readings = (written, _HIDDEN.sub("", html.unescape(written)))
    return next(filter(None, (_flaw(read(one), _schemes() if schemes is None else schemes) for one in readings)), "")


def allowed(address: str, schemes: frozenset[str] | None = None) -> bool:
    """Whether an address may stand on a page; see `flaw`."""
    return not flaw(address, schemes)


def is_web(address: str) -> bool:
    """Whether an address is one of the web, in full and without a user's name."""
    return _PLAIN.match(read(address)) is not None and not flaw(address)


def is_nameless(text: str) -> bool:
    """Whether a text is no address with a user's name."""
    return flaw(text) != "user"


def is_inert(text: str) -> bool:
    """Whether a text, of any kind, is no address that would run something in the reader's browser."""
    readings = (read(text), _HIDDEN.sub("", html.unescape(text)))
    return not any(map(_ACTS.match, readings))


def host(address: str) -> str:
    """The host that an address leads to, with its port where it has one: "https://a.example/x" → "a.example".

    It is "" for an address within the site, and for one that leads to no host.
    """
    try:
        url = URL(read(address), _HERE.href)
    except ValueError:
        return ""
    return "" if url.host == _HERE.host else str(url.host)


def read(address: str) -> str:
    """An address without what browsers take away before they read it."""
    return address.strip(_ENDS).translate(_WITHIN)


def _flaw(address: str, schemes: frozenset[str]) -> Flaw:
    if _USER.match(address):
        return "user"
    try:
        url = URL(address, _HERE.href)
    except ValueError:
        return "forbidden"
    if not _SCHEME.match(address):
        return "" if url.host == _HERE.host and address[:2].replace("\\", "/") != "//" else "forbidden"
    scheme = url.protocol[:-1]
    return "" if scheme in schemes and (scheme not in WEB or _PLAIN.match(address)) else "forbidden"


@lru_cache(maxsize=1)
def _schemes() -> frozenset[str]:
    return frozenset(data.read("schemas/allowlist.yml")["schemes"])
