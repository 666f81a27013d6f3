"""What is recorded is one of the things that pages are made from: whatever changes in it shows, and so does its end."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kaitei.cache.memo import Memo
from kaitei.record import files as kept_files
from kaitei.record import keeping, record
from kaitei.record.files import Record
from kaitei.record.writing import write_all
from tests.support.small import frozen
from tests.support.states import FILES, State, same, tree


def write(root: Path, files: Mapping[str, str]) -> State:
    """Write the files of a site below a folder; return the site."""
    for name, text in files.items():
        (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / name).write_text(text, encoding="utf-8")
    return State(files, settings={"root": root, "docs": root / "docs"})


PNG = b"\x89PNG\r\n\x1a\n"
PICTURE, TEXT, LISTED = "docs/mark.png", "record/privacy/2025-04-01.ja.txt", "record/SHA256SUMS"
SHOWN = FILES | {"privacy/2025-04-01.md": FILES["privacy/2025-04-01.md"] + "\n![印](/mark.png)\n"}
Entry = Callable[[Path], object]


def entry(name: str, old: str, new: str) -> Entry:
    """Change words of a file of the project, which it must have."""

    def changed(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert re.search(old, text)
        (root / name).write_text(re.sub(old, new, text, count=1), encoding="utf-8")

    return changed


def reentered(root: Path) -> None:
    """Let a recorded text, with its sum, say something else."""
    entry(TEXT, "目的", "用途")(root)
    sum_ = hashlib.sha256((root / TEXT).read_bytes()).hexdigest()
    entry(LISTED, f"[0-9a-f]{{64}}  {TEXT.removeprefix('record/')}", f"{sum_}  {TEXT.removeprefix('record/')}")(root)


RECORD: dict[str, tuple[Entry, str]] = {
    "nothing": (lambda _: None, ""),
    "no record": (lambda root: shutil.rmtree(root / "record"), ""),
    "a recorded text and its sum": (reentered, "lock_reread"),
    "a recorded text": (entry(TEXT, "目的", "用途"), "record_text_altered"),
    "no recorded text": (lambda root: (root / TEXT).unlink(), "record_text_gone"),
    "a sum": (entry(LISTED, "[0-9a-f]{64}", "0" * 64), "record_text_altered"),
    "no sum": (entry(LISTED, f"[0-9a-f]{{64}}  {TEXT.removeprefix('record/')}\n", ""), ""),
    "a frozen file's sum": (entry("record/SOURCES", r"[0-9a-f]{64}(?=  docs/privacy)", "0" * 64), "lock_file_touched"),
    "what a text was entered from": (entry("record/entries.tsv", r"\t[0-9a-f]{64}\t", f"\t{'0' * 64}\t"), ""),
    "a picture that a frozen text shows": (
        lambda root: (root / PICTURE).write_bytes(PNG + b"x"),
        "record_picture_changed",
    ),
    "no picture that a frozen text shows": (lambda root: (root / PICTURE).unlink(), "record_picture_changed"),
    "a list that says nothing": (entry(LISTED, ".*", "nonsense"), "sums_line"),
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with everything recorded, and what builds have kept of it before and after."""
    root = tmp_path_factory.mktemp("recorded")
    state = write(root, SHOWN)
    (root / PICTURE).write_bytes(PNG)
    assert same(state, root / "kept")
    write_all(keeping.added(state.made(), Record()).files(state.made().settings), root)
    assert same(state, root / "kept")
    return root


@pytest.mark.parametrize("name", RECORD)
def test_every_change_of_the_record_shows_and_so_does_its_end(name: str, recorded: Path, tmp_path: Path) -> None:
    """What is recorded of a policy is one of the things that its bundle is made from; the rest is never kept."""
    root = tmp_path / "project"
    shutil.copytree(recorded, root)
    state = write(root, SHOWN)
    before = tree(state.made(), Memo(root / "kept"))
    change, told = RECORD[name]
    change(root)
    assert same(state, root / "kept")
    found = tree(state.made(), Memo(root / "kept"))
    assert told in repr(found.get("problems", found.get("warnings")))
    assert (found == before) is (name == "nothing")
    shutil.rmtree(root / "record", ignore_errors=True)
    shutil.copytree(recorded / "record", root / "record")
    shutil.copy(recorded / PICTURE, root / PICTURE)
    assert tree(state.made(), Memo(root / "kept")) == before


def test_what_is_recorded_in_a_language_that_the_site_no_longer_has_is_held_against_its_file(tmp_path: Path) -> None:
    kept, state, text = tmp_path / "kept", write(tmp_path, FILES), frozen("1. But\n", "Vie")
    passed_over = record.frozen_path(state.made().settings, "privacy", "2025-04-01", "fr")
    passed_over.write_text(text, encoding="utf-8")
    named = kept_files.Named("privacy", "2025-04-01", "fr")
    known = Record(sources={"docs/privacy/2025-04-01.fr.md": hashlib.sha256(text.encode()).hexdigest()})
    known = known.with_text(named, b"Vie\n1. But\n", kept_files.Origin("2026-11-22", "0" * 64, "0" * 64))
    write_all(known.files(state.made().settings), tmp_path)
    assert same(state, kept)
    passed_over.write_text(text.replace("But", "Objet"), encoding="utf-8")
    assert same(state, kept)
    assert b"lock_file_touched" in tree(state.made(), Memo(kept))["problems"]
