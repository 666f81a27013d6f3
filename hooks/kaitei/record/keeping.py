"""What is written into the record: what it lacks, a correction, another reading of the same source."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace

from kaitei.errors import Problem, fail
from kaitei.policy.policy import Policy, Revision
from kaitei.record import record as keep
from kaitei.record.corrections import explained
from kaitei.record.difference import differing
from kaitei.record.files import Named, Origin, Record
from kaitei.record.record import Entry
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing


def origin(edition: Edition, today: dt.date) -> Origin:
    """What a text is entered from on a day."""
    return Origin(today.isoformat(), edition.wording, edition.shown_digest(edition.revision.day))


def added(site: Site, record: Record, only: str = "") -> Record:
    """The record with all that is public and not in it yet, what the first edition recorded included.

    Args:
        site: the site.
        record: the record.
        only: the id of the one policy whose texts are wanted.
    """
    known = keep.entries(site, record)
    without = {key: entry for key, entry in known.items() if entry.path}
    made = record
    for standing, edition in keep.missing(site, without):
        if only not in ("", standing.policy.id):
            continue
        named = Named(standing.policy.id, edition.revision.date, edition.text.locale)
        made = made.with_text(named, edition.canonical.encode(), origin(edition, site.today))
    taken = {key for key, entry in keep.entries(site, made).items() if entry.path}
    left = {key: line for key, line in record.former.items() if keep.present(site, key) not in taken}
    return replace(made, former=left, sources=_sources(site, record.sources))


def _sources(site: Site, known: Mapping[str, str]) -> dict[str, str]:
    """The sources recorded, and those that are not; of a policy that was renamed under the names they have now."""
    now = keep.sources(site)
    old = {
        name: sum_ for name, sum_ in known.items() if (site.settings.root / name).exists() or sum_ not in now.values()
    }
    return now | old


def corrected(site: Site, record: Record, policy: Policy, revision: Revision) -> Record:
    """The record with the corrections of one revision: what was published before stays beside what is now.

    Raises:
        KaiteiError: where nothing is recorded, or the corrections are not the difference.
    """
    listed = [one for one in keep.entries(site, record).values() if one.key[:2] == (policy.id, revision.date)]
    told = {"id": policy.id, "date": revision.date}
    if not listed:
        raise fail("lock_not_listed", policy.file, revision.line, **told)
    if any(not entry.path for entry in listed):
        raise fail("lock_former", policy.file, revision.line, **told)
    if ahead := next((one for one in revision.corrections if one.date > site.today), None):
        raise fail("correction_ahead", policy.file, revision.line, date=ahead.date)
    whole, made = Standing.whole(policy, site), record
    for entry in listed:
        edition = whole.edition(revision, entry.locale)
        if edition and edition.sha256 != entry.text:
            _explained(site, entry, edition)
            made = _again(site, made, entry, edition)
    return made


def _explained(site: Site, entry: Entry, edition: Edition) -> None:
    before, after = keep.recorded(site.settings, entry).decode(), edition.canonical
    items = edition.revision.corrections
    if not explained(before, after, items, entry.locale, site.settings.default):
        was, words = differing(before, after)
        told = entry.told | {"was": was, "words": words}
        raise fail("lock_unexplained", edition.policy.file, edition.revision.line, **told)


def reread(site: Site, record: Record) -> tuple[Record, tuple[Problem, ...]]:
    """The record as its unchanged sources read now, announced texts with the facts of their day, and what differs.

    A frozen file whose markup was put right, and which reads as recorded, is taken as it is.
    """
    made, told = record, []
    for entry in keep.watched(site, keep.entries(site, record)).values():
        policy = site.registry.policies.get(entry.id)
        found = keep.verified(Standing.whole(policy, site), [entry]) if policy else keep.Findings()
        for one in (*found.problems, *found.warnings):
            edition = _edition(site, entry)
            if edition and one.key in (*keep.REREAD[:-1], "lock_file_touched"):
                made = _again(site, made, entry, edition)
                told.append(replace(one, key=f"{one.key}_done"))
    return made, tuple(told)


def _edition(site: Site, entry: Entry) -> Edition | None:
    whole = Standing.whole(site.registry.policies[entry.id], site)
    revision = next((one for one in whole.revisions if one.date == entry.date), None)
    return whole.edition(revision, entry.locale) if revision else None


def _again(site: Site, record: Record, entry: Entry, edition: Edition) -> Record:
    """The record with a text and its frozen file as they are now."""
    named = Named.of(entry.path)
    made = record
    if named and edition.sha256 != entry.text:
        before = keep.recorded(site.settings, entry)
        made = record.with_text(named, edition.canonical.encode(), origin(edition, site.today), before)
    file = keep.frozen_path(site.settings, *entry.key)
    own = {site.settings.name(file): hashlib.sha256(file.read_bytes()).hexdigest()} if file.is_file() else {}
    return replace(made, sources={**made.sources, **own})
