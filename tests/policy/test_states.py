"""Which text is in force on a day, held against a model that goes through all days one by one."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.policy.policy import Event, Policy, Revision
from kaitei.policy.states import State, in_force, public, shown, state, until, upcoming
from tests.support.small import day

START = dt.date(2020, 1, 1)
RANGE = 40
DAYS = st.integers(-3, RANGE + 3).map(lambda number: START + dt.timedelta(number))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Policies of one to six revisions within forty days, some announced before, some repealed at the end."""
    numbers = sorted(draw(st.sets(st.integers(0, RANGE), min_size=1, max_size=6)), reverse=True)
    repealed = len(numbers) > 1 and draw(st.booleans())
    revisions = []
    for index, number in enumerate(numbers):
        event: Event = "repealed" if repealed and index == 0 else "enacted" if number == numbers[-1] else "revised"
        first = START + dt.timedelta(number)
        ahead = draw(st.one_of(st.none(), st.integers(0, 45)))
        announced = None if ahead is None else first - dt.timedelta(ahead)
        revisions.append(Revision(first.isoformat(), first, f"{index}", event, announced=announced))
    return Policy("a", "docs/a.md", ("terms",), tuple(revisions), {})


def model(policy: Policy, today: dt.date) -> Revision | None:
    """What is in force, going through the days: each revision holds from its day until another does."""
    held = None
    date = START
    while date <= today:
        held = next((revision for revision in policy.revisions if revision.day == date), held)
        date += dt.timedelta(1)
    return held


GIVEN = settings(max_examples=100, deadline=None)


@GIVEN
@given(policies(), DAYS)
def test_the_text_in_force_is_the_one_that_took_effect_last(policy: Policy, today: dt.date) -> None:
    assert in_force(policy.revisions, today) == model(policy, today)


@GIVEN
@given(policies(), DAYS)
def test_what_is_not_announced_yet_does_not_change_what_is_in_force(policy: Policy, today: dt.date) -> None:
    """A revision is announced on its first day at the latest, so what is in force is always public."""
    assert in_force(public(policy, today), today) == model(policy, today)


@GIVEN
@given(policies(), DAYS)
def test_between_enactment_and_repeal_exactly_one_revision_is_in_force(policy: Policy, today: dt.date) -> None:
    revisions = public(policy, today)
    states = [state(revisions, revision, today) for revision in revisions]
    enacted, newest = policy.revisions[-1].day, policy.revisions[0]
    repealed = newest.event == "repealed" and newest.day <= today
    assert states.count(State.CURRENT) == (1 if enacted <= today and not repealed else 0)
    assert states.count(State.REPEALED) == (1 if repealed else 0)


@GIVEN
@given(policies(), DAYS)
def test_states_follow_from_the_days(policy: Policy, today: dt.date) -> None:
    revisions = public(policy, today)
    held = model(policy, today)
    for revision in revisions:
        found = state(revisions, revision, today)
        assert found.upcoming == (revision.day > today)
        assert (found is State.SUPERSEDED) == (held is not None and revision.day < held.day)
        assert (found in (State.CURRENT, State.REPEALED)) == (revision == held)
        assert (found in (State.REPEALED, State.TO_BE_REPEALED)) == (revision.event == "repealed")
        assert found is not State.TO_BE_ENACTED or revision == policy.revisions[-1]


@GIVEN
@given(policies(), DAYS)
def test_a_state_only_ever_moves_on(policy: Policy, today: dt.date) -> None:
    """Upcoming, in force, superseded: never back."""
    tomorrow = today + dt.timedelta(1)
    order = [
        State.TO_BE_ENACTED,
        State.TO_BE_REVISED,
        State.TO_BE_REPEALED,
        State.CURRENT,
        State.REPEALED,
        State.SUPERSEDED,
    ]
    for revision in public(policy, today):
        before = state(public(policy, today), revision, today)
        after = state(public(policy, tomorrow), revision, tomorrow)
        assert order.index(before) <= order.index(after)


@GIVEN
@given(policies(), DAYS)
def test_nothing_is_public_before_it_is_announced(policy: Policy, today: dt.date) -> None:
    seen = public(policy, today)
    secret = [revision for revision in policy.revisions if revision.announced and revision.announced > today]
    assert not set(map(id, seen)) & set(map(id, secret))
    assert len(seen) + len(secret) == len(policy.revisions)
    assert list(seen) == sorted(seen, key=lambda revision: revision.day, reverse=True)
    assert shown(seen, today) not in secret
    assert not [revision for revision in upcoming(seen, today) if revision in secret]


@GIVEN
@given(policies(), DAYS)
def test_what_is_shown_is_in_force_or_next_or_last(policy: Policy, today: dt.date) -> None:
    revisions = public(policy, today)
    held = model(policy, today)
    chosen = shown(revisions, today)
    if held is None:
        future = [revision for revision in revisions if revision.day > today]
        assert chosen == min(future, key=lambda revision: revision.day, default=None)
    elif held.event == "repealed":
        assert chosen == model(policy, held.day - dt.timedelta(1))
    else:
        assert chosen == held


@GIVEN
@given(policies(), DAYS)
def test_once_shown_a_policy_never_vanishes(policy: Policy, today: dt.date) -> None:
    later = today + dt.timedelta(1)
    assert shown(public(policy, today), today) is None or shown(public(policy, later), later) is not None


@GIVEN
@given(policies())
def test_the_last_day_of_each_revision_is_the_day_before_the_next(policy: Policy) -> None:
    for older, newer in itertools.pairwise(reversed(policy.revisions)):
        last = until(policy.revisions, older)
        assert last is not None
        assert in_force(policy.revisions, last) == older
        assert in_force(policy.revisions, last + dt.timedelta(1)) == newer
    assert until(policy.revisions, policy.revisions[0]) is None


@GIVEN
@given(policies(), DAYS)
def test_an_end_is_told_only_when_what_ends_it_is_public(policy: Policy, today: dt.date) -> None:
    revisions = public(policy, today)
    for revision in revisions:
        last = until(revisions, revision)
        later = [other.day for other in revisions if other.day > revision.day]
        assert last == (min(later) - dt.timedelta(1) if later else None)


@GIVEN
@given(policies(), DAYS)
def test_what_is_coming_stands_nearest_first(policy: Policy, today: dt.date) -> None:
    coming = upcoming(public(policy, today), today)
    assert all(revision.day > today for revision in coming)
    assert list(coming) == sorted(coming, key=lambda revision: revision.day)


def revision(date: str, event: Event = "revised", announced: str = "") -> Revision:
    return Revision(date, day(date), "", event, announced=day(announced) if announced else None)


LIFE = (
    revision("2026-12-01", "repealed", "2026-11-01"),
    revision("2026-06-01", announced="2026-05-15"),
    revision("2025-04-01", "enacted", "2025-03-01"),
)


@pytest.mark.parametrize(
    ("today", "states", "chosen"),
    [
        ("2025-02-28", "", ""),
        ("2025-03-01", "to-be-enacted", "2025-04-01"),
        ("2025-03-31", "to-be-enacted", "2025-04-01"),
        ("2025-04-01", "current", "2025-04-01"),
        ("2026-05-14", "current", "2025-04-01"),
        ("2026-05-15", "to-be-revised current", "2025-04-01"),
        ("2026-05-31", "to-be-revised current", "2025-04-01"),
        ("2026-06-01", "current superseded", "2026-06-01"),
        ("2026-11-01", "to-be-repealed current superseded", "2026-06-01"),
        ("2026-11-30", "to-be-repealed current superseded", "2026-06-01"),
        ("2026-12-01", "repealed superseded superseded", "2026-06-01"),
        ("2046-12-01", "repealed superseded superseded", "2026-06-01"),
    ],
)
def test_the_life_of_a_policy(today: str, states: str, chosen: str) -> None:
    """From the announcement of its first text to after its repeal."""
    policy = Policy("a", "docs/a.md", ("terms",), LIFE, {})
    seen = public(policy, day(today))
    found = shown(seen, day(today))
    assert " ".join(state(seen, one, day(today)) for one in seen) == states
    assert (found.date if found else "") == chosen


def test_a_policy_is_shown_in_its_nearest_text_before_the_first_takes_effect() -> None:
    ahead = (revision("2026-06-01"), revision("2025-04-01", "enacted"))
    chosen = shown(ahead, day("2024-01-01"))
    assert chosen is not None
    assert chosen.date == "2025-04-01"
