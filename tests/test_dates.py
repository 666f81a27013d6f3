from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei import dates
from kaitei.errors import KaiteiError
from tests.support.cases import problems
from tests.support.small import day


def utc(hour: int, minute: int, date: int = 22) -> dt.datetime:
    return dt.datetime(2026, 11, date, hour, minute, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("Asia/Tokyo", utc(14, 59), "2026-11-22"),
        ("Asia/Tokyo", utc(15, 0), "2026-11-23"),
        ("Asia/Tokyo", utc(23, 59), "2026-11-23"),
        ("America/Los_Angeles", utc(7, 59), "2026-11-21"),
        ("America/Los_Angeles", utc(8, 0), "2026-11-22"),
        ("UTC", utc(23, 59), "2026-11-22"),
        ("Asia/Kathmandu", utc(18, 14), "2026-11-22"),
        ("Asia/Kathmandu", utc(18, 15), "2026-11-23"),
    ],
)
def test_a_day_begins_at_midnight_in_the_zone(zone: str, now: dt.datetime, expected: str) -> None:
    assert dates.today(zone, {}, now) == day(expected)


def test_midnight_follows_daylight_saving_time() -> None:
    summer = dt.datetime(2026, 7, 1, 7, 0, tzinfo=dt.UTC)
    assert dates.today("America/Los_Angeles", {}, summer) == day("2026-07-01")


def test_the_environment_sets_the_day_whatever_the_clock_says() -> None:
    assert dates.today("Asia/Tokyo", {"KAITEI_TODAY": "2031-02-28"}, utc(0, 0)) == day("2031-02-28")


def test_an_empty_day_in_the_environment_is_none() -> None:
    assert dates.today("Asia/Tokyo", {"KAITEI_TODAY": ""}, utc(0, 0)) == day("2026-11-22")


@pytest.mark.parametrize(
    "value",
    [
        "2023-02-30",
        "2023-2-3",
        "２０２３-０２-０３",
        "20230203",
        "2023-02",
        "today",
        " 2023-02-03",
        "2023-02-03\n",
        "2023-W05-5",
        "2023-02-03T00:00",
        "0001-01-01",
        "1872-12-31",
        "10000-01-01",
    ],
)
def test_a_day_in_the_environment_that_is_none_is_told(value: str) -> None:
    with pytest.raises(KaiteiError) as error:
        dates.today("Asia/Tokyo", {"KAITEI_TODAY": value})
    assert problems(error) == ["today_invalid"]
    assert error.value.problems[0].params == {"value": value}


@pytest.mark.parametrize(
    "zone", ["", "Nowhere/City", "Asia", "../etc/passwd", "/etc/localtime", "Asia/Tokyo/", "JST+9:30:x", "東京"]
)
def test_a_zone_that_does_not_exist_is_told(zone: str) -> None:
    with pytest.raises(KaiteiError) as error:
        dates.today(zone, {}, utc(0, 0))
    assert problems(error) == ["timezone_unknown"]


def test_a_zone_that_does_not_exist_is_told_whatever_day_is_given() -> None:
    with pytest.raises(KaiteiError) as error:
        dates.today("Asia/Tokio", {"KAITEI_TODAY": "2026-11-22"})
    assert problems(error) == ["timezone_unknown"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-12-20", "2023-12-20", "2023-12-20"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-12", "2022-12-01", "2022-12-31"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("1873", "1873-01-01", "1873-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_partial_date_spans_the_days_that_it_may_mean(text: str, first: str, last: str) -> None:
    assert dates.span(text) == (day(first), day(last))


@pytest.mark.parametrize(
    "text",
    "2023-02-30 2023-02-29 2023-2-3 2023-13-01 2023-00-10 2023-13 2023-00 0000 0000-01-01 20231220 2023/12/20 "
    "２０２３-１２-２０ ２０２３-１２ ２０２３ 2023年12月20日 令和5年12月20日 2023-12-20T00:00 2023-12-20Z "
    "23-12-20 12-20 -2023-12-20 2023-354 2023-W51 0001-01-01 0001-01 0001 1872-12-31 1872".split(),
)
def test_what_names_no_day_has_no_span(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dates.span(text)


@settings(max_examples=100, deadline=None)
@given(st.dates(dates.FIRST))
def test_months_and_years_hold_their_days(date: dt.date) -> None:
    """A day lies in the span of its month, that in the span of its year, and both end where the next begins."""
    text = date.isoformat()
    (first, last), (opens, closes) = dates.span(text[:7]), dates.span(text[:4])
    assert opens <= first <= date <= last <= closes
    assert first.day == 1
    assert (opens.month, opens.day, closes.month, closes.day) == (1, 1, 12, 31)
    assert last == dt.date.max or (last + dates.ONE_DAY).day == 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2027-04-01", "2027-04-01"),
        ("2027-4-1", "2027-04-01"),
        ("2027/4/1", "2027-04-01"),
        ("2027.04.01", "2027-04-01"),
        ("2027年4月1日", "2027-04-01"),
        ("２０２７年４月１日", "2027-04-01"),
        (" 2027年 4月 1日 ", "2027-04-01"),
        ("令和9年4月1日", "2027-04-01"),
        ("2027 年 4 月 1 日", "2027-04-01"),
        ("令和 9 年 4 月 1 日", "2027-04-01"),
        ("令和元年５月１日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("R9.4.1", "2027-04-01"),
        ("20270401", "2027-04-01"),
        ("2027111", None),  # 1月11日 or 11月1日
        ("2027-02-29", None),
        ("2027-04", None),
        ("27/4/1", None),
        ("4/1/2027", None),
        ("2027年4月1日から", None),
        ("2027-04-01 2027-05-01", None),
        ("1868-01-01", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it_or_not_at_all(typed: str, expected: str | None) -> None:
    assert dates.typed(typed) == (day(expected) if expected else None)
