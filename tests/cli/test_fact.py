"""`kaitei fact`: a change of the company's facts is written, and told where it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kaitei.cli.main import main
from tests.support import site
from tests.support.site import Project

LIVING = "---\ntitle: {}\nkind: {}\nrevisions:\n  - {{date: {}, summary: 制定}}\n---\n本文です。\n\n{}\n"
FACTS = """\
company: {name: 見本株式会社, address: {ja: 東京都, en: Tokyo}}
representative: {title: 社長, name: {ja: 甲, en: A}} # 代表者
desks:
  privacy: {name: 窓口, phone: "1"}
fee: 500円
partners:
  - {name: 相手}
"""
FILES = {
    "company.yml": FACTS,
    "docs/terms.md": LIVING.format("利用規約", "terms", "2024-04-01", "{{ representative }}"),
    "docs/privacy.md": LIVING.format("個人情報", "privacy", "2024-04-01", "{{ desks.privacy }}"),
    "docs/soon.md": LIVING.format("予定", "other", "2027-04-01", "{{ signature }}"),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return site.make(tmp_path, FILES)


def run(project: Project, *arguments: str, lang: str = "en") -> Result:
    env = {"KAITEI_TODAY": "2026-11-28", "KAITEI_LANG": lang}
    return CliRunner().invoke(main, ["-f", str(project.root / "mkdocs.yml"), "fact", *arguments], env=env)


def facts(project: Project) -> str:
    return (project.root / "company.yml").read_text(encoding="utf-8")


def test_title_and_name_change_on_one_day_and_policies_that_show_them_are_told(project: Project) -> None:
    given = ["representative.title=会長", "representative.name=乙 山", "representative.name.en=B"]
    told = run(project, *given, "--from", "2027年3月1日")
    assert told.exit_code == 0, told.output
    assert facts(project) == FACTS.replace(
        "representative: {title: 社長, name: {ja: 甲, en: A}} # 代表者\n",
        "representative:\n  - {title: 社長, name: {ja: 甲, en: A}} # 代表者\n"
        "  - {from: 2027-03-01, title: 会長, name: {ja: 乙 山, en: B}}\n",
    )
    assert "2027-03-01 on: representative.title, representative.name\n" in told.stdout
    assert "“利用規約” (terms) shows it from 2027-03-01 on" in told.stdout
    assert "個人情報" not in told.stdout
    assert "予定" not in told.stdout  # it is not in force yet, and shows what holds when it begins


def test_a_policy_that_begins_on_the_day_shows_it(project: Project) -> None:
    told = run(project, "representative.name.ja=乙", "--from", "2027-04-01")
    assert "“予定” (soon) shows it from 2027-04-01 on" in told.stdout


def test_what_has_happened_is_recorded_today_and_shown_from_then_on(project: Project) -> None:
    told = run(project, "desks.privacy.phone=2", "--from", "2026-10-01")
    assert told.exit_code == 0, told.output
    assert 'phone: ["1", {from: 2026-10-01, recorded: 2026-11-28, value: "2"}]' in facts(project)
    assert "“個人情報” (privacy) shows it from 2026-11-28 on" in told.stdout
    assert "“recorded: 2026-11-28” was added" in told.stdout


def test_today_has_not_passed(project: Project) -> None:
    assert run(project, "desks.privacy.phone=2", "--from", "2026-11-28").exit_code == 0
    assert '{from: 2026-11-28, value: "2"}' in facts(project)


def test_what_no_policy_shows_is_told(project: Project) -> None:
    told = run(project, "company.address=大阪府", "company.address.en=Osaka", "--from", "2027-03-01")
    assert told.exit_code == 0
    assert "No policy shows it on 2027-03-01." in told.stdout


def test_a_later_change_that_is_entered_already_is_told_and_stays(project: Project) -> None:
    assert run(project, "desks.privacy.phone=3", "--from", "2027-06-01").exit_code == 0
    told = run(project, "desks.privacy.phone=2", "--from", "2027-03-01")
    assert "desks.privacy.phone says from 2027-06-01 on is entered already" in told.stdout
    assert 'phone: ["1", {from: 2027-03-01, value: "2"}, {from: 2027-06-01, value: "3"}]' in facts(project)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["representativ.name=乙"], "There is no fact representativ.name. Near it: representative.name"),
        (["desks.privcy.phone=2"], "Near it: desks.privacy.phone"),
        (["representative.name.fr=B"], "There is no fact representative.name.fr"),
        (["representative.name.ja.x=B"], "There is no fact representative.name.ja.x"),
        (["x=1"], "There is no fact x. Near it: company.name, "),
        (["representative=乙"], "several values. Say which of them changes: representative.title, representative.name"),
        (["fee=600円"], "company.yml:5: fee is part of what policies say"),
        (["partners.name=乙"], "company.yml:6: partners is part of what policies say"),
        (["dates.x=乙"], "dates is part of what policies say"),
        (["company.name=見本株式会社"], "company.name says so already"),
        (["representative.name=乙"], "Give the others too: representative.name.en=…"),
        (["desks.privacy.tel=2"], "company.yml: “tel”"),
        (["desks.privacy.email=窓口"], "company.yml: “窓口”"),
        (["desks.privacy.phone=2", "company.url=javascript:x"], "company.yml: “javascript:x”"),
    ],
)
def test_what_cannot_change_is_refused_and_nothing_written(given: list[str], words: str, project: Project) -> None:
    told = run(project, *given, "--from", "2027-03-01")
    assert told.exit_code == 1, told.output
    assert words in told.stderr
    assert facts(project) == FACTS


@pytest.mark.parametrize("given", ["representative.name", "representative.name=", "=乙", "representative.name= \n"])
def test_a_name_has_a_value(given: str, project: Project) -> None:
    told = run(project, given, "--from", "2027-03-01")
    assert told.exit_code == 2
    assert "lacks its name or its value" in told.stderr


def test_a_collection_that_is_dated_as_a_whole_is_left_to_the_editor(project: Project) -> None:
    text = FACTS.replace('  privacy: {name: 窓口, phone: "1"}', '  - {privacy: {name: 窓口, phone: "1"}}')
    text = text.replace('"1"}}', '"1"}}\n  - {from: 2026-12-01, privacy: {name: 窓口, phone: "2"}}')
    project.write({"company.yml": text})
    told = run(project, "desks.privacy.phone=3", "--from", "2027-03-01")
    assert told.exit_code == 1
    assert "company.yml:3: Nothing can be added safely" in told.stderr
    assert facts(project) == text


def test_a_site_that_cannot_be_published_stays_as_it_is(project: Project) -> None:
    project.write({"docs/privacy.md": FILES["docs/privacy.md"] + "\n[x](/nowhere.md)\n"})
    told = run(project, "desks.privacy.phone=2", "--from", "2027-03-01")
    assert told.exit_code == 1, told.output
    assert "nowhere.md" in told.stderr
    assert facts(project) == FACTS
