from __future__ import annotations

import time

import pytest

from kaitei.intake.blocks import Words
from kaitei.intake.loss import lost


@pytest.mark.parametrize(
    ("source", "made", "missing"),
    [
        (["第1条（目的）", "会費は千円です。"], "第1条（目的）\n会費は千円です。", []),
        (["第１条　目的", "ｶﾞｲﾄﾞ"], "第1条 目的ガイド", []),
        (["会費は千円です。", "会員は守ります。"], "会員は守ります。", [("会費は千円です。", 1)]),
        (["甲は乙に対し、通知します。"], "甲は乙に対し通知します。", [("、", 1)]),
        (["本文 脚注です 続き", "終わり"], "本文続き終わり脚注です", []),
        (["・甲", "* 乙"], "甲乙", []),
        (["1,000円", "1,000円"], "1,000円", [("1,000円", 2)]),
        ([], "何か", []),
        (["甲"], "", [("甲", 1)]),
    ],
)
def test_what_is_lost_is_told_and_what_only_looks_otherwise_is_not(
    source: list[str], made: str, missing: list[tuple[str, int]]
) -> None:
    words = [Words(text, place) for place, text in enumerate(source, 1)]
    assert [(one.text, one.place) for one in lost(words, made)] == missing


def test_long_texts_are_compared_within_seconds() -> None:
    source = [Words(f"第{at}条の本文は{at * 7}円です。", at) for at in range(1, 12_000)]
    made = "".join(one.text for one in source if one.place % 1000)
    begun = time.process_time()
    assert len(lost(source, made)) >= 11
    assert time.process_time() - begun < 20
