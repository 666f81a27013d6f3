"""The Markdown extension: flat blocks become nested lists, and references get their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from kaitei.markdown.bounds import bound
from kaitei.markdown.outline import Node
from kaitei.markdown.quick import Converter, hasten
from kaitei.markdown.signs import CUT, GUARD, goto_target

_REPLACED = ("indent", "hashheader", "setextheader", "olist", "ulist", "quote")
"""Python-Markdown's own ideas of lists, headings and quotations."""

Content = Element | Node


@dataclass(slots=True)
class Tree:
    """The elements that were made of the nodes."""

    root: Element = field(default_factory=lambda: Element("div"))
    headings: dict[Element, Node] = field(default_factory=dict)
    lists: dict[Element, list[tuple[Node, Element]]] = field(default_factory=dict)
    """Lists of clauses, each with its nodes and their bodies."""
    leaves: list[Element] = field(default_factory=list)
    """The elements whose text is read as a whole, in reading order."""


def markdown(text: str, nodes: list[Node], cite: Callable[[str], str]) -> tuple[Markdown, Tree]:
    """Return a converter for what is made of one text, and the tree that it fills.

    Args:
        text: as typed.
        nodes: by the index with which the Markdown to be converted names them.
        cite: gives the words for an anchor.
    """
    tree = Tree()
    footnotes = FootnoteExtension(BACKLINK_TITLE="")
    extensions: list[Extension] = [
        TableExtension(use_align_attribute=True),
        AttrListExtension(),
        DefListExtension(),
        footnotes,
        Nl2BrExtension(),
        ClauseExtension(nodes, tree, cite),
    ]
    converter = Converter(extensions=extensions, output_format="html")
    bound(converter, footnotes)
    hasten(converter, text)
    return converter, tree


class ClauseExtension(Extension):
    """Puts the blocks of one text into its nodes; made anew for every text."""

    def __init__(self, nodes: list[Node], tree: Tree, cite: Callable[[str], str]) -> None:
        """Take the nodes by index, the tree to fill and what names an anchor in a sentence."""
        super().__init__()
        self.nodes, self.tree, self.cite = nodes, tree, cite

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Replace lists, headings and quotations by those that the nodes describe."""
        for name in _REPLACED:
            md.parser.blockprocessors.deregister(name)
        md.treeprocessors.register(_Fold(md, self.nodes, self.tree), "clauses", 60)
        md.treeprocessors.register(_References(md, self.cite), "references", 12)
        md.treeprocessors.register(_Leaves(md, self.tree), "leaves", -10)


class _References(Treeprocessor):
    """Fills in what a link to a clause leaves out."""

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
    """Puts a sign before and after each leaf, by which its HTML is found when the page has been written.

    Only then is everything in it: raw HTML is kept aside until the end.
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
    """Moves every block from the top of the page into its node."""

    def __init__(self, md: Markdown, nodes: list[Node], tree: Tree) -> None:
        super().__init__(md)
        self.nodes, self.tree = nodes, tree
        self.content: dict[int, list[Content]] = {0: []}

    def run(self, root: Element) -> Element:
        self._sort(root)
        self.tree.root.tag = root.tag
        self._fill(self.tree.root, self.content[0])
        return self.tree.root

    def _sort(self, root: Element) -> None:
        here = self.content[0]
        for block in root:
            index = goto_target((block.text or "").strip()) if block.tag == "p" else None
            if index is None or index >= len(self.nodes):
                here.append(_unguarded(block))
            else:
                here = self._content(self.nodes[index])

    def _content(self, node: Node) -> list[Content]:
        """Return what the node holds so far; on first sight it is put into the node above it."""
        if node.index not in self.content:
            self.content[node.index] = []
            above = node.parent if node.parent and node.kind != "heading" and node.parent.kind != "heading" else None
            self._content(above or self.nodes[0]).append(node)
        return self.content[node.index]

    def _fill(self, parent: Element, content: list[Content]) -> None:
        before: Node | None = None
        for part in content:
            if isinstance(part, Node):
                self._add(parent, part, before)
                before = part
            else:
                parent.append(part)
                before = None

    def _add(self, parent: Element, node: Node, before: Node | None) -> None:
        content = self.content[node.index]
        if node.kind == "heading":
            self._heading(parent, node, content)
        elif node.kind == "clause":
            joins = before is not None and before.series is node.series
            self._clause(parent[-1] if joins else self._list(parent, node), node, content)
        elif node.kind == "item":
            self._item(_item_list(parent, node, before), content)
        else:
            self._fill(SubElement(parent, "blockquote"), content)

    def _heading(self, parent: Element, node: Node, content: list[Content]) -> None:
        heading = SubElement(parent, f"h{node.level}", {"id": node.anchor})
        title = heading
        if node.reading:
            heading.set("class", "clause")
            _marker(heading, node)
            title = SubElement(heading, "span", {"class": "title"})
        title.text = next((part.text for part in content if isinstance(part, Element)), "")
        self.tree.headings[heading] = node

    def _list(self, parent: Element, node: Node) -> Element:
        sections = " sections" if node.series and node.series.style.section else ""
        ordered = SubElement(parent, "ol", {"class": f"clauses{sections}", "role": "list"})
        self.tree.lists[ordered] = []
        return ordered

    def _clause(self, parent: Element, node: Node, content: list[Content]) -> None:
        item = SubElement(parent, "li", {"class": "clause", "id": node.anchor})
        _marker(item, node)
        body = SubElement(item, "div", {"class": "clause-body"})
        self.tree.lists[parent].append((node, body))
        self._fill(body, content)

    def _item(self, parent: Element, content: list[Content]) -> None:
        item = SubElement(parent, "li")
        first = content[0] if content else None
        tight = all(isinstance(part, Node) for part in content[1:])
        if isinstance(first, Element) and first.tag == "p" and tight:
            item.text = first.text
            content = content[1:]
        self._fill(item, content)


def title_of(node: Node, heading: Element) -> Element:
    """Return the element that holds a heading's text without its marker."""
    return heading[-1] if node.reading else heading


def _cut_out(element: Element, parent: Element, before: Element | None) -> Element:
    """Put signs around an element of a parent, the text before which is the parent's or that of the element before."""
    if before is None:
        parent.text = (parent.text or "") + CUT
    else:
        before.tail = (before.tail or "") + CUT
    element.tail = (element.tail or "") + CUT
    return element


def _marker(parent: Element, node: Node) -> None:
    """Add the marker as text, with the space that was typed after it."""
    marker = SubElement(parent, "span", {"class": "marker"})
    marker.text = AtomicString(node.number + (node.reading.space if node.reading else ""))


def _item_list(parent: Element, node: Node, before: Node | None) -> Element:
    tag = "ol" if node.bullet[:1].isdigit() else "ul"
    if before is not None and before.kind == "item" and parent[-1].tag == tag:
        return parent[-1]
    number = node.bullet[:-1].lstrip("0")
    return SubElement(parent, tag, {"start": number} if tag == "ol" and number not in ("", "1") else {})


def _unguarded(block: Element) -> Element:
    if block.text:
        block.text = block.text.replace(GUARD, "")
    return block
