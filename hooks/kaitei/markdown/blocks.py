"""Texts whose blocks mean nothing to each other: each block is converted by itself, and remembered.

Revisions of a policy share most of their paragraphs and tables. What such a block becomes depends on its characters
alone unless there are signs in the text of what reaches further: HTML, footnotes, link targets, definitions, code and
lists of attributes. A text with one of these is for `kaitei.markdown.build`, which makes the same of all others too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown

from kaitei.markdown.build import bare
from kaitei.markdown.fold import Page, Tree, fold
from kaitei.markdown.outline import Node
from kaitei.markdown.quick import LINES, is_paragraph, is_plain
from kaitei.markdown.signs import GOTO, GUARD, goto_target
from kaitei.markdown.write import Writer

_REMEMBERED = 1000  # blocks
_FAR = ("<", "&", "{", "\\", "\t", "[^", "]:", "\n    ")
_DEFINED = re.compile(r"\n {0,3}: ")
_SPECIAL = re.compile('[<>&"]')
_GAP = re.compile(r"\n\n+")
_SINGLE = frozenset({"p", "table", "hr"})
_ALONE = re.compile(r"<(p|table)>((?:(?!<\1>).)*)</\1>|<(hr)>", re.DOTALL)
_REFERENCE = re.compile(r'(<a class="reference" href="#([^"]*)"[^>]*>)</a>')


def page(source: str, nodes: list[Node], names: Mapping[str, str]) -> Page | None:
    """Convert flat blocks one by one; return None if one of them may mean something to another.

    Args:
        source: the Markdown of flat blocks.
        nodes: by the index with which the Markdown names them.
        names: the words for each anchor.
    """
    if _reaches_far("\n" + source) or _SPECIAL.search("".join(names)):
        return None
    parts: list[Element | int] = []
    for block in filter(None, _GAP.split(source.strip("\n"))):
        found = goto_target(block) if block.startswith(GOTO) else _block(block)
        if found is None:
            return None
        parts.append(found if isinstance(found, int) else _element(found, names))
    tree = Tree()
    fold(parts, nodes, tree)
    writer = Writer()
    return Page(writer.inner(tree.root).strip(), tree, writer.written)


def _element(found: tuple[str, str], names: Mapping[str, str]) -> Element:
    element = Element(found[0])
    element.text = _named(found[1], names)
    return element


def _reaches_far(source: str) -> bool:
    return any(sign in source for sign in _FAR) or bool(_DEFINED.search(source))


@lru_cache(maxsize=_REMEMBERED)
def _block(block: str) -> tuple[str, str] | None:
    """Return a block's element and the HTML within it, None if it becomes more than one element."""
    if not is_plain(block):
        found = _ALONE.fullmatch(_converter().reset().convert(block))
        return (found[1] or found[3], (found[2] or "").replace(GUARD, "")) if found else None
    return ("p", _plain(block.lstrip())) if is_paragraph(block) else _plain_block(block)


def _plain_block(block: str) -> tuple[str, str] | None:
    """Return what a block becomes in which no inline pattern matches: all but its texts is Python-Markdown's."""
    parent = Element("div")
    _converter().parser.parseBlocks(parent, [block])
    if len(parent) != 1 or parent[0].tag not in _SINGLE:
        return None
    for element in parent[0].iter():
        element.text = _plain(element.text or "")
    return parent[0].tag, Writer().inner(parent[0])


def _plain(text: str) -> str:
    """Return text without markup as HTML."""
    first, *rest = LINES.split(text.replace(">", "&gt;").replace(GUARD, ""))
    return first + "".join(f"<br>\n{line if line.strip() else ''}" for line in rest) if rest else first


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    return bare("", lambda _: "")


def _named(html: str, names: Mapping[str, str]) -> str:
    """Put in what references to clauses leave out."""
    if 'class="reference"' not in html:
        return html

    def name(found: re.Match[str]) -> str:
        words = names.get(unquote(unescape(found[2])), "")
        return found[1] + words.replace(">", "&gt;") + "</a>"

    return _REFERENCE.sub(name, html)
