"""A revision that was called off, one that came instead, an old text brought in and a correction, on a whole site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support import site
from tests.support.repository import repository
from tests.support.site import Built

POLICY = """\
---
title: 利用規約
kind: terms
revisions:
  - date: 2027-05-01
    adopted: 2027-03-21
    announced: 2027-03-25
    replaces: 2027-04-01
    transition: {ja: 従前の契約は、なお従前の例による。, en: Earlier contracts go on as they were.}
    decided: {by: 第七十七回取締役会, ref: GIJI-770077}
    basis: not-standard-terms
    summary: {ja: 料金の改定, en: New fees}
  - date: 2027-04-01
    adopted: 2027-01-20
    announced: 2027-02-01
    withdrawn: 2027-03-20
    reason: {ja: 準備に時間を要するため, en: More time is needed}
    decided: {by: 第七十六回取締役会}
    summary: {ja: 料金の改定, en: New fees}
  - date: 2024-04-01
    adopted: 2024-03-02
    summary: {ja: 見直し, en: Review}
    corrections:
      - {date: 2024-05-01, summary: {ja: 誤記, en: Slip}, before: 届け出る, after: 届け出ます}
  - date: 2022-04-01
    recorded: 2026-11-28
    source: {ja: 保管していた印刷物, en: A print that was kept}
    summary: {ja: 当初の規約, en: The first known}
---
第1条（料金）
料金は三百円です。

第2条（届出）
住所が変わったら届け出ます。

{{ dates }}
"""
OLD = POLICY.split("---\n", 2)[2]
FILES: dict[str, site.Content] = {
    "company.yml": "company: {name: {ja: 見本株式会社, en: Mihon Inc.}}\n",
    "docs/index.md": "---\ntitle: 規約\n---\n{{ policies }}\n",
    "docs/index.en.md": "---\ntitle: Terms\n---\n{{ policies }}\n",
    "docs/terms.md": POLICY,
    "docs/terms/2027-04-01.md": f"---\ntitle: 利用規約\n---\n{OLD.replace('三百', '二百五十')}",
    "docs/terms/2024-04-01.md": f"---\ntitle: 利用規約\n---\n{OLD.replace('三百', '二百')}",
    "docs/terms/2022-04-01.md": f"---\ntitle: 利用規約\n---\n{OLD.replace('三百', '百')}",
    "docs/terms.en.md": "---\ntitle: Terms\ntranslates: 2027-05-01\n---\nThe fee is 300 yen.\n\n{{ dates }}\n",
    "docs/terms/2027-04-01.en.md": "---\ntitle: Terms\n---\nThe fee is 250 yen.\n",
    "docs/terms/2024-04-01.en.md": "---\ntitle: Terms\n---\nThe fee is 200 yen.\n",
}
BEFORE, AFTER = "2027-03-26", "2027-05-02"


@pytest.fixture(scope="module", params=[BEFORE, AFTER])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = site.make(tmp_path_factory.mktemp("fields") / "project", FILES).build(request.param)
    assert made.code == 0, made.output
    return made


def test_who_decided_and_on_what_basis_is_published_nowhere(built: Built) -> None:
    """Nor is it in the catalogue or the schema: not even the keys."""
    published = {name: content.decode(errors="replace") for name, content in built.files().items()}
    assert len([name for name in published if name.endswith(".html")]) > 20
    for word in ("取締役会", "770077", "not-standard-terms", '"decided"', '"basis"'):
        assert [name for name, content in published.items() if word in content] == []


def test_what_was_called_off_keeps_its_addresses_and_says_so(built: Built) -> None:
    assert "この改定は取りやめました。" in built.text("/terms/2027-04-01/")
    assert "This revision was withdrawn." in built.text("/en/terms/2027-04-01/")
    assert "理由：準備に時間を要するため" in built.text("/terms/2027-04-01/")
    assert "Reason: More time is needed" in built.text("/en/terms/2027-04-01/")
    assert built.page("/terms/2027-04-01/").linked("代わりの改定") == "../2027-05-01/"
    assert built.page("/terms/2027-04-01/").robots == "noindex"
    assert "2027年4月1日施行予定、取りやめ" in built.text("/terms/compare/2024-04-01/2027-04-01/")
    assert "取りやめ（2027年3月20日決定）" in built.text("/terms/history/")
    assert "二百五十円" in built.html("/terms/2027-04-01.txt")


def test_what_was_called_off_is_announced_nowhere_as_coming(built: Built) -> None:
    for address in ("/", "/en/", "/sitemap.xml", "/terms/timemap.link", "/search/index.json"):
        assert not re.search(r"2027年4月1日|April 1, 2027|2027-04-01", built.html(address)), address
    assert "2027年4月1日に改定を施行します" not in built.text("/terms/")


def test_the_new_text_lists_decisions_and_days_of_effect(built: Built) -> None:
    page = built.text("/terms/2027-05-01/")
    assert "2022年4月1日改定 2024年3月2日改定（2024年4月1日施行） 2027年3月21日改定（2027年5月1日施行）" in page
    english = built.text("/en/terms/2027-05-01/")
    assert "Revised March 21, 2027 (effective May 1, 2027)" in english
    assert "経過措置：従前の契約は、なお従前の例による。" in page
    assert "Transition: Earlier contracts go on as they were." in english


def test_feeds_tell_of_it(built: Built) -> None:
    feed = built.html("/terms/feed.xml")
    assert "#2027-04-01-withdrawn" in feed
    assert "#2022-04-01-recorded" in feed
    assert "従前の契約は、なお従前の例による。" in feed
    assert "Revision withdrawn (was to take effect on April 1, 2027)" in built.html("/en/terms/feed.xml")


def test_programs_are_told_what_the_pages_say(built: Built) -> None:
    new, off, _, old = json.loads(built.html("/policies.json"))["policies"][0]["revisions"]
    assert (off["state"], off["users"], new["replaces"], old["recorded"]) == (
        *("withdrawn", "none"),
        *("2027-04-01", "2026-11-28"),
    )


def test_the_corrected_text_says_what_and_when(built: Built) -> None:
    assert "2024年5月1日訂正（第2条）" in built.text("/terms/2024-04-01/")
    assert "2024年5月1日訂正（第2条）" in built.html("/terms/2024-04-01/").split("<head>")[0]  # the printed margin
    assert "訂正" not in built.text("/terms/2027-05-01/")


def test_the_approval_page_says_who_decided_and_on_what_basis(tmp_path: Path) -> None:
    made = repository(tmp_path / "project")
    item = (
        "  - {date: 2026-12-20, summary: 見直し, decided: {by: 取締役会, ref: 2026-123}, basis: benefit, "
        "transition: 従前の例による}\n"
    )
    made.write({"docs/terms/2024-04-01.md": "---\ntitle: 利用規約\n---\n第1条（目的）\n船の案内に関する決まりです。\n"})
    made.edit(("docs/terms.md", "revisions:\n", f"revisions:\n{item}"), ("docs/terms.md", "船の", "舟の"))
    told = made.kaitei("report", "--base", "main", "--html", str(tmp_path / "approval"), lang="ja")
    assert told.code == 0, told.err
    assert "取締役会" not in told.out
    page = (tmp_path / "approval" / "terms.html").read_text(encoding="utf-8")
    assert "<dt>決定</dt><dd>取締役会</dd>\n<dt>決定の番号</dt><dd>2026-123</dd>" in page
    assert "<dd>相手方の一般の利益に適合（第1項第1号）</dd>" in page
    assert "<dt>経過措置</dt><dd>従前の例による</dd>" in page
