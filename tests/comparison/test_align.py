from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kaitei.comparison import compare
from kaitei.comparison.align import align
from kaitei.comparison.nodes import flatten
from kaitei.text.markdown.document import Clause
from tests.comparison.notation import tree
from tests.support.effort import effort


def _numbers(old: str, new: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    sides = flatten(tree(old)), flatten(tree(new))
    found = align(*sides)
    named = [
        [(sides[0][a].own.number, sides[1][b].own.number) for a, b in sorted(pairs) if a]
        for pairs in (found.pairs, found.moved)
    ]
    return named[0], named[1]


def test_words_come_before_numbers() -> None:
    old = "1.| 会員は料金を支払います。\n2.| 当社は通知を送ります。"
    new = "2.| 会員は料金を支払います。\n1.| 当社は通知を送ります。"
    assert _numbers(old, new) == ([("1.", "2."), ("2.", "1.")], [])


def test_a_heading_pairs_with_a_heading() -> None:
    old = "#1.| 個人情報の利用の目的について\n2.| 個人情報の利用の目的について説明"
    new = "1.| 個人情報の利用の目的についての説明"
    assert _numbers(old, new)[0] == [("2.", "1.")]


def test_the_best_likeness_wins_over_the_nearest() -> None:
    old = "1.| 当社は、会員の氏名を配送のために利用します。"
    new = "1.| 当社は、会員の職歴を採否のために利用します。\n2.| 当社は、会員の氏名を配送だけのために利用します。"
    assert _numbers(old, new)[0] == [("1.", "2.")]


@pytest.mark.parametrize(
    ("new", "moved"),
    [
        ("a| いろはにほへと\nb| ちりぬるをわか\nc| よたれそつねならむうゐ", []),
        ("b| ちりぬるをわか\nc| よたれそつねならむうゐ\na| いろはにほへと", [("a", "a")]),
        ("c| よたれそつねならむうゐ\na| いろはにほへと\nb| ちりぬるをわか", [("c", "c")]),
        ("a| いろはにほへと\nc| よたれそつねならむうゐ\nb| ちりぬるをわか", [("b", "b")]),
    ],
)
def test_as_few_clauses_as_possible_have_moved_and_the_shorter_of_two(new: str, moved: list[tuple[str, str]]) -> None:
    old = "a| いろはにほへと\nb| ちりぬるをわか\nc| よたれそつねならむうゐ"
    assert _numbers(old, new)[1] == moved


def test_items_travel_with_their_clause() -> None:
    items = "\n  ①| 入退室の記録を保存すること\n  ②| 端末を暗号化すること"
    old = f"1.| 安全のために次のことを行います。{items}\n2.| 苦情を受け付けます。"
    new = f"1.| 苦情を受け付けます。\n2.| 安全のために次のことを行います。{items}\n3.| 監査を行います。"
    assert _numbers(old, new)[1] == [("2.", "1.")]


def test_an_item_that_leaves_a_clause_that_moves_has_moved_too() -> None:
    clause = "1.| 安全のために次のことを行います。\n  ①| 入退室の記録"
    item = "端末の暗号化と封印の確認"
    old = f"{clause}\n  ②| {item}\n2.| 苦情の受付\n3.| 監査の手順"
    new = f"2.| 苦情の受付\n3.| 監査の手順\n  ④| {item}\n{clause}"
    assert _numbers(old, new)[1] == [("1.", "1."), ("②", "④")]


def test_a_short_phrase_is_not_looked_for_elsewhere() -> None:
    old = "1.| 次の情報を取得します。\n  ①| 氏名\n  ②| 住所\n2.| 次の情報を提供します。\n  ①| 電話"
    new = "1.| 次の情報を取得します。\n  ①| 住所\n2.| 次の情報を提供します。\n  ①| 氏名\n  ②| 電話"
    pairs, moved = _numbers(old, new)
    assert moved == []
    assert len(pairs) == 4


_MANY = 400


def _many(count: int, seed: int = 0) -> list[Clause]:
    """Articles that have nothing in common."""
    said = ["".join(chr(0x4E00 + (at * 7919 + k * 104729 + seed) % 20_000) for k in range(14)) for at in range(count)]
    return [
        Clause("", f"第{at}条", False, (("（題）",), (words + "。",)), (), "article") for at, words in enumerate(said)
    ]


@pytest.mark.parametrize(
    "amended",
    [
        pytest.param(lambda count: _many(count)[-1:], id="all but the last deleted"),
        pytest.param(lambda count: _many(count)[::-1], id="turned round"),
        pytest.param(lambda count: _many(count, 5), id="all rewritten"),
        pytest.param(lambda count: [replace(one, lines=(("同じ。",),)) for one in _many(count)], id="all the same"),
    ],
)
def test_ten_times_the_clauses_take_no_hundred_times_the_time(amended: Callable[[int], list[Clause]]) -> None:
    def taken(count: int) -> float:
        old, new = tuple(_many(count)), tuple(amended(count))
        return effort(lambda: compare(old, new))

    assert taken(10 * _MANY) < 60 * max(taken(_MANY), 0.01)
