"""Plain addresses in finished HTML become links: https://example.com/, http and mail addresses, of ASCII characters.

They end before Japanese: "https://example.com/a。次の文" leads to https://example.com/a, "info@example.co.jpまで" to
info@example.co.jp. Links, code and attributes stay as they are. Clauses have been read before, and their text has the
address once, as typed.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from kaitei.source import address
from kaitei.source.placeholders import OPEN
from kaitei.text.markdown.write import Writer

_PIECE = re.compile(r"(<[^<>]*>)")
_CLOSED = re.compile(r"<(/?)(?:a|code|kbd|pre|samp)[ >]")  # elements in which nothing becomes a link
_HOST = r"[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++(?!\.(?![\x00-\x7f])\w)"  # www.例え.jp is none
_WEB = rf"(?<![A-Za-z0-9])https?://{_HOST}(?::[0-9]++)?+(?:[/?#](?:[A-Za-z0-9\-._~:/?#@!$'()*+,;=%]|&amp;)*+)?+"
_MAIL = rf"(?<![A-Za-z0-9._%+/@-])(?<!&amp;)[A-Za-z0-9._%+-]++@{_HOST}(?<=[A-Za-z])(?![@_])"
_ADDRESS = re.compile(rf"(?:{_WEB}|{_MAIL})(?!{OPEN})")
_TRAILING = re.compile(r"(?:&amp;|[.,;:!?'*_~])$")


def linked(html: str) -> str:
    """HTML with its plain addresses as links."""
    if "://" not in html and "@" not in html:
        return html
    pieces, depth = _PIECE.split(html), 0
    for at, piece in enumerate(pieces):
        if found := _CLOSED.match(piece):
            depth += -1 if found[1] else 1
        elif depth <= 0 and piece[:1] != "<" and ("://" in piece or "@" in piece):
            pieces[at] = _ADDRESS.sub(_link, piece)
    return "".join(pieces)


def _link(found: re.Match[str]) -> str:
    shown = _trimmed(found[0])
    href = shown if "://" in shown else f"mailto:{shown}"
    if not address.allowed(unescape(href)):
        return found[0]
    link = Element("a", {"class": "url", "href": href})
    link.text = shown
    return Writer().outer(link) + found[0][len(shown) :]


def _trimmed(text: str) -> str:
    """An address without punctuation of the sentence in which it stands: "https://example.com/a)." → without ")."."""
    while True:
        shorter = _TRAILING.sub("", text)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == text:
            return text
        text = shorter
