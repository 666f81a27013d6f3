"""The last step before a page: facts and addresses put into converted HTML, escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Protocol

from markupsafe import Markup, escape

from kaitei.source import address
from kaitei.source.placeholders import BRACES, CLOSE, OPEN, TOKEN
from kaitei.text.links import HREF
from kaitei.text.markdown.signs import GIST

BLOCK = "\ufdd4"
"""Before and after what a placeholder stands for alone, where `fill` is asked to say so."""

_SLOT = "\ufdd3"
_ALONE = re.compile(f"<(p|td|th|li|dd|div)((?: [^<>]*)?)>\\s*{OPEN}([^{CLOSE}]*){CLOSE}\\s*</\\1>")
_TAG = re.compile("<[^<>]*>")
_GIST = re.compile(f"<div>\\s*{GIST}([^{GIST}]*){GIST}\\s*</div>")
_FILLED = re.compile(f'{HREF}| (?:src|align)="|{OPEN}')
_ADDRESS = re.compile(r' (href|src)="([^"]*)"')


class Filler(Protocol):
    """What `fill` asks for: the facts of a day, and where links lead from a page. `pages/filler` has the real one.

    A leaf is a name that stands for one text (`company.name`); any other, such as a desk, stands for a block of HTML.
    """

    def text(self, name: str) -> Markup:
        """A leaf's text as HTML, with a `lang` attribute where its language is not the page's."""

    def plain(self, name: str) -> str:
        """A leaf's text as it is, not escaped."""

    def block(self, name: str) -> Markup | None:
        """The block that a name stands for, None where it is a leaf."""

    def gist(self, note: Markup) -> Markup:
        """A plain-language note as the page shows it, given what is in it."""

    def address(self, target: str) -> str | None:
        """Where a link of the text leads on this page, None where it leads nowhere yet."""

    def printed(self, address: str) -> str:
        """The full address to be printed on paper, given what `address` returned.

        It is "" where that leads to another site, so that it is in full already, or stays on the page ("#c3").
        """


def fill(converted: str, filler: Filler, told: bool = False) -> Markup:
    """Fill in a text's facts, blocks and addresses.

    Args:
        converted: a Document's HTML, cleaned.
        filler: what to fill in.
        told: whether `BLOCK` is to stand around blocks.
    """
    sign = BLOCK if told else ""
    blocks: list[str] = []

    def block(match: re.Match[str]) -> str:
        rendered = filler.block(match[3])
        if rendered is None:
            return match[0]
        opened = _tag(f"<{match[1]}{match[2]}>", filler)
        made = f"{sign}{rendered}{sign}"
        blocks.append(made if match[1] == "p" else f"{opened}{made}</{match[1]}>")
        return f"{_SLOT}{len(blocks) - 1}{_SLOT}"

    filled = _tagwise(_replaced(converted, block), filler)
    filled = re.sub(f"{_SLOT}(\\d+){_SLOT}", lambda match: blocks[int(match[1])], filled)
    filled = _GIST.sub(lambda match: filler.gist(Markup(match[1].strip())), filled)
    return Markup(filled.replace(BRACES, "{{"))


def inline(converted: str) -> frozenset[str]:
    """The names of the placeholders that stand within a sentence or an attribute, where no block can be put."""
    if OPEN not in converted:
        return frozenset()
    return frozenset(TOKEN.findall(_replaced(converted, lambda match: match[2])))


def _replaced(text: str, replace: Callable[[re.Match[str]], str]) -> str:
    """Replace every paragraph, cell, item or other element of `_ALONE` that holds one placeholder and nothing else.

    The search goes from placeholder to placeholder, of which there are fewer than elements.
    """
    result, position = [], 0
    at = text.find(OPEN)
    while at >= 0:
        start = text.rfind("<", position, at)
        match = _ALONE.match(text, start) if start >= 0 else None
        if match:
            result += [text[position : match.start()], replace(match)]
            position = match.end()
        at = text.find(OPEN, max(position, at + 1))
    return "".join((*result, text[position:]))


def _tagwise(text: str, filler: Filler) -> str:
    """Fill placeholders between tags with HTML, and tags by `_tag`; a tag without anything to fill is not looked at."""

    def said(text: str) -> str:
        return TOKEN.sub(lambda match: str(filler.text(match[1])), text) if OPEN in text else text

    result, position = [], 0
    for tag in _tags(text):
        result += [said(text[position : tag.start()]), _tag(tag[0], filler)]
        position = tag.end()
    return "".join((*result, said(text[position:])))


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Yield the tags with an address, an alignment or a placeholder in them.

    "<" and ">" are enough to find a tag, as the sanitiser leaves neither in the value of an attribute.
    """
    end = 0
    for sign in _FILLED.finditer(text):
        start = text.rfind("<", end, sign.start())
        tag = _TAG.match(text, start) if start >= 0 else None
        if tag and tag.end() > sign.start():
            yield tag
            end = tag.end()


def _tag(tag: str, filler: Filler) -> str:
    """Fill the addresses and placeholders of a tag; an address that leads nowhere goes with its attribute.

    Alignment becomes a class: `align="left"` → `class="align-left"`.
    """

    def led(match: re.Match[str]) -> str:
        value = TOKEN.sub(lambda token: filler.plain(token[1]), html.unescape(match[2]))
        target = filler.address(value) if address.allowed(value, address.LOCAL if match[1] == "src" else None) else None
        if target is None:
            return ""
        printed = filler.printed(target) if match[1] == "href" else ""
        return f' {match[1]}="{escape(target)}"' + (f' data-url="{escape(printed)}"' if printed else "")

    tag = re.sub(r' align="(left|center|right)"', r' class="align-\1"', _ADDRESS.sub(led, tag))
    return TOKEN.sub(lambda match: str(escape(filler.plain(match[1]))), tag)
