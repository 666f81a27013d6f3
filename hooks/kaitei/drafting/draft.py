"""A text as the rules of drafting look at it: clause by clause, and line by line of its file."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kaitei.comparison.nodes import Nodes, flatten
from kaitei.site.edition import Edition
from kaitei.site.site import Site
from kaitei.source.placeholders import OPEN
from kaitei.text.markdown.delimited import prose
from kaitei.wording.per_locale import language

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DRESS = re.compile(r"\{\{[^{}\n]*\}\}|(?<=\])\([^()\s]*\)|<[^<>\n]*>|\*\*|https?://[!-~]+|[!-?A-~]+@[!-~]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """What deserves a look."""

    key: str
    line: int  # of the file
    what: str  # the words that it is about, by which it can be let be
    params: dict[str, str] = field(default_factory=dict)


class Said(NamedTuple):
    """A line of the file and what readers see of it."""

    line: int
    text: str


@dataclass(frozen=True, eq=False)
class Draft:
    """The newest text of a policy in a language."""

    site: Site
    edition: Edition
    before: Edition | None  # the text of the revision before it, where it is held

    @property
    def language(self) -> str:
        """Its language: "ja", "en"."""
        return language(self.edition.text.locale)

    @property
    def day(self) -> dt.date:
        """The day on which it is looked at: its first one, or today."""
        return max(self.site.today, self.edition.revision.day)

    @cached_property
    def nodes(self) -> Nodes:
        """The clauses, placeholders still in them, at the places that they have in `Edition.nodes`."""
        return flatten(self.edition.content.document.clauses)

    @cached_property
    def lines(self) -> tuple[Said, ...]:
        """The lines without code, comments, placeholders, addresses and tags; what is filled in parts words."""
        plain = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), prose(self.edition.text.body))
        seen = _DRESS.sub(lambda found: "" if found[0][0] in "(<*" else OPEN, plain)
        return tuple(Said(line, text) for line, text in enumerate(seen.split("\n"), self._first) if text.strip())

    def begin(self, at: int) -> int:
        """The line of the file on which a clause begins, by its place in `nodes`."""
        return self._first + self._starts[at] - 1

    def typed(self, at: int, words: str) -> int:
        """The line of a clause on which words are typed as they are; 0 where they stand on none."""
        first = self._starts[at]
        for number in range(first, self._ends[bisect_right(self._ends, first)]):
            if words in self._typed[number - 1]:
                return self._first + number - 1
        return 0

    def line(self, at: int, words: str) -> int:
        """The line on which words of a clause are typed, or else that on which the clause begins."""
        return self.typed(at, words) or self.begin(at)

    def raw(self, at: int) -> str:
        """The line on which a clause begins, as typed."""
        return self._typed[self._starts[at] - 1]

    @cached_property
    def places(self) -> dict[str, int]:
        """The places of clauses by their anchors."""
        return {node.own.anchor: node.at for node in reversed(self.nodes) if node.own.anchor}

    @property
    def _first(self) -> int:
        return self.edition.text.body_line

    @cached_property
    def _typed(self) -> list[str]:
        return self.edition.text.body.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        """The line of the body on which each clause begins; what stands under none begins where the one before does."""
        known, found = self.edition.content.document.lines, [1]
        for node in self.nodes[1:]:
            found.append(known.get(node.own.anchor, found[-1]))
        return found

    @cached_property
    def _ends(self) -> list[int]:
        """The lines on which clauses begin, in order, and the line after the last."""
        return [*sorted({*self._starts}), len(self._typed) + 1]
