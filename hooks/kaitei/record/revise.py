"""Beginning a revision: the outgoing text is frozen, the new revision heads the list, the record grows."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy import revisions, states
from kaitei.policy.policy import Policy, Revision, Text
from kaitei.record import files, keeping, record
from kaitei.record.files import Record
from kaitei.record.frontmatter import with_key, with_revision
from kaitei.site.site import Site
from kaitei.source import characters, schema, textfile
from kaitei.source.yamltext import split
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
    successor: str = ""  # of a policy that is repealed: the id of what replaces it; beside the list, not in it

    def item(self, site: Site) -> dict[str, Any]:
        """The item of `revisions`, keys in the order of the contract."""
        given = {key: getattr(self, key) for key in KEYS} | {"summary": self.summary or bare_summary(site)}
        return {key: value for key, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a change writes, and what there is to say about it."""

    files: dict[Path, bytes | None]  # in the order in which they may be moved into place one by one
    told: tuple[Problem, ...]


def plan(site: Site, id_: str, wanted: Wanted) -> Plan:
    """Work out which files beginning a revision would write; `writing.write_all` then writes them.

    Raises:
        KaiteiError: where the policy, the dates or the files do not allow it.
    """
    policy = site.registry.policies.get(id_)
    if policy is None:
        raise fail("policy_unknown", id=id_, known=", ".join(site.registry.policies))
    readable(wanted.item(site), "")
    _check(site, policy, wanted)
    if wanted.successor and (wanted.successor == id_ or wanted.successor not in site.registry.policies):
        raise fail("successor_unknown", policy.file, 0, id=wanted.successor)
    known = files.read(site.settings)
    if problems := record.verify(site, known).problems:
        raise KaiteiError(problems)
    later = tuple(one for one in policy.revisions if one.day > wanted.date)
    begun = _begun_early(site, policy, wanted) if later else {}
    frozen = begun | _frozen(site, policy, wanted)
    kept = _recorded(site, policy, known, frozen)
    living = site.settings.root / policy.file
    changed = _with(site, policy, wanted)
    if not later and policy.revisions[0].withdrawn:
        changed = _amending(site, policy, wanted, changed)
    if wanted.successor:
        changed = with_key(changed, policy.file, "successor", wanted.successor)
    written = {**frozen, **kept.files(site.settings), living: changed}
    done = {site.settings.name(path): path in begun for path in frozen}
    return Plan(written, (*_done(done, len(kept.texts)), *_next(site, policy, wanted, later)))


def _with(site: Site, policy: Policy, wanted: Wanted) -> bytes:
    """The living file with the new item in its place in the list."""
    living = (site.settings.root / policy.file).read_bytes()
    place = sum(one.day > wanted.date for one in policy.revisions)
    return with_revision(living, policy.file, wanted.item(site), place)


def bare_summary(site: Site, word: str = "event_revised") -> Localized:
    """The summary of what is begun without one: the word for a revision (改定) or another, per locale if several."""
    chosen = site.settings
    said = {code: chosen.words(code)(word) for code in chosen.codes}
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
    newest, in_force = policy.revisions[0], states.in_force(policy.revisions, site.today)
    days = {
        "date": wanted.date,
        "newest": in_force.date if in_force else "",
        "today": site.today,
        "announced": wanted.announced,
    }
    if newest.event == "repealed" and not newest.withdrawn:
        raise fail("revise_repealed", policy.file, newest.line, **days | {"newest": newest.date})
    if twice := next((one for one in policy.revisions if one.day == wanted.date), None):
        raise fail("revise_twice", policy.file, twice.line, **days)
    if in_force and wanted.date <= in_force.day:
        raise fail("revise_not_after", policy.file, newest.line, **days)
    if wanted.date < site.today and not wanted.announced and not wanted.recorded:
        raise fail("revise_past", policy.file, 0, **days)
    if wanted.date < policy.revisions[-1].day:
        raise fail("revise_nothing_before", policy.file, policy.revisions[-1].line, **days)
    made = _listed(site, policy, wanted)
    if announced_in_time(policy, made, site.today) == "error":
        raise fail("terms_announced_late", policy.file, 0, **days)


def _listed(site: Site, policy: Policy, wanted: Wanted) -> Revision:
    """The revision as it would be read from the policy's list.

    Raises:
        KaiteiError: where it, or the list with it, would not be allowed; without a line, as nothing is written yet.
    """
    head = split(textfile.known(_with(site, policy, wanted), policy.file), policy.file)
    assert head
    try:
        schema.check(head.data, "policy", policy.file, site.settings.codes)
        return next(one for one in revisions.read(head.data, policy.file) if one.day == wanted.date)
    except KaiteiError as error:
        raise KaiteiError(replace(one, line=0) for one in error.problems) from error


def readable(given: Any, where: str) -> None:
    """Refuse texts in a value, at any depth, with characters that no front matter may have or nothing visible.

    Raises:
        KaiteiError: where there are any.
    """
    if isinstance(given, Mapping):
        for key, inner in given.items():
            readable(inner, f"{where}.{key}".lstrip("."))
    elif isinstance(given, str):
        characters.check(given, where)
        if not characters.visible(given):
            raise fail("expects_line", "", 0, where=where)


def _frozen(site: Site, policy: Policy, wanted: Wanted) -> dict[Path, bytes]:
    """Copies of the living texts, translations included, that go out, where no frozen one is there yet."""
    found = {}
    for (locale, day), text in policy.texts.items():
        file = record.frozen_path(site.settings, policy.id, policy.revision(day).date, locale)
        if text.living and day < wanted.date and not file.is_file():
            found[file] = (site.settings.root / text.file).read_bytes()
    return found


def _begun_early(site: Site, policy: Policy, wanted: Wanted) -> dict[Path, bytes]:
    """The file of a revision that comes before one already on the list, with the text that it amends.

    Raises:
        KaiteiError: where no text is held that it could begin with.
    """
    text = _amended(site, policy, wanted)
    if text is None:
        raise fail("revise_nothing_before", policy.file, 0, date=wanted.date.isoformat())
    file = record.frozen_path(site.settings, policy.id, wanted.date.isoformat(), site.settings.default)
    return {file: (site.settings.root / text.file).read_bytes()}


def _amending(site: Site, policy: Policy, wanted: Wanted, living: bytes) -> bytes:
    """A living file whose newest text was withdrawn, with the text that a revision amends in its place."""
    text = _amended(site, policy, wanted)
    return with_body(living, policy.file, text.body) if text else living


def with_body(data: bytes, file: str, body: str) -> bytes:
    """A file with another text below its front matter, its line ends kept; the same where it has none."""
    head = split(textfile.known(data, file), file)
    if head is None or not head.body:
        return data
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    old, new = (one.encode().replace(b"\n", newline) for one in (head.body, body))
    return data.removesuffix(old) + new


def begun_with(site: Site, policy: Policy, wanted: Wanted) -> tuple[Text | None, Path]:
    """The text with which a revision begins, and the file of its own."""
    newest = policy.revisions[0]
    if newest.day > wanted.date:
        path = record.frozen_path(site.settings, policy.id, wanted.date.isoformat(), site.settings.default)
        return _amended(site, policy, wanted), path
    living = site.settings.root / policy.file
    text = _amended(site, policy, wanted) if newest.withdrawn else None
    return text or policy.texts.get((site.settings.default, newest.day)), living


def _amended(site: Site, policy: Policy, wanted: Wanted) -> Text | None:
    """The text that a revision amends: in force until its day, or of the withdrawn revision that it replaces."""
    replaced = next((one for one in policy.revisions if one.date == str(wanted.replaces)), None)
    revision = replaced or states.in_force(policy.revisions, wanted.date)
    return policy.texts.get((site.settings.default, revision.day)) if revision else None


def _recorded(site: Site, policy: Policy, known: Record, frozen: Mapping[Path, bytes]) -> Record:
    """The record with what is public of a policy, and with its copies that are about to be written."""
    made = keeping.added(site, known, policy.id)
    public = {revision.date for revision in states.public(policy, site.today)}
    sums = {
        site.settings.name(file): hashlib.sha256(data).hexdigest()
        for file, data in frozen.items()
        if file.name[: len("YYYY-MM-DD")] in public
    }
    return replace(made, sources={**made.sources, **sums})


def _done(frozen: Mapping[str, bool], count: int) -> Iterator[Problem]:
    """Yield what is written: texts by name, true for that which begins, and how many are recorded."""
    for name, begins in frozen.items():
        yield Problem("revise_begun_early" if begins else "revise_frozen", name)
    if count:
        yield Problem("lock_added", files.SUMS, 0, {"count": str(count)})


def _next(site: Site, policy: Policy, wanted: Wanted, later: tuple[Revision, ...]) -> Iterator[Problem]:
    """Yield that the revision is on the list, and what is to be done next."""
    default, date = site.settings.default, wanted.date.isoformat()
    own = {
        code: site.settings.name(record.frozen_path(site.settings, policy.id, date, code))
        for code in site.settings.codes
    }
    listed = _listed(site, policy, wanted)
    if announced_in_time(policy, listed, site.today) == "warning":
        days = {"date": listed.date, "announced": str(listed.announced or site.today), "basis": listed.basis}
        yield Problem("terms_announced_late_basis", policy.file, 0, days)
    yield Problem("revise_added", policy.file, 0, {"date": date})
    if wanted.event == "repealed":
        yield Problem("revise_next_repealed", policy.file, 0, {"date": date})
    else:
        yield Problem("revise_next_text", "", 0, {"file": own[default] if later else policy.file})
    for one in reversed(states.standing(later)):
        text = policy.texts.get((default, one.day))
        told = {"date": date, "later": one.date, "file": text.file if text else policy.file}
        yield Problem("revise_next_take_over", "", 0, told)
    if not wanted.summary:
        yield Problem("revise_next_summary", "", 0, {"file": policy.file})
    for text in policy.texts.values():
        if text.living and text.locale != default and wanted.event != "repealed":
            early = text.date > wanted.date
            key, file = ("revise_next_early", own[text.locale]) if early else ("revise_next_translation", text.file)
            yield Problem(key, "", 0, {"file": file, "date": date})
    yield Problem("revise_next_check")
