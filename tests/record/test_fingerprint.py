from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.record.fingerprint import difference, differing, fingerprint, phrases, quoted

TEXT = "当社は、お便りに三日以内に返事をします。\n写しは、どなたにも渡しません。\n窓口は千葉にあります。\n"

texts = st.text(alphabet="約束する三日、。. ,\na" * 2, max_size=200)


@given(texts)
def test_phrases_are_the_text(text: str) -> None:
    assert "".join(phrases(text)) == text
    assert all(len(phrase.rstrip("。、.,\n")) <= 32 for phrase in phrases(text))


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert difference(fingerprint(text), text) == ""


@given(texts, st.integers(0, 200))
def test_an_addition_is_found(text: str, at: int) -> None:
    changed = f"{text[:at]}【新】{text[at:]}"
    assert "【新】" in difference(fingerprint(text), changed)


def test_the_first_words_that_differ_are_named() -> None:
    assert difference(fingerprint(TEXT), TEXT.replace("渡し", "見せ")).startswith("どなたにも見せません。 窓口は")


def test_words_that_are_gone_are_told_by_what_follows() -> None:
    assert (
        difference(fingerprint(TEXT), TEXT.replace("写しは、どなたにも渡しません。\n", "")) == "窓口は千葉にあります。"
    )


def test_a_text_that_ends_early_is_told_by_its_end() -> None:
    assert difference(fingerprint(TEXT), TEXT.replace("窓口は千葉にあります。\n", "")).endswith("渡しません。…")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("同じ", "同じ", ("", "")),
        ("前の行\n三日以内に返します", "前の行\n七日以内に返します", ("三日以内に返します", "七日以内に返します")),
        ("あいうえおかきくけこさ", "あいうえおかきくけこし", ("うえおかきくけこさ", "うえおかきくけこし")),
        ("短い", "短いもの", ("短い", "短いもの")),
    ],
)
def test_two_texts_are_told_apart_by_their_first_difference(before: str, after: str, expected: tuple[str, str]) -> None:
    assert differing(before, after) == expected


def test_a_long_quotation_is_cut() -> None:
    assert quoted("長" * 100) == "長" * 40 + "…"
    assert quoted("二行\n　です") == "二行 です"
