from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.errors import KaiteiError, fail
from kaitei.record.writing import write_all
from tests.support.cases import problems
from tests.support.site import tree


def test_files_are_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    (tmp_path / "a.md").chmod(0o640)
    write_all({tmp_path / "deep/er/b.md": b"b", tmp_path / "a.md": b"new"}, tmp_path)
    assert tree(tmp_path) == {"a.md": b"new", "deep/er/b.md": b"b"}
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "deep"]


def test_what_cannot_be_prepared_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(KaiteiError) as error:
        write_all({tmp_path / "a.md": b"new", tmp_path / "new/c.md": b"c", tmp_path / "file/b.md": b"b"}, tmp_path)
    assert problems(error) == ["file_unwritable"]
    assert tree(tmp_path) == {"a.md": b"old", "file": b"no folder"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "file"]


def test_a_file_that_is_to_go_goes_and_one_that_is_not_there_may(tmp_path: Path) -> None:
    (tmp_path / "old.lock").write_text("old")
    write_all({tmp_path / "a.md": b"new", tmp_path / "old.lock": None, tmp_path / "never/there": None}, tmp_path)
    assert tree(tmp_path) == {"a.md": b"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_went_is_put_back_where_a_later_move_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("old.lock", "last.md"):
        (tmp_path / name).write_text(name)
    before, moved = tree(tmp_path), Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "last.md":
            raise OSError(28, "No space left on device", str(self), None, str(target))
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KaiteiError):
        write_all({tmp_path / "a.md": b"a", tmp_path / "old.lock": None, tmp_path / "last.md": b"l"}, tmp_path)
    assert tree(tmp_path) == before


def test_a_file_that_cannot_go_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old.lock").write_text("old")
    taken = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.name == "old.lock":
            raise PermissionError(13, "Permission denied", str(self))
        taken(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(KaiteiError) as error:
        write_all({tmp_path / "new/a.md": b"a", tmp_path / "old.lock": None}, tmp_path)
    assert (problems(error), error.value.problems[0].file) == (["file_unwritable"], "old.lock")
    assert tree(tmp_path) == {"old.lock": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["old.lock"]


def test_a_move_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("old")
    moved = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "last.md":
            raise PermissionError(13, "Permission denied", str(self), None, str(target))
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KaiteiError) as error:
        write_all({tmp_path / "new/b.md": b"b", tmp_path / "a.md": b"new", tmp_path / "last.md": b"l"}, tmp_path)
    assert error.value.problems[0].file == "last.md"
    assert error.value.problems[0].params == {"detail": "Permission denied"}
    assert tree(tmp_path) == {"a.md": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_what_is_done_after_and_fails_takes_everything_back(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")

    def refuse() -> None:
        assert (tmp_path / "new/b.md").read_bytes() == b"b"
        raise fail("text_empty")

    with pytest.raises(KaiteiError):
        write_all({tmp_path / "new/b.md": b"b", tmp_path / "a.md": b"new"}, tmp_path, refuse)
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
