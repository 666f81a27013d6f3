"""Python-Markdown's steps, spared where they would find nothing to do.

A policy is plain sentences, mostly: to look through each of them for twenty patterns, and to try nine sorts of block
on each paragraph, takes more time than all the rest. What is spared here is decided by the characters in a text
alone; whatever holds one that could mean something goes the whole way.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

_INLINE = re.compile(r"[`\\\[<&*_]")  # one of these is in whatever an inline pattern matches, line breaks aside
LINES = re.compile(r"  \n|\n")
"""What becomes a line break, with Python-Markdown's two blanks before it or without."""
_BLOCK = re.compile(r"\n {0,3}[-_*:\[]")  # how rules, definitions, footnotes and link targets begin

BLOCK_ELEMENTS = frozenset(Markdown().block_level_elements)


class Converter(Markdown):
    """Markdown that looks up block elements in a set, which it is asked for at every turn."""

    def is_block_level(self, tag: object) -> bool:
        """Tell whether an element's name is that of a block."""
        return isinstance(tag, str) and tag.lower().rstrip("/") in BLOCK_ELEMENTS


def hasten(md: Markdown, source: str) -> None:
    """Put the sparing steps in the place of Python-Markdown's, for the conversion of one text."""
    md.preprocessors.register(_Whitespace(md), "normalize_whitespace", 30)
    md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
    md.parser.blockprocessors.register(_Paragraph(md.parser), "plain", 110)
    md.parser.blockprocessors.register(_Table(md.parser, {"use_align_attribute": True}), "table", 75)
    md.treeprocessors.register(_Inline(md), "inline", 20)
    md.treeprocessors.register(_Prettify(md), "prettify", 10)
    for name, sign in (("attr_list", "{"), ("unescape", "\\")):
        if sign not in source:
            md.treeprocessors.deregister(name)


def is_paragraph(block: str) -> bool:
    """Tell whether a block can be nothing but a paragraph; False says nothing."""
    return block[:1] not in ("", " ", "\n") and "|" not in block and not _BLOCK.search("\n" + block)


def is_plain(text: str) -> bool:
    """Tell whether no inline pattern but those of line breaks can match anything in a text."""
    return not _INLINE.search(text)


class _Whitespace(NormalizeWhitespace):
    """Looks at the ends of lines once it knows that there are blanks at the start of one."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        if any(sign in source for sign in ("\x02", "\x03", "\r", "\t", "\n ")):
            return super().run(lines)
        return [*lines, "", ""]


class _HtmlBlocks(HtmlBlockPreprocessor):
    """Looks for HTML where a sign of it was typed."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _Paragraph(ParagraphProcessor):
    """Takes what is certainly a paragraph before any other sort of block is tried."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 (Python-Markdown's arguments)
        return is_paragraph(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the paragraph, and those that follow it, of the blank lines between which nothing is made."""
        super().run(parent, blocks)
        while blocks and len(parent) and parent[-1].tag == "p":
            block = blocks[0].lstrip("\n")
            if block and not is_paragraph(block):
                return
            blocks[0] = block
            if block:
                super().run(parent, blocks)
            else:
                del blocks[0]


class _Table(TableProcessor):
    """Looks for the cells of a row one sign at a time only where a pipe may stand for itself."""

    def _split(self, row: str) -> list[str]:
        return super()._split(row) if "`" in row or "\\" in row else row.split("|")  # type: ignore[misc]  # not in the stubs


class _Inline(InlineProcessor):
    """Leaves to Python-Markdown only the texts that are not plain; line breaks it makes itself."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        plain, others = _sorted_texts(tree)
        for element, _ in plain:
            element.text = None
        if others:
            super().run(tree, ancestors)
        for element, text in plain:
            _set_lines(element, text)
        return tree


def _sorted_texts(tree: Element) -> tuple[list[tuple[Element, str]], bool]:
    """Return the elements whose text is plain, with it, and whether there is other text that may hold patterns."""
    plain: list[tuple[Element, str]] = []
    others = False
    for element in tree.iter():
        text = element.text
        if text and element is not tree and not isinstance(text, AtomicString):
            if is_plain(text):
                plain.append((element, text))
            else:
                others = True
        others = others or bool(element.tail)
    return plain, others


def _set_lines(element: Element, text: str) -> None:
    """Make a text that of an element, before whatever stands in it already."""
    if "\n" not in text:
        element.text = text
        return
    first, *rest = LINES.split(text)
    element.text = first
    for index, line in enumerate(rest):
        br = Element("br")
        br.tail = line
        element.insert(index, br)


class _Prettify(Treeprocessor):
    """Does what Python-Markdown's own does, and looks at each element once."""

    def run(self, root: Element) -> None:
        self._block(root)
        for br in root.iter("br"):
            br.tail = "\n" + br.tail if br.tail and br.tail.strip() else "\n"
        for pre in root.iter("pre"):
            if len(pre) and pre[0].tag == "code" and not len(pre[0]) and pre[0].text is not None:
                pre[0].text = AtomicString(pre[0].text.rstrip() + "\n")

    def _block(self, element: Element) -> None:
        """Put line feeds around the blocks in a block, and after it."""
        if element.tag not in ("code", "pre"):
            for index, child in enumerate(element):
                if child.tag not in BLOCK_ELEMENTS:
                    continue
                if index == 0 and not (element.text or "").strip():
                    element.text = "\n"
                self._block(child)
        if not (element.tail or "").strip():
            element.tail = "\n"
