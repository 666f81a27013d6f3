"""What a change does to the record: the site as it is held against the site as it was at a commit.

What has been public keeps its wording unless a new revision or a correction says otherwise; a draft, announced later
than today, may change freely. Where the record (`record/record.py`) already watches over a text, only the record's
own check reports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kaitei.errors import KaiteiError, Problem
from kaitei.policy.policy import Policy, Revision, Text
from kaitei.record import fingerprint, lock, record, revise
from kaitei.record.lock import Entry, Key
from kaitei.review.commit import Base
from kaitei.site.site import Site, Standing

_FROZEN = re.compile(r"(.+)/(\d{4}-\d{2}-\d{2})(?:\.([a-z]{2,3}(?:-\w+)?))?\.md", re.ASCII)


@dataclass(frozen=True)
class _Step:
    """One revision as it was and as it is."""

    site: Site
    base: Site
    before: Policy
    after: Policy
    old: Revision
    new: Revision

    @property
    def explained(self) -> bool:
        """Whether a new correction says why the wording differs."""
        return len(self.new.corrections) > len(self.old.corrections)

    @property
    def lost(self) -> bool:
        """Whether an earlier revision is gone, which changes texts that list dates; `_revisions` reports it."""
        return any(_same(self.after, one) is None for one in self.before.revisions if one.day < self.old.day)

    def told(self, text: Text) -> dict[str, str]:
        """What messages say of a text."""
        return {"id": self.after.id, "date": self.new.date, "locale": text.locale}

    def wording(self, text: Text) -> tuple[str, str] | None:
        """A text's canonical form before and after; None where one of them cannot be made."""
        try:
            before = Standing.whole(self.before, self.base).editions[text.locale, self.old.day].canonical
            after = Standing.whole(self.after, self.site).editions[text.locale, self.new.day].canonical
        except (KaiteiError, KeyError):
            return None
        return before, after


def problems(site: Site, base: Base) -> Iterator[Problem]:
    """Yield a problem for each thing that a change does and may not: to public texts, revisions, the record."""
    file = lock.path(site.settings)
    now = _entries(file.read_bytes() if file.is_file() else b"")
    docs = base.site.settings.name(base.site.settings.docs) if base.site else site.settings.name(site.settings.docs)
    then = _entries(base.files.get(f"{docs}/{file.name}", b""))
    entries = _Entries(_present(site, now), _present(site, then))
    yield from _lock(site, entries)
    if base.site is None:
        yield from _files(site, base, docs, entries)
        return
    for policy in base.site.registry.policies.values():
        after = _policy(site, policy.id)
        if after is None:
            if any(_public(one, site) for one in policy.revisions):
                yield Problem("since_policy_gone", policy.file, 0, {"id": policy.id, "rev": base.rev})
            continue
        yield from _revisions(site, base, policy, after)
        for old in policy.revisions:
            new = _same(after, old)
            if new and _public(old, site):
                step = _Step(site, base.site, policy, after, old, new)
                yield from _texts(step, base, entries)


def warnings(site: Site, base: Base) -> Iterator[Problem]:
    """Yield why the commit cannot be read in full, and new revisions whose summary is still the default one."""
    yield from base.problems
    for policy in site.registry.policies.values():
        before = _before(base, policy)
        known = [one.date for one in before.revisions] if before else []
        for revision in policy.revisions:
            if before and revision.date not in known and revision.summary == revise.bare_summary(site):
                yield Problem("since_summary_bare", policy.file, revision.line, {"date": revision.date})


@dataclass(frozen=True, slots=True)
class _Entries:
    """The record as it is and as it was."""

    now: Mapping[Key, Entry]
    then: Mapping[Key, Entry]

    def watch(self, key: Key) -> bool:
        """Whether the record, unaltered, watches over a text."""
        return key in self.now and key in self.then and self.now[key].same(self.then[key])


def _lock(site: Site, entries: _Entries) -> Iterator[Problem]:
    """Tell what was taken out of the record, or altered there without a correction."""
    name = site.settings.name(lock.path(site.settings))
    if entries.then and not lock.path(site.settings).is_file():
        yield Problem("since_lock_gone", name)
        return
    for key, then in entries.then.items():
        now = entries.now.get(key)
        if now is None:
            yield Problem("since_lock_removed", name, 0, {**then.told, "line": then.line})
        elif not now.same(then) and _corrections(site, key) <= then.corrections:
            yield Problem("since_lock_changed", name, now.at, now.told)


def _revisions(site: Site, base: Base, before: Policy, after: Policy) -> Iterator[Problem]:
    """Tell what happened to the list of a policy's revisions."""
    told = {"id": after.id, "rev": base.rev}
    for old in before.revisions:
        new = _same(after, old)
        if new is None and _public(old, site):
            yield Problem("since_revision_gone", after.file, 0, told | {"date": old.date})
        elif new and old.held and new.archive:
            yield Problem("since_not_held", after.file, new.line, told | {"date": new.date})
        elif new and len(new.corrections) < len(old.corrections):
            yield Problem("since_correction_gone", after.file, new.line, told | {"date": new.date})
    newest, known = before.revisions[0].day, [one.date for one in before.revisions]
    for new in after.revisions:
        if new.day > newest and new.date not in known:
            yield from _new(site, after, new)


def _new(site: Site, policy: Policy, revision: Revision) -> Iterator[Problem]:
    days = {"date": revision.date, "announced": str(revision.announced or site.today), "today": str(site.today)}
    if revision.day < site.today and revision.announced is None:
        yield Problem("since_past", policy.file, revision.line, days)
    elif revise.announced_in_time(policy, revision, site.today) == "error":
        yield Problem("terms_announced_late", policy.file, revision.line, days)


def _texts(step: _Step, base: Base, entries: _Entries) -> Iterator[Problem]:
    """Tell which wording of a revision is not what it was."""
    for (locale, day), text in step.before.texts.items():
        if day != step.old.day or step.new.archive or entries.watch((step.after.id, step.new.date, locale)):
            continue
        now = step.after.texts.get((locale, step.new.day))
        if now is None:
            file = record.frozen_path(step.site.settings, step.after.id, step.new.date, locale)
            told = step.told(text) | {"rev": base.rev, "was": text.file}
            yield Problem("since_text_gone", step.site.settings.name(file), 0, told)
        elif not step.explained:
            yield from _text(step, base, text, now)


def _text(step: _Step, base: Base, was: Text, now: Text) -> Iterator[Problem]:
    wording = step.wording(was)
    before, after = wording or ("", "")
    said, words = fingerprint.differing(before, after)
    told = step.told(was) | {"was": said, "words": words}
    if not was.living and not now.living:
        data = (step.site.settings.root / now.file).read_bytes()
        if not record.same_bytes(base.files[was.file], data):
            yield Problem("since_frozen_changed" if before != after else "since_frozen_touched", now.file, 0, told)
            return
    if before == after:
        return
    if (was.title, was.body) == (now.title, now.body):
        if step.old.day <= step.site.today and not step.lost:
            yield Problem("since_facts", step.site.settings.name(step.site.settings.facts), 0, told)
        return
    line = _line(was, now) if was.title == now.title else 0
    yield Problem("since_wording" if now.living else "since_frozen_other", now.file, line, told)


def _files(site: Site, base: Base, docs: str, entries: _Entries) -> Iterator[Problem]:
    """Compare frozen files byte for byte; used instead of the rest where the site at the commit cannot be read."""
    for name, data in base.files.items():
        match = _FROZEN.fullmatch(name.removeprefix(f"{docs}/"))
        if match is None or not name.startswith(f"{docs}/"):
            continue
        policy = _policy(site, match[1])
        key = (policy.id if policy else match[1], match[2], match[3] or site.settings.default)
        file = record.frozen_path(site.settings, *key)
        told = {"id": key[0], "date": key[1], "locale": key[2], "rev": base.rev, "was": name}
        if entries.watch(key):
            continue
        if not file.is_file():
            yield Problem("since_text_gone", site.settings.name(file), 0, told)
        elif not record.same_bytes(data, file.read_bytes()) and not _corrections(site, key):
            yield Problem("since_frozen_touched", site.settings.name(file), 0, told)


def _line(was: Text, now: Text) -> int:
    """The number of the first differing line, counted in the file as it is now."""
    old, new = was.body.split("\n"), now.body.split("\n")
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return now.body_line + min(same, len(new) - 1)


def _entries(data: bytes) -> dict[Key, Entry]:
    """Read a record; one that cannot be read holds nothing here, as the check of the record itself tells."""
    try:
        return lock.parse(data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"), "")
    except KaiteiError:
        return {}


def _present(site: Site, entries: Mapping[Key, Entry]) -> dict[Key, Entry]:
    """Entries with former ids in their keys replaced by present ones."""
    found = {}
    for (id_, date, locale), entry in entries.items():
        policy = _policy(site, id_)
        found[policy.id if policy else id_, date, locale] = entry
    return found


def _policy(site: Site, id_: str) -> Policy | None:
    """A policy by its id or a former one."""
    policies = site.registry.policies
    return policies.get(id_) or next((one for one in policies.values() if id_ in one.aliases), None)


def _before(base: Base, policy: Policy) -> Policy | None:
    if base.site is None:
        return None
    known = base.site.registry.policies
    return next((known[id_] for id_ in (policy.id, *policy.aliases) if id_ in known), None)


def _same(policy: Policy, revision: Revision) -> Revision | None:
    """A policy's revision of the same date; for a not held `2023-02` also one that now says `2023-02-10`."""
    same = (one for one in policy.revisions if one.date == revision.date)
    within = (one for one in policy.revisions if not revision.held and one.date.startswith(f"{revision.date}-"))
    return next(same, None) or next(within, None)


def _corrections(site: Site, key: Key) -> int:
    policy = _policy(site, key[0])
    return next((len(one.corrections) for one in policy.revisions if one.date == key[1]), 0) if policy else 0


def _public(revision: Revision, site: Site) -> bool:
    return revision.announced is None or revision.announced <= site.today
