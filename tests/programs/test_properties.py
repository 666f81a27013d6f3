"""What holds of everything written for programs, whatever the policies, their days and the facts."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import Any

import feedparser
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kaitei.pages import text
from kaitei.pages.frame import frame
from kaitei.pages.linked_data import linked_data
from kaitei.programs.catalogue import Catalogue, ListedRevision
from kaitei.site.site import Site
from tests.support.registries import (
    DAYS,
    announcements,
    catalogue,
    contexts,
    feeds,
    files,
    next_day,
    on,
    sites,
    without_secrets,
)

GIVEN = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
LATER = st.integers(1, 40).map(dt.timedelta)
ONE_DAY = dt.timedelta(1)
END = dt.date(2020, 4, 1)


def told(site: Site) -> Catalogue:
    return catalogue(contexts(site))


def editions(found: Catalogue) -> dict[tuple[str, str], ListedRevision]:
    return {(entry.id, edition.date): edition for entry in found.policies for edition in entry.revisions}


def ids(site: Site, address: str = "/feed.xml") -> dict[str, str]:
    """The ids of a feed's entries, each with the time of its update."""
    made = {path: content for context in contexts(site).values() for path, content in feeds(context)}
    parsed = feedparser.parse(made[address])
    assert max(Counter(entry.id for entry in parsed.entries).values(), default=0) <= 1
    return {entry.id: entry.updated for entry in parsed.entries}


def said(site: Site) -> list[Any]:
    """All that a site says on its day, but for that day and the next change."""
    made = contexts(site)
    found: list[Any] = [told(site).policies]
    for context in made.values():
        found += [dict(feeds(context)), frame(context, "", "/").company]
        for standing in site.standings:
            living = text.living(context, standing)
            shown = standing.shown_edition(context.locale)
            found += [living, linked_data(context, standing, shown, standing.policy.address) if shown else ""]
            found += [text.dated(context, standing, revision) for revision in standing.held(context.locale)]
    return found


@GIVEN
@given(sites())
def test_between_enactment_and_repeal_exactly_one_revision_is_in_force(site: Site) -> None:
    for entry in told(site).policies:
        in_force = [edition.date for edition in entry.revisions if edition.state == "current"]
        oldest, newest = entry.revisions[-1], entry.revisions[0]
        repealed = newest.state == "repealed"
        assert len(in_force) == (1 if oldest.effective <= site.today.isoformat() and not repealed else 0)
        assert in_force == [entry.current] * len(in_force)
        assert entry.upcoming == tuple(e.date for e in reversed(entry.revisions) if e.effective > str(site.today))


@GIVEN
@given(sites(), LATER)
def test_a_hash_never_changes_once_it_is_public(site: Site, later: dt.timedelta) -> None:
    before, after = editions(told(site)), editions(told(on(site, site.today + later)))
    assert before.keys() <= after.keys()
    for key, edition in before.items():
        assert after[key].sha256 == edition.sha256


@GIVEN
@given(sites(), LATER)
def test_no_entry_of_a_feed_is_lost_and_none_changes_its_id_or_time(site: Site, later: dt.timedelta) -> None:
    before, after = ids(site), ids(on(site, site.today + later))
    assert before.items() <= after.items()


@GIVEN
@given(sites())
def test_everything_that_has_happened_is_in_the_feed(site: Site) -> None:
    expected, today = [], site.today.isoformat()
    for entry in told(site).policies:
        for edition in entry.revisions:
            announced = edition.announced or edition.adopted
            expected += ["effective"] * (edition.effective <= today)
            expected += ["announced"] * (announced is not None and announced <= today and announced < edition.effective)
            expected += ["corrected"] * sum(correction.date <= today for correction in edition.corrections)
    found = ids(site)
    kinds = [(re.findall("announced|corrected", id_) or ["effective"])[0] for id_ in found]
    assert Counter(kinds) == Counter(expected)
    each = [ids(site, f"/{entry.id}/feed.xml") for entry in told(site).policies]
    assert {id_: updated for part in each for id_, updated in part.items()} == found


@GIVEN
@given(sites())
def test_a_site_first_says_something_else_on_the_next_change(site: Site) -> None:
    """Or on the day of an announcement, which nobody may know before."""
    next_, secrets, now = next_day(site), announcements(site), said(site)
    changes = dt.date.fromisoformat(next_) if next_ else None
    end = min(changes or END, *secrets[:1], END)
    last = (end - site.today).days - 1
    for number in {1, last // 2, last} if last > 0 else ():
        assert said(on(site, site.today + dt.timedelta(number))) == now
    if changes and (not secrets or changes <= secrets[0]):
        assert said(on(site, changes)) != now


@GIVEN
@given(sites(), DAYS)
def test_what_is_not_announced_leaves_no_trace(site: Site, day: dt.date) -> None:
    """Every byte is the same as if nobody had written it yet."""
    then = on(site, day)
    assume(announcements(then))
    assert dict(files(contexts(then))) == dict(files(contexts(without_secrets(then))))
