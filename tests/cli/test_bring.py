from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.support import word
from tests.support.repository import FILES, Repository, repository

FIRST = """会員規約

第1条（目的）
この規約は、会員について定めます。
第2条（会費）
１　会費は千円とします。
２　会費は毎月払います。

2019年4月1日制定
"""
SECOND = FIRST.replace("千円", "二千円") + "2021年10月1日改定（2022年1月1日施行）\n"
THIRD = SECOND.replace("毎月", "毎年") + "令和6年4月1日改定\n"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return repository(tmp_path / "project")


@pytest.fixture
def old(tmp_path: Path) -> dict[str, str]:
    """Three versions of a text, each in an encoding of its own."""
    files = {"1.txt": FIRST.encode("cp932"), "2.txt": SECOND.encode("euc_jp"), "3.txt": THIRD.encode("utf-16")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return {name: str(tmp_path / name) for name in files}


def test_days_are_proposed_and_nothing_is_written_until_they_are_taken(made: Repository, old: dict[str, str]) -> None:
    before = made.files()
    told = made.kaitei("import", "members", *old.values())
    assert (told.code, told.out, made.files()) == (1, "", before)
    assert "title “会員規約”, kind terms" in told.err
    assert f"{old['2.txt']}: Proposal: revised on 2021-10-01, in effect from 2022-01-01" in told.err
    assert f"{old['1.txt']}: Proposal: enacted on 2019-04-01" in told.err
    assert "--yes" in told.err


def test_the_newest_is_the_living_text_and_all_are_recorded(made: Repository, old: dict[str, str]) -> None:
    told = made.kaitei("import", "members", "--yes", *old.values())
    assert (told.code, told.err) == (0, "")
    policy = made.load().registry.policies["members"]
    assert [(one.date, str(one.adopted or ""), one.event, str(one.recorded)) for one in policy.revisions] == [
        ("2024-04-01", "", "revised", "2026-11-22"),
        ("2022-01-01", "2021-10-01", "revised", "2026-11-22"),
        ("2019-04-01", "", "enacted", "2026-11-22"),
    ]
    assert (policy.title, policy.kinds) == ("会員規約", ("terms",))
    assert "二千円" in made.read("docs/members/2022-01-01.md")
    assert "毎年" in made.read("docs/members.md")
    assert "会費は千円" in made.read("record/members/2019-04-01.ja.txt")
    checked = made.kaitei("check", "--base", "main")
    assert (checked.code, checked.err) == (0, "")
    assert made.kaitei("lock").code == 0


def test_days_that_are_given_need_no_confirmation(made: Repository, old: dict[str, str]) -> None:
    told = made.kaitei("import", "members", f"2019/4/1={old['1.txt']}", f"令和4年1月1日={old['2.txt']}")
    assert told.code == 0
    assert [one.date for one in made.load().registry.policies["members"].revisions] == ["2022-01-01", "2019-04-01"]
    assert "latest day" not in told.out


def test_a_day_other_than_the_texts_is_told(made: Repository, old: dict[str, str]) -> None:
    told = made.kaitei("import", "members", f"2020-04-01={old['1.txt']}")
    assert told.code == 0
    assert "given as 2020-04-01, but the latest day in the text is 2019-04-01" in told.out


def test_a_revision_of_which_only_its_day_is_known_is_listed_without_text(
    made: Repository, old: dict[str, str]
) -> None:
    told = made.kaitei("import", "members", f"2024-04-01={old['3.txt']}")
    assert told.code == 0
    for day in ("2022-01-01", "2019-04-01"):
        assert f"The version of {day} was listed without its text" in told.out
    revisions = made.load().registry.policies["members"].revisions
    assert [(one.date, one.held, one.event) for one in revisions] == [
        ("2024-04-01", True, "revised"),
        ("2022-01-01", False, "revised"),
        ("2019-04-01", False, "enacted"),
    ]


def test_the_oldest_text_is_not_taken_for_the_first_unless_it_says_so(made: Repository, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会員規約\n\n本文です。\n", encoding="utf-8")
    assert made.kaitei("import", "members", f"2019-04-01={tmp_path / 'a.txt'}").code == 0
    assert made.load().registry.policies["members"].revisions[0].event == "revised"


def test_older_texts_join_a_policy_that_is_there(made: Repository, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("利用規約\n\n第1条（目的）\n古い決まりです。\n", encoding="utf-8")
    told = made.kaitei("import", "terms", f"2020-04-01={tmp_path / 'a.txt'}")
    assert (told.code, told.err) == (0, "")
    revisions = made.load().registry.policies["terms"].revisions
    assert [(one.date, str(one.recorded or "")) for one in revisions] == [
        ("2024-04-01", ""),
        ("2020-04-01", "2026-11-22"),
    ]
    assert made.kaitei("import", "terms", f"2025-04-01={tmp_path / 'a.txt'}").code == 1
    assert "on the list" in made.kaitei("import", "terms", f"2020-04-01={tmp_path / 'a.txt'}").err


def test_a_pdf_may_stand_for_a_past_text(made: Repository, old: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    told = made.kaitei("import", "members", f"2015-04-01={tmp_path / 'a.pdf'}", f"2022-01-01={old['2.txt']}")
    assert (told.code, told.err) == (0, "")
    assert made.load().registry.policies["members"].revisions[-1].pdf == "/archive/members/2015-04-01.pdf"
    assert (made.root / "docs/archive/members/2015-04-01.pdf").read_bytes() == b"%PDF-1.4\n%%EOF\n"
    assert made.kaitei("import", "others", f"2015-04-01={tmp_path / 'a.pdf'}").code == 1
    told = made.kaitei("import", "terms", f"2015-04-01={tmp_path / 'a.pdf'}")  # older than those that are there
    assert (told.code, told.err) == (0, "")
    assert made.load().registry.policies["terms"].revisions[-1].pdf == "/archive/terms/2015-04-01.pdf"
    assert "date: 2015-04-01" in made.read("docs/terms.md")


def test_nothing_is_written_where_anything_is_wrong(made: Repository, old: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("会員規約\n\n[](#c9)\n", encoding="utf-8")
    (tmp_path / "bad.md").write_text("会員規約\n\n[](#c9)\n<script>x</script>\n", encoding="utf-8")
    (tmp_path / "undated.txt").write_text("会員規約\n\n本文\n", encoding="utf-8")
    before = made.files()
    for arguments, words in (
        ([f"2019-04-01={old['1.txt']}", f"2019-04-01={old['2.txt']}"], "same day"),
        ([f"2019-04-01={tmp_path / 'bad.md'}"], "script"),
        ([str(tmp_path / "undated.txt")], "day of effect is unknown"),
        ([str(tmp_path / "missing.txt")], "missing.txt"),
    ):
        told = made.kaitei("import", "members", *arguments)
        assert (told.code, made.files()) == (1, before), told
        assert words in told.err
        assert not (made.root / "docs/members").exists()
    assert made.kaitei("import", "index", f"2019-04-01={old['1.txt']}").code == 1
    assert made.files() == before


def test_a_file_of_50_megabytes_is_refused_at_once(made: Repository, tmp_path: Path) -> None:
    line = "会員は、会費を支払います。\n".encode()
    (tmp_path / "a.txt").write_bytes(line * (50_000_000 // len(line)))
    before, begun = made.files(), time.process_time()
    told = made.kaitei("import", "members", f"2019-04-01={tmp_path / 'a.txt'}")
    assert (told.code, made.files()) == (1, before)
    assert "10 MB" in told.err
    assert time.process_time() - begun < 20


def test_nothing_is_overwritten(made: Repository, old: dict[str, str]) -> None:
    made.write({"docs/members.md": "---\ntitle: 会員\n---\nページ\n"})
    told = made.kaitei("import", "members", f"2019-04-01={old['1.txt']}")
    assert (told.code, made.read("docs/members.md")) == (1, "---\ntitle: 会員\n---\nページ\n")
    assert "nothing is overwritten" in told.err


@pytest.mark.parametrize(
    "arguments", [["members"], ["members", "2019-02-31=a.txt"], ["members", "--kind", "law", "a.txt"]]
)
def test_wrong_usage(made: Repository, arguments: list[str]) -> None:
    assert made.kaitei("import", *arguments).code == 2


def test_facts_are_offered_and_put_in_only_when_asked_for(made: Repository, tmp_path: Path) -> None:
    text = "会員規約\n\n灯台商会の会員について定めます。\n\n2019年4月1日制定\n2024年4月1日改定\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    told = made.kaitei("import", "members", str(tmp_path / "a.txt"))
    assert "“灯台商会” (1 times)" in told.err
    assert made.kaitei("import", "members", "--yes", str(tmp_path / "a.txt")).code == 0
    assert "灯台商会の会員" in made.read("docs/members.md")
    before = made.files()
    shown = made.kaitei("import", "others", "--facts", f"2024-04-01={tmp_path / 'a.txt'}")  # with nothing else proposed
    assert (shown.code, shown.out, made.files()) == (1, "", before)
    assert "--- docs/others.md\n+++ docs/others.md\n@@ -1,5 +1,4 @@\n-灯台商会の会員について定めます。\n" in shown.err
    assert "+{{ company.name }}の会員について定めます。\n" in shown.err
    assert made.kaitei("import", "others", "--yes", "--facts", str(tmp_path / "a.txt")).code == 0
    assert made.read("docs/others.md").endswith("{{ company.name }}の会員について定めます。\n\n{{ dates }}\n")


def test_facts_that_the_file_lacks_are_put_into_it_when_that_is_taken(tmp_path: Path) -> None:
    text = "会員規約\n\n灯台商会の会員について定めます。\n\n〒123-4567\n\n代表取締役　磯部 澪\n\n電話：03-1234-5678\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    files = {name: data for name, data in FILES.items() if "privacy" not in name}
    made = repository(tmp_path / "young", files | {"company.yml": "company:\n  name: 灯台商会 # 商号\n"})
    given, before = ["import", "members", "--facts", f"2024-04-01={tmp_path / 'a.txt'}"], made.files()
    shown = made.kaitei(*given)
    assert (shown.code, shown.out, made.files()) == (1, "", before)
    assert "--- company.yml\n+++ company.yml\n" in shown.err
    assert "+  postal_code: 123-4567\n" in shown.err
    assert "+representative:\n+  title: 代表取締役\n+  name: 磯部 澪\n" in shown.err
    assert "“03-1234-5678” in the text seems to be a fact" in shown.err  # of a desk without a name
    taken = made.kaitei(*given, "--yes")
    assert (taken.code, taken.err) == (0, "")
    assert "company.yml: Written." in taken.out
    assert made.read("docs/members.md").endswith(
        "〒{{ company.postal_code }}\n\n代表取締役　{{ representative.name }}\n\n電話：03-1234-5678\n"
    )
    assert made.kaitei("check").code == 0


def test_a_text_that_was_lost_may_be_found(made: Repository, old: dict[str, str]) -> None:
    assert made.kaitei("import", "members", "--yes", old["3.txt"]).code == 0
    before = made.files()
    told = made.kaitei("import", "members", old["1.txt"])
    assert (told.code, told.out, made.files()) == (1, "", before)
    assert f"{old['1.txt']}: Proposal: enacted on 2019-04-01" in told.err
    told = made.kaitei("import", "members", f"2022-01-01={old['2.txt']}", old["1.txt"], "--yes")
    assert (told.code, told.err) == (0, "")
    revisions = made.load().registry.policies["members"].revisions
    assert [(one.date, one.held, one.event) for one in revisions] == [
        ("2024-04-01", True, "revised"),
        ("2022-01-01", True, "revised"),
        ("2019-04-01", True, "enacted"),
    ]
    assert "on the list" in made.kaitei("import", "members", "--yes", old["2.txt"]).err


def test_a_word_file_with_tracked_changes_waits_for_a_decision(made: Repository, tmp_path: Path) -> None:
    inserted = '<w:r><w:t>会費は</w:t></w:r><w:ins w:id="1"><w:r><w:t>二</w:t></w:r></w:ins><w:r><w:t>千円</w:t></w:r>'
    data = word.made({"paragraphs": [{"text": "会員規約"}, {"xml": inserted}, {"text": "2019年4月1日制定"}]})
    (tmp_path / "a.docx").write_bytes(data)
    refused = made.kaitei("import", "members", "--yes", str(tmp_path / "a.docx"))
    assert (refused.code, "1 tracked changes" in refused.err) == (1, True)
    assert made.kaitei("import", "members", "--yes", "--tracked", "reject", str(tmp_path / "a.docx")).code == 0
    assert "会費は千円" in made.read("docs/members.md")


def test_words_that_could_not_be_carried_over_are_told_with_their_place(made: Repository, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会員規約\n\n2. 甲\n1. 乙\n1. 丙\n\n2019年4月1日制定\n", encoding="utf-8")
    told = made.kaitei("import", "members", "--yes", str(tmp_path / "a.txt"))
    assert told.code == 0
    assert "“1” on line 5 of the original" in told.out


def test_another_title_leaves_that_of_the_text_in_it(made: Repository, old: dict[str, str]) -> None:
    assert made.kaitei("import", "members", "--title", "会員のきまり", f"2019-04-01={old['1.txt']}").code == 0
    policy = made.load().registry.policies["members"]
    assert (policy.title, "# 会員規約\n" in made.read("docs/members.md")) == ("会員のきまり", True)


def test_a_part_of_a_page_may_be_named(made: Repository, tmp_path: Path) -> None:
    page = "<p>案内</p><div id=a><h1>会員規約</h1><p>本文です。<p>2019年4月1日制定</div>"
    (tmp_path / "a.html").write_bytes(page.encode("euc_jp"))
    given = ["--select", "#a", "--encoding", "euc-jp", "--kind", "other", "--yes", str(tmp_path / "a.html")]
    assert made.kaitei("import", "members", *given).code == 0
    assert made.read("docs/members.md").endswith("---\n本文です。\n\n2019年4月1日制定\n")


@pytest.mark.parametrize("id_", ["../terms", "/terms", "Terms", "terms/history", "terms/"])
def test_an_id_that_cannot_be_an_address_is_refused(made: Repository, id_: str) -> None:
    made.write({"from.txt": "利用規約\n\n第1条（目的）\n目的を定めます。\n"})
    tried = made.kaitei("import", id_, f"2024-04-01={made.root / 'from.txt'}", "--yes")
    assert tried.code == 1
    assert id_ in tried.err
    assert made.git("status", "--porcelain").split("\n")[0].endswith("from.txt")


def english(folder: Path, name: str, fee: str) -> str:
    (folder / name).write_text(f"Members' Terms\n\nArticle 2 (Fees)\n1. The fee is {fee}.\n", encoding="utf-8")
    return str(folder / name)


def test_translations_come_with_their_texts_or_after_them(
    made: Repository, old: dict[str, str], tmp_path: Path
) -> None:
    first, second = english(tmp_path, "1.en.txt", "1,000 yen"), english(tmp_path, "2.en.txt", "2,000 yen")
    given = [f"2019-04-01={old['1.txt']}", f"2022-01-01={old['2.txt']}"]
    told = made.kaitei("import", "members", *given, f"2022-01-01.en={second}")
    assert (told.code, told.err) == (0, "")
    assert made.read("docs/members.en.md").startswith(
        "---\ntitle: Members' Terms\ntranslates: 2022-01-01\n---\nArticle 2"
    )
    told = made.kaitei("import", "members", "--locale", "en", f"2019-04-01={first}")
    assert (told.code, told.err) == (0, "")
    assert made.read("docs/members/2019-04-01.en.md").startswith("---\ntitle: Members' Terms\n---\nArticle 2")
    assert "The fee is 1,000 yen." in made.read("record/members/2019-04-01.en.txt")
    assert (made.kaitei("check", "--base", "main").err, made.kaitei("lock").code) == ("", 0)
    again = made.kaitei("import", "members", "--locale", "en", f"2019-04-01={first}")
    assert (again.code, "nothing is overwritten" in again.err) == (1, True)


def test_the_living_translation_of_a_policy_in_a_folder_says_what_it_translates(
    made: Repository, old: dict[str, str], tmp_path: Path
) -> None:
    text = english(tmp_path, "a.en.txt", "1,000 yen")
    told = made.kaitei("import", "shop/members", f"2019-04-01={old['1.txt']}", f"2019-04-01.en={text}")
    assert (told.code, told.err) == (0, "")
    assert "\ntranslates: 2019-04-01\n" in made.read("docs/shop/members.en.md")


def test_a_translation_needs_a_text_that_it_translates(made: Repository, old: dict[str, str], tmp_path: Path) -> None:
    assert made.kaitei("import", "members", f"2019-04-01={old['1.txt']}").code == 0
    text, before = english(tmp_path, "a.txt", "1,000 yen"), made.files()
    (tmp_path / "bare.txt").write_text("The fee is 1,000 yen.\n\nIt is paid monthly.\n", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    for arguments, words in (
        ([f"2020-04-01={text}"], "no text of 2020-04-01 that this could translate (there are those of 2019-04-01)"),
        ([text], "day of effect is unknown"),
        ([f"2019-04-01={tmp_path / 'bare.txt'}"], "Give it with --title"),
        ([f"2019-04-01={tmp_path / 'a.pdf'}"], "cannot be a PDF"),
        ([f"2019-04-01={text}", f"2019-04-01={old['2.txt']}"], "same day"),
    ):
        told = made.kaitei("import", "members", "--locale", "en", *arguments)
        assert (told.code, made.files()) == (1, before), told
        assert words in told.err
    assert made.kaitei("import", "members", "--locale", "fr", f"2019-04-01={text}").code == 2
    assert "There is no policy “none”" in made.kaitei("import", "none", "--locale", "en", f"2019-04-01={text}").err


def test_words_of_a_translation_that_could_not_be_carried_over_are_told(
    made: Repository, old: dict[str, str], tmp_path: Path
) -> None:
    assert made.kaitei("import", "members", f"2019-04-01={old['1.txt']}").code == 0
    (tmp_path / "a.txt").write_text("Members' Terms\n\n2. A\n1. B\n1. C\n", encoding="utf-8")
    told = made.kaitei("import", "members", "--locale", "en", f"2019-04-01={tmp_path / 'a.txt'}")
    assert (told.code, "“1” on line 5 of the original could not be carried over" in told.out) == (0, True)


def test_the_day_of_a_translation_is_proposed_too(made: Repository, old: dict[str, str], tmp_path: Path) -> None:
    assert made.kaitei("import", "members", f"2019-04-01={old['1.txt']}").code == 0
    text = english(tmp_path, "2019-04-01.txt", "1,000 yen")
    told = made.kaitei("import", "members", "--locale", "en", text)
    assert (told.code, "Proposal: translation (en) of the text of 2019-04-01" in told.err) == (1, True)
    assert made.kaitei("import", "members", "--locale", "en", "--yes", text).code == 0


def test_the_translation_of_a_revision_takes_the_place_of_that_before_it(
    made: Repository, old: dict[str, str], tmp_path: Path
) -> None:
    given = (f"2019-04-01={old['1.txt']}", f"2019-04-01.en={english(tmp_path, '1.en.txt', '1,000 yen')}")
    assert made.kaitei("import", "members", *given).code == 0
    before = made.read("docs/members.en.md")
    assert made.kaitei("revise", "members", "2027-04-01", "--announced", "2027-03-01", "--summary", "改定").code == 0
    second = english(tmp_path, "2.en.txt", "2,000 yen")
    told = made.kaitei("import", "members", "--locale", "en", f"2027-04-01={second}")
    assert (told.code, told.err) == (0, "")
    assert "translates: 2027-04-01" in made.read("docs/members.en.md")
    assert made.read("docs/members/2019-04-01.en.md") == before


@pytest.mark.parametrize("day", ["2022-02", "2022", "2022年2月", "令和4年"])
def test_a_month_or_a_year_is_no_day_of_a_text(made: Repository, old: dict[str, str], day: str) -> None:
    told = made.kaitei("import", "members", f"{day}={old['1.txt']}")
    assert told.code == 2
    assert f"“{day}” is a month or a year" in told.err
    assert "text: not-held" in told.err
