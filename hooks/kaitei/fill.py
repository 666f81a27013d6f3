"""The last step before a page: facts and addresses put into converted HTML, escaped."""

from __future__ import annotations

import html
import re
from typing import Protocol

from markupsafe import Markup, escape

from kaitei.allowlist import address_allowed
from kaitei.placeholders import BRACES, CLOSE, OPEN, TOKEN

_SLOT = "\ufdd3"
_ALONE = re.compile(f"<(p|td|th|li|dd|div)((?: [^<>]*)?)>\\s*{OPEN}([^{CLOSE}]*){CLOSE}\\s*</\\1>")
_TAG = re.compile(r'<[^"<>]*"[^"]*"[^"<>]*(?:"[^"]*"[^"<>]*)*>')  # with an attribute
_FILLED = (' href="', ' src="', ' align="', OPEN)
_ADDRESS = re.compile(r' (href|src)="([^"]*)"')


class Filler(Protocol):
    """Knows the facts of a day and where links lead from a page."""

    def text(self, name: str) -> Markup:
        """Return a leaf's text as HTML, with its language where that is not the page's."""

    def plain(self, name: str) -> str:
        """Return a leaf's text as it is."""

    def block(self, name: str) -> Markup | None:
        """Return the block that a name stands for, None where it is a leaf."""

    def address(self, target: str) -> str | None:
        """Return where a link of the text leads on this page, None where it leads nowhere yet."""

    def printed(self, address: str) -> str:
        """Return in full what `address` returned, for a page of paper; "" where it is in full or stays on the page."""


def fill(converted: str, filler: Filler) -> Markup:
    """Fill in a text's facts, blocks and addresses.

    Args:
        converted: a Document's HTML, cleaned.
        filler: what to fill in.
    """
    blocks: list[str] = []

    def block(match: re.Match[str]) -> str:
        rendered = filler.block(match[3])
        if rendered is None:
            return match[0]
        opened = _tag(f"<{match[1]}{match[2]}>", filler)
        blocks.append(str(rendered) if match[1] == "p" else f"{opened}{rendered}</{match[1]}>")
        return f"{_SLOT}{len(blocks) - 1}{_SLOT}"

    filled = _tagwise(_ALONE.sub(block, converted), filler)
    filled = re.sub(f"{_SLOT}(\\d+){_SLOT}", lambda match: blocks[int(match[1])], filled)
    return Markup(filled.replace(BRACES, "{{"))


def inline(converted: str) -> frozenset[str]:
    """Return the names of the placeholders that stand within a sentence or an attribute, where no block can be put."""
    if OPEN not in converted:
        return frozenset()
    return frozenset(TOKEN.findall(_ALONE.sub(lambda match: match[2], converted)))


def _tagwise(text: str, filler: Filler) -> str:
    """Fill what stands between tags as text and what stands in them as attributes; most tags have nothing to fill."""

    def said(text: str) -> str:
        return TOKEN.sub(lambda match: str(filler.text(match[1])), text) if OPEN in text else text

    result, position = [], 0
    for tag in _TAG.finditer(text):
        if any(sign in tag[0] for sign in _FILLED):
            result += [said(text[position : tag.start()]), _tag(tag[0], filler)]
            position = tag.end()
    return "".join((*result, said(text[position:])))


def _tag(tag: str, filler: Filler) -> str:
    def address(match: re.Match[str]) -> str:
        value = TOKEN.sub(lambda token: filler.plain(token[1]), html.unescape(match[2]))
        target = filler.address(value) if address_allowed(value, match[1] == "src") else None
        if target is None:
            return ""
        printed = filler.printed(target) if match[1] == "href" else ""
        return f' {match[1]}="{escape(target)}"' + (f' data-url="{escape(printed)}"' if printed else "")

    tag = re.sub(r' align="(left|center|right)"', r' class="align-\1"', _ADDRESS.sub(address, tag))
    return TOKEN.sub(lambda match: str(escape(filler.plain(match[1]))), tag)
