from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.repository import Repository, project

ITEM = """\
  - date: 2027-04-01
    adopted: 2026-11-20
    announced: 2026-12-01
    transition:
      ja: 従前の例による
      en: As before
    decided:
      by: 取締役会
      ref: 2026-123
    basis: reasonable
    summary: 目的の見直し
    reason: 法改正
    remarks:
      c1: 字句の整理
    users: consent
"""


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return project(tmp_path / "project")


def test_every_field_may_be_given_and_dates_as_people_write_them(made: Repository) -> None:
    given = ["--adopted", "2026/11/20", "--announced", "令和8年12月1日", "--users", "consent", "--basis", "reasonable"]
    given += ["--transition", "ja=従前の例による", "--transition", "en=As before", "--remark", "c1=字句の整理"]
    given += ["--decided-by", "取締役会", "--decided-ref", "2026-123"]
    given += ["--summary", "目的の見直し", "--reason", "法改正"]
    told = made.kaitei("revise", "利用規約", "2027年4月1日", *given)
    assert (told.code, told.err) == (0, "")
    assert f"revisions:\n{ITEM}" in made.read("docs/terms.md")
    revision = made.load().registry.policies["terms"].revisions[0]
    assert (revision.decided.by, revision.basis, revision.remarks) == ("取締役会", "reasonable", {"c1": "字句の整理"})


def test_a_revision_may_come_in_place_of_one_called_off(made: Repository) -> None:
    off = "  - {date: 2027-01-01, withdrawn: 2026-11-21, reason: 延期, summary: 改定}\n"
    made.write({"docs/terms/2024-04-01.md": made.read("docs/terms.md")})
    made.edit(("docs/terms.md", "revisions:\n", f"revisions:\n{off}"))
    told = made.kaitei("revise", "terms", "2027-02-01", "--replaces", "R9.1.1")
    assert (told.code, told.err) == (0, "")
    assert "replaces: 2027-01-01" in made.read("docs/terms.md")


def test_a_policy_ends_by_a_revision_too(made: Repository) -> None:
    assert made.kaitei("revise", "terms", "2027-02-01", "--event", "repealed").code == 0
    assert made.load().registry.policies["terms"].revisions[0].event == "repealed"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["2027-02-01", "--replaces", "2024-04-01"], "replaces 2024-04-01, which is no withdrawn revision"),
        (["2027-02-01", "--recorded", "2027-01-01"], "came into the record on 2027-01-01"),
        (["2027-02-01", "--source", "写し"], "“source”"),
        (["2027-02-01", "--announced", "2027-02-02"], "announced (2027-02-02)"),
    ],
)
def test_what_the_list_may_not_have_is_refused_and_nothing_written(
    made: Repository, options: list[str], words: str
) -> None:
    before = made.files()
    told = made.kaitei("revise", "terms", *options)
    assert (told.code, made.files()) == (1, before)
    assert words in told.err
    assert told.err.startswith("docs/terms.md: ")  # no line: nothing of it is in the file


def test_a_title_is_as_good_as_an_id_unless_two_policies_have_it(made: Repository) -> None:
    assert made.kaitei("show", "Promise", "--locale", "en").code == 0  # of the translation
    assert "There is no policy “約”." in made.kaitei("show", "約").err
    made.write({"docs/shop/terms.md": made.read("docs/terms.md")})
    told = made.kaitei("revise", "利用規約", "2027-02-01")
    assert (told.code, told.err) == (
        *(1,),
        "There is more than one policy titled “利用規約”. Name it by its id: shop/terms, terms.\n",
    )


def test_a_text_in_the_first_language_needs_no_code_beside_others(made: Repository) -> None:
    given = ("revise", "terms", "2027-02-01", "--basis", "benefit", "--summary")
    assert made.kaitei(*given, "返品 a=b", "--summary", "en=Returns").code == 0
    assert (
        "  - date: 2027-02-01\n    basis: benefit\n    summary:\n      ja: 返品 a=b\n      en: Returns\n"
        in made.read("docs/terms.md")
    )
    for wrong in (("--summary", "返品", "--summary", "ja=返品"), ("--summary", "fr=Retours")):
        told = made.kaitei(*given[:3], *wrong)
        assert (told.code, told.err.splitlines()[0]) == (
            *(2,),
            "Give --summary once, or once for each language: ja=…, en=….",
        )


def test_several_remarks_may_stand_in_one(made: Repository) -> None:
    given = "c1=字句の整理；前の例による； c1-2＝新設"
    assert made.kaitei("revise", "terms", "2027-02-01", "--remark", given, "--remark", "c3=削除").code == 0
    remarks = made.load().registry.policies["terms"].revisions[0].remarks
    assert remarks == {"c1": "字句の整理；前の例による", "c1-2": "新設", "c3": "削除"}


def test_a_remark_names_its_clause(made: Repository) -> None:
    told = made.kaitei("revise", "terms", "2027-02-01", "--remark", "新設")
    assert told.code == 2
    assert "“新設” lacks its clause" in told.err


def test_a_change_by_consent_may_be_announced_on_its_day_and_is_told(made: Repository) -> None:
    given = ("revise", "terms", "2026-12-01", "--announced", "2026-12-01", "--basis")
    assert "must be public before the day" in made.kaitei(*given, "reasonable").err
    told = made.kaitei(*given, "consent")
    assert told.code == 0, told.err
    assert "not public before the day it takes effect (2026-12-01; announced on 2026-12-01)" in told.out


def test_a_repeal_names_what_replaces_it_and_asks_for_no_text(made: Repository) -> None:
    told = made.kaitei("revise", "terms", "2027-12-31", "--repeal", "--successor", "privacy")
    assert told.code == 0, told.err
    assert "It is repealed on 2027-12-31." in told.out
    assert "write the new text" not in told.out
    living = made.read("docs/terms.md")
    assert "\nsuccessor: privacy\nrevisions:\n" in living
    assert "event: repealed" in living
    assert made.kaitei("check").code == 0


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--successor", "privacy"], 2, "--successor goes with --repeal."),
        (["--repeal", "--successor", "nowhere"], 1, "There is no policy “nowhere”."),
        (["--repeal", "--successor", "terms"], 1, "terms"),
    ],
)
def test_a_successor_is_another_policy_of_one_that_is_repealed(
    options: list[str], code: int, words: str, made: Repository
) -> None:
    before = made.files()
    told = made.kaitei("revise", "terms", "2027-12-31", *options)
    assert (told.code, made.files()) == (code, before)
    assert words in told.err


def test_a_key_that_is_there_is_not_written_twice(made: Repository) -> None:
    text = made.read("docs/terms.md")
    made.write({"docs/terms.md": text.replace("\nrevisions:", "\nsuccessor: privacy\nrevisions:", 1)})
    before = made.files()
    told = made.kaitei("revise", "terms", "2027-12-31", "--repeal", "--successor", "privacy")
    assert (told.code, made.files()) == (1, before)
    assert "Write it above “revisions” by hand: successor: privacy" in told.err
