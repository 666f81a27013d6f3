"""`kaitei new`: all of a site or nothing, in a folder where nothing is."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from kaitei.cli.main import main
from kaitei.starting import make
from tests.support.repository import Told
from tests.support.site import tree


def kaitei(*arguments: str | Path) -> Told:
    """Run the command."""
    env = {"KAITEI_TODAY": "2026-11-28", "KAITEI_LANG": "en"}
    result = CliRunner().invoke(main, list(map(str, arguments)), env=env)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Told(result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize("first", [True, False])
def test_the_site_is_in_the_language_of_messages(first: bool, tmp_path: Path) -> None:
    lang = ("--lang", "ja")
    told = kaitei(*(lang if first else ()), "new", tmp_path / "x", *(() if first else lang))
    assert (told.code, told.err) == (0, "")
    assert "個のファイルを書きました" in told.out
    assert "title: 利用規約" in (tmp_path / "x" / "docs" / "terms.md").read_text(encoding="utf-8")


def test_without_a_word_it_is_in_the_editors_language(tmp_path: Path) -> None:
    told = kaitei("new", tmp_path / "x")
    assert re.fullmatch(r".*/x: \d+ files written\. Next: .*\n", told.out)
    assert "title: Terms of Use" in (tmp_path / "x" / "docs" / "terms.md").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def _empty(place: Path) -> None:
    place.mkdir()


def _repository(place: Path) -> None:
    (place / ".git").mkdir(parents=True)


@pytest.mark.parametrize("there", [_empty, _repository])
def test_an_empty_folder_or_repository_will_do(there: Callable[[Path], None], tmp_path: Path) -> None:
    there(tmp_path / "x")
    assert kaitei("new", tmp_path / "x").code == 0
    assert (tmp_path / "x" / "mkdocs.yml").is_file()


def test_folders_above_are_made(tmp_path: Path) -> None:
    assert kaitei("new", tmp_path / "a" / "b").code == 0
    assert (tmp_path / "a" / "b" / "mkdocs.yml").is_file()


def _note(place: Path) -> None:
    place.mkdir()
    (place / "note.txt").write_text("mine", encoding="utf-8")


def _file(place: Path) -> None:
    place.write_text("mine", encoding="utf-8")


@pytest.mark.parametrize(("there", "said"), [(_note, "is not empty"), (_file, "is no folder")])
def test_where_something_is_nothing_is_written(there: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    there(tmp_path / "x")
    before = tree(tmp_path)
    told = kaitei("new", tmp_path / "x")
    assert told.code == 1
    assert said in told.err
    assert tree(tmp_path) == before


def test_where_a_file_cannot_be_written_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "terms.md":
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    told = kaitei("new", tmp_path / "x")
    assert told.code == 1
    assert "No space left on device" in told.err
    assert list(tmp_path.iterdir()) == []


def test_the_sample_without_its_theme_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaitei.cli.new.find_spec", lambda name: None)
    told = kaitei("new", tmp_path / "x", "--sample")
    assert told.code == 1
    assert 'pip install "kaitei[material]"' in told.err
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_that_of_the_package() -> None:
    assert kaitei("--version").out.split()[-1] == metadata.version("kaitei")
    assert make.requirement(metadata.version("kaitei")).startswith(f"kaitei>={metadata.version('kaitei')},<")
