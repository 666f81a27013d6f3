"""Changes of a policy's text that no revision makes: a fee in the facts file that changes while a revision stands.

Only facts that say who the company is (`facts.IDENTITY`) change by themselves. Whatever else a text shows is part of
what was agreed or published, so it changes on the day of a revision. What did otherwise in the past nobody can mend.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kaitei.errors import Problem
from kaitei.facts import changes, facts
from kaitei.facts.dated import days
from kaitei.policy import states
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing


@dataclass(frozen=True, slots=True)
class Unrevised:
    """A fact that a text shows and that changes on a day on which its policy has no revision."""

    policy: str  # id
    title: str
    name: str  # of the fact or entry, dotted: "fee", "joint_use"
    day: dt.date
    line: int  # of the facts file

    @property
    def listed(self) -> bool:
        """Whether its rows may come and go without a revision, though readers had better be told, as of `partners`."""
        return self.name.split(".")[0] == "partners"

    def problem(self, file: str) -> Problem:
        """What to tell of it, given the name of the facts file."""
        told = {"id": self.policy, "title": self.title, "name": self.name, "day": self.day.isoformat()}
        return Problem("partners_unrevised" if self.listed else "fact_unrevised", file, self.line, told)


def unrevised(site: Site) -> Iterator[Unrevised]:
    """Yield such changes in all policies, past and to come; of revisions that are not public yet, too.

    Raises:
        KaiteiError: for a text that cannot be read.
    """
    known = site.facts.data.value
    assert isinstance(known, dict)
    moments = set(days({name: value for name, value in known.items() if name not in facts.IDENTITY}))
    for policy in site.registry.policies.values() if moments else ():
        whole = Standing.whole(policy, site)
        for revision in states.standing(whole.revisions):
            edition, last = whole.edition(revision, site.settings.default), states.until(whole.revisions, revision)
            if edition and any(revision.day < day <= (last or dt.date.max) for day in moments):
                yield from _while_in_force(site, edition, last or dt.date.max)


def _while_in_force(site: Site, edition: Edition, last: dt.date) -> Iterator[Unrevised]:
    names = [name for name in changes.behind(edition.reading.shown) if name.split(".")[0] not in facts.IDENTITY]
    for change in changes.changed(site.facts, names, edition.revision.day, last):
        for name in change.names:
            line = changes.line(site.facts, name, change.day)
            yield Unrevised(edition.policy.id, edition.text.title, name, change.day, line)


def told(site: Site) -> tuple[list[Problem], list[Problem]]:
    """The problems and the warnings of a site, for days to come; of the past, one hint in all."""
    found = list(unrevised(site))
    ahead = [one for one in found if one.day > site.today]
    past = [one for one in found if one.day <= site.today and not one.listed]
    problems = [one.problem(site.facts.file) for one in ahead if not one.listed]
    return problems, [*(one.problem(site.facts.file) for one in ahead if one.listed), *_past(site, past)]


def _past(site: Site, found: list[Unrevised]) -> Iterator[Problem]:
    if found:
        last = max(found, key=lambda one: one.day)
        yield Problem(
            "fact_unrevised_past", site.facts.file, last.line, last.problem("").params | {"count": str(len(found))}
        )
