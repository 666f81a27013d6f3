from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.rendering.sheet import Entry, Nested, Sheet, nested, read, write

WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
ENTRIES = st.lists(st.builds(Entry, WORDS, st.integers(2, 6), WORDS), max_size=8).map(tuple)
SHEETS = st.builds(
    Sheet,
    *[WORDS] * 6,
    description=WORDS,
    contents=ENTRIES,
    languages=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
    entry=WORDS,
    searched=st.booleans(),
    changed=WORDS,
)


@given(SHEETS)
def test_a_sheet_is_read_as_it_was_written(made: Sheet) -> None:
    assert read(write(made)) == made


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/en/", "en/index.html"),
        ("/en/terms/history/", "en/terms/history/index.html"),
        ("/404.html", "404.html"),
    ],
)
def test_a_sheet_has_its_file_where_its_address_says(address: str, path: str) -> None:
    assert Sheet("ja", address, "", "", "", "").path == path


def test_anchors_are_those_of_the_body() -> None:
    body = '<h1 id="__top">規約</h1><p id="c1" class="x">1</p><p class="y" id="c1-2">2</p><i data-id="no">3</i>'
    assert Sheet("ja", "/", "", "", "", body).anchors == {"__top", "c1", "c1-2"}


def tree(entries: tuple[Nested, ...]) -> list[object]:
    return [[one.entry.anchor, *tree(one.children)] for one in entries]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], []),
        ([2, 2], [["0"], ["1"]]),
        ([2, 3, 3, 2], [["0", ["1"], ["2"]], ["3"]]),
        ([2, 4, 3, 2], [["0", ["1"], ["2"]], ["3"]]),
        ([3, 2, 3], [["0"], ["1", ["2"]]]),
        ([2, 3, 4, 5], [["0", ["1", ["2", ["3"]]]]]),
    ],
)
def test_deeper_headings_are_beneath_those_before_them(levels: list[int], expected: list[object]) -> None:
    assert tree(nested(tuple(Entry(str(at), level, "") for at, level in enumerate(levels)))) == expected


def flat(entries: tuple[Nested, ...]) -> list[Entry]:
    return [inner for one in entries for inner in (one.entry, *flat(one.children))]


@given(ENTRIES)
def test_no_entry_is_lost_and_all_stay_in_their_order(entries: tuple[Entry, ...]) -> None:
    assert flat(nested(entries)) == list(entries)
