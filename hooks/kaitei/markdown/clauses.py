"""The clauses of a converted page, read off its elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kaitei.markdown.extract import Extract
from kaitei.markdown.fold import Page, title_of
from kaitei.markdown.model import Clause, Heading, Line
from kaitei.markdown.outline import Node
from kaitei.markdown.read import read


@dataclass(slots=True)
class Findings:
    """What is read off the elements of a page."""

    clauses: tuple[Clause, ...] = ()
    toc: list[Heading] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)  # of elements that are no clause
    targets: list[str] = field(default_factory=list)  # of links within the page


@dataclass(slots=True)
class _Draft:
    """A clause while what belongs to it is being found."""

    anchor: str = ""
    number: str = ""
    heading: bool = False
    lines: list[Line] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)

    def finished(self) -> Clause:
        children = tuple([child.finished() for child in self.children])
        return Clause(self.anchor, self.number, self.heading, tuple(self.lines), children)


def read_page(page: Page, title: str) -> Findings:
    """Read a page that has just been converted; its clauses begin with its title."""
    return _Reader(page).page(title)


class _Reader:
    """Goes through the elements in reading order."""

    def __init__(self, page: Page) -> None:
        self.tree, self.html = page.tree, page.leaves
        self.found = Findings()

    def page(self, title: str) -> Findings:
        top = _Draft()
        above = [(0, top)]  # open headings with their levels
        for group in self._groups(self.tree.root):
            node = self.tree.headings.get(group[0])
            above = [pair for pair in above if pair[0] < node.level] if node else above
            if node:
                draft = self._heading(node, group[0])
                above[-1][1].children.append(draft)
                above.append((node.level, draft))
            else:
                self._add(top if _is_footnotes(group[0]) else above[-1][1], group)
        drafts = [_Draft(heading=True, lines=[(title,)]), *top.children]
        drafts[1:1] = [_Draft(lines=top.lines)] if top.lines else []
        self.found.clauses = tuple(draft.finished() for draft in drafts)
        return self.found

    def _groups(self, container: Element) -> Iterator[list[Element]]:
        """Yield headings, lists of clauses and footnotes singly, and what stands between them together."""
        together: list[Element] = []
        for element in container:
            if element in self.tree.headings or element in self.tree.lists or _is_footnotes(element):
                if together:
                    yield together
                    together = []
                yield [element]
            else:
                together.append(element)
        if together:
            yield together

    def _heading(self, node: Node, element: Element) -> _Draft:
        extract = self._read([title_of(node, element)])
        if node.anchor in self.found.anchors and not node.reading:
            self.found.anchors.remove(node.anchor)
        self.found.toc.append(Heading(node.anchor, node.number, extract.plain, node.level))
        return _Draft(node.anchor, node.number, True, list(extract.lines) or [("",)])

    def _add(self, draft: _Draft, group: list[Element]) -> None:
        if group[0] in self.tree.lists:
            draft.children += [self._clause(node, body) for node, body in self.tree.lists[group[0]]]
            return
        lines = self._read(group).lines
        if not draft.children:
            draft.lines += lines
        elif lines:
            draft.children.append(_Draft(lines=list(lines)))

    def _clause(self, node: Node, body: Element) -> _Draft:
        draft = _Draft(node.anchor, node.number)
        for group in self._groups(body):
            self._add(draft, group)
        return draft

    def _read(self, elements: list[Element]) -> Extract:
        extract = read([self.html[element] for element in elements])
        self.found.anchors += extract.anchors
        self.found.targets += extract.targets
        return extract


def _is_footnotes(element: Element) -> bool:
    return element.tag == "div" and element.get("class") == "footnote"
