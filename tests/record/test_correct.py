from __future__ import annotations

import pytest

from kaitei.record.correct import mended


@pytest.mark.parametrize(
    ("typed", "before", "after", "wanted"),
    [
        ("甲は乙を\n侵外した。", "乙を侵外", "乙を侵害", "甲は乙を\n侵害した。"),
        ("甲は乙を侵\n  外した。", "乙を侵外した", "乙を侵害した", "甲は乙を侵\n  害した。"),
        ("甲は乙を\n害した。", "乙を害した", "乙を侵害した", "甲は乙を侵害した。"),
        ("the the\nrule", "the the rule", "the rule", "the rule"),
        ("one of\nthe rules", "of the rules", "of all the rules", "one of\nall the rules"),
        ("an other\nrule", "an other rule", "another rule", "another\nrule"),
        ("alot of", "alot", "a lot", "a lot of"),
        ("recieve  a mail", "recieve a", "receive a", "receive  a mail"),
        ("a.b (c) axb", "a.b (c)", "a.b [c]", "a.b [c] axb"),
        ("甲の乙", "の乙", "の\\g<1>丙", "甲の\\g<1>丙"),
        ("会因は、\n会\n因を", "会因", "会員", "会員は、\n会\n員を"),
        ("甲の\n\n乙", "の乙", "の丙", "甲の\n\n乙"),
        ("全文", "全文", "一部", "一部"),
    ],
)
def test_white_space_does_not_count_and_what_stays_keeps_its_own(
    typed: str, before: str, after: str, wanted: str
) -> None:
    assert mended(typed, before, after) == wanted


def test_long_texts_are_mended_at_once() -> None:
    assert mended("甲 " * 20_000, "甲" * 100 + "乙", "丙") == "甲 " * 20_000
