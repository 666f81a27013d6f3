"""What a change does to the record: the site as it is held against the site as it was at a commit.

What has been public keeps its wording unless a new revision or a correction says otherwise; a draft, announced later
than today, may change freely. Where the record (`record/record.py`) already watches over a text, only the record's
own check reports it. Source: product contract §3, `kaitei check --base`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kaitei.checks.unrevised import unrevised
from kaitei.errors import KaiteiError, Problem
from kaitei.policy.policy import Correction, Policy, Revision, Text
from kaitei.record import record, revise
from kaitei.record.corrections import explained
from kaitei.record.difference import differing
from kaitei.record.files import Record
from kaitei.record.first_edition import Key
from kaitei.review import alterations, gists, listed, recorded
from kaitei.review.commit import Base
from kaitei.review.listed import counterpart, same
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
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that are new."""
        return tuple(one for one in self.new.corrections if one not in self.old.corrections)

    def told(self, text: Text) -> dict[str, str]:
        """What messages say of a text."""
        return {"id": self.after.id, "date": self.new.date, "locale": text.locale}

    def wording(self, locale: str) -> tuple[str, str] | None:
        """A text's canonical form before and after, as this engine reads both; None where one cannot be made."""
        try:
            before = Standing.whole(self.before, self.base).editions[locale, self.old.day].canonical
            after = Standing.whole(self.after, self.site).editions[locale, self.new.day].canonical
        except (KaiteiError, KeyError):
            return None
        return before, after


def problems(site: Site, base: Base) -> Iterator[Problem]:
    """Yield a problem for each thing that a change does and may not: to public texts, revisions, the record."""
    now, then = record.readable(site)[0], recorded.then(site, base)
    yield from recorded.problems(site, base, then, now)
    if base.site is None:
        yield from _files(site, base, then, now)
        return
    watched = recorded.watched(site, then, now)
    for policy in base.site.registry.policies.values():
        after = counterpart(site, policy.id)
        if after is None:
            if any(listed.public(one, site) for one in policy.revisions):
                yield Problem("since_policy_gone", policy.file, 0, {"id": policy.id, "rev": base.rev})
            continue
        yield from listed.problems(site, base, policy, after)
        for old in policy.revisions:
            new = same(after, old)
            if new and listed.public(old, site):
                yield from _texts(_Step(site, base.site, policy, after, old, new), base, watched)
    yield from listed.new_policies(site, base)
    yield from _unrevised(site, base.site)
    yield from alterations.pictures(site, base)


def warnings(site: Site, base: Base) -> Iterator[Problem]:
    """Yield what whoever reviews a change should look at."""
    yield from base.problems
    yield from recorded.warnings(site, base, recorded.then(site, base), record.readable(site)[0])
    for policy in site.registry.policies.values():
        before = listed.before(base, policy)
        if before:
            yield from listed.warnings(site, before, policy)
            known = [one.date for one in before.revisions]
            for revision in policy.revisions:
                if revision.date not in known and revision.summary == revise.bare_summary(site):
                    yield Problem("since_summary_bare", policy.file, revision.line, {"date": revision.date})
    yield from alterations.warnings(site, base)
    yield from gists.warnings(site, base)


def _unrevised(site: Site, base: Site) -> Iterator[Problem]:
    """Tell which facts that are part of a text have newly changed in the past, on a day without a revision."""
    try:
        known = {(one.policy, one.name, one.day) for one in unrevised(base)}
        for one in unrevised(site):
            if one.day <= site.today and not one.listed and (one.policy, one.name, one.day) not in known:
                yield one.problem(site.facts.file)
    except KaiteiError:  # a text that cannot be read, as its own check tells
        return


def _texts(step: _Step, base: Base, watched: frozenset[Key]) -> Iterator[Problem]:
    """Tell which wording of a revision is not what it was, and which corrections changed nothing."""
    changed = False
    for (locale, day), text in step.before.texts.items():
        if day != step.old.day or step.new.archive:
            continue
        now = step.after.texts.get((locale, step.new.day))
        if now is None:
            file = record.frozen_path(step.site.settings, step.after.id, step.new.date, locale)
            told = step.told(text) | {"rev": base.rev, "was": text.file}
            yield Problem("since_text_gone", step.site.settings.name(file), 0, told)
            continue
        before, after = step.wording(locale) or ("", "")
        changed = changed or before != after
        if before != after and explained(before, after, step.corrections, locale, step.site.settings.default):
            continue
        same_source = (text.title, text.body, step.old.adopted) == (now.title, now.body, step.new.adopted)
        if (before != after and same_source) or (step.after.id, step.new.date, locale) not in watched:
            yield from _text(step, base, text, now, (before, after))
    wanted = [one for one in step.corrections if not one.field]
    if wanted and not changed and step.new.held:
        told = {"id": step.after.id, "date": step.new.date, "words": wanted[0].after}
        yield Problem("since_correction_idle", step.after.file, step.new.line, told)


def _text(step: _Step, base: Base, was: Text, now: Text, wording: tuple[str, str]) -> Iterator[Problem]:
    before, after = wording
    said, words = differing(before, after)
    told = step.told(was) | {"was": said, "words": words}
    if before == after:
        if not was.living and not now.living and not record.same_bytes(base.files[was.file], _bytes(step.site, now)):
            yield Problem("since_frozen_touched", now.file, 0, told)
        return
    if step.corrections:
        yield Problem("since_correction_false", step.after.file, step.new.line, told)
    elif (was.title, was.body) == (now.title, now.body):
        if step.new.day <= step.site.today:  # until then facts may change, and the record is to follow
            yield Problem("since_facts", step.site.settings.name(step.site.settings.facts), 0, told)
    elif not was.living and not now.living:
        yield Problem("since_frozen_changed", now.file, 0, told)
    else:
        line = _line(was, now) if was.title == now.title else 0
        yield Problem("since_wording" if now.living else "since_frozen_other", now.file, line, told)


def _bytes(site: Site, text: Text) -> bytes:
    return (site.settings.root / text.file).read_bytes()


def _files(site: Site, base: Base, then: Record, now: Record) -> Iterator[Problem]:
    """Compare frozen files byte for byte; used instead of the rest where the site at the commit cannot be read."""
    docs, watched = site.settings.name(site.settings.docs), recorded.watched(site, then, now)
    for name, data in base.files.items():
        match = _FROZEN.fullmatch(name.removeprefix(f"{docs}/"))
        if match is None or not name.startswith(f"{docs}/"):
            continue
        policy = counterpart(site, match[1])
        key = (policy.id if policy else match[1], match[2], match[3] or site.settings.default)
        file = record.frozen_path(site.settings, *key)
        told = {"id": key[0], "date": key[1], "locale": key[2], "rev": base.rev, "was": name}
        if key in watched:
            continue
        if not file.is_file():
            yield Problem("since_text_gone", site.settings.name(file), 0, told)
        elif not record.same_bytes(data, file.read_bytes()):
            yield Problem("since_frozen_touched", site.settings.name(file), 0, told)


def _line(was: Text, now: Text) -> int:
    """The number of the first differing line, counted in the file as it is now."""
    old, new = was.body.split("\n"), now.body.split("\n")
    differ = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return now.body_line + min(differ, len(new) - 1)
