"""What programs are told of a site: every public policy and revision as plain values, for `policies.json`.

Names and values are those of the product contract (§2, §4) and of `schemas/policies.schema.json`. Only what is public
on the site's day is here: a revision that is yet to be announced has no entry and leaves no trace in another's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kaitei.comparison.model import Change
from kaitei.pages.compare_address import comparison_address
from kaitei.pages.context import Context
from kaitei.pages.pair import Pair
from kaitei.policy.policy import Revision
from kaitei.policy.states import until
from kaitei.record.record import Entry, Since
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing
from kaitei.wording.per_locale import Localized

VERSION = 1
"""The version of the format of `policies.json`. It goes up where a key goes or means something else."""

Texts = Mapping[str, str]
"""A text in each locale that has it."""


@dataclass(frozen=True, slots=True)
class Language:
    """What `/<id>/` shows in a locale."""

    state: Literal["current", "lagging", "missing"]  # lagging: a translation of an older revision than the one shown
    revision: str | None  # whose text it is


@dataclass(frozen=True, slots=True)
class ListedCorrection:
    """Wording put right without a new revision."""

    date: str
    summary: Texts
    before: str
    after: str
    count: int  # how often it stood in the text
    locale: str | None  # of the translation that alone was put right
    field: str | None  # of the revision that was put right; then `before` and `after` are days


@dataclass(frozen=True, slots=True)
class ListedRevision:
    """A revision. Days are YYYY-MM-DD; those that are not known or not set are None."""

    date: str  # as the site writes it in addresses; may lack day or month where the text is not held
    effective: str  # its first day; of a date that lacks one the first that it can mean
    until: str | None  # its last day
    adopted: str | None
    announced: str | None
    recorded: str | None  # where its text was brought in after its day
    withdrawn: str | None  # where it was called off
    replaces: str | None  # the date of the revision called off, in whose place it comes
    state: str
    users: str
    event: str
    summary: Texts
    reason: Texts
    transition: Texts
    source: Texts  # of a text recorded later
    corrections: tuple[ListedCorrection, ...]
    supersedes: str | None  # the date of the revision before it
    superseded_by: str | None
    sha256: Mapping[str, str]  # of `.txt`, per locale in which the text is held
    published: Mapping[str, tuple[Texts, ...]]  # each SHA-256 that `.txt` has had and the day `from` which, per locale
    changes: Mapping[str, Mapping[Change, int]]  # per locale, against the revision held before it
    addresses: Mapping[str, Mapping[str, str]]  # per locale: text, txt, comparison, history; those that there are
    pdf: str | None


@dataclass(frozen=True, slots=True)
class ListedPolicy:
    """A policy."""

    id: str
    aliases: tuple[str, ...]  # its former ids
    kind: tuple[str, ...]
    title: Texts
    state: str
    current: str | None  # the date of the revision in force; None before the first and after a repeal
    upcoming: tuple[str, ...]  # the nearest first
    successor: str | None  # the first of its successors
    successors: tuple[str, ...]  # the ids of what replaces it, once it is known to be repealed
    predecessors: tuple[str, ...]  # the ids of what it replaces
    languages: Mapping[str, Language]
    addresses: Mapping[str, Mapping[str, str]]
    revisions: tuple[ListedRevision, ...]  # the newest first


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A site on a day."""

    version: int
    date: str  # the day for which it was built
    timezone: str
    next_change: str | None
    policies: tuple[ListedPolicy, ...]


def heading(site: Site, next_change: str) -> Catalogue:
    """What a catalogue says of the site alone, without its policies; with the day of the next change, or ""."""
    return Catalogue(VERSION, site.today.isoformat(), site.settings.timezone, next_change or None, ())


def entry(contexts: Mapping[str, Context], standing: Standing, recorded: Iterable[Entry] = ()) -> ListedPolicy:
    """List everything public of a policy, given the site's locales, the default one first, and what is recorded."""
    known = tuple(recorded)
    policy, current = standing.policy, standing.current
    successors = tuple(one.policy.id for one in standing.successors)
    return ListedPolicy(
        id=policy.id,
        aliases=policy.aliases,
        kind=policy.kinds,
        title=_titles(contexts, standing),
        state=standing.state(current or standing.shown),
        current=current.date if current and current.event != "repealed" else None,
        upcoming=tuple(revision.date for revision in standing.upcoming),
        successor=next(iter(successors), None),
        successors=successors,
        predecessors=tuple(one.policy.id for one in standing.predecessors),
        languages={code: _language(standing, code) for code in contexts},
        addresses={code: _places(context, standing) for code, context in contexts.items()},
        revisions=tuple(_listed_revision(contexts, standing, revision, known) for revision in standing.revisions),
    )


def _titles(contexts: Iterable[str], standing: Standing) -> Texts:
    found = (standing.title(code) for code in contexts)
    return {locale: title for title, locale in found}


def _language(standing: Standing, code: str) -> Language:
    edition = standing.shown_edition(code)
    if edition is None:
        return Language("missing", None)
    revision = edition.revision
    return Language("current" if revision == standing.shown else "lagging", revision.date)


def _places(context: Context, standing: Standing) -> dict[str, str]:
    policy = standing.policy
    below = {"text": "", "history": "history/", "feed": "feed.xml", "timemap": "timemap.link"}
    return {name: _absolute(context, f"{policy.address}{path}") for name, path in below.items()}


def _listed_revision(
    contexts: Mapping[str, Context], standing: Standing, revision: Revision, recorded: tuple[Entry, ...]
) -> ListedRevision:
    editions = {code: found for code in contexts if (found := standing.edition(revision, code))}
    pairs = {code: pair for code in editions if (pair := _before(contexts[code], standing, revision))}
    older, newer = standing.around(revision)
    return ListedRevision(
        date=revision.date,
        effective=revision.day.isoformat(),
        until=_iso(until(standing.revisions, revision)),
        adopted=_iso(revision.adopted),
        announced=_iso(revision.announced),
        recorded=_iso(revision.recorded),
        withdrawn=_iso(revision.withdrawn),
        replaces=revision.replaces or None,
        state=standing.state(revision),
        users="none" if revision.withdrawn else revision.users,
        event=revision.event,
        summary=_texts(standing.site, revision.summary),
        reason=_texts(standing.site, revision.reason),
        transition=_texts(standing.site, revision.transition),
        source=_texts(standing.site, revision.source),
        corrections=_corrections(standing.site, revision),
        supersedes=older.date if older else None,
        superseded_by=newer.date if newer else None,
        sha256={code: edition.sha256 for code, edition in editions.items()},
        published={code: _published(edition, recorded) for code, edition in editions.items()},
        changes={code: pair.comparison().counts for code, pair in pairs.items()},
        addresses={code: _addresses(context, standing, revision, pairs) for code, context in contexts.items()},
        pdf=standing.site.settings.site_url + revision.pdf[1:] if revision.pdf else None,
    )


def _published(edition: Edition, recorded: Iterable[Entry]) -> tuple[Texts, ...]:
    """What a text has read as, the oldest first: from its first public day, then from the day it was put right."""
    revision = edition.revision
    key = edition.policy.id, revision.date, edition.text.locale
    entry = next((one for one in recorded if one.key == key), None)
    known = [*entry.before, Since(entry.text, entry.origin.entered if entry.origin else "")] if entry else []
    if not known or known[-1].text != edition.sha256:
        known.append(Since(edition.sha256, ""))
    first = str(revision.announced or revision.recorded or revision.date)
    days = [first, *(one.day for one in known[1:])]
    return tuple({"from": day or first, "sha256": one.text} for day, one in zip(days, known, strict=True))


def _before(context: Context, standing: Standing, revision: Revision) -> Pair | None:
    older, _ = standing.around(revision, context.locale)
    return Pair(context, standing, older, revision) if older else None


def _addresses(
    context: Context, standing: Standing, revision: Revision, pairs: Mapping[str, Pair]
) -> Mapping[str, str]:
    own, found = f"{standing.policy.address}{revision.date}", {}
    if standing.text(revision, context.locale):
        found = {"text": _absolute(context, f"{own}/"), "txt": _absolute(context, f"{own}.txt")}
    if pair := pairs.get(context.locale):
        address = comparison_address(context, standing, pair.old, revision)
        found["comparison"] = context.absolute(address)
    return found | {"history": _absolute(context, f"{standing.policy.address}history/")}


def _corrections(site: Site, revision: Revision) -> tuple[ListedCorrection, ...]:
    return tuple(
        ListedCorrection(
            one.date.isoformat(),
            _texts(site, one.summary),
            one.before,
            one.after,
            one.count,
            one.locale or None,
            one.field or None,
        )
        for one in revision.corrections
    )


def _texts(site: Site, value: Localized) -> Texts:
    """Give a text under each locale that it is in; a single string is in the default one."""
    if isinstance(value, str):
        return {site.settings.default: value} if value else {}
    return {code: value[code] for code in site.settings.codes if code in value}


def _absolute(context: Context, path: str) -> str:
    return context.absolute(context.address(path))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
