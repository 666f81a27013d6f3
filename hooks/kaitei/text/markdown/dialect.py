"""The part of pymdown-extensions that belongs to the dialect of policies, whatever a site's own Markdown has.

`~~甲~~` and `^^乙^^`, code between fences, and blocks between slashes: admonitions, details, definitions and gists.
Blocks make an element of each block's first line and options; what stands in it `nest` puts there.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.admonition import AdmonitionExtension
from pymdownx.blocks.block import Block
from pymdownx.blocks.definition import Definition
from pymdownx.blocks.details import DetailsExtension
from pymdownx.caret import InsertSupExtension
from pymdownx.delimiterprocessor import Delimiter
from pymdownx.highlight import HighlightExtension
from pymdownx.superfences import SuperFencesCodeExtension
from pymdownx.tilde import DeleteSubExtension

from kaitei.text.markdown.delimited import TYPES

_MARKS = {"~": "del", "^": "ins"}


def extensions() -> list[Extension]:
    """The extensions, new ones for each converter."""
    return [
        HighlightExtension(use_pygments=False),
        SuperFencesCodeExtension(disable_indented_code_blocks=True, relaxed_headers=True),
        DeleteSubExtension(subscript=False),
        InsertSupExtension(superscript=False),
        _Marks(),
        AdmonitionExtension(types=list(TYPES)),
        DetailsExtension(),
        _Blocks(),
    ]


class _Marks(Extension):
    """Lets `~~` and `^^` stand beside Japanese.

    By the rule of CommonMark, which is theirs, `旧~~「甲」~~乙` would mark nothing, as between a letter
    and a bracket they neither begin nor end.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - their name
        processor: Any = md.inlinePatterns["delimiter"]
        for sign, tag in _MARKS.items():
            processor.add(Delimiter(sign, tag, double=True, punct=False))


class _Blocks(BlocksExtension):
    """Definitions and gists."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802, ARG002 - their name, their arguments
        block_mgr.register(_Definition, {})
        block_mgr.register(_Gist, {})


class _Definition(Definition):
    """A definition whose paragraphs and items become terms and meanings once `nest` has put them into it."""

    def on_end(self, block: Element) -> None:
        pass

    def on_inline_end(self, block: Element) -> None:
        super().on_end(block)


class _Gist(Block):
    """A plain-language note; what it is called is filled in on the page (`text/fill`)."""

    NAME = "gist"

    def on_create(self, parent: Element) -> Element:
        return SubElement(parent, "div")
