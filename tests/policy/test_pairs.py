from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.policy.pairs import ALL_UP_TO, pairs
from kaitei.policy.policy import Revision


def revisions(count: int) -> tuple[Revision, ...]:
    """So many revisions, a day apart, newest first."""
    days = [dt.date(2020, 1, 1) + dt.timedelta(number) for number in range(count)]
    return tuple(Revision(day.isoformat(), day, "", "revised") for day in reversed(days))


def days(found: tuple[tuple[Revision, Revision], ...]) -> set[tuple[str, str]]:
    return {(old.date, new.date) for old, new in found}


def test_the_older_of_a_pair_comes_first() -> None:
    newer, older = revisions(2)
    assert pairs((newer, older), newer) == ((older, newer),)


@pytest.mark.parametrize("count", [0, 1])
def test_a_single_text_is_compared_with_nothing(count: int) -> None:
    assert pairs(revisions(count), None) == ()


def test_twelve_texts_have_all_pairs() -> None:
    held = revisions(12)
    assert len(pairs(held, held[0])) == 66


def test_thirteen_texts_have_neighbours_and_pairs_with_the_one_in_force() -> None:
    held = revisions(13)
    found = pairs(held, held[1])
    assert len(found) == len(days(found)) == 12 + 11 - 1
    assert (held[1], held[0]) in found
    assert (held[12], held[1]) in found
    assert (held[12], held[0]) not in found


def test_the_one_in_force_may_have_no_text() -> None:
    held = revisions(14)
    assert len(pairs(held[1:], held[0])) == 12


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 20), st.integers(-1, 19))
def test_the_comparisons_that_the_product_promises_are_there(count: int, index: int) -> None:
    """Each revision with the one before it and each past one with the one in force; all where they are few."""
    held = revisions(count)
    current = held[index] if 0 <= index < count else None
    found = pairs(held, current)
    assert len(found) == len(days(found))
    assert all(old.day < new.day for old, new in found)
    assert all((old, new) in found for new, old in itertools.pairwise(held))
    if current:
        assert all((old, current) in found for old in held if old.day < current.day)
    if count <= ALL_UP_TO:
        assert len(found) == count * (count - 1) // 2
