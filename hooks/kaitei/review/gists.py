"""Notes in plain language, held against those of a commit: what became of each, and which lag behind their clause.

They are no part of the text, so no comparison and no record knows of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaitei.errors import KaiteiError, Problem
from kaitei.policy.policy import Policy, Text
from kaitei.review import listed
from kaitei.review.commit import Base
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing

_LONGEST = 40  # characters by which a clause without heading is named


@dataclass(frozen=True, slots=True)
class GistChange:
    """What became of the notes on a clause."""

    clause: str  # its number and heading, or how it begins
    old: str  # "" where there was none
    new: str  # "" where there is none


def newest(policy: Policy, locale: str) -> Text | None:
    """The newest text of a policy in a language, wherever it stands."""
    return next((policy.texts[locale, one.day] for one in policy.revisions if (locale, one.day) in policy.texts), None)


def changes(old: Edition, new: Edition) -> tuple[GistChange, ...]:
    """What became of the notes of a text, in the order of its clauses, those last whose clause is gone."""
    origins = new.origins(old)
    was = {at: old.gists[origin] for at, origin in origins.items() if origin in old.gists}
    there = sorted(was.keys() | new.gists.keys())
    pairs = [(_name(new, at), was.get(at, ""), new.gists.get(at, "")) for at in there]
    gone = sorted(old.gists.keys() - origins.values())
    found = [GistChange(*pair) for pair in (*pairs, *((_name(old, at), old.gists[at], "") for at in gone))]
    return tuple(one for one in found if one.old != one.new)


def warnings(site: Site, base: Base) -> Iterator[Problem]:
    """Yield the clauses of living texts that say something else than at the commit, while their note is the same."""
    for policy in site.registry.policies.values():
        before = listed.before(base, policy)
        for locale in site.settings.codes if before and base.site else ():
            assert before
            assert base.site
            if pair := _pair(policy, site, before, base.site, locale):
                yield from _behind(*pair)


def _pair(policy: Policy, site: Site, before: Policy, then: Site, locale: str) -> tuple[Edition, Edition] | None:
    """The newest texts of a policy as they were and as they are; None where one is missing or cannot be read."""
    was, now = newest(before, locale), newest(policy, locale)
    if was is None or now is None or "gist" not in now.body:
        return None
    old = Standing.whole(before, then).editions[locale, was.date]
    new = Standing.whole(policy, site).editions[locale, now.date]
    try:
        return (old, new) if old.gists and new.gists else None
    except KaiteiError:  # of which the problems tell
        return None


def _behind(old: Edition, new: Edition) -> Iterator[Problem]:
    origins = new.origins(old)
    for at, origin in origins.items():
        note = new.gists.get(at)
        if note and note == old.gists.get(origin) and old.nodes[origin].tree != new.nodes[at].tree:
            yield Problem("gist_behind", new.text.file, _line(new, at), {"clause": _name(new, at)})


def _line(edition: Edition, at: int) -> int:
    anchor = edition.nodes[at].own.anchor
    line = next(gist.line for gist in edition.content.document.gists if gist.anchor == anchor)
    return edition.text.body_line + line - 1


def _name(edition: Edition, at: int) -> str:
    own = edition.nodes[at].own
    if at == 0:
        return edition.text.title
    words = own.wording.text.split("\n")[0]
    return f"{own.number}{words}" if own.heading else f"{own.number}{words[:_LONGEST]}"
