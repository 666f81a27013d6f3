from __future__ import annotations

import pytest

from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.references import meant

KNOWN = ("c1", "c13-2", "c14", "c14-2", "c14no2", "c14no2-2", "ch1", "ch1-s3", "お問い合わせ")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("c14の2-2", "c14no2-2"),
        ("c14-2-2", "c14no2-2"),
        ("c14_2-2", "c14no2-2"),
        ("ｃ１４の２", "c14no2"),
        ("c13-3", "c13-2"),
        ("お問合せ", "お問い合わせ"),
        ("zzz", ""),
        ("第14条届出", "c14"),
        ("第十四条の二届出", "c14no2"),
        ("第1章総則", "ch1"),
        ("第3節-雑則", "ch1-s3"),
        ("article-14-scope", "c14"),
        ("chapter-1", "ch1"),
        ("section-3-fees", "ch1-s3"),
        ("1-scope", "c1"),
    ],
)
def test_the_anchor_that_was_meant_is_found(typed: str, name: str) -> None:
    assert meant(typed, KNOWN) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("## 1. 甲\n1. 乙\n2. 丙\n\n[](#c1-2)による。", "1.2"),
        ("## １．甲\n１．乙\n２．丙\n\n[](#c1-2)による。", "１．２"),
        ("## 1. 甲\n1) 乙\n2) 丙\n\n[](#c1-2)による。", "1.2"),
        ("## 一、甲\n一、乙\n二、丙\n\n[](#c1-2)による。", "一．二"),
        ("## 1. 甲\n（１）乙\n（２）丙\n\n[](#c1-2)による。", "1（２）"),
        ("## 1. 甲\n①乙\n②丙\n\n[](#c1-2)による。", "1②"),
        ("## 1. 甲\n1.1 乙\n1.2 丙\n\n[](#c1-2)による。", "1.2"),
        ("第1条（甲）\n乙\n２　丙\n\n[](#c1-2)による。", "第1条第２項"),
    ],
)
def test_numbers_of_a_reference_do_not_run_into_each_other(text: str, shown: str) -> None:
    assert f">{shown}</a>による。" in convert(text, "題").html
