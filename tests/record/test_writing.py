from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.errors import KaiteiError
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
