"""Keeping the record: what it lacks, what no longer reads as recorded, and what a correction makes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy.policy import Policy, Revision, Text
from kaitei.record import fingerprint, lock
from kaitei.record.lock import Entry, Key, parse
from kaitei.site.site import Site, Standing, texts
from kaitei.source import textfile
from kaitei.source.settings import Settings


def entries(site: Site) -> tuple[dict[Key, Entry], tuple[Problem, ...]]:
    """A site's record and no problems; or an empty one and what is wrong, where `read` would raise."""
    try:
        return read(site), ()
    except KaiteiError as error:
        return {}, error.problems


def read(site: Site) -> dict[Key, Entry]:
    """A site's record by `Entry.key`, empty where there is no file; former ids are replaced by present ones.

    Raises:
        KaiteiError: for lines that are no entries, and for what is listed twice.
    """
    data, name = lock.content(site.settings), site.settings.name(lock.path(site.settings))
    aliases = {alias: policy.id for policy in site.registry.policies.values() for alias in policy.aliases}
    return parse(textfile.known(data, name), name, aliases) if data is not None else {}


def notes(site: Site) -> tuple[Problem, ...]:
    """What a build says of the record: that texts which have taken effect are not in it yet."""
    count = sum(1 for _ in _unlisted(site, read(site)))
    name = site.settings.name(lock.path(site.settings))
    return (Problem("lock_unlisted_note", name, 0, {"count": str(count)}),) if count else ()


def verify(site: Site, entries: Mapping[Key, Entry]) -> Iterator[Problem]:
    """Yield a problem for each entry whose file or canonical text is not as recorded, or is gone."""
    watched_ = watched(site, entries)
    for id_, found in groupby(watched_.values(), key=lambda entry: entry.id):
        if policy := site.registry.policies.get(id_):
            yield from verified(Standing.whole(policy, site), found)
    yield from gone(site, watched_)


def watched(site: Site, entries: Mapping[Key, Entry]) -> dict[Key, Entry]:
    """The entries to check: without those of a policy or translation that `exclude_docs` leaves out."""
    return {key: entry for key, entry in entries.items() if not _excluded(site, entry)}


def _excluded(site: Site, entry: Entry) -> bool:
    if site.registry.policies.get(entry.id) is None:
        return site.excluded(f"{entry.id}.md")
    file = frozen_path(site.settings, entry.id, entry.date, entry.locale)
    return entry.locale != site.settings.default and site.excluded(file.relative_to(site.settings.docs).as_posix())


def gone(site: Site, entries: Mapping[Key, Entry]) -> Iterator[Problem]:
    """Yield the entries of policies that are there no more."""
    name = site.settings.name(lock.path(site.settings))
    lost = (entry for entry in entries.values() if entry.id not in site.registry.policies)
    yield from (Problem("lock_policy_gone", name, entry.at, entry.told) for entry in lost)


def verified(whole: Standing, entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """What of a policy no longer reads as recorded, given all its revisions and its entries."""
    found = (_lost(whole, entry) or _changed(whole, entry) for entry in entries)
    return tuple(problem for problem in found if problem)


def strangers(site: Site, entries: Iterable[Entry]) -> tuple[bytes, ...]:
    """The contents of recorded files in languages that the site no longer has; part of a bundle's key."""
    strange = (entry for entry in entries if entry.locale not in site.settings.codes)
    files = (frozen_path(site.settings, entry.id, entry.date, entry.locale) for entry in strange)
    return tuple(file.read_bytes() for file in files if file.is_file())


def unlisted(site: Site, entries: Mapping[Key, Entry]) -> tuple[Entry, ...]:
    """The entries that are missing: of frozen texts whose revision has taken effect."""
    found = (
        entry_of(site, policy, policy.revision(text.date), text.locale, file.read_bytes())
        for policy, text, file in _unlisted(site, entries)
    )
    return tuple(sorted(found, key=lambda entry: entry.line))


def _unlisted(site: Site, entries: Mapping[Key, Entry]) -> Iterator[tuple[Policy, Text, Path]]:
    """Yield the frozen texts that have taken effect and have no entry, with the file of each."""
    for policy, text in texts(site):
        date = policy.revision(text.date).date
        if text.date <= site.today and (policy.id, date, text.locale) not in entries:
            file = frozen_path(site.settings, policy.id, date, text.locale)
            if file.is_file():
                yield policy, text, file


def entry_of(site: Site, policy: Policy, revision: Revision, locale: str, data: bytes) -> Entry:
    """Make the entry of a text.

    Args:
        site: the site.
        policy: the policy.
        revision: the revision.
        locale: the language of the text.
        data: the frozen file.
    """
    edition = Standing.whole(policy, site).editions[locale, revision.day]
    sums = hashlib.sha256(data).hexdigest(), edition.sha256
    marks = fingerprint.fingerprint(edition.canonical)
    return Entry(policy.id, revision.date, locale, *sums, len(revision.corrections), marks)


def corrected(site: Site, entries: Mapping[Key, Entry], policy: Policy, revision: Revision) -> dict[Key, Entry]:
    """The entries of one revision as they should read after a correction, those that differ.

    Raises:
        KaiteiError: where nothing is listed, a file is missing, or no new correction explains the change.
    """
    listed = [entry for entry in entries.values() if entry.key[:2] == (policy.id, revision.date)]
    if not listed:
        raise fail("lock_not_listed", policy.file, revision.line, id=policy.id, date=revision.date)
    made = {}
    for entry in listed:
        if problem := _lost(Standing.whole(policy, site), entry):
            raise KaiteiError([problem])
        file = frozen_path(site.settings, policy.id, revision.date, entry.locale)
        made[entry.key] = entry_of(site, policy, revision, entry.locale, file.read_bytes())
    if all(_reads_as(site, entry) and made[entry.key].text == entry.text for entry in listed):
        return {}
    if any(len(revision.corrections) <= entry.corrections for entry in listed):
        raise fail("lock_unexplained", policy.file, revision.line, id=policy.id, date=revision.date)
    _explained(site, policy, revision, min(entry.corrections for entry in listed))
    return made


def _explained(site: Site, policy: Policy, revision: Revision, known: int) -> None:
    """Check that the words in `after` of each new correction stand in a text of the revision as it reads now.

    Raises:
        KaiteiError: where a correction is dated after today, or its `after` is in none of the texts.
    """
    editions = Standing.whole(policy, site).editions
    texts = ["".join(edition.canonical.split()) for edition in editions.values() if edition.revision == revision]
    for item in revision.corrections[known:]:
        if item.date > site.today:
            raise fail("correction_ahead", policy.file, revision.line, date=item.date.isoformat())
        if not any("".join(item.after.split()) in text for text in texts):
            raise fail("correction_elsewhere", policy.file, revision.line, date=revision.date, words=item.after)


def frozen_path(settings: Settings, id_: str, date: str, locale: str) -> Path:
    """The file of a frozen text: `docs/terms/2023-12-20.md`, in another locale `docs/terms/2023-12-20.en.md`."""
    return settings.docs / f"{id_}/{date}{'' if locale == settings.default else f'.{locale}'}.md"


def same_bytes(one: bytes, other: bytes) -> bool:
    """Whether two files are the same but for line ends, which git may change on another system."""
    return one == other or _unix(one) == _unix(other)


def _lost(whole: Standing, entry: Entry) -> Problem | None:
    """Tell that what is recorded is there no more."""
    if not any(revision.date == entry.date for revision in whole.revisions):
        return Problem("lock_revision_gone", whole.policy.file, 0, entry.told)
    settings = whole.site.settings
    file = frozen_path(settings, entry.id, entry.date, entry.locale)
    return None if file.is_file() else Problem("lock_file_gone", settings.name(file), 0, entry.told)


def _changed(whole: Standing, entry: Entry) -> Problem | None:
    """Tell that a text reads differently, or that its file was touched."""
    site = whole.site
    revision = next(one for one in whole.revisions if one.date == entry.date)
    name = site.settings.name(frozen_path(site.settings, entry.id, entry.date, entry.locale))
    edited, edition = not _reads_as(site, entry), whole.edition(revision, entry.locale)
    words = ""
    if edition and edition.sha256 != entry.text:
        text = edition.canonical
        words = fingerprint.difference(entry.words, text) or fingerprint.quoted(text)
    told = entry.told | {"words": words, "facts": site.settings.name(site.settings.facts)}
    if edited:
        return Problem("lock_file_changed" if words else "lock_file_touched", name, 0, told)
    return Problem("lock_facts_changed", name, 0, told) if words else None


def _reads_as(site: Site, entry: Entry) -> bool:
    """Whether a file has the SHA-256 that was recorded: as it is, with LF line ends, or with CRLF."""
    data = frozen_path(site.settings, entry.id, entry.date, entry.locale).read_bytes()
    return any(hashlib.sha256(form).hexdigest() == entry.file for form in _forms(data))


def _forms(data: bytes) -> Iterator[bytes]:
    yield data
    yield _unix(data)
    yield _unix(data).replace(b"\n", b"\r\n")


def _unix(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")
