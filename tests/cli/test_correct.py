"""`kaitei correct`: a slip is put right in its file, on the list and in the record, or nothing is written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kaitei.errors import fail
from kaitei.record import keeping
from tests.support.repository import Repository, project, repository

FROZEN, LIVING = "docs/privacy/2022-04-01.md", "docs/privacy.md"
RECORDED = "record/privacy/2025-04-01.ja.txt"
ITEM = "{date: 2026-11-22, summary: %s, before: %s, after: %s}"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return project(tmp_path / "project")


def test_a_slip_is_put_right_in_the_text_on_the_list_and_in_the_record(made: Repository) -> None:
    before, was = made.files(), made.read(RECORDED)
    told = made.kaitei("correct", "約束", "--before", "写しは", "--after", "うつしは", "--summary", "誤記")
    assert (told.code, told.err) == (0, "")
    assert "“写しは” of the revision of 2025-04-01 now reads “うつしは”" in told.out
    item = ITEM % ("誤記", "写しは", "うつしは")
    listed = f"summary: {{ja: 返送の見直し, en: Returns revised}}\n    corrections:\n      - {item}\n"
    expected = before[LIVING].decode().replace("写しは", "うつしは")
    expected = expected.replace("summary: {ja: 返送の見直し, en: Returns revised}\n", listed)
    assert made.read(LIVING) == expected
    assert made.read(RECORDED.replace(".ja.", ".ja.1.")) == was
    assert made.read(RECORDED) == was.replace("写しは", "うつしは")
    assert {name for name, data in made.files().items() if before.get(name) != data} == {
        *(LIVING, RECORDED, RECORDED.replace(".ja.", ".ja.1.")),
        *("record/SHA256SUMS", "record/entries.tsv"),
    }
    assert made.kaitei("check").code == 0


def test_a_correction_is_what_may_be_merged(tmp_path: Path) -> None:
    made = repository(tmp_path / "project")
    assert made.kaitei("correct", "privacy", "2022年4月1日", "--before", "お便り", "--after", "おたより").code == 0
    assert made.kaitei("correct", "privacy", "2022-04-01", "--before", "以内", "--after", "いない").code == 0
    assert "七日以内" in made.read("record/privacy/2022-04-01.ja.2.txt")
    told = made.kaitei("check", "--base", "main")
    assert (told.code, told.err) == (0, "")
    false = made.root / "record/privacy/2022-04-01.ja.2.txt"
    false.write_bytes(false.read_bytes().replace(b"1.", b"9."))
    sums = made.read("record/SHA256SUMS").splitlines()
    written = hashlib.sha256(false.read_bytes()).hexdigest()
    lines = [f"{written}{line[64:]}" if line.endswith(".2.txt") else line for line in sums]
    made.write({"record/SHA256SUMS": "\n".join(lines) + "\n"})
    assert "2022-04-01.ja.2.txt" in made.kaitei("check", "--base", "main").err


def test_of_a_past_text_the_frozen_file_is_mended(made: Repository) -> None:
    before = made.read(FROZEN)
    assert made.kaitei("correct", "privacy", "2022-04-01", "--before", "返します", "--after", "かえします").code == 0
    assert made.read(FROZEN) == before.replace("返します", "かえします")
    item = ITEM % ("{ja: 誤記の訂正, en: A slip put right}", "返します", "かえします")
    assert f"before: おたより, after: お便り}}\n      - {item}\n---" in made.read(LIVING)
    assert made.kaitei("check").code == 0


def test_line_ends_stay_as_they_are(made: Repository) -> None:
    """Those of the front matter, and of a text that has several kinds."""
    name = "docs/terms.md"
    mixed = made.read(name).replace("\n", "\r\n").replace("（目的）\r\n", "（目的）\n")
    (made.root / name).write_bytes(b"\xef\xbb\xbf" + mixed.encode())
    assert made.kaitei("correct", "terms", "--before", "）船の", "--after", "）舟の").code == 0
    item = ", corrections: [" + ITEM % ("{ja: 誤記の訂正, en: A slip put right}", "）船の", "）舟の") + "]}\r\n---"
    assert made.read(name) == "\ufeff" + mixed.replace("船の", "舟の").replace("}\r\n---", item, 1)
    assert made.kaitei("check").code == 0


def test_of_a_translation_alone_its_own_file_is_mended(made: Repository) -> None:
    given = ("--before", "letters", "--after", "mails", "--locale", "en", "--summary", "誤訳", "--summary", "en=Slip")
    assert made.kaitei("correct", "privacy", *given).code == 0
    assert "We answer mails within" in made.read("docs/privacy.en.md")
    item = ITEM.replace("}", ", locale: en}") % ("{ja: 誤訳, en: Slip}", "letters", "mails")
    assert item in made.read(LIVING)
    assert "record/privacy/2025-04-01.en.1.txt" in made.files()
    assert RECORDED.replace(".ja.", ".ja.1.") not in made.files()
    assert made.kaitei("check").code == 0


def test_all_places_are_mended_where_one_says_how_many(made: Repository) -> None:
    made.edit(("docs/terms.md", "船の案内に関する決まりです。", "会因は払う。\n会\n因は去る。"))
    made.lock()
    once = made.kaitei("correct", "terms", "--before", "会因", "--after", "会員")
    assert once.code == 1
    assert "is in the text of 2024-04-01 2 time(s), not 1" in once.err
    assert made.kaitei("correct", "terms", "--before", "会因", "--after", "会員", "--count", "2").code == 0
    assert made.read("docs/terms.md").endswith("会員は払う。\n会\n員は去る。\n")
    assert "after: 会員, count: 2}" in made.read("docs/terms.md")
    assert made.kaitei("check").code == 0


def test_what_is_perhaps_a_change_of_content_is_told(made: Repository) -> None:
    told = made.kaitei("correct", "privacy", "--before", "三日", "--after", "四日")
    assert told.code == 0
    assert "touches digits, dates, amounts, a negation or a whole sentence" in told.out


def test_the_same_words_in_a_text_that_is_coming_are_told(made: Repository) -> None:
    assert made.kaitei("revise", "privacy", "2027-01-01", "--announced", "2026-12-01").code == 0
    told = made.kaitei("correct", "privacy", "--before", "写しは", "--after", "うつしは")
    assert told.code == 0
    assert f"{LIVING}: “写しは” is in the revision of 2027-01-01 too." in told.out
    assert "うつしは" in made.read("docs/privacy/2025-04-01.md")
    assert made.kaitei("check").code == 0


def test_a_text_that_is_not_recorded_yet_is_mended_too(made: Repository) -> None:
    for path in (made.root / "record").rglob("*"):
        if path.is_file():
            path.unlink()
    assert made.kaitei("correct", "terms", "--before", "船の", "--after", "舟の").code == 0
    assert "corrections: [" + ITEM % ("{ja: 誤記の訂正, en: A slip put right}", "船の", "舟の") in made.read(
        "docs/terms.md"
    )
    assert not [name for name in made.files() if name.startswith("record/")]
    assert made.kaitei("check").code == 0


REFUSED = {
    "not there": (["privacy", "--before", "移しは渡しません", "--after", "x"], "The nearest is “写しは渡しません”."),
    "not there, in English": (
        ["privacy", "--locale", "en", "--before", "anser", "--after", "x"],
        "nearest is “answer”.",
    ),
    "nothing like it": (
        ["privacy", "--before", "株主総会", "--after", "x"],
        "“株主総会” is not in the text of 2025-04-01.",
    ),
    "a fact": (
        ["privacy", "--before", "灯台商会", "--after", "灯台商店"],
        "comes from {{ company.name }} in company.yml",
    ),
    "partly a fact": (["privacy", "--before", "商会の約束", "--after", "商店の約束"], "does not become"),
    "parted by the end of a paragraph": (
        ["privacy", "--before", "です。第1条", "--after", "です第1条"],
        "does not become",
    ),
    "the title": (["terms", "--before", "利用規約", "--after", "使用規約"], "they come from the title"),
    "not public": (["guide", "--before", "下書き", "--after", "した書き"], "not public yet"),
    "the same": (["terms", "--before", "船の", "--after", "船の"], "the text reads as before"),
    "nothing": (["terms", "--before", "船の", "--after", " "], "--after must be text"),
    "no such day": (["terms", "2021-01-01", "--before", "船の", "--after", "舟の"], "There is no text of 2021-01-01."),
    "no translation": (["terms", "--locale", "en", "--before", "x", "--after", "y"], "is not held in “en”"),
    "markup": (["terms", "--before", "船の", "--after", "**舟の**"], "does not become"),
    "active": (["terms", "--before", "船の", "--after", "<script>"], "script"),
    "a fact that is none": (["terms", "--before", "船の", "--after", "{{ ship }}"], "does not become"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_corrected_is_told_and_nothing_is_written(case: tuple[list[str], str], made: Repository) -> None:
    given, words = case
    before = made.files()
    told = made.kaitei("correct", *given)
    assert (told.code, made.files()) == (1, before), told.out
    assert words in told.err


def test_a_text_that_has_yet_to_take_effect_is_not_corrected(made: Repository) -> None:
    assert made.kaitei("revise", "terms", "2027-01-01", "--announced", "2026-11-22").code == 0
    told = made.kaitei("correct", "terms", "2027-01-01", "--before", "船の", "--after", "舟の")
    assert "has yet to take effect" in told.err


def test_nothing_is_written_while_something_else_does_not_read_as_recorded(made: Repository) -> None:
    made.edit(("docs/terms.md", "船の", "舟の"))
    before = made.files()
    told = made.kaitei("correct", "privacy", "--before", "写しは", "--after", "うつしは")
    assert (told.code, made.files()) == (1, before)
    assert told.err.startswith("docs/terms.md: ")


def test_what_was_written_is_taken_back_where_the_record_cannot_be(
    made: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise fail("lock_former", LIVING, 0, id="privacy", date="2025-04-01")

    monkeypatch.setattr(keeping, "corrected", refuse)
    before = made.files()
    assert made.kaitei("correct", "privacy", "--before", "写しは", "--after", "うつしは").code == 1
    assert made.files() == before
