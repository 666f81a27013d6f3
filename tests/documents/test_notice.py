from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kaitei.documents import notice
from kaitei.pages.context import Context
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing
from tests.support import cases, small
from tests.support.small import frozen, living

OLD = "## 第1条（返品）\n\n7日以内です。\n\n２　送料は利用者の負担です。\n\n## 第2条（窓口）\n\n電話です。\n"
NEW = "## 第1条（返品）\n\n7日以内です。\n\n２　送料は利用者の負担です。ただし、当社の誤りによるときを除きます。\n"


def gathered(
    case: dict[str, Any], lead: str = "", old: str = OLD, new: str = NEW, **changes: Any
) -> tuple[Context, Standing, Revision]:
    listed = f"- {{{case['revision']}}}\n- {{date: 2024-04-01, summary: 制定}}\n"
    body = "" if "repealed" in case["revision"] else lead + new
    files = {
        "privacy.md": living(listed, body, "利用規約", f"kind: {case['kind']}\n"),
        "privacy/2024-04-01.md": frozen(lead + old, "利用規約"),
    }
    made = small.site(files, case["today"], **changes)
    found = Standing.whole(made.registry.policies["privacy"], made)
    return small.context(made), found, found.revisions[0]


@pytest.mark.parametrize("case", cases.cases("notice"))
def test_a_notice_says(case: dict[str, Any]) -> None:
    context, standing, revision = gathered(case)
    for form in ("mail", "app"):
        if form in case:
            assert notice.written(context, standing, revision, form) == case[form]
    assert [cases.told(one) for one in notice.told(standing, revision)] == case["told"]


CASE = cases.load("notice")["a change of terms"]


def test_pages_say_the_same_with_both_wordings_side_by_side() -> None:
    page, text = (notice.written(*gathered(CASE), form) for form in ("html", "md"))
    for said in (
        "見本株式会社は、「利用規約」を改定します。",
        "民法第548条の4第2項に基づき",
        "従前の契約には従前の規約を適用します。",
    ):
        assert said in page
        assert said in text
    said = "２ 送料は利用者の負担です。"
    row = f"<td>{said}<ins>ただし、当社の誤りによるときを除きます。</ins></td><td>{said}</td>"
    assert row in page
    assert row in text
    assert "（下線部分は改定部分）" in page
    assert text.startswith("# 「利用規約」改定のお知らせ\n\n")
    assert "[新旧対照表](https://policies.example.com/privacy/compare/2024-04-01/2027-01-01/)" in text


def test_what_only_facts_have_changed_is_no_amendment() -> None:
    persons = (
        "representative:\n  - {title: 代表取締役, name: 甲}\n  - {from: 2025-06-01, title: 代表取締役, name: 乙}\n"
    )
    made = gathered(CASE, "{{ representative }}\n\n", company=small.COMPANY + persons)
    assert [change.name for change in notice.notice(*made).changes] == ["第1条 ２", "旧第2条（窓口）"]


def test_where_a_text_is_not_translated_the_notice_leads_to_the_authoritative_one() -> None:
    context, standing, revision = gathered(CASE)
    english = small.context(context.site, "en")
    assert [tuple(link[:2]) for link in notice.notice(english, standing, revision).links] == [
        ("Authoritative text (Japanese)", "https://policies.example.com/privacy/2027-01-01/"),
        ("Comparison (Japanese)", "https://policies.example.com/privacy/compare/2024-04-01/2027-01-01/"),
        ("Revision history", "https://policies.example.com/en/privacy/history/"),
    ]


@pytest.mark.parametrize(
    ("form", "template"),
    {"mail": "notice_mail.txt", "html": "notice_html.html", "md": "notice_md.md", "app": "notice_app.txt"}.items(),
)
def test_a_site_has_its_own_wording(form: str, template: str, tmp_path: Path) -> None:
    (tmp_path / "kaitei").mkdir()
    (tmp_path / "kaitei" / template).write_text("{{ notice.title }}: {{ notice.day }}\n", encoding="utf-8")
    assert notice.written(*gathered(CASE, overrides=tmp_path), form) == "利用規約: 2027年1月1日\n"


@pytest.mark.parametrize("form", notice.FORMS)
def test_each_form_says_what_the_civil_code_asks_for(form: str) -> None:
    said = notice.written(*gathered(CASE), form)
    assert "「利用規約」を改定します。" in said  # that the terms change
    assert "2027年1月1日から" in said  # from when
    assert "https://policies.example.com/privacy/2027-01-01/" in said  # what they say then
    assert "改定後の全文" in said


def test_words_in_markdown_are_words() -> None:
    revision = CASE["revision"].replace("ご意見", """A&B's "[x]" *y*""")
    made = gathered(
        {**CASE, "revision": revision.replace("reason: ", "reason: '").replace("*y*", "*y*'").replace("B's", "B''s")}
    )
    assert """- 理由：A&amp;B's "\\[x\\]" \\*y\\*\n""" in notice.written(*made, "md")
    assert """\n理由：A&B's "[x]" *y*\n""" in notice.written(*made, "mail")


@pytest.mark.parametrize(
    ("heading", "first", "second", "name"),
    [("附則", "１　", "２　", "附則 ２"), ("Supplementary provisions", "(1) ", "(2) ", "Supplementary provisions (2)")],
)
def test_what_stands_under_a_heading_without_a_number_is_named_by_it(
    heading: str, first: str, second: str, name: str
) -> None:
    old = f"## 第1条（返品）\n\n7日以内です。\n\n## {heading}\n\n{first}施行します。\n"
    made = gathered(CASE, old=old, new=f"{old}\n{second}従前の例によります。\n")
    assert [change.name for change in notice.notice(*made).changes] == [name]
