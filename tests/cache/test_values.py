from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kaitei.cache.values import PENDING, Values


def refuse() -> str:
    raise AssertionError("made again")


def test_a_text_is_found_again_in_the_same_build_and_in_the_next(tmp_path: Path) -> None:
    first = Values(tmp_path / "values")
    assert first.text("key", lambda: "一") == "一"
    assert first.text("key", refuse) == "一"
    first.close(0)
    assert Values(tmp_path / "values").text("key", refuse) == "一"


def test_many_texts_are_written_as_they_come(tmp_path: Path) -> None:
    values = Values(tmp_path / "values")
    for number in range(PENDING + 1):
        values.put(str(number), str(number))
    assert Values(tmp_path / "values").get("0") == "0"
    assert Values(tmp_path / "values").get(str(PENDING)) is None


@pytest.mark.parametrize("change", ["text = 'forged'", "sum = x'00'", "text = x'ff'"])
def test_a_damaged_text_is_made_again(change: str, tmp_path: Path) -> None:
    values = Values(tmp_path / "values")
    values.put("key", "true")
    values.close(0)
    with sqlite3.connect(tmp_path / "values") as database:
        database.execute(f"UPDATE value SET {change}")
    assert Values(tmp_path / "values").get("key") is None


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "values").write_bytes(b"no database at all" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        Values(tmp_path / "values")


def test_what_is_damaged_while_it_is_open_is_as_good_as_gone(tmp_path: Path) -> None:
    values = Values(tmp_path / "values")
    for number in range(3 * PENDING):
        values.put(str(number), "x" * 100)
    with (tmp_path / "values").open("r+b") as file:
        file.write(b"\0" * 20_000)
    assert values.text("new", lambda: "made") == "made"
    values.close(0)


def test_texts_not_asked_for_are_forgotten_once_they_are_more_than_the_others(tmp_path: Path) -> None:
    for wanted in (["a", "b"], ["a", "c"], ["a", "d"], ["a", "e"]):
        values = Values(tmp_path / "values")
        for key in wanted:
            values.text(key, lambda: "text")
        values.close(0)
    with sqlite3.connect(tmp_path / "values") as database:
        assert [key for (key,) in database.execute("SELECT key FROM value ORDER BY key")] == ["a", "e"]


def test_a_build_does_not_wait_for_another_that_writes(tmp_path: Path) -> None:
    values = Values(tmp_path / "values")
    other = sqlite3.connect(tmp_path / "values", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    values.put("key", "text")
    values.flush()
    other.execute("ROLLBACK")
    assert values.text("key", lambda: "made again") == "made again"
