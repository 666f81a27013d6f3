"""Texts as lists of duties look at them: line by line, each with what stands above it and with the facts in it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kaitei.policy import states
from kaitei.policy.policy import Policy, Revision
from kaitei.site.edition import Edition
from kaitei.site.site import KIND_ORDER, Site, Standing
from kaitei.text.canonical import Put, Values, placed
from kaitei.text.markdown.document import Clause, Line
from kaitei.text.markdown.plain_text import line_text

Path = tuple[str, ...]

_LABEL = re.compile(r"【(?P<bracket>[^】]{1,24})】|(?P<colon>[^：:。]{1,24})[：:](?!//)")
_MARKS = "-+■□◆◇●○・※＊▼▶【】[]［］〔〕<>＜＞《》*_ 　"
_SHORT = 30
"""Characters of a line that may be a heading without being marked as one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of a text."""

    policy: str
    anchor: str  # of the innermost clause that has one
    number: str  # of the same, as typed
    text: str  # with the facts of the day
    title: str  # what it is called: as a heading, a label before a colon, the first cell of a row; "" where nothing
    above: tuple[str, ...]  # the titles of what it stands in
    facts: tuple[Path, ...]  # the paths of the facts put into it


@dataclass(frozen=True, slots=True)
class Looked:
    """A text that is looked at."""

    policy: Policy
    revision: Revision
    edition: Edition
    day: dt.date  # whose facts it shows
    passages: tuple[Passage, ...]

    @property
    def values(self) -> Values:
        """The facts of its day."""
        return self.edition.values_on(self.day)


def looked(site: Site, locale: str, day: dt.date | None, kinds: Collection[str]) -> tuple[Looked, ...]:
    """The texts of the policies of some kinds in a locale, in the order of their kinds.

    Args:
        site: the site.
        locale: the language; of a translation the newest that is not newer than the text.
        day: those in force on it, or else coming next, with its facts; None for the newest ones, in force or not.
        kinds: the kinds.

    Raises:
        KaiteiError: for a text that cannot be read.
    """
    known = (one for one in site.registry.policies.values() if set(one.kinds) & set(kinds))
    policies = sorted(known, key=lambda one: (KIND_ORDER.index(one.kinds[0]), one.id))
    found = ((policy, revision) for policy in policies for revision in _revision(policy, day))
    return tuple(one for policy, revision in found for one in _looked(site, policy, revision, locale, day))


def _revision(policy: Policy, day: dt.date | None) -> Iterator[Revision]:
    """Yield the revision that is looked at, or none: of a repealed policy there is nothing to look at."""
    listed = states.standing(policy.revisions)
    one = next(iter(listed), None) if day is None else states.shown(listed, day)
    repealed = day is not None and (current := states.in_force(listed, day)) and current.event == "repealed"
    if one and one.event != "repealed" and not repealed:
        yield one


def _looked(site: Site, policy: Policy, revision: Revision, locale: str, day: dt.date | None) -> Iterator[Looked]:
    standing = Standing.whole(policy, site)
    held = (standing.edition(one, locale) for one in policy.revisions if one.day <= revision.day)
    edition = next(filter(None, held), None)
    if edition:
        shown = max(day or site.today, revision.day)
        yield Looked(policy, revision, edition, shown, tuple(_passages(edition, edition.values_on(shown))))


def _passages(edition: Edition, values: Values) -> Iterator[Passage]:
    for clause in edition.content.document.clauses:
        yield from _Reader(edition.policy.id, values).clause(clause, ("", ""), (edition.text.title,))


@dataclass(frozen=True, slots=True)
class _Reader:
    policy: str
    values: Values

    def clause(self, clause: Clause, named: tuple[str, str], above: tuple[str, ...]) -> Iterator[Passage]:
        """Yield the lines of a clause and of all beneath it.

        Args:
            clause: the clause.
            named: anchor and number of the clause in which it stands.
            above: the titles of what it stands in.
        """
        own = (clause.anchor, clause.number) if clause.anchor else named
        lines = [*placed(clause.lines, self.values)]
        here = above
        for (line, puts), following in _followed(lines, bool(clause.children)):
            first = line is lines[0][0]
            title = _title(line, first and clause.heading, following)
            yield Passage(self.policy, *own, line_text(line), title, here, tuple(put.value.path for put in puts))
            if title and len(line) == 1 and _stands_alone(line[0], title):
                here = (*above, title)
                above = here if first else above
        for child in clause.children:
            yield from self.clause(child, own, here)


def _followed(
    lines: list[tuple[Line, tuple[Put, ...]]], children: bool
) -> Iterator[tuple[tuple[Line, tuple[Put, ...]], str]]:
    """Yield lines, each with how the next begins: "" where nothing follows in the clause, a dot where clauses do."""
    if lines:
        yield from ((line, following[0][0]) for line, following in pairwise(lines))
        yield lines[-1], "." if children else ""


def _title(line: Line, heading: bool, following: str) -> str:
    """What a line calls itself or what follows it; "" for a heading of nothing.

    "（５）手数料：かかりません。" → "手数料", the row 送料 | 660円 → "送料", 【手数料】 above a line → "手数料".
    """
    if len(line) > 1:
        return line[0] if any(cell.strip() for cell in line[1:]) else ""
    label = _LABEL.match(line[0])
    if heading or (len(line[0]) <= _SHORT and "。" not in line[0] and not label):
        return line[0].strip(_MARKS) if following else ""
    below = bool(following) and not _LABEL.match(following)
    if not label or not (below or line[0][label.end() :].strip()):
        return ""
    return (label["bracket"] or label["colon"]).strip(_MARKS)


def _stands_alone(text: str, title: str) -> bool:
    """Whether a line is nothing but its title."""
    return len(text.strip(_MARKS + "：:")) == len(title)


def plain(text: str) -> str:
    """A text in which typed values are looked for: NFKC, without blanks, brackets and hyphens."""
    return re.sub(r"[\s()\-‐-―−]", "", unicodedata.normalize("NFKC", text))


def of_kinds(texts: Collection[Looked], kinds: Collection[str]) -> tuple[Looked, ...]:
    """Those whose policy is of one of the kinds."""
    return tuple(one for one in texts if set(one.policy.kinds) & set(kinds))
