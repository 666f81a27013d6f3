from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.text.markdown import grammar
from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.document import Clause
from kaitei.text.markdown.grammar import STYLES, follows, is_closing, readings
from tests.support.cases import FOLDER

CASES = yaml.safe_load((FOLDER / "markers.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "marker"), CASES["markers"])
def test_marker(text: str, marker: str) -> None:
    found = readings(text)
    assert {reading.marker for reading in found} == {marker}
    for reading in found:
        assert reading.marker + reading.space + reading.text == text


@settings(max_examples=500, deadline=None)
@given(
    st.text(
        st.sampled_from("0１２9.．、)）(（-－　 \t第章節条の〇一十百千①⑳㊿⑴⒇アンヲｱﾝイロハヰ甲a"),
        min_size=1,
        max_size=9,
    )
)
def test_the_first_character_leaves_out_no_style(text: str) -> None:
    def told(found: list[grammar.MarkerReading]) -> list[tuple[object, ...]]:
        return [(reading.style.name, reading.value, reading.marker, reading.space, reading.text) for reading in found]

    every = [] if text.count("\t") > 1 else list(grammar._read(text, STYLES))
    assert told(list(readings(text))) == told(every)


@pytest.mark.parametrize("text", CASES["text"])
def test_false_friend_is_text_wherever_a_line_begins(text: str) -> None:
    document = convert(f"{text}\n\n甲\n{text}\n\n１．乙\n{text}\n（１）丙\n{text}\n## {text}\n", "題名")
    plain = text.removeprefix("\\")

    assert not document.warnings
    assert not document.errors
    numbers = [clause.number for outer in document.clauses for clause in outer.walk() if clause.number]
    assert numbers == ["１．", "（１）"]
    assert _clause(document.clauses, "c1").lines == (("乙",), (plain,))
    assert _clause(document.clauses, "c1-1").lines == (("丙",), (plain,))


@pytest.mark.parametrize("text", CASES["lines"])
def test_false_friend_is_text_in_a_line(text: str) -> None:
    assert not readings(text)


def _clause(clauses: tuple[Clause, ...], anchor: str) -> Clause:
    return next(clause for outer in clauses for clause in outer.walk() if clause.anchor == anchor)


def test_katakana_is_read_in_both_orders() -> None:
    assert [(reading.style.name, reading.value) for reading in readings("ロ　甲")] == [
        ("kana space", (43,)),
        ("iroha space", (2,)),
    ]


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("3.甲", "3"),
        ("３．甲", "３"),
        ("3、甲", "3"),
        ("3)甲", "3"),
        ("（２）甲", "（２）"),
        ("第3条の2", "第3条の2"),
        ("①甲", "①"),
    ],
)
def test_core_is_the_number_as_a_sentence_names_it(text: str, core: str) -> None:
    assert readings(text)[0].core == core


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("5.甲", (3,), "4."),
        ("（５）甲", (9,), "（１０）"),
        ("第五条の二", (3,), "第四条"),
        ("第9条　甲", (3, 2), "第4条"),
        ("第3条の5", (3, 2), "第3条の3"),
        ("1.5 甲", (1, 2), "1.3"),
    ],
)
def test_successor_is_written_like_the_marker(text: str, last: tuple[int, ...], expected: str) -> None:
    assert readings(text)[0].successor(last) == expected


@pytest.mark.parametrize(
    ("last", "value", "result"),
    [
        ((3,), (4,), True),
        ((3,), (3, 2), True),
        ((3, 2), (3, 3), True),
        ((3, 2), (4,), True),
        ((3, 2), (3, 2, 2), True),
        ((3,), (5,), False),
        ((3,), (3,), False),
        ((3,), (3, 3), False),
        ((3, 2), (5,), False),
        ((1,), (1, 2, 3, 4), False),
    ],
)
def test_following_numbers(last: tuple[int, ...], value: tuple[int, ...], result: bool) -> None:
    assert follows(last, value) is result


@pytest.mark.parametrize("text", ["以上", "以　上"])
def test_closing_lines(text: str) -> None:
    assert is_closing(text)


@pytest.mark.parametrize("text", ["以上のとおり", "上"])
def test_lines_that_only_begin_like_closing_ones(text: str) -> None:
    assert not is_closing(text)
