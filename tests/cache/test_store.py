from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaitei.cache import store as stores
from kaitei.cache.files import Files
from kaitei.cache.keys import Later
from kaitei.cache.store import FOLDER, VARIABLE, Nothing, Store, keep
from kaitei.output import Group, Output
from tests.support.small import settings


def group(contents: dict[str, str], made: list[str], key: str = "") -> Group:
    """Return a group of files, which notes in `made` what is asked for."""

    def content(path: str, text: str) -> str:
        made.append(path)
        return text

    def outputs() -> Iterator[Output]:
        made.append("listed")
        for path, text in contents.items():
            yield Output(path, Later(f"{path} {text}", lambda path=path, text=text: content(path, text)))  # type: ignore[misc]

    return Group(outputs, key)


def note_what_is_written(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Note in `made` what is kept as a file."""
    keep = Files.keep

    def kept(files: Files, data: bytes) -> str:
        made.append(f"{data.decode()} written")
        return keep(files, data)

    monkeypatch.setattr(Files, "keep", kept)


CONTENTS = {"privacy/index.html": "一\n二\n", "feed.xml": "é"}


@pytest.mark.parametrize("key", ["", "key"])
def test_files_are_made_once_and_found_by_every_later_build(key: str, tmp_path: Path) -> None:
    made: list[str] = []
    for build in range(3):
        store = Store(tmp_path / "kept")
        store.place(group(CONTENTS, made, key), tmp_path / f"site{build}")
        store.close()
        assert (tmp_path / f"site{build}/privacy/index.html").read_bytes() == "一\n二\n".encode()
        assert (tmp_path / f"site{build}/feed.xml").read_bytes() == b"\xc3\xa9"
    expected = ["listed", "privacy/index.html", "feed.xml"]
    assert made == (expected if key else [*expected, "listed", "listed"])


def test_of_a_group_only_what_differs_is_made_again(tmp_path: Path) -> None:
    made: list[str] = []
    for build, text in enumerate(("é", "è")):
        store = Store(tmp_path / "kept")
        store.place(group(CONTENTS | {"feed.xml": text}, made, text), tmp_path / f"site{build}")
        store.close()
    assert made[3:] == ["listed", "feed.xml"]
    assert (tmp_path / "site0/feed.xml").read_text() == "é"


def test_a_few_files_are_made_before_they_are_written_and_never_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "TOGETHER", 2)
    made: list[str] = []
    note_what_is_written(made, monkeypatch)
    store = Store(tmp_path / "kept")
    store.place(group({"known": "0"}, made), tmp_path / "site")
    del made[:]
    store.place(group({"one": "1", "two": "2", "known": "0", "three": "3", "four": "4"}, made), tmp_path / "site")
    assert made == [
        "listed",
        *("one", "two", "1 written", "2 written"),
        *("three", "3 written"),
        *("four", "4 written"),
    ]
    assert {path.name: path.read_text() for path in (tmp_path / "site").iterdir()} == {
        "one": "1",
        "two": "2",
        "known": "0",
        "three": "3",
        "four": "4",
    }


def test_what_stands_at_two_addresses_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    note_what_is_written(written, monkeypatch)
    text = Later("key", lambda: "text")
    store = Store(tmp_path / "kept")
    store.place(Group(lambda: [Output("new/a.txt", text), Output("former/a.txt", text)]), tmp_path / "site")
    assert written == ["text written"]


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_file_is_made_again_with_the_rest_of_its_group_kept(damage: str, tmp_path: Path) -> None:
    made: list[str] = []
    store = Store(tmp_path / "kept")
    store.place(group(CONTENTS, made, "key"), tmp_path / "one")
    store.close()
    kept = next(
        path
        for path in (tmp_path / "kept/files").iterdir()
        if path.read_bytes() == (tmp_path / "one/feed.xml").read_bytes()
    )
    kept.write_text("forged") if damage == "changed" else kept.unlink()
    store = Store(tmp_path / "kept")
    store.place(group(CONTENTS, made, "key"), tmp_path / "two")
    assert made[3:] == ["listed", "feed.xml"]
    assert (tmp_path / "two/feed.xml").read_text() == "é"


def test_what_a_known_group_is_made_of_is_not_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it was found whole, an edit asks for its parts."""
    monkeypatch.setattr(stores, "SPARE", 0)
    made: list[str] = []
    for build in range(5):
        store = Store(tmp_path / "kept")
        store.place(group(CONTENTS, made, "key"), tmp_path / f"site{build}")
        store.close()
    store = Store(tmp_path / "kept")
    store.place(group(CONTENTS | {"more": "三"}, made, "another key"), tmp_path / "edited")
    assert made[3:] == ["listed", "more"]


def test_what_no_group_is_made_of_any_more_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "SPARE", 0)
    for build in range(9):
        store = Store(tmp_path / "kept")
        store.place(group({"a": str(build)}, [], str(build)), tmp_path / f"site{build}")
        store.close()
    assert len(list((tmp_path / "kept/files").iterdir())) <= 2
    (count,) = Store(tmp_path / "kept").values.database.execute("SELECT count(*) FROM value").fetchone()
    assert count <= 6


def test_only_the_folder_of_the_present_engine_stays(tmp_path: Path) -> None:
    (tmp_path / "not ours").mkdir()
    for engine in ("one", "two"):
        Store(tmp_path / engine).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "not ours", "two"]


def test_a_folder_by_default_another_by_name_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = dataclasses.replace(settings(), root=tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    assert isinstance(keep(chosen), Store)
    assert (tmp_path / FOLDER).is_dir()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "other"))
    assert isinstance(keep(chosen), Store)
    assert (tmp_path / "other").is_dir()
    monkeypatch.setenv(VARIABLE, "")
    assert isinstance(keep(chosen), Nothing)


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))
    assert isinstance(keep(settings()), Nothing)


def test_a_damaged_database_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.setattr(stores, "engine", lambda _: "engine")
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine/values.sqlite3").write_bytes(b"broken" * 1_000)
    kept = keep(settings())
    assert isinstance(kept, Store)
    assert kept.text("key", lambda: "made") == "made"


def test_nothing_kept_is_made_and_written_each_time(tmp_path: Path) -> None:
    made: list[str] = []
    for _ in range(2):
        Nothing().place(group(CONTENTS, made, "key"), tmp_path)
    assert (tmp_path / "privacy/index.html").read_bytes() == "一\n二\n".encode()
    assert made == ["listed", "privacy/index.html", "feed.xml"] * 2
