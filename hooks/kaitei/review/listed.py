"""What a change does to the lists of revisions: dates and duties that have been public, and what is new in a list."""

from __future__ import annotations

from collections.abc import Iterator

from kaitei.errors import Problem
from kaitei.policy.policy import Policy, Revision
from kaitei.record import revise
from kaitei.record.corrections import weighty
from kaitei.review.commit import Base
from kaitei.site.site import Site

FIXED = ("users", "announced", "event", "recorded", "withdrawn", "adopted")
"""Fields of a public revision that stay: what readers and applications were told."""

REVIEWED = ("summary", "reason", "remarks", "transition", "source", "replaces")
"""Fields that may be put better; whoever reviews a change is told."""

_MAY_BE_ADDED = ("recorded", "withdrawn", "adopted")


def counterpart(site: Site, id_: str) -> Policy | None:
    """A policy by its id or a former one."""
    policies = site.registry.policies
    return policies.get(id_) or next((one for one in policies.values() if id_ in one.aliases), None)


def before(base: Base, policy: Policy) -> Policy | None:
    """A policy as it was, perhaps under a former id."""
    if base.site is None:
        return None
    known = base.site.registry.policies
    return next((known[id_] for id_ in (policy.id, *policy.aliases) if id_ in known), None)


def same(policy: Policy, revision: Revision) -> Revision | None:
    """A policy's revision of the same date; for a not held `2023-02` also one that now says `2023-02-10`."""
    exactly = (one for one in policy.revisions if one.date == revision.date)
    within = (one for one in policy.revisions if not revision.held and one.date.startswith(f"{revision.date}-"))
    return next(exactly, None) or next(within, None)


def public(revision: Revision, site: Site) -> bool:
    """Whether a revision is public on the site's day."""
    return revision.announced is None or revision.announced <= site.today


def problems(site: Site, base: Base, was: Policy, now: Policy) -> Iterator[Problem]:
    """Yield what may not happen to the list of a policy's revisions, and to its former ids."""
    for alias in was.aliases:
        if alias not in (*now.aliases, now.id):
            yield Problem("since_alias_gone", now.file, 0, {"id": now.id, "alias": alias})
    told = {"id": now.id, "rev": base.rev}
    if was.ids[0] != now.ids[0] and was.ids[0] in now.ids:
        yield Problem("since_alias_order", now.file, 0, told | {"first": was.ids[0]})
    for old in was.revisions:
        new = same(now, old)
        if new is None and public(old, site):
            yield Problem("since_revision_gone", now.file, 0, told | {"date": old.date})
        elif new and public(old, site):
            yield from _revision(site, was, now, (old, new))
    known = {one.date for one in was.revisions}
    replaced = {id(same(now, old)) for old in was.revisions}
    for new in now.revisions:
        if new.date not in known and id(new) not in replaced:
            yield from _new(site, now, new)
            if new.recorded and new is now.revisions[0]:
                yield Problem("since_recorded_newest", now.file, new.line, _told(site, new))


def new_policies(site: Site, base: Base) -> Iterator[Problem]:
    """Yield what is wrong with the revisions of policies that are new to a site which had some already."""
    if base.site and base.site.registry.policies:
        for policy in site.registry.policies.values():
            if before(base, policy) is None:
                for revision in policy.revisions:
                    yield from _new(site, policy, revision)


def warnings(site: Site, was: Policy, now: Policy) -> Iterator[Problem]:
    """Yield what was said of public revisions and is said otherwise."""
    if was.kinds != now.kinds:
        yield Problem("since_kind", now.file, 0, {"was": ", ".join(was.kinds), "now": ", ".join(now.kinds)})
    for old in was.revisions:
        new = same(now, old)
        if new and public(old, site):
            changed = [field for field in REVIEWED if getattr(old, field) != getattr(new, field)]
            added = [field for field in _MAY_BE_ADDED if not getattr(old, field) and getattr(new, field)]
            if changed or added:
                told = {"date": new.date, "fields": ", ".join((*changed, *added))}
                yield Problem("since_fields_note", now.file, new.line, told)
            for item in new.corrections:
                if item not in old.corrections and weighty(item):
                    words = {"before": item.before, "after": item.after}
                    yield Problem("since_correction_weighty", now.file, new.line, _told(site, new) | words)
    known = {one.date for one in was.revisions}
    for new in now.revisions:
        if new.date not in known and revise.announced_in_time(now, new, site.today) == "warning":
            yield Problem("terms_announced_late_basis", now.file, new.line, _told(site, new) | {"basis": new.basis})


def _revision(site: Site, was: Policy, now: Policy, pair: tuple[Revision, Revision]) -> Iterator[Problem]:
    """Yield what may not happen to a public revision, given as it was and as it is."""
    old, new = pair
    told = {"id": now.id, "date": new.date}
    if old.held and new.archive:
        yield Problem("since_not_held", now.file, new.line, told)
    elif old.pdf and new.archive and new.pdf != old.pdf:
        yield Problem("since_archive", now.file, new.line, told | {"was": old.pdf})
    if any(one not in new.corrections for one in old.corrections):
        yield Problem("since_correction_gone", now.file, new.line, told)
    for one in new.corrections:
        if one not in old.corrections and one.date > site.today:
            yield Problem("correction_ahead", now.file, new.line, {"date": one.date.isoformat()})
    for field in FIXED:
        if not _stays(field, was, now, pair):
            value = str(getattr(old, field) or "")
            more = {"field": field, "was": value}
            yield Problem("since_field" if value else "since_field_added", now.file, new.line, told | more)
    if new.withdrawn and not old.withdrawn and new.withdrawn != site.today:
        yield Problem("since_withdrawn_day", now.file, new.line, told | _told(site, new))


def _stays(field: str, was: Policy, now: Policy, pair: tuple[Revision, Revision]) -> bool:
    """Whether a field of a public revision is as it was, or changed in the way that is open to it."""
    old, new = pair
    value, other = getattr(old, field), getattr(new, field)
    if value == other or (field in _MAY_BE_ADDED and not value):
        return True
    if field == "event" and _older(was, old) != _older(now, new):
        return True  # the oldest is enacted unless something says otherwise; what became of others is told of them
    corrections = (one for one in new.corrections if one not in old.corrections and one.field == field)
    return any((one.before, one.after) == (str(value), str(other)) for one in corrections)


def _older(policy: Policy, revision: Revision) -> list[str]:
    return [one.date for one in policy.revisions if one.day < revision.day]


def _new(site: Site, policy: Policy, revision: Revision) -> Iterator[Problem]:
    """Yield what is wrong with a revision that is new in a list: a past of which nobody was told."""
    told = _told(site, revision)
    if revision.recorded and revision.recorded > site.today:
        yield Problem("since_recorded_ahead", policy.file, revision.line, told)
    if revision.recorded:
        return
    if revision.day < site.today:
        yield Problem("since_past", policy.file, revision.line, told)
    elif revision.announced and revision.announced < site.today:
        yield Problem("since_announced_past", policy.file, revision.line, told)
    elif revise.announced_in_time(policy, revision, site.today) == "error":
        yield Problem("terms_announced_late", policy.file, revision.line, told)


def _told(site: Site, revision: Revision) -> dict[str, str]:
    return {
        "date": revision.date,
        "announced": str(revision.announced or site.today),
        "recorded": str(revision.recorded or ""),
        "withdrawn": str(revision.withdrawn or ""),
        "today": str(site.today),
    }
