"""The clauses of a converted page, read off its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from kaitei.text.markdown.ahead import titled
from kaitei.text.markdown.branch import Branch
from kaitei.text.markdown.document import Clause, Heading, Line, Rank
from kaitei.text.markdown.extract import Extract
from kaitei.text.markdown.nest import Converted, title_of
from kaitei.text.markdown.read import read

_REMEMBERED = 1000  # clauses
_TARGET = re.compile(r" <[^<>]*>")
_TOGETHER = frozenset({"p", "table", "ul"})


@dataclass(slots=True)
class Findings:
    """What is read off the elements of a page."""

    clauses: tuple[Clause, ...] = ()
    toc: list[Heading] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)  # of elements that are no clause
    targets: list[str] = field(default_factory=list)  # of links within the page


@dataclass(slots=True)
class _Draft:
    """A clause to which lines and children are still added."""

    anchor: str = ""
    number: str = ""
    heading: bool = False
    lines: list[Line] = field(default_factory=list)
    children: list[_Draft | Clause] = field(default_factory=list)
    rank: Rank = ""

    def finished(self) -> Clause:
        return Clause(self.anchor, self.number, self.heading, tuple(self.lines), _finished(self.children), self.rank)


def _finished(children: list[_Draft | Clause]) -> tuple[Clause, ...]:
    """Children as clauses; headings are drafts until all that stands beneath them has been read."""
    return tuple([child.finished() if isinstance(child, _Draft) else child for child in children])


def read_page(page: Converted, title: str) -> Findings:
    """Read a page that has just been converted; the first of its clauses is the title."""
    return _Reader(page).page(title)


class _Reader:
    """Goes through the elements in reading order."""

    def __init__(self, page: Converted) -> None:
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
        head = [Clause("", "", True, ((title,),))]
        head += [Clause("", "", False, tuple(top.lines))] if top.lines else []
        self.found.clauses = (*head, *_finished(top.children))
        return self.found

    def _groups(self, container: Element) -> Iterator[list[Element]]:
        """Yield headings, lists of clauses and footnotes singly, and what stands between them together."""
        together: list[Element] = []
        for element in container:
            if element.tag not in _TOGETHER and self._stands_alone(element):
                if together:
                    yield together
                    together = []
                yield [element]
            else:
                together.append(element)
        if together:
            yield together

    def _stands_alone(self, element: Element) -> bool:
        return element in self.tree.headings or element in self.tree.lists or _is_footnotes(element)

    def _heading(self, node: Branch, element: Element) -> _Draft:
        extract = self._read([title_of(node, element)])
        if node.anchor in self.found.anchors and not node.reading:
            self.found.anchors.remove(node.anchor)
        self.found.toc.append(Heading(node.anchor, node.number, extract.plain, node.level))
        return _Draft(node.anchor, node.number, True, list(extract.lines) or [("",)], rank=node.rank)

    def _add(self, draft: _Draft, group: list[Element]) -> None:
        if group[0] in self.tree.lists:
            draft.children += [self._clause(node, body) for node, body in self.tree.lists[group[0]]]
            return
        lines = self._read(group).lines
        if not draft.children:
            draft.lines += lines
        elif lines:
            draft.children.append(Clause("", "", False, lines))

    def _clause(self, node: Branch, body: Element) -> Clause:
        groups = list(self._groups(body))
        if node.rank:
            self.found.toc.append(Heading(node.anchor, node.number, self._title(groups), _level(node)))
        if len(groups) == 1 and groups[0][0] not in self.tree.lists:
            return _childless(node.anchor, node.number, self._read(groups[0]).lines, node.rank)
        draft = _Draft(node.anchor, node.number, rank=node.rank)
        for group in groups:
            self._add(draft, group)
        return draft.finished()

    def _title(self, groups: list[list[Element]]) -> str:
        """What the contents say of a clause with a rank: its caption, or a first line that is no sentence."""
        first = groups[0][0] if groups else None
        lines = read([self.html[first]]).lines if first is not None and first.tag == "p" else ()
        return titled(_TARGET.sub("", lines[0][0]))[0] if lines else ""

    def _read(self, elements: list[Element]) -> Extract:
        extract = read([self.html[element] for element in elements])
        self.found.anchors += extract.anchors
        self.found.targets += extract.targets
        return extract


@lru_cache(maxsize=_REMEMBERED)
def _childless(anchor: str, number: str, lines: tuple[Line, ...], rank: Rank) -> Clause:
    """A clause without children; remembered, as revisions of a policy share most of these."""
    return Clause(anchor, number, False, lines, (), rank)


def _level(node: Branch) -> int:
    """The level that a clause with a rank has in the contents: beneath the sections that it stands in."""
    above = node.parent
    return min(6, (above.level or _level(above)) + 1) if above else 2


def _is_footnotes(element: Element) -> bool:
    return element.tag == "div" and element.get("class") == "footnote"
