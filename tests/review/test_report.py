from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kaitei.errors import Problem
from kaitei.review import report
from kaitei.review.report import Report
from tests.support.pages import Page
from tests.support.repository import NOTES, Repository, repository


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return repository(tmp_path / "project")


def reported(made: Repository, lang: str = "ja") -> Report:
    return report.make(made.load(), made.base(), lang)


def comment(made: Repository, lang: str = "ja") -> str:
    return reported(made, lang).comment((), ())


def revised(made: Repository) -> None:
    """Revise the privacy policy and its translation."""
    given = ["--summary", "ja=日数の見直し", "--summary", "en=Days", "--announced", "2026-11-25"]
    assert made.kaitei("revise", "privacy", "2026-12-01", *given).code == 0
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    made.edit(("docs/privacy.en.md", "2025-04-01", "2026-12-01"), ("docs/privacy.en.md", "three", "five"))


def test_nothing_touched_is_said(made: Repository) -> None:
    fine = "✅ 記録に問題はなく、確かめるところもありません。"
    assert comment(made) == f"## 規約・ポリシーの変更\n\n{fine}\n\n規約・ポリシーの本文と会社情報に変更はありません。\n"
    assert "has changed" in comment(made, "en")


def test_a_revision_is_compared_with_the_text_before_it(made: Repository) -> None:
    revised(made)
    text = comment(made)
    assert re.findall("^### .*$", text, re.MULTILINE) == ["### この変更で起きること", "### 約束", "### Promise"]
    assert "\n変更 2\n" in text  # the second are the days of the signature
    assert "<th>改定後 （2026年12月1日施行予定）</th><th>改定前 （2025年4月1日施行）</th><th>備考</th>" in text
    assert "お便りは<ins>五</ins>日以内" in text
    assert "お便りは<ins>三</ins>日以内" in text
    assert "施行 2026年12月1日　公表 2026年11月25日　日数の見直し" in text
    assert "within <ins>five</ins> days" in text
    assert "Effective December 1, 2026" in text
    assert "<del>" not in text


def test_the_table_is_one_block_of_html_without_blank_lines(made: Repository) -> None:
    """A blank line within it would end the table on the hosting platform."""
    revised(made)
    for table in re.findall("<table>.*?</table>", comment(made), re.DOTALL):
        assert "\n\n" not in table
        _Balanced().feed(table)


def test_a_correction_is_shown_as_one(made: Repository) -> None:
    made.edit(("docs/privacy.md", "三日以内", "五日以内"), ("docs/privacy/2022-04-01.md", "七日以内", "八日以内"))
    text = comment(made)
    assert text.count("### 約束") == 2
    assert "<th>訂正後 （2025年4月1日施行）</th><th>訂正前 （2025年4月1日施行）</th>" in text
    assert "<ins>八</ins>日以内" in text


def test_what_is_new_removed_or_listed_only_is_named(made: Repository) -> None:
    made.write({"docs/terms.md": None})
    made.write({"docs/notes.md": NOTES})
    made.edit(("docs/privacy.md", "返送の見直し", "返送を改めた"))
    text = comment(made)
    assert "### 覚書\n\n新しい文書です。\n\n施行 2026年12月1日　制定\n" in text
    assert "### 利用規約\n\nこの文書は削除されています。\n" in text
    assert "### 約束\n\n本文に変更はありません（版の一覧のみ）。\n" in text


def test_a_text_that_cannot_be_read_is_not_said_to_be_the_same(made: Repository) -> None:
    made.edit(("docs/privacy.md", "三日以内", "五日以内 [](#c99)"), ("docs/privacy.md", "返送の見直し", "返送を改めた"))
    text = comment(made)
    assert "直すところが残っているため、新旧対照表を作れません。" in text
    assert "本文に変更はありません" not in text


def test_facts_that_change_are_named_with_their_day(made: Repository) -> None:
    made.edit(("company.yml", "03-0000-1111", "03-0000-2222"))
    made.edit(("company.yml", "desks:\n", "  - {from: 2026-12-01, title: 代表取締役, name: 沖 一帆}\ndesks:\n"))
    assert (
        "### 会社情報の変更\n\n- 2026年11月22日から：窓口（窓口）\n- 2026年12月1日から：代表者、窓口（窓口）\n"
        in comment(made)
    )


def test_problems_and_warnings_come_first_and_escaped(made: Repository) -> None:
    revised(made)
    problem = Problem("since_wording", "docs/a.md", 3, {"words": "<script>", "was": "x"})
    told = [Problem("mark_expires", "company.yml", 2), Problem("since_kind", "docs/a.md", 0, {"was": "x", "now": "y"})]
    text = reported(made, "en").comment([problem], told)
    assert text.index("### To mend (1)\n\n- docs/a.md:3: ") < text.index("### To look at (1)\n\n- docs/a.md: ")
    assert text.index("To look at (1)") < text.index("### 約束")
    assert text.index("</table>") < text.index("### To look at in the drafting (1)\n\n- company.yml:2: ")
    assert "<script>" not in text


def test_lines_to_paste_are_set_as_they_are(made: Repository) -> None:
    problem = Problem("revise_front_matter", "docs/terms.md", 1, {"lines": "one\ntwo"})
    assert "on top of “revisions”:<pre>one&#10;two</pre>\n" in reported(made, "en").comment([problem], ())


def test_a_comment_that_would_be_too_long_leaves_out_whole_tables(made: Repository) -> None:
    revised(made)
    full = comment(made)
    one = reported(made).comment((), (), limit=len(full) - 1)
    assert len(one) < len(full)
    assert (one.count("<table>"), one.count("</table>")) == (1, 1)
    assert "### Promise" in one
    assert "コメントに収まらないため" in one
    none = reported(made).comment((), (), limit=500)
    assert ("<table>" not in none, none.count("コメントに収まらないため")) == (True, 2)
    many = [Problem("since_record_gone", f"docs/{number}.md") for number in range(2000)]
    assert len(reported(made).comment(many, (), limit=65_000)) <= 65_000


def test_beside_the_page_for_approval_are_word_files_and_notices(made: Repository) -> None:
    revised(made)
    made.edit(("docs/privacy/2022-04-01.md", "七日以内", "八日以内"))
    found = reported(made)
    assert sorted(found.documents()) == ["privacy.2022-04-01.docx", "privacy.docx", "privacy.en.docx"]
    notices = found.notices()
    forms = ("app.txt", "html", "mail.txt", "md")
    assert sorted(notices) == [f"privacy.{name}{form}" for name in ("en.notice.", "notice.") for form in forms]
    assert "2026年12月1日から「約束」を改定します。日数の見直し" in notices["privacy.notice.app.txt"].decode()


def test_a_broken_text_before_a_revision_leaves_out_its_notice_alone(made: Repository) -> None:
    revised(made)
    made.edit(("docs/privacy/2025-04-01.md", "三日以内", "<script>三日以内</script>"))
    found = reported(made)
    assert {"privacy.docx", "privacy.en.docx"} <= found.documents().keys()
    assert {name.partition(".notice")[0] for name in found.notices()} == {"privacy.en"}


def test_the_page_for_approval_stands_alone(made: Repository) -> None:
    revised(made)
    made.edit(("docs/privacy/2022-04-01.md", "七日以内", "<b>八</b>日以内"))
    pages = reported(made).pages()
    assert sorted(pages) == ["privacy.2022-04-01.html", "privacy.en.html", "privacy.html"]
    page = Page(pages["privacy.html"])
    assert page.lang == "ja"
    assert "約束の新旧対照表 会社名 灯台商会 作成日 2026年11月22日 施行 2026年12月1日" in page.text
    assert "公表 2026年11月25日 変更点 日数の見直し 変更 2" in page.text
    assert "決裁欄 起案 確認 承認" in page.text
    assert list(page.links()) == []
    assert "line-through" not in pages["privacy.html"]
    assert Page(pages["privacy.en.html"]).lang == "en"
    for text in pages.values():
        _Balanced().feed(text)


class _Balanced(HTMLParser):
    """Fails where an element is closed that is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser gives them
        if tag not in ("br", "col", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
