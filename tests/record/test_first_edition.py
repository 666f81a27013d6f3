from __future__ import annotations

import pytest

from kaitei.errors import KaiteiError
from kaitei.record.first_edition import parse, written
from tests.support.cases import problems

ONE = f"shop/terms 2022-04-01 ja file={'a' * 64} text={'b' * 64} corrections=1 words=AbCd"
TWO = f"privacy 2023-12-20 en file={'c' * 64} text={'d' * 64} corrections=0 words=_-xY12"
NAME = "docs/revisions.lock"


def test_its_lines_are_read_and_what_is_left_of_them_is_written() -> None:
    found = parse(f"# for people\n{ONE}\n\n{TWO}  \n", NAME)
    assert [(line.key, line.file[0], line.text[0], line.at) for line in found.values()] == [
        (("shop/terms", "2022-04-01", "ja"), "a", "b", 2),
        (("privacy", "2023-12-20", "en"), "c", "d", 4),
    ]
    assert written(found.values()).decode() == f"{ONE}\n{TWO}\n"


@pytest.mark.parametrize(
    "line",
    [
        "privacy 2023-12-20 ja",
        "<<<<<<< HEAD",
        ONE.replace("a" * 64, "a" * 63),
        ONE.replace("2022-04-01", "2022-04"),
        ONE.replace("corrections=1 ", ""),
        ONE + " more",
    ],
)
def test_a_line_that_is_no_entry_is_told(line: str) -> None:
    with pytest.raises(KaiteiError) as error:
        parse(f"# head\n{TWO}\n{line}\n", NAME)
    assert problems(error) == ["lock_line 3"]


def test_a_text_that_is_listed_twice_is_told() -> None:
    with pytest.raises(KaiteiError) as error:
        parse(f"{ONE}\n{TWO}\n{ONE.replace('b' * 64, 'e' * 64)}\n", NAME)
    assert problems(error) == ["lock_twice 3"]
    assert error.value.problems[0].params["first"] == "1"
