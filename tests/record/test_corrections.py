from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kaitei.policy.policy import Correction
from kaitei.record.corrections import explained, weighty

TEXT = "第1条\n1. お便りは七日以内に返します。\n2. お便りの写しは渡しません。\n2022-04-01\n"


def item(before: str, after: str, **more: Any) -> Correction:
    return Correction(dt.date(2026, 1, more.pop("day", 1)), "訂正", before, after, **more)


@pytest.mark.parametrize(
    ("after", "items", "told"),
    [
        (TEXT.replace("七日", "八日"), [item("七日", "八日")], True),
        (TEXT.replace("七日", "八日"), [item("七日 以内", "八日以内")], True),
        (TEXT.replace("七日", "八日"), [], False),
        (TEXT.replace("七日", "八日"), [item("六日", "八日")], False),
        (TEXT.replace("七日", "八日").replace("写し", "控え"), [item("七日", "八日")], False),
        (TEXT.replace("七日", "八日").replace("写し", "控え"), [item("写し", "控え"), item("七日", "八日")], True),
        (TEXT.replace("お便り", "お手紙"), [item("お便り", "お手紙")], False),
        (TEXT.replace("お便り", "お手紙"), [item("お便り", "お手紙", count=2)], True),
        (TEXT.replace("お便り", "お手紙"), [item("お便り", "お手紙", count=3)], False),
        (TEXT.replace("七日", "八日"), [item("七日", "八日", locale="en")], False),
        (TEXT.replace("2022-04-01", "2022-04-02"), [item("2022-04-01", "2022-04-02", field="adopted")], True),
    ],
)
def test_the_new_corrections_are_the_whole_difference_or_explain_nothing(
    after: str, items: list[Correction], told: bool
) -> None:
    assert explained(TEXT, after, items, "ja", "ja") is told


def test_corrections_made_before_do_not_stand_in_the_way() -> None:
    items = [item("写し", "控え", day=1), item("七日", "八日", day=2)]
    corrected = TEXT.replace("写し", "控え")
    assert explained(corrected, corrected.replace("七日", "八日"), items, "ja", "ja")
    assert explained(corrected, corrected.replace("七日", "八日"), items[::-1], "ja", "ja")


def test_a_translation_has_corrections_of_its_own_and_those_that_fit_it() -> None:
    words = "Todai Tradingg answers within 7 days.\n"
    mended = words.replace("Tradingg", "Trading")
    assert explained(words, mended, [item("Tradingg", "Trading", locale="en")], "en", "ja")
    assert explained(words, mended, [item("Tradingg", "Trading"), item("七日", "八日")], "en", "ja")
    assert not explained(words, words.replace("7", "8"), [item("七日", "八日")], "en", "ja")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("株式会社式", "株式会社", False),
        ("お知らせを致します", "お知らせをいたします", False),
        ("recieve", "receive", False),
        ("another", "an other", False),
        ("１２３", "123", False),
        ("七日以内", "八日以内", True),
        ("100円", "1,000円", True),
        ("4月1日", "四月一日", True),
        ("利用できる", "利用できない", True),
        ("責任を負います", "責任を負いません", True),
        ("may use", "may not use", True),
        ("当社は通知する", "当社は通知する。会員は従う。", True),
    ],
)
def test_a_correction_that_changes_what_is_meant_is_told_from_a_slip(before: str, after: str, told: bool) -> None:
    assert weighty(item(before, after)) is told
