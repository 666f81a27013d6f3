from __future__ import annotations

import pytest

from kaitei.text.markdown.numerals import ARABIC, CIRCLED, COUNT, GOJUON, IROHA, KANJI, PARENTHESISED_DIGITS, Numerals


@pytest.mark.parametrize(
    ("numerals", "text", "number"),
    [
        (ARABIC, "7", 7),
        (ARABIC, "１２", 12),
        (ARABIC, "0", None),
        (ARABIC, "007", None),
        (KANJI, "一", 1),
        (KANJI, "十", 10),
        (KANJI, "二十三", 23),
        (KANJI, "一〇", 10),
        (KANJI, "百二", 102),
        (KANJI, "九百九十九", 999),
        (KANJI, "一二十", None),
        (COUNT, "３", 3),
        (COUNT, "三", 3),
        (CIRCLED, "⑳", 20),
        (CIRCLED, "㊿", 50),
        (PARENTHESISED_DIGITS, "⒇", 20),
        (GOJUON, "イ", 2),
        (GOJUON, "ﾝ", 46),
        (IROHA, "イ", 1),
        (IROHA, "ﾊ", 3),
        (IROHA, "ス", 47),
    ],
)
def test_reading(numerals: Numerals, text: str, number: int | None) -> None:
    assert numerals.read(text) == number


@pytest.mark.parametrize(
    ("numerals", "number", "like", "text"),
    [
        (ARABIC, 10, "9", "10"),
        (ARABIC, 10, "９", "１０"),
        (KANJI, 12, "三", "十二"),
        (KANJI, 12, "一一", "一二"),
        (COUNT, 12, "三", "十二"),
        (CIRCLED, 3, "①", "③"),
        (CIRCLED, 51, "㊿", "51"),
        (GOJUON, 3, "ｱ", "ｳ"),
    ],
)
def test_writing_as_the_author_does(numerals: Numerals, number: int, like: str, text: str) -> None:
    assert numerals.write(number, like) == text
