from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.review.effects import effects
from kaitei.wording.words import words
from tests.review.ways import started
from tests.support.repository import NOTES, Repository

REVISE = ["revise", "privacy", "2026-12-20", "--summary", "ja=返送の見直し", "--summary", "en=Returns"]
CORRECTION = "{date: 2026-11-22, summary: 誤記の訂正, before: 七日, after: 八日}"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return started(tmp_path / "project")


def told(made: Repository, lang: str = "ja") -> list[str]:
    return list(effects(made.load(), made.base(), words(lang)))


def test_a_change_that_does_nothing_says_nothing(made: Repository) -> None:
    assert told(made) == []


def test_a_revision_and_what_becomes_of_the_text_before_it(made: Repository) -> None:
    assert made.kaitei(*REVISE).code == 0
    assert told(made) == [
        "「約束」に2026年12月20日施行の改定が加わります。",
        "「約束」の2025年4月1日施行の本文は、旧版としてそのまま残ります。",
    ]
    assert told(made, "en") == [
        "“約束” gets a revision that takes effect on December 20, 2026.",
        "The text of “約束” effective April 1, 2025 stays as it is, as a past one.",
    ]


def test_what_users_are_owed_by_a_revision_of_terms(made: Repository) -> None:
    assert made.kaitei("revise", "terms", "2026-12-20", "--users", "consent", "--summary", "改定").code == 0
    assert "「利用規約」に同意した利用者には、施行までに改めて同意を求めることになります（users：consent）。" in told(
        made
    )


def test_a_correction_a_withdrawal_and_an_old_text(made: Repository) -> None:
    item = "after: お便り}\n"
    made.edit(
        ("docs/privacy/2022-04-01.md", "七日以内", "八日以内"),
        ("docs/privacy.md", item, f"{item}      - {CORRECTION}\n"),
        ("docs/shop.md", "reason: ご要望による", "withdrawn: 2026-11-22\n    reason: 準備が整わないため"),
        ("docs/terms.md", "version}}\n", "version}}\n  - {date: 2020-04-01, recorded: 2026-11-22, summary: 試行}\n"),
    )
    made.write({"docs/terms/2020-04-01.md": "---\ntitle: 利用規約\n---\n試みの決まりです。\n"})
    assert made.kaitei("lock", "--correct", "privacy", "2022-04-01").code == 0
    assert made.kaitei("lock").code == 0
    assert told(made) == [
        "「約束」の2022年4月1日施行の本文を訂正します：「七日」→「八日」。訂正前の本文も記録に残ります。",
        "「店の規約」の2027年2月1日施行予定の改定を取りやめます。予告したページは残ります。",
        "「利用規約」に過去の本文（2020年4月1日施行）が追加登録されます。ほかの本文の記録は変わりません。",
        "記録（record/）に本文が2件加わります。",
        "記録した本文のうち1件が、今の本文に置き換わります。前の本文も記録に残ります。",
    ]


def test_what_is_new_renamed_removed_or_translated(made: Repository) -> None:
    made.write({"docs/notes.md": NOTES, "docs/guide.md": None})
    made.write({"docs/terms.en.md": "---\ntitle: Terms\ntranslates: 2024-04-01\n---\nRules for the guided tours.\n"})
    (made.root / "docs/shop").rename(made.root / "docs/store")
    (made.root / "docs/shop.md").rename(made.root / "docs/store.md")
    made.edit(("docs/store.md", "aliases: [old/shop]", "aliases: [old/shop, shop]"))
    assert told(made) == [
        "新しい文書「覚書」が加わります（2026年12月1日施行）。",
        "「店の規約」のidがshopからstoreに変わります。前のアドレスからもたどれます。",
        "「利用規約」の2024年4月1日施行の本文に、Englishの翻訳が加わります。",
        "「手引」が削除されています。",
    ]


@pytest.mark.parametrize(
    ("edits", "state"),
    [
        ([], "✅"),
        ([("docs/shop.md", "summary: 送料の見直し", "summary: 送料などの見直し")], "⚠️"),
        ([("docs/terms.md", "船の案内", "舟の案内")], "❌"),
    ],
)
def test_the_first_line_says_whether_anything_needs_a_look(
    made: Repository, edits: list[tuple[str, str, str]], state: str
) -> None:
    made.edit(*edits)
    text = made.kaitei("report", "--base", "main", lang="ja").out
    assert text.startswith(f"## 規約・ポリシーの変更\n\n{state} ")


def test_the_record_comes_first_and_drafting_last(made: Repository) -> None:
    assert made.kaitei(*REVISE).code == 0
    made.edit(("docs/privacy.md", "三日以内", "03-0000-1111"), ("docs/terms.md", "kind: terms", "kind: other"))
    text = made.kaitei("report", "--base", "main", lang="ja").out
    places = ["### この変更で起きること", "### 確かめるところ（1件）", "<table>", "### 起案について確かめるところ"]
    assert sorted(places, key=text.index) == places
    assert "03-0000-1111" in text[text.index(places[-1]) :]
