"""Python-Markdown as it is set up here: flat blocks become nested lists, and references get their text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from kaitei.text.markdown import dialect, signs
from kaitei.text.markdown.branch import Branch
from kaitei.text.markdown.hang import HUNG
from kaitei.text.markdown.limits import limit, tame
from kaitei.text.markdown.nest import Converted, Tree, nest, title_of
from kaitei.text.markdown.signs import CUT, GIST, GUARD, goto_target

_REPLACED = ("indent", "hashheader", "setextheader", "olist", "ulist", "quote", "code")
"""Python-Markdown's processors of lists, headings, quotations and indented code, taken out.

`scan`, `outline` and `nest` do the first three; what is indented belongs to a clause and is no code.
"""

_LINE_END = r"(?<!\\)\\(?=[ \t]*(?:\n|\Z))"


def page(source: str, nodes: list[Branch], cite: Callable[[str], str]) -> Converted:
    """Convert flat blocks all together, whatever they hold; `blocks.page` is the quick way for most texts.

    Args:
        source: the Markdown of flat blocks, from `flatten`.
        nodes: by the index with which the Markdown names them.
        cite: gives the words for an anchor: "c1-2" → "第1条第2項".
    """
    converter, tree = markdown(nodes, cite)
    html = converter.convert(tame(source))
    leaves = dict(zip(tree.leaves, map(signs.without_gists, html.split(CUT)[1::2]), strict=True))
    gists = tuple(html.replace(CUT, "").split(GIST)[1::2])
    typed = {node.index: node.number for node in nodes}
    return Converted(signs.strip(html.replace(CUT, "").strip(), typed), tree, leaves, gists)


def markdown(nodes: list[Branch], cite: Callable[[str], str]) -> tuple[Markdown, Tree]:
    """A converter for the flat blocks of one text, and the tree that it fills while it converts them."""
    tree = Tree()
    converter = bare(cite)
    converter.treeprocessors.register(_Fold(converter, nodes, tree), "clauses", 60)
    converter.treeprocessors.register(_Leaves(converter, tree), "leaves", -10)
    return converter, tree


def bare(cite: Callable[[str], str]) -> Markdown:
    """Python-Markdown set up for flat blocks: they stay side by side, and `cite` fills empty references."""
    footnotes = FootnoteExtension(BACKLINK_TITLE="")
    extensions: list[Extension] = [
        TableExtension(use_align_attribute=True),
        AttrListExtension(),
        DefListExtension(),
        footnotes,
        Nl2BrExtension(),
        *dialect.extensions(),
    ]
    converter = Markdown(extensions=extensions, output_format="html")
    for name in _REPLACED:
        converter.parser.blockprocessors.deregister(name)
    converter.inlinePatterns.register(_LineEnd(_LINE_END, converter), "line_end", 185)
    converter.treeprocessors.register(_Guards(converter), "guards", 61)
    converter.treeprocessors.register(_References(converter, cite), "references", 12)
    limit(converter, footnotes)
    return converter


class _LineEnd(InlineProcessor):
    """Takes away a backslash at the end of a line, which breaks the line as its end does anyway."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802, ARG002 - Markdown's name and arguments
        return "", m.start(0), m.end(0)


class _Guards(Treeprocessor):
    """Takes `signs.GUARD` out of paragraphs, after blocks have been told apart and before inline patterns run.

    Those that begin with a sign are said to hang beside it.
    """

    def run(self, root: Element) -> None:
        for block in root:
            if block.text:
                block.text = block.text.replace(GUARD, "")
                if block.tag == "p" and block.text.startswith(HUNG):
                    block.set("class", "hung")


class _References(Treeprocessor):
    """Gives empty links to clauses their words: `[](#c1-2)` → 第1条第2項.

    Links from a footnote back to the text lose their title.
    """

    def __init__(self, md: Markdown, cite: Callable[[str], str]) -> None:
        super().__init__(md)
        self.cite = cite

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if link.get("class") == "footnote-backref":
                link.attrib.pop("title", None)
            target = link.get("href", "")
            if target.startswith("#") and not len(link) and not (link.text or "").strip():
                link.text = AtomicString(self.cite(unquote(target[1:])))
                link.set("class", "reference")


class _Leaves(Treeprocessor):
    """Puts `signs.CUT` before and after each leaf, so that `page` can cut its HTML out of the finished page.

    Before that it would not be complete: Python-Markdown keeps raw HTML aside until the page is written.
    """

    def __init__(self, md: Markdown, tree: Tree) -> None:
        super().__init__(md)
        self.tree = tree

    def run(self, root: Element) -> None:
        self.tree.leaves = list(self._marked(root))

    def _marked(self, container: Element) -> Iterator[Element]:
        before: Element | None = None
        for element in container:
            if node := self.tree.headings.get(element):
                title = title_of(node, element)
                yield _cut_out(title, *((container, before) if title is element else (element, element[0])))
            elif element in self.tree.lists:
                for _, body in self.tree.lists[element]:
                    yield from self._marked(body)
            else:
                yield _cut_out(element, container, before)
            before = element


class _Fold(Treeprocessor):
    """Replaces the flat page by the tree that `nest` makes of its blocks."""

    def __init__(self, md: Markdown, nodes: list[Branch], tree: Tree) -> None:
        super().__init__(md)
        self.nodes, self.tree = nodes, tree

    def run(self, root: Element) -> Element:
        self.tree.root.tag = root.tag
        nest(map(self._part, root), self.nodes, self.tree)
        return self.tree.root

    def _part(self, block: Element) -> Element | int:
        """The index of a node if the block is a line that names one, otherwise the block."""
        index = goto_target((block.text or "").strip()) if block.tag == "p" else None
        return index if index is not None and index < len(self.nodes) else block


def _cut_out(element: Element, parent: Element, before: Element | None) -> Element:
    """Put `signs.CUT` before and after an element, and return the element.

    ElementTree has the text before an element as the `tail` of the element `before` it, or, if there is none, as the
    `text` of the parent.
    """
    if before is None:
        parent.text = (parent.text or "") + CUT
    else:
        before.tail = (before.tail or "") + CUT
    element.tail = (element.tail or "") + CUT
    return element
