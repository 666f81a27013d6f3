from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.errors import KaiteiError
from kaitei.facts.facts import (
    Gone,
    NotYet,
    corporate_number_valid,
    is_collection,
    is_text,
    lookup,
    nearest,
    untranslated,
)
from tests.support.cases import cases, problems
from tests.support.small import LOCALES, REPOSITORY, day, known


@pytest.mark.parametrize("case", cases("facts", "wrong"))
def test_facts_are_held_against_their_schema_on_every_day(case: dict[str, Any]) -> None:
    with pytest.raises(KaiteiError) as error:
        known(case["yaml"])
    assert problems(error) == case["problems"]
    assert {problem.file for problem in error.value.problems} == {"company.yml"}


@pytest.mark.parametrize("case", cases("facts", "read"))
def test_facts_are_read_as_of_a_day(case: dict[str, Any]) -> None:
    facts = known(case["yaml"])
    found = {date: lookup(facts.as_of(day(date)), case["name"]) for date in case["days"]}
    assert found == case["days"]


def test_before_the_first_day_a_value_is_not_known_yet() -> None:
    facts = known("company: {name: 甲}\nrepresentative:\n  - {from: 2024-06-25, title: 社長, name: 乙}\n")
    expected = NotYet(day("2024-06-25"), 2)
    for name in ("representative", "representative.name"):
        assert lookup(facts.as_of(day("2024-06-24")), name) == expected
    assert lookup(facts.as_of(day("2024-06-25")), "representative.name") == "乙"


def test_before_the_first_day_a_single_value_is_not_known_yet() -> None:
    facts = known("company:\n  name: 甲\n  address:\n    - {from: 2024-06-25, value: 東京都}\n")
    assert lookup(facts.as_of(day("2024-06-24")), "company.address") == NotYet(day("2024-06-25"), 3)
    assert lookup(facts.as_of(day("2024-06-24")), "company.name") == "甲"


def test_a_required_value_that_is_not_known_yet_is_no_missing_key() -> None:
    facts = known("desks:\n  privacy:\n    name:\n      - {from: 2024-06-25, value: 窓口}\n")
    assert lookup(facts.as_of(day("2024-06-24")), "desks.privacy.name") == NotYet(day("2024-06-25"), 3)


def test_a_mark_is_gone_the_day_after_its_last() -> None:
    facts = known("certifications:\n  mark: {name: 認証, valid_until: 2025-03-31}\n  other: {name: 別}\n")
    assert lookup(facts.as_of(day("2025-03-31")), "certifications.mark.name") == "認証"
    for name in ("certifications.mark", "certifications.mark.name"):
        assert lookup(facts.as_of(day("2025-04-01")), name) == Gone(day("2025-04-01"))
    assert lookup(facts.as_of(day("2025-04-01")), "certifications.other.name") == "別"


def test_a_mark_that_is_renewed_stays() -> None:
    facts = known(
        "certifications:\n  mark:\n    - {name: 認証, valid_until: 2025-03-31}\n"
        "    - {from: 2025-03-15, name: 認証, valid_until: 2027-03-31}\n"
    )
    assert lookup(facts.as_of(day("2025-04-01")), "certifications.mark.valid_until") == "2027-03-31"


def test_the_days_of_change_are_those_on_which_something_is_new() -> None:
    facts = known(
        "company:\n  name:\n    - 甲\n    - {from: 2024-04-01, value: 乙}\n"
        "partners:\n  - {name: 丙, from: 2024-04-01, until: 2024-12-31}\n"
        "certifications:\n  mark: {name: 認証, valid_until: 2025-03-31}\n"
    )
    assert list(map(str, facts.changes)) == ["2024-04-01", "2025-01-01", "2025-04-01"]


def test_an_unknown_name_is_told_by_its_part() -> None:
    snapshot = known("company: {name: 甲}\n").as_of(day("2024-01-01"))
    for name, part in (("company.nam", "nam"), ("firm.name", "firm"), ("company.name.ja", "ja")):
        with pytest.raises(KeyError) as error:
            lookup(snapshot, name)
        assert error.value.args == (part,)


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("company.nam", "company.name"),
        ("comany.name", "company.name"),
        ("desks.privacy.tel", "desks.privacy"),
        ("signatur", "signature"),
        ("revision.day", "revision.date"),
        ("zzzzzz", ""),
    ],
)
def test_the_nearest_name_is_suggested(name: str, suggested: str) -> None:
    snapshot = known("company: {name: 甲}\ndesks: {privacy: {name: 窓口}}\n").as_of(day("2024-01-01"))
    assert nearest(snapshot, name) == suggested


def test_values_know_their_lines_whatever_the_day() -> None:
    facts = known("representative:\n  - {title: 社長, name: 甲}\n  - from: 2024-06-25\n    title: 社長\n    name: 乙\n")
    assert facts.as_of(day("2024-01-01")).lines["representative", "name"] == 2
    assert facts.as_of(day("2025-01-01")).lines["representative", "name"] == 5


@pytest.mark.parametrize("number", ["7000012050002", "8700110005901", "5050005005266"])
def test_true_corporate_numbers_are_valid(number: str) -> None:
    """Of the National Tax Agency, and of the examples that it publishes."""
    assert corporate_number_valid(number)


@pytest.mark.parametrize("number", ["6000012050002", "7000012050020", "0000012050002"])
def test_a_wrong_or_swapped_digit_makes_a_corporate_number_invalid(number: str) -> None:
    assert not corporate_number_valid(number)


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_exactly_one_check_digit_from_1_to_9_is_valid(twelve: str) -> None:
    assert sum(corporate_number_valid(f"{digit}{twelve}") for digit in "123456789") == 1
    assert not corporate_number_valid(f"0{twelve}")


def test_a_wrong_check_digit_is_told_with_the_right_one() -> None:
    with pytest.raises(KaiteiError) as error:
        known("company: {name: 甲, corporate_number: 6000012050002}\n")
    assert error.value.problems[0].params == {"number": "6000012050002", "expected": "7000012050002"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("甲", True),
        ("", True),
        ({"ja": "甲"}, True),
        ({"ja": "甲", "en": "A"}, True),
        ({"ja": "甲", "fr": "A"}, False),
        ({}, False),
        (["甲"], False),
        ({"ja": {"name": "窓口"}, "en": {"name": "Desk"}}, False),
        ({"en": ["a"]}, False),
        (None, False),
    ],
)
def test_a_leaf_is_a_text_or_one_for_each_locale(value: object, expected: bool) -> None:
    assert is_text(value, LOCALES) is expected


def test_a_desk_may_be_named_like_a_locale() -> None:
    values = known("desks:\n  en: {name: English desk}\n  ja: {name: 窓口}\n").as_of(day("2024-01-01")).values
    assert not is_text(values["desks"], LOCALES)
    assert is_collection("desks", values["desks"], LOCALES)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("company", {"name": "甲"}, False),
        ("representative", {"title": "社長", "name": "甲"}, False),
        ("desks", {"privacy": {"name": "甲"}}, True),
        ("joint_use", {"purpose": "甲"}, False),
        ("joint_use", {"group": {"purpose": "甲"}}, True),
        ("partners", [{"name": "甲"}], False),
        ("partners", {"ads": [{"name": "甲"}]}, True),
        ("shops", {"tokyo": {"name": "甲"}}, True),
        ("shops", {"tokyo": "甲"}, False),
        ("shops", {"tokyo": {"ja": "甲"}}, False),
        ("shops", {}, False),
        ("shops", "甲", False),
    ],
)
def test_a_collection_is_entries_by_id(key: str, value: object, expected: bool) -> None:
    assert is_collection(key, value, LOCALES) is expected


def test_the_facts_of_this_repository_are_valid() -> None:
    assert known((REPOSITORY / "company.yml").read_text(encoding="utf-8")).changes


@st.composite
def dated(draw: st.DrawFn) -> tuple[str, list[tuple[dt.date, str]]]:
    """A name that changes on some days, as YAML and as (first day, value); the first day may be left out."""
    days = sorted(draw(st.sets(st.dates(dt.date(2000, 1, 1), dt.date(2000, 2, 10)), min_size=1, max_size=5)))
    values = [(date, f"v{number}") for number, date in enumerate(days)]
    if len(values) > 1 and draw(st.booleans()):
        values[0] = (dt.date.min, "v0")
    lines = [
        f"    - {{{'' if first == dt.date.min else f'from: {first}, '}value: {value}}}\n" for first, value in values
    ]
    return "company:\n  name: 甲\n  address:\n" + "".join(lines), values


@settings(max_examples=100, deadline=None)
@given(dated(), st.dates(dt.date(1999, 12, 25), dt.date(2000, 2, 20)))
def test_a_dated_value_is_the_last_one_that_has_begun(
    case: tuple[str, list[tuple[dt.date, str]]], date: dt.date
) -> None:
    text, values = case
    facts = known(text)
    begun = [value for first, value in values if first <= date]
    expected = begun[-1] if begun else NotYet(values[0][0], 3)
    assert lookup(facts.as_of(date), "company.address") == expected
    assert set(facts.changes) == {first for first, _ in values if first != dt.date.min}


def test_a_text_that_lacks_a_locale_is_a_warning() -> None:
    facts = known(
        "company:\n  name: {ja: 甲, en: A}\n  address:\n    - {ja: 東京都}\n    - {from: 2024-04-01, en: Osaka}\n"
    )
    assert [(problem.line, problem.params) for problem in untranslated(facts)] == [
        (4, {"where": "company.address.0", "locale": "en"}),
        (5, {"where": "company.address.1", "locale": "ja"}),
    ]


def test_one_string_and_entries_named_like_locales_lack_nothing() -> None:
    assert not list(untranslated(known("company: {name: 甲}\ndesks: {en: {name: A}}\n")))
