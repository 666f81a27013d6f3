"""What a change does to plain-language notes, in the site of `tests/support/repository.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.review import against_commit, gists, report
from tests.support.pages import Page
from tests.support.repository import FILES, Repository, repository

NOTED = str(FILES["docs/privacy.md"]).replace("返します。\n", "返します。\n/// gist\n早く返します。\n///\n")
SIGNED = NOTED.replace("{{ signature }}", "/// gist\n{{ company.name }}の約束\n///\n\n{{ signature }}")


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return repository(tmp_path / "project", FILES | {"docs/privacy.md": SIGNED})


def told(made: Repository) -> list[tuple[int, str]]:
    return [(one.line, one.params["clause"]) for one in gists.warnings(made.load(), made.base())]


def changed(made: Repository) -> list[tuple[str, str, str]]:
    (section,) = report.make(made.load(), made.base(), "ja").sections
    return [(one.clause, one.old, one.new) for one in section.gists]


def revised(made: Repository) -> None:
    assert made.kaitei("revise", "privacy", "2026-12-01", "--summary", "日数", "--announced", "2026-11-25").code == 0


def test_a_clause_that_changed_while_its_note_did_not_is_told(made: Repository) -> None:
    revised(made)
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    assert told(made) == [(25, "第1条（受付）"), (20, "1.お便りは五日以内に返します。")]


def test_a_note_that_changed_with_its_clause_and_one_whose_clause_moved_are_not(made: Repository) -> None:
    revised(made)
    made.edit(("docs/privacy.md", "第1条（受付）", "第1条（定義）\n略\n\n第2条（受付）"))
    assert told(made) == []
    made.edit(("docs/privacy.md", "三日以内", "五日以内"), ("docs/privacy.md", "早く返します。", "五日で返します。"))
    made.edit(("docs/privacy.md", "の約束\n///", "のちかい\n///"))
    assert told(made) == []


def test_a_note_may_change_without_a_revision(made: Repository) -> None:
    made.edit(("docs/privacy.md", "早く返します。", "すぐに返します。"))
    assert list(against_commit.problems(made.load(), made.base())) == []
    assert made.kaitei("check", "--base", "HEAD").code == 0


def test_a_changed_note_stands_in_the_report_and_on_the_page_for_approval(made: Repository) -> None:
    made.edit(("docs/privacy.md", "早く返します。", "<b>すぐ</b>に返します。\n\n- 一週間"))
    assert changed(made) == [("1.お便りは三日以内に返します。", "早く返します。", "すぐに返します。\n- 一週間")]
    found = report.make(made.load(), made.base(), "ja")
    assert "本文に変更はありません（やさしい説明のみ）。" in found.comment((), ())
    assert "- やさしい説明（参考） 1.お便りは三日以内に返します。：早く返します。 → すぐに返します。" in found.comment(
        (), ()
    )
    page = Page(found.pages()["privacy.html"])
    assert "約束：やさしい説明（参考）の変更" in page.text
    assert "1.お便りは三日以内に返します。 すぐに返します。 - 一週間 早く返します。" in page.text


def test_notes_that_came_and_went_are_told_beside_the_comparison(made: Repository) -> None:
    revised(made)
    gone = "1. お便りは三日以内に返します。\n/// gist\n早く返します。\n///\n2. 写しは渡しません。"
    made.edit(("docs/privacy.md", gone, "1. 写しは渡しません。\n/// gist\n新しい\n///"))
    assert changed(made) == [
        ("1.写しは渡しません。", "", "新しい"),
        ("1.お便りは三日以内に返します。", "早く返します。", ""),
    ]
    page = report.make(made.load(), made.base(), "ja").pages()["privacy.html"]
    assert page.count("<table>") == 2
