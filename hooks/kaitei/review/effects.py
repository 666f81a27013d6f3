"""What a change does to the record, in plain words: for whoever approves it and reads no differences of files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaitei.pages.context import Context
from kaitei.policy import states
from kaitei.policy.policy import Policy, Revision
from kaitei.record import record
from kaitei.review import listed, recorded
from kaitei.review.commit import Base
from kaitei.site.site import Site
from kaitei.wording.words import Words


@dataclass(frozen=True)
class _Telling:
    """Who is told, and of what."""

    context: Context  # for days, in the language of whoever reads, or else in the site's first
    words: Words  # of whoever reads
    site: Site
    base: Base


def effects(site: Site, base: Base, words: Words) -> tuple[str, ...]:
    """A sentence for each thing that a change does to policies and their record; none where it does nothing.

    Args:
        site: the site as it is.
        base: the site as it was.
        words: of the language in which it is told.
    """
    own = words.locale if words.locale in site.settings.codes else site.settings.default
    telling = _Telling(Context.make(site, own), words, site, base)
    found = [told for policy in site.registry.policies.values() for told in _policy(telling, policy)]
    return (*found, *_gone(telling), *_record(telling))


def _policy(telling: _Telling, policy: Policy) -> Iterator[str]:
    was = listed.before(telling.base, policy)
    if was is None:
        if telling.base.site or any(one.key == "base_empty" for one in telling.base.problems):
            yield _say(telling, "enacted", policy, policy.revisions[-1])
        return
    if was.id != policy.id:
        yield telling.words("effect_renamed", title=policy.title, old=was.id, new=policy.id)
    for revision in policy.revisions:
        old = next((one for one in was.revisions if listed.same(policy, one) is revision), None)
        yield from _changed(telling, was, policy, (old, revision)) if old else _new(telling, policy, revision)


def _new(telling: _Telling, policy: Policy, revision: Revision) -> Iterator[str]:
    """Say that a revision comes, and what becomes of the one before it; or that an old text is brought in."""
    kind = "older" if revision.recorded else "repealed" if revision.event == "repealed" else "revised"
    yield _say(telling, kind, policy, revision)
    before = next((one for one in states.standing(policy.revisions) if one.day < revision.day), None)
    if kind == "revised" and before:
        yield _say(telling, "stays", policy, before)
    if kind == "revised" and "terms" in policy.kinds:
        yield telling.words(f"effect_users_{revision.users}", title=policy.title)


def _changed(telling: _Telling, was: Policy, policy: Policy, pair: tuple[Revision, Revision]) -> Iterator[str]:
    old, new = pair
    if new.withdrawn and not old.withdrawn:
        yield _say(telling, "withdrawn", policy, new)
    if old.archive and not new.archive:
        yield _say(telling, "found", policy, new)
    for item in new.corrections:
        if item not in old.corrections:
            words = {"before": item.before, "after": item.after}
            yield _say(telling, "corrected", policy, new, **words)
    for locale, day in policy.texts:
        if day == new.day and (locale, old.day) not in was.texts and locale != telling.site.settings.default:
            yield _say(telling, "translated", policy, new, language=telling.site.settings.locale(locale).name)


def _gone(telling: _Telling) -> Iterator[str]:
    known = telling.base.site.registry.policies.values() if telling.base.site else ()
    for policy in known:
        if listed.counterpart(telling.site, policy.id) is None:
            yield telling.words("effect_removed", title=policy.title)


def _record(telling: _Telling) -> Iterator[str]:
    """Say how many texts the record gains, and how many in it read otherwise now."""
    now = record.readable(telling.site)[0]
    then = recorded.then(telling.site, telling.base)
    counts = {
        "recorded": len(now.sums.keys() - then.sums.keys()),
        "again": sum(1 for path, sum_ in then.sums.items() if now.sums.get(path, sum_) != sum_),
    }
    yield from (telling.words(f"effect_{key}", count=count) for key, count in counts.items() if count)


def _say(telling: _Telling, kind: str, policy: Policy, revision: Revision, **more: str) -> str:
    day = telling.context.day(revision.date)
    return telling.words(f"effect_{kind}", title=policy.title, day=day, **more)
