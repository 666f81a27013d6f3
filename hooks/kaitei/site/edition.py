"""An edition: the text of one revision in one language, as it stands for good.

From Markdown to clauses, to the canonical text with the facts of the revision's first day, to what is compared. Each is
worked out when it is first asked for and stays with the edition, which lives as long as its policy is looked at.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property

from kaitei.comparison.model import Comparison
from kaitei.comparison.nodes import Nodes, flatten
from kaitei.comparison.rows import compare_nodes
from kaitei.facts.changes import behind
from kaitei.facts.facts import Facts, Snapshot
from kaitei.policy.policy import Policy, Revision, Text
from kaitei.source.settings import Settings
from kaitei.text import canonical, content
from kaitei.text.canonical import Values
from kaitei.text.content import Content, Reading
from kaitei.text.markdown.delimited import without_gists
from kaitei.text.markdown.document import Clause, Line
from kaitei.text.markdown.plain_text import canonical as plain
from kaitei.text.markdown.plain_text import line_text


@dataclass(frozen=True, eq=False)
class Edition:
    """The text of a revision in a language; one is told from another by identity."""

    settings: Settings
    facts: Facts
    policy: Policy
    revision: Revision
    text: Text

    @cached_property
    def content(self) -> Content:
        """The text converted.

        Raises:
            KaiteiError: for everything in it that a page may not contain.
        """
        return content.of(self.text, self.settings)

    @property
    def reading(self) -> Reading:
        """What the text names and where it leads."""
        return self.content.reading

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, with the facts of the revision's first day."""
        return self.clauses_on(self.revision.day)

    def on(self, day: dt.date) -> Edition:
        """The text with the facts of another day, for all that shows it."""
        return replace(self, revision=replace(self.revision, day=day))

    def clauses_on(self, day: dt.date) -> tuple[Clause, ...]:
        """The clauses with the facts of another day."""
        values = self.values_on(day)
        return tuple(canonical.filled(clause, values) for clause in self.content.document.clauses)

    @cached_property
    def canonical(self) -> str:
        """The canonical text with the facts of the revision's first day, as published in `<date>.txt`."""
        return plain(self.clauses)

    def canonical_on(self, day: dt.date) -> str:
        """The canonical text with the facts of another day."""
        return plain(self.clauses_on(day))

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the canonical text in UTF-8, as 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @property
    def wording(self) -> str:
        """The SHA-256 of title and body as their file has them, gists left out, however it is read."""
        return hashlib.sha256(f"{self.text.title}\n{without_gists(self.text.body)}".encode()).hexdigest()

    def shown_digest(self, day: dt.date) -> str:
        """The SHA-256 of the facts of a day, and of the revision's own days, that the text shows."""
        values = self.values_on(day)
        told = {name: values.value(name) for name in sorted(self.reading.shown)}
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    @cached_property
    def nodes(self) -> Nodes:
        """The clauses as a flat list in reading order, which comparisons align."""
        return flatten(self.clauses)

    @cached_property
    def gists(self) -> dict[int, str]:
        """The plain-language notes with the facts of the first day, by the place in `nodes` of their clause."""
        places = {node.own.anchor: place for place, node in reversed(list(enumerate(self.nodes)))}
        values, found = self.values, dict[int, list[str]]()
        for gist in self.content.document.gists:
            lines = canonical.filled_lines(gist.lines, values)
            found.setdefault(places[gist.anchor], []).extend(map(line_text, lines))
        return {place: "\n".join(lines) for place, lines in found.items()}

    def since(self, older: Edition) -> Comparison:
        """Compare with an older edition of the same language."""
        if older not in self._compared:
            self._compared[older] = compare_nodes(older.nodes, self.nodes)
        return self._compared[older]

    def origins(self, older: Edition) -> dict[int, int]:
        """By the position of a clause in `nodes` where it was in an older edition, the whole text at 0 included.

        A row stands for a clause, or for a clause with all that is beneath it and has no row of its own.
        """
        rows = {now + 1: was + 1 for was, now in reversed(self.since(older).places) if now >= 0}
        found, above = {0: 0}, 0
        for at in range(1, len(self.nodes)):
            above = at if at in rows else above
            if rows[above]:
                found[at] = rows[above] + at - above
        return found

    @property
    def values(self) -> Values:
        """The facts of the revision's first day."""
        return self.values_on(self.revision.day)

    def values_on(self, day: dt.date) -> Values:
        """The facts of another day."""
        return self._values(self.facts.as_of(day))

    def lines_with(self, place: int, snapshot: Snapshot) -> tuple[Line, ...]:
        """The lines of a clause, by its place in reading order, with facts given."""
        return canonical.filled_lines(self._lines[place], self._values(snapshot))

    def shown(self, day: dt.date) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each fact that the text shows, by its dotted name, with the values that it has on a day."""
        values = self.values_on(day)
        return tuple((name, tuple(values.lines(name))) for name in dict.fromkeys(behind(self.reading.shown)))

    @cached_property
    def _lines(self) -> tuple[tuple[Line, ...], ...]:
        return tuple(clause.lines for outer in self.content.document.clauses for clause in outer.walk())

    @cached_property
    def _compared(self) -> dict[Edition, Comparison]:
        return {}

    def _values(self, snapshot: Snapshot) -> Values:
        settings, own = self.settings, self.revision
        days = dict.fromkeys((str(own.adopted or own.date), own.date))
        return Values(snapshot, self.text.locale, settings.default, settings.codes, tuple(days))
