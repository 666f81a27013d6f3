from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.rendering.calendar import written
from kaitei.wording.words import words
from tests.support.cases import cases


@pytest.mark.parametrize("case", cases("calendar"))
def test_a_day_is_written_as_readers_of_the_locale_do(case: dict[str, Any]) -> None:
    assert written(case["day"], words(case["locale"]), case["style"]) == case["written"]


def test_a_date_is_written_as_its_text_is() -> None:
    assert written(dt.date(2019, 5, 1), words("ja"), "both") == "2019年（令和元年）5月1日"


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=dt.date(1868, 1, 25), max_value=dt.date(2200, 1, 1)))
def test_a_day_in_both_styles_holds_both(date: dt.date) -> None:
    western, wareki, both = (written(date, words("ja"), style) for style in ("western", "wareki", "both"))
    year, rest = western.split("年")
    assert both == f"{year}年（{wareki.split('年')[0]}年）{rest}"


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=dt.date(1868, 1, 25), max_value=dt.date(2200, 1, 1)))
def test_no_year_of_an_era_is_zero_or_written_one(date: dt.date) -> None:
    year = written(date, words("ja"), "wareki").split("年")[0][2:]
    assert year == "元" or int(year) > 1
