from __future__ import annotations

from kaitei.record.difference import SHOWN, differing


def test_both_texts_are_quoted_from_shortly_before_their_first_difference() -> None:
    before, after = "題\n1. お便りは三日以内に返します。\n", "題\n1. お便りは五日以内に返します。\n"
    assert differing(before, after) == ("1. お便りは三日以内に返します。", "1. お便りは五日以内に返します。")


def test_equal_texts_have_nothing_to_quote() -> None:
    assert differing("同じ\n", "同じ\n") == ("", "")


def test_a_text_that_only_ends_earlier_differs_at_its_end() -> None:
    assert differing("一\n二\n", "一\n") == ("二", "")


def test_quotations_fit_into_a_message() -> None:
    assert differing("あ" * 500, "い" * 500) == ("あ" * SHOWN + "…", "い" * SHOWN + "…")
