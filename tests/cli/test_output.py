"""What is made of a policy: comparisons, its text, the notice of a revision."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.repository import Repository, repository


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A project that no test here changes."""
    return repository(tmp_path_factory.mktemp("output") / "project")


def test_two_texts_are_compared(made: Repository) -> None:
    assert "<ins>三</ins>日以内" in made.kaitei("compare", "privacy").out
    data = json.loads(made.kaitei("compare", "privacy", "2022-04-01", "2025-04-01", "--format", "json").out)
    assert (data["policy"], data["old"], data["new"]) == ("privacy", "2022-04-01", "2025-04-01")
    assert data["counts"]["changed"] >= 1
    page = made.kaitei("compare", "privacy", "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert re.search("<ins[^>]*>三</ins>日以内", page)


def test_a_comparison_for_word_is_a_file_that_nothing_writes_over(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "privacy-2022-04-01-2025-04-01.docx"
    assert made.kaitei("compare", "privacy", "--format", "docx").out == f"{name}\n"
    Path(name).write_bytes(b"mine")
    told = made.kaitei("compare", "privacy", "--format", "docx")
    assert (told.code, told.out, Path(name).read_bytes()) == (1, "", b"mine")
    assert told.err.startswith(f"{name}: The file is there already")
    assert made.kaitei("compare", "privacy", "--format", "docx", "--force").code == 0
    assert Path(name).read_bytes().startswith(b"PK")
    assert made.kaitei("compare", "privacy", "-o", "sub/table.md").out == "sub/table.md\n"
    assert "<ins>三</ins>日以内" in Path("sub/table.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, "sub"]


def test_a_text_is_given_by_itself(made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = made.kaitei("export", "privacy", "--on", "2024-01-01")
    assert told.out.startswith("# 約束\n\n灯台商会の約束です。\n\n第1条（受付）\n\n1. お便りは七日以内に返します。\n")
    assert "浜田 渚" in told.out
    assert "磯部 澪" in made.kaitei("export", "privacy").out
    assert made.kaitei("export", "privacy", "--locale", "en", "--format", "docx").out == "privacy-2025-04-01.en.docx\n"
    assert "was not in force" in made.kaitei("export", "privacy", "--on", "2020-01-01").err


def test_a_notice_is_printed_and_what_is_late_told_beside_it(made: Repository) -> None:
    told = made.kaitei("notice", "privacy", "2025-04-01")
    assert told.code == 0
    assert told.out.startswith("件名：「約束」改定のお知らせ\n")
    assert "・第1条 1.（変更）\n" in told.out
    assert told.err.startswith("docs/privacy.md:6: A notice sent today (2026-11-22) comes after the day of effect")
    assert made.kaitei("notice", "privacy", "--locale", "en", "--format", "app").out.startswith("Changes to: Promise\n")
    assert "There is no revision of 2020-01-01." in made.kaitei("notice", "privacy", "2020-01-01").err
