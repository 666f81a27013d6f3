"""Links that a day breaks: what a page in force will lead to has no such clause.

That a clause is in no text of a policy at all is an error (`outward`). In which of them it is may depend on the day, so
that is told and never refused: on the day on which one policy is revised, no other may stop a build, and what is in
force can be mended by a revision alone. Of the past nothing is told, as nobody can mend it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kaitei.checks.across import Findings
from kaitei.checks.outward import Outward
from kaitei.errors import Problem
from kaitei.policy.policy import Policy, Revision
from kaitei.policy.states import in_force, standing, until
from kaitei.site.site import Site

Name = tuple[str, str]
"""A revision: the id of its policy and its date, as written."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A text, and the days on which it stands at an address without a date."""

    links: Outward
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max
    name: Name = ("", "")  # as it is of an ordinary page


def broken(site: Site, policies: Mapping[str, Findings], new: Collection[Name] | None = None) -> Iterator[Problem]:
    """Yield each link of a policy to a clause that will be missing, with the first day on which it is.

    Revisions that are not public yet count as well: this is for whoever proposes them.

    Args:
        site: the site, in which nothing is wrong.
        policies: what was found in each, by id.
        new: the revisions to tell of, whether they have such a link or break one; None for all.
    """
    yield from _broken(site, policies, _shown(site, policies), new)


def broken_from(site: Site, policies: Mapping[str, Findings], pages: Iterable[Outward]) -> Iterator[Problem]:
    """Yield the same of the links of ordinary pages."""
    yield from _broken(site, policies, map(_Shown, pages), None)


def _broken(
    site: Site, policies: Mapping[str, Findings], texts: Iterable[_Shown], new: Collection[Name] | None
) -> Iterator[Problem]:
    named = {f"{id_}.md": policy for policy in site.registry.policies.values() for id_ in policy.ids}
    for shown in texts:
        for link in dict.fromkeys(shown.links.links):
            if (target := named.get(link.target.path)) is None or not link.target.anchor:
                continue
            days = (max(shown.first, site.today), shown.last)
            found = _without(link.target.anchor, target, policies[target.id].anchors, days)
            if found and (new is None or shown.name in new or (target.id, found.date) in new):
                day = max(found.day, shown.first)
                told = {"href": link.href, "anchor": link.target.anchor, "id": target.id, "date": found.date}
                if day > site.today or not shown.links.frozen:
                    yield Problem("link_outlived", shown.links.file, link.line, told | {"day": day.isoformat()})


def _without(
    anchor: str, policy: Policy, anchors: Mapping[str, tuple[str, ...]], days: tuple[dt.date, dt.date]
) -> Revision | None:
    """The first revision in force between two days, both included, whose text is held and lacks an anchor."""
    first, last = days
    now = in_force(policy.revisions, first)
    during = (one for one in reversed(standing(policy.revisions)) if one == now or first < one.day <= last)
    return next((one for one in during if anchor not in anchors.get(one.day.isoformat(), (anchor,))), None)


def _shown(site: Site, policies: Mapping[str, Findings]) -> Iterator[_Shown]:
    """Yield what stands at such an address today or later."""
    for id_, policy in site.registry.policies.items():
        texts = {text.file: text for text in policy.texts.values()}
        for links in policies[id_].outward:
            text = texts[links.file]
            own = policy.revision(text.date)
            last = until([one for one in policy.revisions if _ends(policy, one, text.locale)], own) or dt.date.max
            if last >= site.today and not own.withdrawn:
                yield _Shown(links, own.day, last, (id_, own.date))


def _ends(policy: Policy, revision: Revision, locale: str) -> bool:
    """Whether a revision takes the place of the text before it in a language: by its own, or by a repeal."""
    return revision.event == "repealed" or (locale, revision.day) in policy.texts
