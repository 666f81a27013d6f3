"""Beginning a revision: the outgoing text is frozen, the new revision heads the list, the record grows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy import revisions
from kaitei.policy.policy import Policy, Revision
from kaitei.record import lock, record
from kaitei.record.frontmatter import with_revision
from kaitei.site.site import Site
from kaitei.source import characters, schema
from kaitei.source.yamltext import split
from kaitei.wording import words
from kaitei.wording.per_locale import Localized

_FIRST = ("date", "adopted", "announced", "recorded", "source", "replaces", "transition", "decided", "basis")
KEYS = (*_FIRST, "summary", "reason", "remarks", "users", "event")
"""The keys of a revision that is begun, in the order of the contract."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The revision to begin."""

    date: dt.date
    summary: Localized = ""  # "" for the locale's word for a revision, to be replaced by the editor
    announced: dt.date | None = None
    adopted: dt.date | None = None
    recorded: dt.date | None = None
    source: Localized = ""
    replaces: dt.date | None = None
    transition: Localized = ""
    decided: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    reason: Localized = ""
    remarks: Mapping[str, str] = field(default_factory=dict)
    users: str = ""
    event: str = ""

    def item(self, site: Site) -> dict[str, Any]:
        """The item of `revisions`, keys in the order of the contract."""
        given = {key: getattr(self, key) for key in KEYS} | {"summary": self.summary or bare_summary(site)}
        return {key: value for key, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Plan:
    """What beginning a revision writes, and what there is to say about it."""

    files: dict[Path, bytes]  # in the order in which they may be moved into place one by one
    told: tuple[Problem, ...]


@dataclass(frozen=True)
class _Frozen:
    """The frozen copies to make, and the entries for those in effect."""

    files: dict[Path, bytes] = field(default_factory=dict)
    entries: dict[lock.Key, lock.Entry] = field(default_factory=dict)


def plan(site: Site, id_: str, wanted: Wanted) -> Plan:
    """Work out which files beginning a revision would write; `writing.write_all` then writes them.

    Raises:
        KaiteiError: where the policy, the dates or the files do not allow it.
    """
    policy = site.registry.policies.get(id_)
    if policy is None:
        raise fail("policy_unknown", id=id_, known=", ".join(site.registry.policies))
    _readable(wanted.item(site), "")
    _check(site, policy, wanted)
    entries = record.read(site)
    if problems := tuple(record.verify(site, entries)):
        raise KaiteiError(problems)
    frozen = _freeze(site, policy)
    living = site.settings.root / policy.file
    changed = with_revision(living.read_bytes(), policy.file, wanted.item(site))
    added = {entry.key: entry for entry in record.unlisted(site, entries)} | frozen.entries
    added = {key: entry for key, entry in added.items() if key not in entries}
    files = dict(frozen.files)
    if added:
        files[lock.path(site.settings)] = lock.written([*entries.values(), *added.values()])
    return Plan({**files, living: changed}, tuple(_told(site, policy, wanted, frozen, added)))


def bare_summary(site: Site) -> Localized:
    """The summary of a revision begun without one: the word for a revision (改定), per locale if several."""
    chosen = site.settings
    said = {code: words.words(code, chosen.revision_word)("event_revised") for code in chosen.codes}
    return said if len(said) > 1 else said[chosen.default]


def announced_in_time(policy: Policy, revision: Revision, today: dt.date) -> Literal["", "warning", "error"]:
    """What to make of a change of standard terms that is not public before its first day; "" for any other revision.

    By Civil Code art. 548-4 (3) a reasonable change has no effect then: an error, as is one that names no basis. On
    another basis it is a warning. A revision that names no day is public as soon as it is on the site; what was called
    off, or comes into the record after its day, owes no notice.
    """
    changes = "terms" in policy.kinds and revision.event == "revised" and not (revision.withdrawn or revision.recorded)
    if not changes or (revision.announced or today) < revision.day:
        return ""
    return "error" if revision.basis in ("", "reasonable") else "warning"


def _check(site: Site, policy: Policy, wanted: Wanted) -> None:
    newest = policy.revisions[0]
    days = {"date": wanted.date, "newest": newest.date, "today": site.today, "announced": wanted.announced}
    if newest.event == "repealed":
        raise fail("revise_repealed", policy.file, newest.line, **days)
    if twice := next((one for one in policy.revisions if one.day == wanted.date), None):
        raise fail("revise_twice", policy.file, twice.line, **days)
    if wanted.date <= newest.day:
        raise fail("revise_not_after", policy.file, newest.line, **days)
    if wanted.date < site.today and not wanted.announced and not wanted.recorded:
        raise fail("revise_past", policy.file, 0, **days)
    made = _listed(site, policy, wanted)
    if announced_in_time(policy, made, site.today) == "error":
        raise fail("terms_announced_late", policy.file, 0, **days)


def _listed(site: Site, policy: Policy, wanted: Wanted) -> Revision:
    """The revision as it would be read from the policy's list.

    Raises:
        KaiteiError: where it, or the list with it, would not be allowed; without a line, as nothing is written yet.
    """
    living = site.settings.root / policy.file
    changed = with_revision(living.read_bytes(), policy.file, wanted.item(site))
    head = split(changed.decode("utf-8-sig"), policy.file)
    assert head
    try:
        schema.check(head.data, "policy", policy.file, site.settings.codes)
        return revisions.read(head.data, policy.file)[0]
    except KaiteiError as error:
        raise KaiteiError(replace(one, line=0) for one in error.problems) from error


def _readable(given: Any, where: str) -> None:
    """Refuse texts in a value, at any depth, with characters that no front matter may have or nothing visible.

    Raises:
        KaiteiError: where there are any.
    """
    if isinstance(given, Mapping):
        for key, inner in given.items():
            _readable(inner, f"{where}.{key}".lstrip("."))
    elif isinstance(given, str):
        characters.check(given, where)
        if not characters.visible(given):
            raise fail("expects_line", "", 0, where=where)


def _freeze(site: Site, policy: Policy) -> _Frozen:
    """Copy the living text and each living translation, where no frozen copy is there yet."""
    frozen = _Frozen()
    for (locale, day), text in policy.texts.items():
        if not text.living:
            continue
        revision = policy.revision(day)
        file = record.frozen_path(site.settings, policy.id, revision.date, locale)
        data = file.read_bytes() if file.is_file() else (site.settings.root / text.file).read_bytes()
        if not file.is_file():
            frozen.files[file] = data
        if day <= site.today:
            entry = record.entry_of(site, policy, revision, locale, data)
            frozen.entries[entry.key] = entry
    return frozen


def _told(
    site: Site, policy: Policy, wanted: Wanted, frozen: _Frozen, added: dict[lock.Key, lock.Entry]
) -> Iterator[Problem]:
    for path in frozen.files:
        yield Problem("revise_frozen", site.settings.name(path), 0)
    if added:
        yield Problem("lock_added", site.settings.name(lock.path(site.settings)), 0, {"count": str(len(added))})
    listed = _listed(site, policy, wanted)
    if announced_in_time(policy, listed, site.today) == "warning":
        days = {"date": listed.date, "announced": str(listed.announced or site.today), "basis": listed.basis}
        yield Problem("terms_announced_late_basis", policy.file, 0, days)
    yield Problem("revise_added", policy.file, 0, {"date": wanted.date.isoformat()})
    yield Problem("revise_next_text", "", 0, {"file": policy.file})
    if not wanted.summary:
        yield Problem("revise_next_summary", "", 0, {"file": policy.file})
    for text in policy.texts.values():
        if text.living and text.locale != site.settings.default:
            yield Problem("revise_next_translation", "", 0, {"file": text.file, "date": wanted.date.isoformat()})
    yield Problem("revise_next_check")
