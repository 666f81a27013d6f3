"""Flat blocks put into their nodes: lists of clauses, ordinary lists, quotations and headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from kaitei.text.markdown.anchors import citation
from kaitei.text.markdown.branch import Branch
from kaitei.text.markdown.hang import hang
from kaitei.text.markdown.signs import GIST

Content = Element | Branch

_BLOCKS = frozenset({"div", "details", "dl"})
"""The elements that blocks between slashes become."""


@dataclass(slots=True)
class Tree:
    """The elements that were made of the nodes."""

    root: Element = field(default_factory=lambda: Element("div"))
    headings: dict[Element, Branch] = field(default_factory=dict)
    lists: dict[Element, list[tuple[Branch, Element]]] = field(default_factory=dict)
    """Lists of clauses, each with its nodes and their bodies."""
    leaves: list[Element] = field(default_factory=list)
    """The elements whose text is read as a whole, in reading order."""
    gists: list[Branch] = field(default_factory=list)
    """The gists, in reading order."""
    refused: list[Branch] = field(default_factory=list)
    """The blocks whose options the Blocks of pymdown-extensions have not taken."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A page as HTML, and the elements from which that was written."""

    html: str
    tree: Tree
    leaves: dict[Element, str]  # the HTML of each leaf, gists left out; other elements may be in it too
    gists: tuple[str, ...] = ()  # the HTML of each gist


def nest(parts: Iterable[Element | int], nodes: list[Branch], tree: Tree) -> None:
    """Fill the tree with the blocks of a flat page, each put into the node whose index stands before it."""
    _Folder(nodes, tree).nest(parts)


class _Folder:
    """Moves every block from the top of the page into its node."""

    def __init__(self, nodes: list[Branch], tree: Tree) -> None:
        self.nodes, self.tree = nodes, tree
        self.content: dict[int, list[Content]] = {0: []}

    def nest(self, parts: Iterable[Element | int]) -> None:
        here = self.content[0]
        for part in parts:
            if isinstance(part, int):
                here = self._content(self.nodes[part])
            else:
                here.append(part)
        self._fill(self.tree.root, self.content[0])
        for ordered, clauses in self.tree.lists.items():
            ordered.set("class", ordered.get("class", "") + hang(node for node, _ in clauses))

    def _content(self, node: Branch) -> list[Content]:
        """What the node holds so far; on first sight it is put into the node above it."""
        content = self.content.get(node.index)
        if content is None:
            content = self.content[node.index] = []
            above = node.parent if node.parent and node.kind != "heading" and node.parent.kind != "heading" else None
            self._content(above or self.nodes[0]).append(node)
        return content

    def _fill(self, parent: Element, content: list[Content]) -> None:
        before: Branch | None = None
        for part in content:
            if isinstance(part, Branch):
                self._add(parent, part, before)
                before = part
            else:
                parent.append(part)
                before = None

    def _add(self, parent: Element, node: Branch, before: Branch | None) -> None:
        content = self.content[node.index]
        if node.kind == "heading":
            self._heading(parent, node, content)
        elif node.kind == "clause":
            joins = before is not None and before.series is node.series
            self._clause(parent[-1] if joins else self._list(parent, node), node, content)
        elif node.kind == "item":
            self._item(_item_list(parent, node, before), content)
        elif node.kind == "quote":
            self._fill(SubElement(parent, "blockquote"), content)
        else:
            self._slashed(parent, node, content)

    def _slashed(self, parent: Element, node: Branch, content: list[Content]) -> None:
        """Fill the element that Blocks have made of a block's first line; it stands before the node."""
        made = parent[-1] if len(parent) else parent
        if made.tag not in _BLOCKS:
            self.tree.refused.append(node)
            made = parent
        self._fill(made, content)
        if node.kind == "gist":
            self.tree.gists.append(node)
            made.text = GIST if len(made) else GIST * 2
            for last in made[-1:]:
                last.tail = GIST

    def _heading(self, parent: Element, node: Branch, content: list[Content]) -> None:
        numbered = {"class": f"clause{hang([node])}"} if node.reading else {}
        heading = title = SubElement(parent, f"h{node.level}", {**numbered, "id": node.anchor})
        if node.reading:
            _marker(heading, node)
            title = SubElement(heading, "span", {"class": "title"})
        title.text = next((part.text for part in content if isinstance(part, Element)), "")
        self.tree.headings[heading] = node

    def _list(self, parent: Element, node: Branch) -> Element:
        sections = " sections" if node.series and node.series.section else ""
        ordered = SubElement(parent, "ol", {"class": f"clauses{sections}", "role": "list"})
        self.tree.lists[ordered] = []
        return ordered

    def _clause(self, parent: Element, node: Branch, content: list[Content]) -> None:
        item = SubElement(parent, "li", {"class": "clause", "id": node.anchor})
        _marker(item, node)
        body = SubElement(item, "div", {"class": "clause-body"})
        self.tree.lists[parent].append((node, body))
        self._fill(body, content)

    def _item(self, parent: Element, content: list[Content]) -> None:
        item = SubElement(parent, "li")
        first = content[0] if content else None
        tight = all(isinstance(part, Branch) for part in content[1:])
        if isinstance(first, Element) and first.tag == "p" and tight:
            item.text = first.text
            content = content[1:]
        self._fill(item, content)


def title_of(node: Branch, heading: Element) -> Element:
    """The element that holds a heading's text without its marker."""
    return heading[-1] if node.reading else heading


def _marker(parent: Element, node: Branch) -> None:
    """Add the marker and the space typed after it, as a link to the node whose title says how that is cited."""
    marker = SubElement(parent, "span", {"class": "marker"})
    link = SubElement(marker, "a", {"href": f"#{node.anchor}"})
    link.text = AtomicString(node.number + (node.reading.space if node.reading else ""))
    if (cited := citation(node)) != node.number:
        link.set("title", cited)
    for anchor in node.also:
        SubElement(marker, "span", {"id": anchor})


def _item_list(parent: Element, node: Branch, before: Branch | None) -> Element:
    tag = "ol" if node.bullet[:1].isdigit() else "ul"
    if before is not None and before.kind == "item" and parent[-1].tag == tag:
        return parent[-1]
    number = node.bullet[:-1].lstrip("0")
    return SubElement(parent, tag, {"start": number} if tag == "ol" and number not in ("", "1") else {})
