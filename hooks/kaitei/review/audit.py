"""What an auditor asks of each revision: who decided, approved and merged it, when it was public, what of it is kept.

The answers are internal: revisions that are not public yet, were withdrawn or have no text held are among them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaitei import dates
from kaitei.errors import KaiteiError, Problem
from kaitei.pages.context import Context
from kaitei.policy.policy import Policy, Revision
from kaitei.policy.states import until
from kaitei.record import files, record, sightings, stamps
from kaitei.record.files import Named, Record
from kaitei.record.first_edition import Key
from kaitei.record.record import Entry
from kaitei.record.sightings import Sighting
from kaitei.record.stamps import Stamp
from kaitei.review.merges import History, Merge
from kaitei.site.site import Site, Standing
from kaitei.source import textfile
from kaitei.source.settings import Settings


@dataclass(frozen=True, slots=True)
class Row:
    """A revision in a language, as it is read: days YYYY-MM-DD, several things a line each, "" for nothing."""

    policy: str  # id
    title: str
    revision: str  # its date, by which it is named
    event: str
    state: str  # on the site's day
    adopted: str
    decided_by: str
    ref: str
    announced: str
    recorded: str
    source: str
    first_seen: str  # time and address of the first sighting of any of its texts
    effect: str  # the first day of effect; "" where it was withdrawn
    until: str
    withdrawn: str
    language: str  # code
    sums: str  # of each text published in turn: the day on which it was entered, SHA-256
    corrections: str
    stamps: str  # of each of these texts: time and authority of the earliest stamp over it
    merged: str  # of each commit by which the revision came in: its time; so the next three
    merged_by: str
    request: str
    commit: str
    authors: str
    approvals: str


@dataclass(frozen=True, slots=True)
class _Stamped:
    time: dt.datetime
    authority: str  # "" where it cannot be verified


def rows(site: Site, policies: Sequence[Policy], lang: str) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows, and what is to be told beside them: what they lack, and what of the record is not whole.

    Args:
        site: the site.
        policies: of which to tell.
        lang: the language of events, states and the like, one of messages.

    Raises:
        KaiteiError: where the record or a stamp cannot be read.
    """
    kept = files.read(site.settings)
    known = record.watched(site, record.entries(site, kept))
    history, lacking = _history(site.settings)
    stamped, doubts = _stamped(site.settings)
    seen = sightings.read(site.settings)
    found = _Finder(Context.make(site, lang), kept, known, seen, stamped, history)
    made = tuple(row for policy in policies for row in found.rows(policy))
    lost = _lost(known.values(), {(row.policy, row.revision) for row in made})
    problems = (*lacking, *record.damage(site, kept), *record.gone(site, known), *lost, *doubts)
    return made, KaiteiError(problems).problems


@dataclass(frozen=True)
class _Finder:
    """Everything in which answers are looked up."""

    context: Context
    kept: Record
    known: Mapping[Key, Entry]
    sightings: tuple[Sighting, ...]
    stamped: Mapping[str, _Stamped]  # by SHA-256 of a text
    history: History | None

    def rows(self, policy: Policy) -> Iterator[Row]:
        """Yield the rows of a policy, newest revision first, the site's first language first."""
        brought = self.history.brought(policy) if self.history else {}
        for revision in policy.revisions:
            for locale in self._locales(policy, revision):
                yield self._row(policy, revision, locale, brought.get(revision.date, ()))

    def _locales(self, policy: Policy, revision: Revision) -> Iterator[str]:
        """Yield the languages in which a text is held or recorded, and in any case the first."""
        settings = self.context.settings
        for locale in dict.fromkeys((*settings.codes, *(locale for _, _, locale in self.known))):
            recorded = (policy.id, revision.date, locale) in self.known
            if locale == settings.default or recorded or (locale, revision.day) in policy.texts:
                yield locale

    def _row(self, policy: Policy, revision: Revision, locale: str, merges: tuple[Merge, ...]) -> Row:
        words, today = self.context.words, Standing.whole(policy, self.context.site)
        texts = self._texts((policy.id, revision.date, locale))
        text = policy.texts.get((locale, revision.day))
        return Row(
            policy=policy.id,
            title=text.title if text else policy.title,
            revision=revision.date,
            event=words(f"event_{revision.event}"),
            state=words(f"state_{today.state(revision)}"),
            adopted=_day(revision.adopted),
            decided_by=revision.decided.by,
            ref=revision.decided.ref,
            announced=_day(revision.announced),
            recorded=_day(revision.recorded),
            source=self.context.say(revision.source).text,
            first_seen=self._first_seen(policy, revision, locale, {sha256 for _, sha256 in texts}),
            effect="" if revision.withdrawn else revision.date,
            until=_day(until(policy.revisions, revision)),
            withdrawn=_day(revision.withdrawn),
            language=locale,
            sums=_lines(f"{day} {sha256}" for day, sha256 in texts),
            corrections=_lines(self._corrections(revision, locale)),
            stamps=_lines(self._stamp(sha256) for _, sha256 in texts),
            merged=_lines(self._time(one.time) for one in merges),
            merged_by=_lines(one.by for one in merges),
            request=_lines(one.request or words("none") for one in merges),
            commit=_lines(one.commit for one in merges),
            authors=_lines(name for one in merges for name in one.authors),
            approvals=_lines(line for one in merges for line in one.approvals),
        )

    def _texts(self, key: Key) -> tuple[tuple[str, str], ...]:
        """What was published in turn: the day on which it was entered, where that is known, and its SHA-256."""
        entry = self.known.get(key)
        named = Named.of(entry.path) if entry else None
        if entry is None or named is None:
            return (("", entry.text),) if entry else ()
        origins = self.kept.origins
        paths = (*self.kept.before(named), entry.path)
        return tuple((origins[path].entered if path in origins else "", self.kept.sums[path]) for path in paths)

    def _first_seen(self, policy: Policy, revision: Revision, locale: str, texts: set[str]) -> str:
        paths = (f"/{id_}/{revision.date}.txt" for id_ in (policy.id, *policy.aliases))
        places = {self.context.settings.address(path, locale) for path in paths}
        met = [one for one in self.sightings if one.sha256 in texts and one.address in places]
        first = min(met, key=lambda one: one.time, default=None)
        return f"{self._time(first.time)} {first.address}" if first else ""

    def _corrections(self, revision: Revision, locale: str) -> Iterator[str]:
        """Yield those of a text, and of the revision's dates: "2024-01-10 株式会社式 → 株式会社"."""
        for one in revision.corrections:
            if one.field or (one.locale or self.context.settings.default) == locale:
                before, after = (" ".join(words.split()) for words in (one.before, one.after))
                what = f"{self.context.words(f'audit_{one.field}')} " if one.field else ""
                yield f"{one.date} {what}{before} → {after}{f' ×{one.count}' if one.count > 1 else ''}"

    def _stamp(self, sha256: str) -> str:
        found = self.stamped.get(sha256)
        if found is None:
            return self.context.words("none")
        return f"{self._time(found.time)} {found.authority or self.context.words('audit_unverified')}"

    def _time(self, time: dt.datetime) -> str:
        """A time in the site's zone: "2026-11-28 18:00:00 JST"."""
        return f"{time.astimezone(dates.zone(self.context.settings.timezone)):%Y-%m-%d %H:%M:%S %Z}"


def _day(day: dt.date | None) -> str:
    return str(day or "")


def _lines(found: Iterable[str]) -> str:
    return "\n".join(found).rstrip("\n")


def _lost(known: Iterable[Entry], listed: set[tuple[str, str]]) -> Iterator[Problem]:
    """Yield the texts that are recorded of a policy and stand in no row, as its list does not have the revision."""
    ids = {id_ for id_, _ in listed}
    lost = (one for one in known if one.id in ids and (one.id, one.date) not in listed)
    yield from (Problem("lock_revision_gone", files.SUMS, 0, one.told) for one in lost)


def _history(settings: Settings) -> tuple[History | None, tuple[Problem, ...]]:
    """What git knows, or why that is left out."""
    try:
        return History.read(settings.root), ()
    except KaiteiError as error:
        shallow = error.problems[0].key == "git_part"
        return None, error.problems if shallow else (Problem("audit_no_history"),)


def _stamped(settings: Settings) -> tuple[dict[str, _Stamped], tuple[Problem, ...]]:
    """The earliest stamp over each text, by its SHA-256, verified ones first; and why others are not verified."""
    found: list[tuple[_Stamped, Stamp]] = []
    problems: list[Problem] = []
    for stamp in stamps.read(settings.root / files.STAMPS, settings.root):
        authority = ""
        try:
            authority = _authority(settings, stamp)
        except KaiteiError as error:
            problems += error.problems
        found.append((_Stamped(stamp.time, authority), stamp))
    earliest: dict[str, _Stamped] = {}
    for told, stamp in sorted(found, key=lambda one: (not one[0].authority, one[0].time), reverse=True):
        earliest |= dict.fromkeys(stamp.texts, told)
    return earliest, tuple(problems)


def _authority(settings: Settings, stamp: Stamp) -> str:
    """The name of who made a stamp; "" where the site names no certificates by which to know."""
    if settings.stamp is None:
        return ""
    file = settings.stamp.certificates
    certificates = stamps.trusted(textfile.content(file, settings.name(file)), settings.name(file))
    return stamps.verify(stamp.answer, stamp.sums, certificates, settings.name(stamp.path / stamps.ANSWER)).authority
