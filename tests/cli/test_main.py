from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.repository import Repository, project, repository

ITEM = "      - {date: 2022-05-01, summary: 誤記の訂正, before: おたより, after: お便り}\n"
CORRECTED = ITEM, f"{ITEM}      - {{date: 2026-11-22, summary: 日数の訂正, before: 七日, after: 八日}}\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A project that no test here changes."""
    return repository(tmp_path_factory.mktemp("cli") / "project")


def test_a_clean_site_passes(made: Repository) -> None:
    told = made.kaitei("check", "--base", "main")
    assert (told.code, told.out, told.err) == (0, "3 policies and 6 texts checked: no problems.\n", "")


@pytest.mark.parametrize("arguments", [["--lang", "ja", "check"], ["check", "--lang", "ja"]])
def test_messages_are_in_the_language_asked_for(made: Repository, arguments: list[str]) -> None:
    assert made.kaitei(*arguments).out.endswith("規約・ポリシー3件、本文6件を確かめました。問題はありません。\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["check", "--base"],
        ["report"],
        ["revise", "privacy"],
        ["revise", "privacy", "2026-02-30"],
        ["revise", "privacy", "2026-12"],
        ["revise", "privacy", "9999-12-31"],
        ["show", "privacy", "--on", "0001-01-01"],
        ["revise", "privacy", "2026-12-01", "--users", "all"],
        ["revise", "privacy", "2026-12-01", "--summary", "ja=一", "--summary", "二"],
        ["revise", "privacy", "2026-12-01", "--summary", "fr=un"],
        ["revise", "privacy", "2026-12-01", "--summary", "ja＝一"],
        ["lock", "--correct", "privacy"],
        ["show", "privacy", "--locale", "fr"],
        ["check", "--lang", "fr"],
        ["revise", "privacy", "0001-01-01"],
        ["show", "privacy", "--on", "2026-11-31"],
        ["show", "privacy", "--on", ""],
        ["show"],
        ["compare", "privacy", "2025-04-01", "2022-04-01"],
        ["compare", "privacy", "2025-04-01", "2025-04-01"],
        ["compare", "privacy", "2022-04-01", "2025-04-01", "2026-04-01"],
        ["compare", "privacy", "--format", "doc"],
        ["report", "--base", "main", "--html", ""],
        ["--config", "", "check"],
        ["check", "--bas", "main"],
        ["check", "--lang=ja=en"],
        ["--nothing"],
        ["lock", "now"],
    ],
)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_wrong_usage_ends_with_2(made: Repository, arguments: list[str], lang: str) -> None:
    before = made.files()
    told = made.kaitei(*arguments, lang=lang)
    assert (told.code, told.out) == (2, "")
    assert ("Usage: kaitei" if lang == "en" else "使い方: kaitei") in told.err
    assert made.files() == before


@pytest.mark.parametrize(
    ("arguments", "en", "ja"),
    [
        (
            ["nothing"],
            "There is no command “nothing”. Write one of audit, check,",
            "「nothing」というコマンドはありません。audit, check,",
        ),
        (["check", "--bas"], "There is no option --bas here.", "--bas というオプションは、ここでは使えません。"),
        (["check", "--base"], "The option --base lacks its value", "オプション --base の値がない"),
        (["show"], "POLICY is missing.", "POLICY を指定してください。"),
        (
            ["compare", "privacy", "x"],
            "“x” is no day (OLD). Write an",
            "「x」は日付として読めません（OLD）。実在する日を、",
        ),
        (["show", "terms", "--on", "2026"], "“2026” is no day (--on).", "「2026」は日付として読めません（--on）。"),
        (
            ["compare", "terms", "--format", "x"],
            "no value for --format. Write one of md, json, html, docx, pdf, redline",
            "md, json, html, docx, pdf, redline のどれか",
        ),
        (
            ["show", "terms", "--locale", "fr"],
            "no language “fr”. Write one of ja, en",
            "「fr」という言語はありません。ja, en",
        ),
        (
            ["revise", "terms", "2027-01-01", "--summary", "fr=x"],
            "language: ja=…, en=…",
            "1つずつ指定してください：ja=…",
        ),
        (["lock", "now"], "one too many, or one too few", "多すぎるか、足りません"),
    ],
)
def test_wrong_usage_is_told_in_both_languages(made: Repository, arguments: list[str], en: str, ja: str) -> None:
    assert en in made.kaitei(*arguments).err
    assert ja in made.kaitei(*arguments, lang="ja").err
    assert ja in made.kaitei("--lang", "ja", *arguments).err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "--base", "nowhere"], "git knows no “nowhere” here."),
        (["report", "--base", "nowhere"], "git knows no “nowhere” here."),
        (["report", "--base", "--help"], "git knows no “--help” here."),
        (["report", "--base=-x"], "git knows no “-x” here."),
        (["check", "--base", ""], "git knows no “” here."),
        (["check", "--base", "main:docs"], "git knows no “main:docs” here."),
        (["revise", "nothing", "2027-01-01"], "There is no policy “nothing”."),
        (["compare", "nothing"], "There is no policy “nothing”."),
        (["lock", "--correct", "nothing", "2025-04-01"], "There is no policy “nothing”."),
        (["show", ""], "There is no policy “”. Known are guide, privacy, terms"),
        (["show", "../docs/privacy"], "There is no policy “../docs/privacy”."),
        (["compare", "privacy", "2022-04-01", "2026-01-01"], "There is no text of 2026-01-01."),
        (["show", "nothing"], "There is no policy “nothing”."),
        (["show", "privacy", "--on", "2022-03-31"], "was not in force on 2022-03-31"),
        (["compare", "terms"], "no two revisions"),
        (["compare", "privacy", "2021-01-01"], "There is no text of 2021-01-01. Held are 2025-04-01, 2022-04-01."),
        (["lock", "--correct", "privacy", "2021-01-01"], "There is no text of 2021-01-01."),
        (["lock", "--correct", "guide", "2027-04-01"], "is not recorded"),
        (["revise", "privacy", "2027-04-01", "--summary", "甲\u202e乙"], "summary: The character U+202E"),
        (
            ["revise", "privacy", "2027-04-01", "--summary", "en=a\x1b[31m", "--summary", "ja=甲"],
            "summary.en: The character U+001B",
        ),
        (["revise", "privacy", "2027-04-01", "--summary", "\u200b"], "summary must be text"),
    ],
)
def test_a_problem_ends_with_1_and_what_to_do(made: Repository, arguments: list[str], words: str) -> None:
    before = made.files()
    told = made.kaitei(*arguments)
    assert (told.code, told.out) == (1, "")
    assert words in told.err
    assert made.files() == before


def test_a_missing_project_is_told(tmp_path: Path) -> None:
    told = Repository(tmp_path).kaitei("check")
    assert told.code == 1
    assert told.err.startswith("mkdocs.yml: The file cannot be read")


def test_a_text_is_shown_as_it_stood_on_a_day(made: Repository) -> None:
    past = made.kaitei("show", "privacy", "--on", "2024-06-24").out
    assert "1. お便りは七日以内に返します。" in past
    assert "浜田 渚" in past
    assert "磯部 澪" in made.kaitei("show", "privacy", "--on", "2024-06-25").out
    assert "within three days" in made.kaitei("show", "privacy", "--locale", "en").out


def test_a_day_asked_for_is_told_with_the_facts_shown_then_beside_the_text(made: Repository) -> None:
    told = made.kaitei("show", "privacy", "--on", "2024-06-24")
    assert told.err == (
        "Facts shown on 2024-06-24:\n  company.name: 灯台商会\n  representative: 代表取締役 / 浜田 渚\n"
    )
    assert told.out.startswith("約束\n")
    assert made.kaitei("show", "privacy", "--on", "2024-06-25", lang="ja").err == (
        "2024-06-25に表示していた会社情報：\n  company.name: 灯台商会\n  representative: 代表取締役 / 磯部 澪\n"
    )
    assert made.kaitei("show", "terms", "--on", "2024-06-25").err == "The text showed no facts on 2024-06-25.\n"
    assert made.kaitei("show", "privacy").err == ""


def test_a_fee_that_changes_without_a_revision_is_a_problem_until_its_day_has_come(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    made.edit(["docs/terms.md", "決まりです。", "決まりです。料金は {{ fee }} です。"])
    company = made.read("company.yml")
    made.write({"company.yml": company + "fee: [500円, {from: 2027-04-01, value: 600円}]\n"})
    made.lock()
    told = made.kaitei("check")
    assert told.code == 1
    assert told.err.startswith(
        "company.yml:11: fee, which “利用規約” shows, changes on 2027-04-01, but the policy has no revision"
    )
    past = made.kaitei("check", today="2027-04-01")
    assert (past.code, past.err) == (0, "")
    assert "company.yml:11: fee, which “利用規約” (terms) shows, changed on 2027-04-01 without a revision" in past.out
    made.write({"company.yml": company + "partners: [{name: 甲社, from: 2027-04-01}]\n"})
    made.edit(["docs/terms.md", "料金は {{ fee }} です。", "\n\n{{ partners }}"])
    made.lock()
    told = made.kaitei("check")
    assert (told.code, told.out.startswith("company.yml:11: partners, which “利用規約” shows, changes")) == (0, True)


def test_lock_adds_what_is_missing_and_changes_nothing_else(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    recorded = made.files()
    shutil.rmtree(made.root / "record")
    assert made.kaitei("lock").out.startswith("record/SHA256SUMS: Recorded: 5 text(s).\nNext: commit record/")
    assert made.files() == recorded
    told = made.kaitei("lock")
    assert (told.code, told.out) == (0, "Nothing to add: everything that is public is recorded.\n")
    assert made.files() == recorded


def test_lock_refuses_while_a_recorded_text_was_edited(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    made.edit(("docs/privacy/2022-04-01.md", "七日", "八日"))
    before = made.files()
    told = made.kaitei("lock")
    assert told.code == 1
    assert "docs/privacy/2022-04-01.md: The revision of 2022-04-01 of privacy (ja) reads differently" in told.err
    assert "kaitei lock --correct privacy 2022-04-01" in told.err
    assert made.files() == before

    refused = made.kaitei("lock", "--correct", "privacy", "2022-04-01")
    assert refused.code == 1
    assert refused.err.startswith("docs/privacy.md:8: The items in “corrections” of the revision of 2022-04-01")
    assert "“1. お便りは七日以内" in refused.err
    assert made.files() == before

    made.edit(("docs/privacy.md", *CORRECTED))
    assert made.kaitei("lock", "--correct", "privacy", "2022-04-01").code == 0
    assert made.kaitei("check").code == 0
    again = made.kaitei("lock", "--correct", "privacy", "2022-04-01")
    assert again.out == "Nothing to correct: the revision of 2022-04-01 of privacy reads as recorded.\n"


def test_lock_corrects_one_revision_only(tmp_path: Path) -> None:
    """What is wrong with another text keeps the record from being written."""
    made = project(tmp_path / "project")
    assert made.kaitei("revise", "privacy", "2026-12-01").code == 0
    made.edit(("docs/privacy/2022-04-01.md", "七日", "八日"), ("docs/privacy/2025-04-01.md", "三日", "四日"))
    made.edit(("docs/privacy.md", *CORRECTED))
    before = made.files()
    told = made.kaitei("lock", "--correct", "privacy", "2022-04-01")
    assert (told.code, told.err.split(":")[0]) == (1, "docs/privacy/2025-04-01.md")
    assert "docs/privacy/2022-04-01.md" not in told.err
    assert made.files() == before


def test_check_tells_all_that_a_build_would_and_what_the_record_lacks(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    shutil.rmtree(made.root / "record")
    lacking = made.kaitei("check")
    assert (lacking.code, lacking.err) == (0, "")  # the workflow records it
    assert lacking.out.startswith("record/SHA256SUMS: Public texts not recorded yet: 5.")
    made.edit(("docs/terms.md", "船の", "[船](/ship.md)の"))
    assert made.kaitei("check").err.startswith("docs/terms.md:8: The link /ship.md leads nowhere.")


def test_warnings_pass(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    made.edit(("company.yml", "2028-03-31", "2026-12-31"), ("docs/guide.md", "まだ", "灯台商会の"))
    told = made.kaitei("check")
    assert (told.code, told.err) == (0, "")
    assert "docs/guide.md:7: “灯台商会” is typed by hand. Write {{ company.name }} instead" in told.out
    assert "company.yml:10: certifications.mark is valid until 2026-12-31, 39 more days" in told.out


def test_the_report_is_a_comment_even_where_the_change_is_wrong(tmp_path: Path) -> None:
    made = repository(tmp_path / "project")
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    told = made.kaitei("report", "--base", "main", "--html", str(tmp_path / "approval"), "--lang", "ja")
    assert (told.code, told.err) == (0, "")
    assert "### 直すところ（1件）\n\n- docs/privacy.md: privacyの2025-04-01の本文（ja）が" in told.out
    assert sorted(path.name for path in (tmp_path / "approval").iterdir()) == ["privacy.docx", "privacy.html"]


def test_who_deleted_the_record_is_told_to_restore_it_not_to_write_another(tmp_path: Path) -> None:
    made = repository(tmp_path / "project")
    shutil.rmtree(made.root / "record")
    told = made.kaitei("check", "--base", "main")
    assert told.err.splitlines() == [
        "record/SHA256SUMS: The record was deleted. Restore it: git checkout main -- record",
        "Problems: 1. Mend them and run kaitei check again.",
    ]


@pytest.mark.parametrize(
    "arguments", [["check"], ["show", "privacy"], ["compare", "privacy"], ["report", "--base", "main"]]
)
@pytest.mark.parametrize("where", ["closed", "a pipe that nobody reads", "a full disk"])
def test_an_output_that_cannot_be_written_is_no_traceback(made: Repository, arguments: list[str], where: str) -> None:
    before = made.files()
    reading, writing = os.pipe()
    os.close(reading)
    full = os.open("/dev/full", os.O_WRONLY)
    command = [sys.executable, "-c", "from kaitei.cli import main; main()", *arguments]
    if where == "closed":
        command = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    environ = os.environ | {"KAITEI_TODAY": "2026-11-22", "KAITEI_LANG": "ja", "PYTHONPATH": str(made.root / "hooks")}
    out = {"closed": None, "a full disk": full}.get(where, writing)
    done = subprocess.run(command, cwd=made.root, env=environ, stdout=out, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    os.close(full)
    told = done.stderr.decode()
    assert "Traceback" not in told
    assert "Exception" not in told
    assert done.returncode == (0 if where == "closed" else 1)
    assert ("出力を書き込めません" in told) is (where == "a full disk")
    assert made.files() == before


@pytest.mark.parametrize("language", ["", "fr", "JA_jp.UTF-8", "en;", "日本語"])
def test_any_language_of_the_terminal_gets_one_of_ours(made: Repository, language: str) -> None:
    japanese = language.lower().startswith("ja")
    told = made.kaitei("show", "nothing", lang=language, LC_ALL="", LANG="")
    assert told.err.startswith("「nothing」というポリシー" if japanese else "There is no policy “nothing”.")


@pytest.mark.parametrize("today", ["0001-01-01", "2026-11-31", "2026-11-22T00:00", " ", "today", "２０２６-11-22"])
@pytest.mark.parametrize(
    "command", [["check"], ["show", "privacy"], ["compare", "privacy"], ["lock"], ["revise", "privacy", "2027-01-01"]]
)
def test_a_day_that_is_none_is_told_by_every_command(made: Repository, command: list[str], today: str) -> None:
    before = made.files()
    told = made.kaitei(*command, today=today)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith(f"KAITEI_TODAY is “{today}”, which is no day.")
    assert made.files() == before


@pytest.mark.parametrize("today", ["1873-01-01", "2999-12-31"])
def test_the_first_and_the_last_day_are_days(tmp_path: Path, today: str) -> None:
    made = project(tmp_path / "project")
    assert made.build(today).code == 0
    assert "Problems" in made.kaitei("check", today=today).err or made.kaitei("check", today=today).code == 0


def test_a_folder_of_texts_that_is_missing_is_told(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    (made.root / "docs").rename(made.root / "texts")
    told = made.kaitei("check")
    assert (told.code, told.out) == (1, "")
    assert re.fullmatch(r"mkdocs\.yml:\d+: MkDocs does not accept “docs_dir”: .*/docs' isn't .*\n", told.err)
    assert "MkDocsは「docs_dir」を受け付けません" in made.kaitei("check", lang="ja").err
    assert made.build().code == 1


@pytest.mark.parametrize("place", ["/dev/null/x", "mkdocs.yml", "docs/terms.md/x"])
def test_a_report_that_cannot_be_written_says_nothing_else(tmp_path: Path, place: str) -> None:
    made = repository(tmp_path / "project")
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    before = made.files()
    told = made.kaitei("report", "--base", "main", "--html", str(made.root / place))
    assert (told.code, told.out) == (1, "")
    assert ": The file cannot be written" in told.err
    assert made.files() == before


def test_a_command_that_is_not_named_is_asked_for(made: Repository) -> None:
    assert made.kaitei().err.startswith("What is to be done? Write one of audit, check, compare,")
    assert made.kaitei(lang="ja").err.startswith("コマンドを指定してください。audit, check, compare,")


def test_what_goes_into_a_file_is_utf_8_whatever_the_terminal_is(made: Repository) -> None:
    """As on Windows, where a pipe has the encoding of the country."""
    program = "import sys; from kaitei.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "--config", str(made.root / "mkdocs.yml"), "show", "terms"]
    environ = os.environ | {"PYTHONIOENCODING": "cp1252", "KAITEI_TODAY": "2026-11-22"}
    done = subprocess.run(command, env=environ, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "船の案内に関する決まりです。" in done.stdout.decode()


def test_check_finds_on_ordinary_pages_what_a_build_would(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    made.write({"docs/about.md": "# 会社\n\n[a](nowhere.md)\n"})
    told = made.kaitei("check")
    assert told.code == 1  # as a strict build
    assert "nowhere.md" in told.out + told.err
    made.write({"docs/about.md": "# 会社\n\n{{ nothing }}\n"})
    told = made.kaitei("check")
    assert told.code == 1
    assert "docs/about.md:3: " in told.err
    made.write({"docs/about.md": "# 会社\n\n<a href='javascript:x()'>a</a>\n"})
    told = made.kaitei("check")
    assert told.code == 1
    assert "javascript:x()" in told.err
    assert not made.site.exists()
