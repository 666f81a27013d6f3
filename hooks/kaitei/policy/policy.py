"""Policies and their revisions: what is known of a policy, whatever the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kaitei.source.languages import Passed
from kaitei.wording.per_locale import Localized

Event = Literal["enacted", "revised", "repealed"]
Users = Literal["consent", "notify", "none"]
Basis = Literal["", "benefit", "reasonable", "consent", "not-standard-terms"]

NOT_HELD = "not-held"


@dataclass(frozen=True, slots=True)
class Text:
    """The wording of one revision in one locale, as it stands in one file."""

    file: str  # from the project's root
    locale: str
    date: dt.date  # of the revision whose wording this is
    title: str
    body_line: int  # line of the file on which the body begins
    living: bool  # whether it stands in the living file, where readers may propose changes
    body: str  # its Markdown, line ends normalised

    @property
    def face(self) -> Text:
        """What pages of other policies may depend on: that the text exists, and its title, but not its body."""
        return replace(self, body_line=0, body="")


@dataclass(frozen=True, slots=True)
class Correction:
    """Wording put right without a new revision (正誤): `before`, wherever it stood, now reads `after`."""

    date: dt.date
    summary: Localized
    before: str
    after: str
    count: int = 1  # how often `before` stood in the text
    locale: str = ""  # of the translation that alone was put right; "" for the text itself
    field: Literal["", "adopted"] = ""  # the date that was put right; then `before` and `after` are days


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided a revision, published nowhere: for whoever approves and audits it."""

    by: str = ""
    ref: str = ""  # of the minutes or the approval


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision, as the living file's front matter lists it."""

    date: str  # as written: YYYY-MM-DD, or YYYY-MM or YYYY where the text is not held
    day: dt.date  # first day of effect; for a partial date the first day that it can mean
    summary: Localized
    event: Event
    adopted: dt.date | None = None
    announced: dt.date | None = None
    reason: Localized = ""
    remarks: Mapping[str, Localized] = field(default_factory=dict)  # by clause anchor
    users: Users = "notify"
    recorded: dt.date | None = None  # the day on which a text came into the record that was not there on its own day
    source: Localized = ""  # where that text is from
    withdrawn: dt.date | None = None  # the day on which it was called off; it never takes effect
    replaces: str = ""  # the date of the withdrawn revision in whose place it comes
    transition: Localized = ""  # what goes on for what was agreed before (経過措置)
    decided: Decision = Decision()
    basis: Basis = ""  # of a change of standard terms (Civil Code art. 548-4 (1)); published nowhere
    archive: str = ""  # NOT_HELD, the address of a PDF, or "" where the text is held (or repealed)
    corrections: tuple[Correction, ...] = ()
    line: int = 0  # in the living file

    @property
    def held(self) -> bool:
        """Whether its wording is kept as text."""
        return not self.archive and self.event != "repealed"

    @property
    def face(self) -> Revision:
        """What pages of other policies may depend on: its days, its event, and whether its text is held."""
        return Revision(
            self.date,
            self.day,
            "",
            self.event,
            announced=self.announced,
            recorded=self.recorded,
            withdrawn=self.withdrawn,
            archive=self.archive,
        )

    @property
    def pdf(self) -> str:
        """The address of a PDF of the wording, "" where there is none."""
        return self.archive if self.archive != NOT_HELD else ""


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy with all its revisions, newest first, and all its texts."""

    id: str
    file: str  # the living file, from the project's root
    kinds: tuple[str, ...]
    revisions: tuple[Revision, ...]
    texts: Mapping[tuple[str, dt.date], Text]  # by locale and date of the revision
    aliases: tuple[str, ...] = ()  # its former ids, the oldest first
    successors: tuple[str, ...] = ()  # ids of what replaces it
    predecessors: tuple[str, ...] = ()  # ids of what it replaces
    title: str = ""  # of the living file
    digest: str = ""  # of all its files
    passed: tuple[Passed, ...] = ()
    page: Mapping[str, Any] = field(default_factory=dict)  # what its front matter says to the theme and to plugins
    intended: tuple[str, ...] = ()  # the words that hints on drafting name, and that are meant so

    @property
    def face(self) -> Policy:
        """What pages of other policies may depend on: names, kinds, days, which texts are held; not their words."""
        revisions = tuple(revision.face for revision in self.revisions)
        texts = {key: text.face for key, text in self.texts.items()}
        return replace(self, revisions=revisions, texts=texts, digest="", passed=(), page={}, intended=())

    @property
    def address(self) -> str:
        """Where the text in force is, in the default locale."""
        return f"/{self.id}/"

    @property
    def ids(self) -> tuple[str, ...]:
        """All the ids that it has had, the one under which it was first published before the others."""
        return (*self.aliases, self.id)

    def revision(self, day: dt.date) -> Revision:
        """The revision whose first day (`Revision.day`) this is; StopIteration where there is none."""
        return next(revision for revision in self.revisions if revision.day == day)
