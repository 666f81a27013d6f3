from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.errors import Problem
from kaitei.facts import dated
from kaitei.source.yamltext import parse
from kaitei.wording.words import message
from tests.support.small import day

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 9))


def told(text: str) -> tuple[Problem, ...]:
    return dated.problems(parse(text, "company.yml"), "company.yml")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([], False),
        (["a"], False),
        ([{"name": "a"}], False),
        ([{"from": "2024-04-01", "name": "a"}], True),
        (["a", {"from": "2024-04-01", "value": "b"}], True),
        ([{"from": "2024-04-01", "value": "b"}, "a"], False),
        (["a", {"from": "2024-04-01", "value": "b"}, {"value": "c"}], False),
        ([{"name": "a", "until": "2024-03-31"}, {"from": "2024-04-01", "name": "b"}], False),
    ],
)
def test_a_list_is_dated_where_all_but_the_first_have_from(value: list[Any], expected: bool) -> None:
    assert dated.is_dated(value) is expected


def test_rows_are_those_of_partners_and_of_their_collections() -> None:
    assert dated.is_rows(("partners",))
    assert dated.is_rows(("partners", "ads"))
    assert not dated.is_rows(("partners", 0, "data"))
    assert not dated.is_rows(("desks",))


def test_the_day_after_the_end_of_time_is_none() -> None:
    value = {"partners": [{"from": "2024-04-01", "until": "2024-04-30"}, {"until": "9999-12-31"}]}
    assert list(dated.days(value)) == [day("2024-04-01"), day("2024-05-01")]


def test_what_was_recorded_later_is_shown_from_that_day() -> None:
    value = {"fee": ["a", {"from": "2024-04-01", "recorded": "2024-06-01", "value": "b"}]}
    assert list(dated.days(value)) == [day("2024-06-01")]
    assert [dated.begins(item) for item in value["fee"]] == ["", "2024-06-01"]


def test_what_holds_never_is_told_with_its_days_and_nothing_within_it() -> None:
    (problem,) = told(
        "certifications:\n  mark:\n    - {name: a}\n    - from: 2025-04-01\n      valid_until: 2025-03-31\n"
        "      name:\n        - b\n        - {from: 2026-01-01, value: c}\n"
    )
    assert (problem.key, problem.line) == ("facts_never", 4)
    assert problem.params == {"where": "certifications.mark.2", "first": "2025-04-01", "last": "2025-03-31"}


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("a: {from: 2024-04-01}", "ここに「from」を書いても効きません（a.from）", "“from” has no effect here (a.from)"),
        ("a: [{until: 2024-04-01}]", "ここに「until」を書いても効きません（a.1.until）", "“until” has no effect here"),
        ("a: [b, {from: 2024-04-01}, c]", "a.3 に「from」がありません", "a.3 has no “from”"),
        (
            "a: [{from: 2024-4-1}]",
            "「2024-4-1」は日付として読めません（a.1.from）",
            "“2024-4-1” is not a date (a.1.from)",
        ),
        (
            "partners: [{from: 2024-04-02, until: 2024-04-01}]",
            "partners.1 は、どの日にも",
            "partners.1 holds on no day",
        ),
        (
            "a: [b, {from: 2024-04-01, recorded: 2024-06-01, value: c}, {from: 2024-05-01, value: d}]",
            "a.2.recorded は2024-06-01ですが、次の1件が2024-05-01から",
            "a.2.recorded is 2024-06-01, but the next entry is shown from 2024-05-01",
        ),
    ],
)
def test_editors_are_told_in_both_languages(text: str, ja: str, en: str) -> None:
    (problem,) = told(text)
    assert message(problem, "ja").startswith(f"company.yml:1: {ja}")
    assert message(problem, "en").startswith(f"company.yml:1: {en}")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=4))
def test_rows_are_refused_exactly_where_they_end_before_they_begin(spans: list[tuple[dt.date, dt.date]]) -> None:
    rows = "".join(f"  - {{name: a, from: {first}, until: {last}}}\n" for first, last in spans)
    wrong = [number for number, (first, last) in enumerate(spans, 2) if first > last]
    assert [problem.line for problem in told(f"partners:\n{rows}")] == wrong


@settings(max_examples=200, deadline=None)
@given(st.sets(DAYS, min_size=1, max_size=3), st.sets(DAYS, min_size=1, max_size=3))
def test_a_value_within_an_entry_holds_on_some_of_the_entrys_days(outer: set[dt.date], inner: set[dt.date]) -> None:
    """Whatever the days: an entry's value is told exactly where no day of the entry shows it."""
    values = "".join(f"        - {{from: {one}, value: b}}\n" for one in sorted(inner))
    entries = "".join(f"    - from: {one}\n      name: a\n      phone:\n{values}" for one in sorted(outer))
    spans = zip(sorted(outer), [*sorted(outer)[1:], dt.date.max], strict=True)
    every = [dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(12)]
    unseen = 0
    for first, following in spans:
        shown = {max((one for one in inner if one <= at), default=None) for at in every if first <= at < following}
        unseen += len(inner - shown)
    assert len(told(f"desks:\n  x:\n{entries}")) == unseen
