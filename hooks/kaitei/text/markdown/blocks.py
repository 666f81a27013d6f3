"""Conversion block by block, each block remembered: the quick way, for texts whose blocks do not affect each other.

Revisions of a policy share most of their paragraphs and tables. What a block becomes depends on its characters alone,
unless the text has something that reaches from one block into another: HTML, footnotes, link targets, definitions,
code, lists of attributes or blocks between slashes. For a text with one of these `page` returns None, and `convert`
takes `kaitei.text.markdown.build`, which converts all blocks together. Of all other texts both make the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown

from kaitei.text.markdown.branch import Branch
from kaitei.text.markdown.build import bare
from kaitei.text.markdown.delimited import SIGNS
from kaitei.text.markdown.hang import HUNG
from kaitei.text.markdown.nest import Converted, Tree, nest
from kaitei.text.markdown.signs import GOTO, GUARD, goto_target
from kaitei.text.markdown.write import Writer

_REMEMBERED = 1000  # blocks
_INLINE = re.compile(r"[`\\\[<&*_~^]")  # every inline pattern but that of line breaks needs one of these
_LINES = re.compile(r"  \n|\n")  # what becomes a line break, with Python-Markdown's two blanks before it or without
_BLOCK = re.compile(r"\n {0,3}[-_*:\[]")  # how rules, definitions, footnotes and link targets begin
_FAR = ("<", "&", "{", "\\", "\t", "[^", "]:", "\n    ", *SIGNS)
_DEFINED = re.compile(r"\n {0,3}: ")
_SPECIAL = re.compile('[<>&"]')
_GAP = re.compile(r"\n\n+")
_SINGLE = frozenset({"p", "table", "hr"})
_ALONE = re.compile(r'<(p|table)(?: class="hung")?>((?:(?!<\1>).)*)</\1>|<(hr)>', re.DOTALL)
_REFERS = 'class="reference"'
_REFERENCE = re.compile(r'(<a class="reference" href="#([^"]*)"[^>]*>)</a>')


class Block(NamedTuple):
    """What a block becomes."""

    tag: str
    inner: str  # the HTML within its element
    outer: str  # the HTML with its element, as it stands on the page
    refers: bool  # whether there are references in it whose words are still to be filled in: `[](#c3)`


def page(source: str, nodes: list[Branch], anchors: Iterable[str], cite: Callable[[str], str]) -> Converted | None:
    """Convert flat blocks one by one; return None if one of them may affect another, see the head of this module.

    Args:
        source: the Markdown of flat blocks, from `flatten`.
        nodes: by the index with which the Markdown names them.
        anchors: of headings and clauses.
        cite: gives the words for an anchor: "c1-2" → "第1条第2項".
    """
    if _reaches_far("\n" + source) or _SPECIAL.search("".join(anchors)):
        return None
    parts: list[Element | int] = []
    written: dict[Element, str] = {}
    for part in map(_part, filter(None, _GAP.split(source.strip("\n")))):
        if part is None:
            return None
        parts.append(part if isinstance(part, int) else _element(_named(part, cite), written))
    tree = Tree()
    nest(parts, nodes, tree)
    return Converted(Writer(written).inner(tree.root).strip(), tree, written)


def _element(block: Block, written: dict[Element, str]) -> Element:
    element = Element(block.tag)
    element.text = block.inner
    written[element] = block.outer
    return element


def _reaches_far(source: str) -> bool:
    return any(sign in source for sign in _FAR) or bool(_DEFINED.search(source))


@lru_cache(maxsize=_REMEMBERED)
def _part(block: str) -> Block | int | None:
    """The index in a block made by `signs.goto`, or what any other block becomes; None if that is no `Block`.

    None stands for a block that becomes several elements, or an element other than a paragraph, table or rule.
    """
    if block.startswith(GOTO):
        return goto_target(block)
    if not _is_plain(block):
        found = _ALONE.fullmatch(_converter().reset().convert(block))
        return _whole(found[1] or found[3], (found[2] or "").replace(GUARD, "")) if found else None
    return _whole("p", _plain(block.lstrip())) if _is_paragraph(block) else _plain_block(block)


def _whole(tag: str, inner: str) -> Block:
    element = Element(tag, {"class": "hung"} if tag == "p" and inner.startswith(HUNG) else {})
    element.text = inner
    return Block(tag, inner, Writer().outer(element), _REFERS in inner)


def _plain_block(block: str) -> Block | None:
    """Convert a block without inline markup: Python-Markdown makes its elements, `_plain` the texts in them.

    None stands for several elements, or for one that is no paragraph, table or rule.
    """
    parent = Element("div")
    _converter().parser.parseBlocks(parent, [block])
    if len(parent) != 1 or parent[0].tag not in _SINGLE:
        return None
    for element in parent[0].iter():
        element.text = _plain(element.text or "")
    return _whole(parent[0].tag, Writer().inner(parent[0]))


def _plain(text: str) -> str:
    """Text without inline markup as HTML: ">" escaped, `<br>` for line breaks."""
    text = text.replace(">", "&gt;").replace(GUARD, "")
    if "\n" not in text:
        return text
    first, *rest = _LINES.split(text)
    return first + "".join(f"<br>\n{line if line.strip() else ''}" for line in rest)


def _is_paragraph(block: str) -> bool:
    """Tell whether a block is a paragraph for sure; False means that it may be one or something else."""
    return block[:1] not in ("", " ", "\n") and "|" not in block and not _BLOCK.search("\n" + block)


def _is_plain(text: str) -> bool:
    """Tell whether a text is without inline markup (links, emphasis, code, escapes), line breaks aside."""
    return not _INLINE.search(text)


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    return bare(lambda _: "")


def _named(block: Block, cite: Callable[[str], str]) -> Block:
    """The block with the words of its references put in: an empty link to "#c1-2" says "第1条第2項"."""
    if not block.refers:
        return block

    def name(found: re.Match[str]) -> str:
        return found[1] + cite(unquote(unescape(found[2]))).replace(">", "&gt;") + "</a>"

    return _whole(block.tag, _REFERENCE.sub(name, block.inner))
