"""References of a text to its own clauses, by which clause they name rather than by which number.

Where 第5条 has become 第6条, a clause that named the one and now names the other says what it said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from kaitei.comparison.nodes import Nodes
from kaitei.comparison.numbers import label, style, value

_NUMERAL = "[0-9０-９一二三四五六七八九十百〇]+"
_BRANCH = f"(?:の{_NUMERAL})*"
_REFERENCE = re.compile(
    r"(?=[第前次AS])"
    rf"(?P<named>第{_NUMERAL}[編章節款目条]{_BRANCH}|前条|次条|(?:Article|Section) *[0-9]+(?:\.[0-9]+)*)?"
    rf"(?P<paragraph>第{_NUMERAL}項|前項|次項)?(?P<item>第{_NUMERAL}号{_BRANCH})?"
)
_UNIT = re.compile("[編章節款目条]|Article|Section")
_BARE = frozenset({"", "1", "1.", "1、", "第1項", "第一項"})
_STEPS = {"前": -1, "次": 1}


class References:
    """Where the references of a text lead."""

    def __init__(self, nodes: Nodes) -> None:
        """Begin with the clauses of the text."""
        self.nodes = nodes

    def parted(self, at: int) -> tuple[list[str], list[re.Match[str]]]:
        """Part what a clause says of its own into references and what is between them."""
        text = self.nodes[at].own.key
        found = [match for match in _REFERENCE.finditer(text) if match[0]]
        ends = [0, *(match.end() for match in found)]
        starts = [*(match.start() for match in found), len(text)]
        return [text[end:start] for end, start in zip(ends, starts, strict=True)], found

    def target(self, at: int, reference: re.Match[str]) -> int:
        """Find the clause that one at a position names, the innermost of 第5条第2項第1号; 0 where there is none."""
        return self.path(at, reference)[-1]

    def path(self, at: int, reference: re.Match[str]) -> tuple[int, ...]:
        """Find what each part of a reference names, outermost first: of 第2項第1号 the article in which it stands, too.

        The first paragraph of an article, where it has no number, is the article itself.
        """
        named, paragraph, item = reference["named"], reference["paragraph"], reference["item"]
        found = [self.article(at)]
        if named:
            found = [self.beside(found[0], _STEPS[named[0]]) if named[0] in _STEPS else self.named(named)]
        if paragraph and paragraph[0] in _STEPS:
            found.append(self._paragraph_beside(self.below(at, found[0]), _STEPS[paragraph[0]]))
        elif paragraph:
            found.append(self._paragraph(found[-1], value(label(paragraph))))
        return (*found, self._child(found[-1], item)) if item else tuple(found)

    def named(self, name: str) -> int:
        """Find the clause of a number with its word, however both are written: 第十二条, Section 3; 0 for none."""
        return self._named.get(_name(name), 0)

    def article(self, at: int) -> int:
        """Climb to the article in which a clause stands, 0 where it stands in none."""
        while at and self.nodes[at].own.rank != "article":
            at = self.nodes[at].parent
        return at

    def below(self, at: int, article: int) -> int:
        """Climb to the child of an article; 0 from the article itself."""
        while at and self.nodes[at].parent != article:
            at = self.nodes[at].parent
        return at

    def beside(self, at: int, step: int) -> int:
        """Find the article or the child before (-1) or after (1) another; 0 where there is none."""
        kin, place = self._kin.get(at, ([], 0))
        return kin[place + step] if 0 <= place + step < len(kin) else 0

    def before(self, at: int) -> int:
        """Count the articles or children before another."""
        return self._kin[at][1] if at in self._kin else 0

    def _paragraph(self, article: int, number: tuple[int, ...]) -> int:
        """Find a paragraph by its number, before an item of the same one, which stands in the first paragraph."""
        found = self._paragraphs.get((article, number))
        return found or (article if number == (1,) else self._numbered.get((article, number), 0))

    def _paragraph_beside(self, at: int, step: int) -> int:
        """Find the paragraph before or after another; before the first with a number it is the article itself."""
        sort, beside = style(self.nodes[at].own.label), self.beside(at, step)
        while (
            beside and style(self.nodes[beside].own.label) != sort and style(self.nodes[beside].own.label) not in _BARE
        ):
            beside = self.beside(beside, step)
        article = self.nodes[at].parent if at and step < 0 and not beside else 0
        return article if article > 0 and self.nodes[article].own.body else beside

    def _child(self, at: int, name: str) -> int:
        return self._numbered.get((at, value(label(name))), 0) if at else 0

    @cached_property
    def _kin(self) -> dict[int, tuple[list[int], int]]:
        """The list of articles, or of children, in which a clause stands, and where."""
        articles = [node.at for node in self.nodes if node.own.rank == "article"]
        lists = [*self.nodes.children, articles]
        return {at: (kin, place) for kin in lists for place, at in enumerate(kin)}

    @cached_property
    def _numbered(self) -> dict[tuple[int, tuple[int, ...]], int]:
        """The children by parent and number; text of an article without a number is its first."""
        return {(node.parent, value(node.own.label)): node.at for node in reversed(self.nodes)}

    @cached_property
    def _paragraphs(self) -> dict[tuple[int, tuple[int, ...]], int]:
        """The children by parent and number, of those whose number is bare, as that of a paragraph is."""
        found = ((node, style(node.own.label)) for node in reversed(self.nodes))
        return {(node.parent, value(node.own.label)): node.at for node, sort in found if sort in _BARE}

    @cached_property
    def _named(self) -> dict[tuple[str, tuple[int, ...]], int]:
        return {_name(node.own.label): node.at for node in reversed(self.nodes) if node.own.rank}


def _name(typed: str) -> tuple[str, tuple[int, ...]]:
    """The word of a number and what it counts: "第十二条の２" → ("条", (12, 2))."""
    word = _UNIT.search(typed)
    return word[0] if word else "", value(label(typed))


def followed(old: References, a: int, new: References, b: int, pairs: Mapping[int, int]) -> bool:
    """Whether two wordings of a clause differ in nothing but the numbers of the clauses that they name."""
    (olds, before), (news, after) = old.parted(a), new.parted(b)
    return olds == news and all(
        was[0] == now[0] or pairs.get(old.target(a, was) or -1) == new.target(b, now)
        for was, now in zip(before, after, strict=True)
    )
