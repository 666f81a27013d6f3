from __future__ import annotations

import pytest

from kaitei.errors import KaiteiError
from kaitei.record.lock import Entry, parse, written
from tests.support.cases import problems

ONE = Entry("shop/terms", "2022-04-01", "ja", "a" * 64, "b" * 64, 1, "AbCd")
TWO = Entry("privacy", "2023-12-20", "en", "c" * 64, "d" * 64, 0, "_-xY12")
NAME = "docs/revisions.lock"


def test_what_is_written_is_read_again_sorted_and_explained() -> None:
    text = written([ONE, TWO]).decode()
    lines = text.splitlines()
    assert [line.split(" ")[:3] for line in lines if not line.startswith("#")] == [
        ["privacy", "2023-12-20", "en"],
        ["shop/terms", "2022-04-01", "ja"],
    ]
    assert "kaitei lock" in lines[1]
    assert lines[2].startswith("# What each frozen text")
    assert {key: entry.line for key, entry in parse(text, NAME).items()} == {TWO.key: TWO.line, ONE.key: ONE.line}


def test_lines_pasted_at_the_end_and_empty_ones_are_read() -> None:
    read = parse(written([ONE]).decode() + f"\n\n{TWO.line}  \n", NAME)
    assert [entry.at for entry in read.values()] == [5, 8]


@pytest.mark.parametrize(
    "line",
    [
        "privacy 2023-12-20 ja",
        "<<<<<<< HEAD",
        ONE.line.replace("a" * 64, "a" * 63),
        ONE.line.replace("2022-04-01", "2022-04"),
        ONE.line.replace("corrections=1 ", ""),
        ONE.line.replace("words=AbCd", "words=AbCdE"),
        ONE.line + " more",
    ],
)
def test_a_line_that_is_no_entry_is_told(line: str) -> None:
    with pytest.raises(KaiteiError) as error:
        parse(f"# head\n{TWO.line}\n{line}\n", NAME)
    assert problems(error) == ["lock_line 3"]


def test_a_text_that_is_listed_twice_is_told() -> None:
    with pytest.raises(KaiteiError) as error:
        parse(f"{ONE.line}\n{TWO.line}\n{ONE.line.replace('b' * 64, 'e' * 64)}\n", NAME)
    assert problems(error) == ["lock_twice 3"]
    assert error.value.problems[0].params["first"] == "1"


def test_a_former_id_counts_as_the_present_one() -> None:
    assert list(parse(ONE.line, NAME, {"shop/terms": "store/terms"})) == [("store/terms", "2022-04-01", "ja")]
