from __future__ import annotations

import os
from pathlib import Path

import pytest

from kaitei.cache.files import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    (tmp_path / "kept").mkdir()
    return Files(tmp_path / "kept")


def write(files: Files, data: bytes, path: str) -> str:
    """Keep a file and put it in its place."""
    mark = files.keep(data)
    assert files.place(mark, path)
    return mark


def test_a_file_is_kept_once_and_copied_wherever_it_is_wanted(files: Files, tmp_path: Path) -> None:
    mark = write(files, "一\n".encode(), f"{tmp_path}/site/a/index.html")
    assert files.place(mark, f"{tmp_path}/site/b/index.html")
    one, other = tmp_path / "site/a/index.html", tmp_path / "site/b/index.html"
    assert one.read_bytes() == other.read_bytes() == "一\n".encode()
    assert not one.samefile(other)
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_folders_are_made_wherever_a_file_stands(files: Files, tmp_path: Path) -> None:
    (tmp_path / "site/there").mkdir(parents=True)
    for path in ("site/there/a", "site/there/b/c/d/e", "site/there/b/f", "site/g"):
        write(files, b"text", f"{tmp_path}/{path}")
        assert (tmp_path / path).read_bytes() == b"text"


def test_files_of_the_same_content_are_kept_once(files: Files, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(files, b"same", f"{tmp_path}/site/{name}")
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_file_that_was_touched_but_not_changed_is_used(files: Files, tmp_path: Path) -> None:
    mark = write(files, b"text", f"{tmp_path}/a")
    os.utime(next((tmp_path / "kept").iterdir()), (1, 1))
    assert files.place(mark, f"{tmp_path}/b")


@pytest.mark.parametrize("data", [b"texu", b"", b"text and more"])
def test_a_file_that_was_changed_in_the_site_leaves_what_is_kept(data: bytes, files: Files, tmp_path: Path) -> None:
    mark = write(files, b"text", f"{tmp_path}/a")
    (tmp_path / "a").write_bytes(data)
    assert files.place(mark, f"{tmp_path}/b")
    assert (tmp_path / "b").read_bytes() == b"text"


@pytest.mark.parametrize("data", [b"texu", b"", b"text and more"])
def test_a_kept_file_that_was_changed_is_not_used_again(data: bytes, files: Files, tmp_path: Path) -> None:
    mark = write(files, b"text", f"{tmp_path}/a")
    next((tmp_path / "kept").iterdir()).write_bytes(data)
    assert not files.place(mark, f"{tmp_path}/b")
    assert files.place(write(files, b"text", f"{tmp_path}/b"), f"{tmp_path}/c")
    assert (tmp_path / "c").read_bytes() == b"text"


def test_a_file_that_is_gone_is_told(files: Files, tmp_path: Path) -> None:
    mark = write(files, b"text", f"{tmp_path}/a")
    next((tmp_path / "kept").iterdir()).unlink()
    assert not files.place(mark, f"{tmp_path}/b")


def test_what_stands_in_a_place_is_replaced_and_not_written_into(files: Files, tmp_path: Path) -> None:
    first = write(files, b"one", f"{tmp_path}/a")
    write(files, b"two", f"{tmp_path}/a")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert files.place(first, f"{tmp_path}/b")
    assert (tmp_path / "b").read_bytes() == b"one"


def test_files_not_wanted_are_removed_once_they_are_more_than_the_others(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    for texts in (["a", "b"], ["a", "c"], ["a", "d"], ["a", "e"]):
        files = Files(tmp_path / "kept")
        for text in texts:
            write(files, text.encode(), f"{tmp_path}/site/{text}")
        files.forget(0)
    assert sorted(path.read_text() for path in (tmp_path / "kept").iterdir()) == ["a", "e"]
