"""Texts as somebody pastes them, held against what a person made of one; they are not in this repository."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from tests.support.repository import FILES, repository
from tests.support.site import REPOSITORY

SHARED = Path(os.environ.get("KAITEI_SHARED") or REPOSITORY.parent / "shared")
SEEDS, CASE = SHARED / "seeds", SHARED / "cases" / "healmate"
TITLE = "個人情報及び特定個人情報保護方針"
INDEX = {name: FILES[name] for name in ("docs/index.md", "docs/index.en.md")}

pytestmark = pytest.mark.skipif(not (SEEDS.is_dir() and CASE.is_dir()), reason=f"no seeds: {SEEDS} is not there")


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n---\n", 1)[1].split("\n") if line.strip()]


def test_what_remains_to_be_edited_in_a_pasted_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [seed] = SEEDS.glob("000_*.txt")
    made = repository(tmp_path / "project", INDEX | {"company.yml": (CASE / "company.yml").read_text(encoding="utf-8")})
    told = made.kaitei("import", "privacy", "--yes", "--facts", "--title", TITLE, str(seed))
    assert (told.code, told.err) == (0, "")
    assert "could not be carried over" not in told.out
    revisions = made.load().registry.policies["privacy"].revisions
    assert [(one.date, one.held, one.event) for one in revisions] == [
        ("2023-12-20", True, "revised"),
        ("2022-02-01", False, "enacted"),
    ]
    ours = lines(made.read("docs/privacy.md"))
    wanted = lines((CASE / "docs" / "privacy.md").read_text(encoding="utf-8"))
    left = Levenshtein.distance(ours, wanted)
    with capsys.disabled():
        sys.stdout.write(f"\n{left} lines to be edited of {len(ours)} brought in, {len(wanted)} made by a person\n")
    assert left <= 47
    assert (made.kaitei("check").code, made.kaitei("lock").code) == (0, 0)


@pytest.mark.parametrize("start", ["000", "003"])
def test_no_word_of_a_pasted_page_is_lost(tmp_path: Path, start: str) -> None:
    [seed] = SEEDS.glob(f"{start}_*.txt")
    made = repository(tmp_path / "project")
    told = made.kaitei("import", "pasted", "--yes", str(seed))
    assert (told.code, told.err) == (0, "")
    assert "could not be carried over" not in told.out
    assert made.kaitei("check").code == 0
