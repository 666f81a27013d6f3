from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from kaitei.cache import keys
from kaitei.cache.keys import digest
from tests.support.small import REPOSITORY

OF_OTHERS = {
    "rfc3161-client",
    "filelock",
    "click",
    "jsonschema-rs",
    "lxml",
    "mkdocs",
    "mkdocs-material",
    "mkdocs-static-i18n",
    "python-docx",
    "ruamel.yaml",
    "tzdata",
}
"""Libraries that read, check or run, but write nothing that a kept page shows."""


def test_what_differs_has_another_key() -> None:
    values: list[tuple[object, ...]] = [("a", "b"), ("ab",), ("a", "b", ""), (("a", "b"),), (1,), ("1",), (b"1",)]
    values += [(None,), ("b'1'",), (b"1", b""), ("1", b"1")]
    assert len({digest(*value) for value in values}) == len(values)


def test_the_engine_is_its_code_its_words_and_its_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, overrides = tmp_path / "package", tmp_path / "overrides"
    for path in ("package/a.py", "package/words/ja.yml", "overrides/kaitei/policy.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("one")
    monkeypatch.setattr(keys, "_PACKAGE", package)

    def engine(overrides: Path) -> str:
        keys.code.cache_clear()
        return keys.engine(overrides)

    found = {engine(overrides)}
    for path in ("package/a.py", "package/words/ja.yml", "overrides/kaitei/policy.html", "overrides/blocks/new.html"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("two")
        found.add(engine(overrides))
    assert len(found) == 5
    (package / "a.pyc").write_text("compiled")
    assert engine(overrides) in found
    monkeypatch.setattr(metadata, "version", lambda name: f"{name} 99")
    assert engine(overrides) not in found
    monkeypatch.undo()
    keys.code.cache_clear()


def test_code_that_changes_while_it_runs_is_not_what_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`mkdocs serve` goes on with the code that it has begun with."""
    running = keys.code()
    monkeypatch.setattr(keys, "_PACKAGE", tmp_path)
    assert keys.code() == running


def test_every_library_whose_work_shows_stands_in_the_key_of_the_engine() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    names = {re.split(r"[<>=~!\[ ]", line)[0] for line in project["project"]["dependencies"]}
    assert names - OF_OTHERS == set(keys.LIBRARIES)
