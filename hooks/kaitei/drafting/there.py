"""What of a text references may lead to; where it may be read in more ways than one, it is there."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from kaitei.comparison.nodes import Nodes
from kaitei.comparison.numbers import label, value
from kaitei.comparison.references import References

_BULLET = re.compile(r"\s*[-・･*●○◇■□※]")

Value = tuple[int, ...]


class There:
    """The clauses of a text by what they are called."""

    def __init__(self, nodes: Nodes) -> None:
        """Begin with the clauses."""
        self.nodes, self.known = nodes, References(nodes)

    def leads(self, at: int, found: re.Match[str]) -> bool:
        """Whether a reference of a clause leads somewhere."""
        path = self.known.path(at, found)
        if found["named"] and not path[0]:
            return self._is_numbered(found["named"])
        if not path[0] or self.nodes[path[0]].own.rank != "article":
            return True
        paragraph, item = found["paragraph"], found["item"]
        if paragraph and not (self._beside if paragraph[0] in "前次" else self._paragraph)(at, path, found):
            return False
        return not item or self._item(path[1] if paragraph and path[1] else path[0], item, sure=bool(paragraph))

    def counts(self, at: int, found: re.Match[str]) -> bool:
        """Whether 前二項, 前各号, 前号 have as many clauses before them, and 次号 one after it."""
        unit, article = found["unit"] or "号", self.known.article(at)
        count = value(label(found["count"]))[0] if found["count"] and found["count"] != "各" else 1
        if not article or at == article:
            return not article or unit != "条" or count <= self.known.before(article)
        if unit == "条":
            return count <= self.known.before(article)
        if unit == "項":
            own = bool(self.nodes[article].own.body)
            return count <= self.known.before(self.known.below(at, article)) + own
        within = [at]
        while self.nodes[within[-1]].parent not in (article, 0):
            within.append(self.nodes[within[-1]].parent)
        if found["step"] == "次":
            return any(self.known.beside(one, 1) for one in within)
        return any(count <= self.known.before(one) for one in within)

    def _is_numbered(self, named: str) -> bool:
        """Whether a number is one of a text whose clauses have none of its word, so that 第5条 or Section 5 is "5."."""
        if named[0] in "前次":
            return "article" not in self._ranks
        if named[0] in "AS":
            return value(label(named)) in self._numbers
        return "条" in named and "article" not in self._ranks and value(label(named)) in self._outer

    def _paragraph(self, _: int, path: tuple[int, ...], found: re.Match[str]) -> bool:
        count = value(label(found["paragraph"]))[0]
        return bool(path[1]) or count <= max(1, len(self.nodes[path[0]].own.body))

    def _beside(self, at: int, path: tuple[int, ...], found: re.Match[str]) -> bool:
        """Whether there is a paragraph before, or after, that in which a clause stands."""
        article, below = path[0], self.known.below(at, path[0])
        children, lines = self.nodes.children[article], self.nodes[article].own.body
        if found["named"]:
            return True
        if found["paragraph"][0] == "次":
            return bool(self.known.beside(below, 1)) if below else bool(children) or len(lines) > 1
        return bool(lines) or below != children[0] if below else len(lines) != 1

    def _item(self, top: int, item: str, sure: bool) -> bool:
        """Whether a clause, an article or a paragraph, has an item beneath it; `sure` where it is surely meant."""
        numbers = self._beneath[top]
        return value(label(item)) in numbers or top in self._bulleted or not (sure or numbers)

    @cached_property
    def _ranks(self) -> frozenset[str]:
        return frozenset(node.own.rank for node in self.nodes)

    @cached_property
    def _numbers(self) -> frozenset[Value]:
        return frozenset(value(node.own.label) for node in self.nodes if node.own.number)

    @cached_property
    def _outer(self) -> frozenset[Value]:
        """The numbers of clauses that stand in no other."""
        return frozenset(value(node.own.label) for node in self.nodes if node.parent <= 1 and node.own.number)

    @cached_property
    def _beneath(self) -> defaultdict[int, set[Value]]:
        """The numbers beneath each article, and beneath each of its children."""
        found: defaultdict[int, set[Value]] = defaultdict(set)
        for node in self.nodes:
            article = self.known.article(node.parent) if node.own.number and node.at else 0
            for above in {article, self.known.below(node.parent, article)} - {0} if article else ():
                found[above].add(value(node.own.label))
        return found

    @cached_property
    def _bulleted(self) -> frozenset[int]:
        """The articles, and the children of articles, that have ordinary lists."""
        found: set[int] = set()
        for node in self.nodes[1:]:
            if any(_BULLET.match(line[0]) for line in node.own.lines):
                article = self.known.article(node.at)
                found |= {article, self.known.below(node.at, article) or article}
        return frozenset(found)
