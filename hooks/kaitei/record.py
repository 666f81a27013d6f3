"""Keeping the record: what it lacks, what no longer reads as recorded, and what a correction makes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from kaitei import canonical, fingerprint, lock
from kaitei.cache.keys import digest
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.lock import Entry, Key
from kaitei.policy import Policy, Revision, Text
from kaitei.settings import Settings
from kaitei.site import Site, Standing, texts


def problems(site: Site, convertible: bool = True) -> tuple[Problem, ...]:
    """Return all that is wrong with a site's record, a file that cannot be read included; see `verify`."""
    try:
        return tuple(verify(site, lock.read(site), convertible))
    except KaiteiError as error:
        return error.problems


def notes(site: Site) -> tuple[Problem, ...]:
    """Return what a build says of the record: that texts which have taken effect are not in it yet."""
    count = sum(1 for _ in _unlisted(site, lock.read(site)))
    name = site.settings.name(lock.path(site.settings))
    return (Problem("lock_unlisted_note", name, 0, {"count": str(count)}),) if count else ()


def verify(site: Site, entries: Mapping[Key, Entry], convertible: bool = True) -> Iterator[Problem]:
    """Yield what no longer reads as it was recorded.

    Args:
        site: the site.
        entries: its record.
        convertible: whether all texts can be converted; else only files are looked at.
    """
    listed = (entry for entry in entries.values() if not _excluded(site, entry))
    for id_, found in groupby(listed, key=lambda entry: entry.id):
        yield from _verified(site, site.registry.policies.get(id_), tuple(found), convertible)


def _excluded(site: Site, entry: Entry) -> bool:
    """Whether MkDocs leaves out the policy of an entry, or its translation: it is not published, so not watched."""
    if site.registry.policies.get(entry.id) is None:
        return site.excluded(f"{entry.id}.md")
    file = frozen_path(site.settings, entry.id, entry.date, entry.locale)
    return entry.locale != site.settings.default and site.excluded(file.relative_to(site.settings.docs).as_posix())


def _verified(site: Site, policy: Policy | None, entries: tuple[Entry, ...], convertible: bool) -> tuple[Problem, ...]:
    """Return what of a policy no longer reads as recorded; that all of it does is kept."""

    def look() -> tuple[Problem, ...]:
        found = (_gone(site, entry) or _changed(site, entry, convertible) for entry in entries)
        return tuple(problem for problem in found if problem)

    def make() -> str:
        if problems := look():
            raise KaiteiError(problems)
        return ""

    if policy is None or not convertible:
        return look()
    of = "recorded", policy.digest, site.ground, entries
    try:
        site.kept.recall(of, lambda: site.kept.whole(digest(*of), make))
    except KaiteiError as error:
        return error.problems
    return ()


def unlisted(site: Site, entries: Mapping[Key, Entry]) -> tuple[Entry, ...]:
    """Return the entries that are missing: of frozen texts whose revision has taken effect."""
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
    text = canonical.text(site, whole(site, policy), revision, locale)
    digest = hashlib.sha256(text.encode()).hexdigest()
    marks = fingerprint.fingerprint(text)
    count = len(revision.corrections)
    return Entry(policy.id, revision.date, locale, hashlib.sha256(data).hexdigest(), digest, count, marks)


def corrected(site: Site, entries: Mapping[Key, Entry], policy: Policy, revision: Revision) -> dict[Key, Entry]:
    """Return the entries of one revision as they should read after a correction, those that differ.

    Raises:
        KaiteiError: where nothing is listed, a file is missing, or no new correction explains the change.
    """
    listed = [entry for entry in entries.values() if entry.key[:2] == (policy.id, revision.date)]
    if not listed:
        raise fail("lock_not_listed", policy.file, revision.line, id=policy.id, date=revision.date)
    made = {}
    for entry in listed:
        if problem := _gone(site, entry):
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
    """Hold what new corrections say against the texts as they read now: readers find both side by side.

    Raises:
        KaiteiError: where a correction is dated ahead, or says of words that they stand where they do not.
    """
    locales = [locale for locale, day in policy.texts if day == revision.day]
    texts = ["".join(canonical.text(site, whole(site, policy), revision, locale).split()) for locale in locales]
    for item in revision.corrections[known:]:
        if item.date > site.today:
            raise fail("correction_ahead", policy.file, revision.line, date=item.date.isoformat())
        if not any("".join(item.after.split()) in text for text in texts):
            raise fail("correction_elsewhere", policy.file, revision.line, date=revision.date, words=item.after)


def whole(site: Site, policy: Policy) -> Standing:
    """Return a policy with all its revisions, those to be announced later included."""
    return Standing(policy, policy.revisions, policy.revisions[0], site)


def frozen_path(settings: Settings, id_: str, date: str, locale: str) -> Path:
    """Return where the frozen text of a revision is."""
    return settings.docs / f"{id_}/{date}{'' if locale == settings.default else f'.{locale}'}.md"


def same_bytes(one: bytes, other: bytes) -> bool:
    """Whether two files are the same but for line ends, which git may change on another system."""
    return one == other or _unix(one) == _unix(other)


def _gone(site: Site, entry: Entry) -> Problem | None:
    """Tell that what is recorded is there no more."""
    name = site.settings.name(lock.path(site.settings))
    policy = site.registry.policies.get(entry.id)
    if policy is None:
        return Problem("lock_policy_gone", name, entry.at, entry.told)
    if not any(revision.date == entry.date for revision in policy.revisions):
        return Problem("lock_revision_gone", policy.file, 0, entry.told)
    file = frozen_path(site.settings, entry.id, entry.date, entry.locale)
    return None if file.is_file() else Problem("lock_file_gone", site.settings.name(file), 0, entry.told)


def _changed(site: Site, entry: Entry, convertible: bool) -> Problem | None:
    """Tell that a text reads differently, or that its file was touched."""
    policy = site.registry.policies[entry.id]
    revision = next(one for one in policy.revisions if one.date == entry.date)
    name = site.settings.name(frozen_path(site.settings, entry.id, entry.date, entry.locale))
    edited = not _reads_as(site, entry)
    words = ""
    if convertible and (entry.locale, revision.day) in policy.texts:
        standing = whole(site, policy)
        if canonical.sha256(site, standing, revision, entry.locale) != entry.text:
            text = canonical.text(site, standing, revision, entry.locale)
            words = fingerprint.difference(entry.words, text) or fingerprint.quoted(text)
    told = entry.told | {"words": words, "facts": site.settings.name(site.settings.facts)}
    if edited:
        return Problem("lock_file_changed" if words else "lock_file_touched", name, 0, told)
    return Problem("lock_facts_changed", name, 0, told) if words else None


def _reads_as(site: Site, entry: Entry) -> bool:
    """Whether a file is, byte for byte, what was recorded; line ends may be those of another system."""
    data = frozen_path(site.settings, entry.id, entry.date, entry.locale).read_bytes()
    return any(hashlib.sha256(form).hexdigest() == entry.file for form in _forms(data))


def _forms(data: bytes) -> Iterator[bytes]:
    yield data
    yield _unix(data)
    yield _unix(data).replace(b"\n", b"\r\n")


def _unix(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")
