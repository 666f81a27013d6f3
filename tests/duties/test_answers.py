"""Answers to lists of duties: what is found in a text of a day, what is asked, what the company has decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kaitei.duties import answers, telling
from kaitei.duties.answers import Duties
from kaitei.errors import KaiteiError
from kaitei.site.site import Site
from kaitei.wording.words import words
from tests.support import small
from tests.support.site import CASES

ANSWERS = yaml.safe_load((CASES / "duties_answers.yml").read_text(encoding="utf-8"))
LIST: dict[str, Any] = {
    "title": "一覧",
    "law": "見本法",
    "from": "2020-01-01",
    "checked": "memory",
    "checked_on": "2026-11-28",
    "kinds": ["terms"],
}
BODY = "## 料金\n手数料は百円です。\n"
TODAY = "2026-11-28"


def item(signs: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    return {"name": "事項", "article": "第1条", "level": "must", **({"signs": signs} if signs else {}), **more}


def site(
    folder: Path, items: dict[str, Any], body: str = BODY, company: str = "", duties: str = "", **more: Any
) -> Site:
    """A site with one policy of terms, a list of its own, `mine`, and its decisions."""
    (folder / "duties").mkdir(exist_ok=True)
    (folder / "duties" / "mine.yml").write_text(yaml.safe_dump({**LIST, **more, "items": items}), encoding="utf-8")
    if duties:
        (folder / "duties.yml").write_text(duties, encoding="utf-8")
    head = "---\ntitle: 規約\nkind: terms\nrevisions:\n  - {date: 2026-04-01, summary: 改定}\n"
    text = f"{head}  - {{date: 2024-04-01, summary: 制定}}\n---\n{body}"
    files = {"terms.md": text, "terms/2024-04-01.md": "---\ntitle: 規約\n---\n前の文です。\n"}
    return small.site(files, TODAY, f"company: {{name: 見本株式会社}}\n{company}", root=folder)


def mine(made: Site, day: str = "") -> answers.Sheet:
    found = answers.held(made, small.day(day) if day else None, only="mine")
    return found.sheets[0]


def states(made: Site, day: str = "") -> dict[str, str]:
    return {one.item.id: one.state for one in mine(made, day).answers}


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: case["name"])
def test_signs(case: dict[str, Any], tmp_path: Path) -> None:
    items = {id_: item(signs) for id_, signs in case["items"].items()}
    made = site(tmp_path, items, case["body"], case.get("company", ""))
    assert states(made) == case["answers"]
    lacking = {one.item.id: list(one.lacking) for one in mine(made).answers if one.lacking}
    assert lacking == case.get("lacking", {})


def test_a_condition_never_follows_from_a_facts_absence(tmp_path: Path) -> None:
    made = site(tmp_path, {"one": item({"facts": ["representative.name"]}, level="when", when="法人のとき")})
    assert states(made) == {"one": "ask"}
    assert [one.key for one in telling.hints(answers.held(made), "ja") if one.params["id"] == "mine"] == ["duty_asked"]


def test_what_is_found_is_told_with_its_clause_and_words(tmp_path: Path) -> None:
    (one,) = mine(site(tmp_path, {"fees": item({"phrases": ["手数料"]})})).answers
    assert [(place.policy, place.anchor, place.words) for place in one.places] == [
        ("terms", "料金", "手数料は百円です。")
    ]


def test_texts_of_another_kind_are_not_looked_at(tmp_path: Path) -> None:
    made = site(tmp_path, {"fees": item({"phrases": ["手数料"]})}, kinds=["privacy"])
    assert (mine(made).concern, mine(made).answers) == ("no_policy", ())


def test_the_text_and_the_facts_are_those_of_the_day(tmp_path: Path) -> None:
    company = "desks: {d: [{name: 窓口}, {from: 2026-06-01, name: 窓口, phone: 03-0000-0001}]}\n"
    items = {"fees": item({"phrases": ["手数料"]}), "phone": item({"facts": ["desks.*.phone"]})}
    made = site(tmp_path, items, BODY + "\n{{ desks.d }}\n", company)
    assert states(made, "2025-01-01") == {"fees": "missing", "phone": "missing"}
    assert states(made, "2026-05-01") == {"fees": "found", "phone": "missing"}
    assert states(made, "2026-06-01") == {"fees": "found", "phone": "found"}


def test_what_comes_into_force_later_is_told_ahead_and_not_missed(tmp_path: Path) -> None:
    made = site(tmp_path, {"fees": item({"phrases": ["無料"]}, **{"from": "2027-04-01"})})
    assert [(one.key, one.params["day"]) for one in own(made)] == [("duty_ahead", "2027-04-01")]
    assert [one.ahead for one in mine(made, "2027-04-01").answers] == [False]


def own(made: Site) -> list[Any]:
    """The hints on the site's own list."""
    return [one for one in telling.hints(answers.held(made), "ja") if one.params["id"] == "mine"]


@pytest.mark.parametrize(
    ("duties", "concern"),
    [
        ("", "asked"),
        ("mine: {applicable: 店があるため, since: 2026-05-01, by: 法務部}\n", "concerned"),
        ("mine: {not_applicable: 店がないため, since: 2026-05-01, by: 法務部}\n", "excluded"),
    ],
)
def test_whether_a_list_concerns_the_company_is_its_own_decision(duties: str, concern: str, tmp_path: Path) -> None:
    made = site(tmp_path, {"fees": item({"phrases": ["無料"]})}, duties=duties, when="店があるとき")
    (sheet,) = (one for one in answers.held(made).sheets if one.key == "mine")
    assert sheet.concern == concern
    assert bool(sheet.answers) == bool(own(made)) == (concern == "concerned")


def test_a_list_concerns_a_company_whose_text_says_so(tmp_path: Path) -> None:
    made = site(tmp_path, {"fees": item({"phrases": ["無料"]})}, when="店があるとき", applies={"phrases": ["百円"]})
    assert mine(made).concern == "concerned"


def test_what_is_decided_is_not_asked_again(tmp_path: Path) -> None:
    duties = (
        "mine.one: {not_applicable: 手数料を定めていない, since: 2026-05-01, by: 法務部}\n"
        "mine.two: {found: {terms: 料金}, since: 2026-05-01, by: 法務部}\n"
    )
    made = site(tmp_path, {"one": item({"phrases": ["無料"]}), "two": item({"phrases": ["無償"]})}, duties=duties)
    assert states(made) == {"one": "excluded", "two": "decided"}
    assert own(made) == []
    assert list(telling.stale(answers.held(made))) == []
    told = telling.told(mine(made), words("ja"))
    assert told.rows[0].notes[-1] == "手数料を定めていない（2026-05-01、法務部）"
    assert told.rows[1].places == ("terms#料金「料金」",)


@pytest.mark.parametrize(
    ("decision", "first", "told"),
    [
        ("{not_applicable: なし, since: 2026-03-01, by: 甲}", "2020-01-01", ["duty_text_since"]),
        ("{not_applicable: なし, since: 2026-05-01, by: 甲}", "2026-06-01", ["duty_law_since"]),
        ("{found: {terms: c9}, since: 2026-05-01, by: 甲}", "2020-01-01", ["duty_place_gone"]),
    ],
)
def test_a_decision_is_told_of_when_law_or_text_has_changed_since(
    decision: str, first: str, told: list[str], tmp_path: Path
) -> None:
    made = site(tmp_path, {"one": item({"phrases": ["無料"]}, **{"from": first})}, duties=f"mine.one: {decision}\n")
    assert [one.key for one in telling.stale(answers.held(made))] == told


def test_a_decision_that_the_text_speaks_against_is_told(tmp_path: Path) -> None:
    duties = "mine.one: {not_applicable: 定めていない, since: 2026-05-01, by: 法務部}\n"
    made = site(tmp_path, {"one": item({"phrases": ["手数料"]})}, duties=duties)
    assert [one.key for one in telling.stale(answers.held(made))] == ["duty_contradicted"]


@pytest.mark.parametrize(
    ("duties", "told"),
    [
        ("mine.two: {not_applicable: なし, since: 2026-05-01, by: 甲}\n", "duty_unknown"),
        ("mine: {found: {terms: c1}, since: 2026-05-01, by: 甲}\n", "duty_decision"),
        ("mine.one: {applicable: ある, since: 2026-05-01, by: 甲}\n", "duty_decision"),
        ("mine.one: {not_applicable: なし, found: {terms: c1}, since: 2026-05-01, by: 甲}\n", "expects_decision"),
        ("mine.one: {not_applicable: なし, by: 甲}\n", "key_missing"),
        ("Mine: {not_applicable: なし, since: 2026-05-01, by: 甲}\n", "expects_duty"),
        ("mine.one: {not_applicable: なし, since: 2026-02-30, by: 甲}\n", "expects_date"),
    ],
)
def test_what_is_wrong_in_decisions_is_told_with_its_line(duties: str, told: str, tmp_path: Path) -> None:
    made = site(tmp_path, {"one": item({"phrases": ["無料"]})}, duties=f"# 判断\n{duties}")
    with pytest.raises(KaiteiError) as caught:
        answers.held(made)
    assert {(one.key, one.file, one.line) for one in caught.value.problems} == {(told, "duties.yml", 2)}


def test_a_change_tells_only_what_it_adds_or_takes_away(tmp_path: Path) -> None:
    items = {
        "fees": item({"phrases": ["手数料"]}),
        "post": item({"phrases": ["送料"]}),
        "name": item({"phrases": ["名"]}),
    }
    with_fees, with_post = (answers.held(site(tmp_path, items, body)) for body in (BODY, "送料は六百円です。\n"))
    assert told(with_fees, with_post) == [("fees", "found", "missing"), ("post", "missing", "found")]
    assert told(with_fees, with_fees) == []


def test_of_a_list_that_begins_to_concern_the_company_what_is_open_is_told(tmp_path: Path) -> None:
    items = {"fees": item({"phrases": ["手数料"]}), "post": item({"phrases": ["送料"]})}
    more: dict[str, Any] = {"when": "店があるとき", "applies": {"phrases": ["百円"]}}
    none, some = (answers.held(site(tmp_path, items, body, **more)) for body in ("本文。\n", BODY))
    assert told(none, some) == [("post", "", "missing")]
    assert told(some, none) == []


def told(before: Duties, after: Duties) -> list[tuple[str, str, str]]:
    found = answers.changes(before, after)
    return [(one.after.item.id, one.before.state if one.before else "", one.after.state) for one in found]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_was_only_remembered_is_marked_and_nothing_is_a_judgement(lang: str, tmp_path: Path) -> None:
    found = telling.told(mine(site(tmp_path, {"fees": item({"phrases": ["手数料"]})})), words(lang))
    assert words(lang)("duties_memory") in found.rows[0].notes
    assert words(lang)("duties_checked_memory") in found.against
    every = " ".join(str(text) for key, text in words(lang).texts.items() if key.startswith("duties_"))
    assert not any(word in every.lower() for word in ("違反", "適法", "遵守", "violat", "complian"))
    assert {"ja": "法的な助言ではありません", "en": "This is no legal advice"}[lang] in words(lang)(
        "duties_lead", day=TODAY
    )
