"""The form of a change of the company's details."""

from __future__ import annotations

import pytest
import yaml

from tests.support.forms import ADDRESS, LIVING, branches, start
from tests.support.platform import Ran, git
from tests.support.site import Project

FACTS = "company: {name: 見本株式会社}\nrepresentative: {title: 社長, name: 甲} # 代表者\n"
CHANGE = {"FACT": "代表者　氏名（representative.name）", "VALUE": "乙 $(touch trap) '\"", "DATE": "2027年4月1日"}


def fact(project: Project, typed: dict[str, str], heads: str = "") -> tuple[Ran, str]:
    """Run the form on a change of the company's details, of which there are two."""
    project.write({"company.yml": FACTS, "docs/terms.md": f"{LIVING}\n{{{{ representative }}}}\n"})
    git(project.root, "commit", "--quiet", "--all", "--message", "facts")
    return start(project, CHANGE | typed, form="fact", heads=heads)


def test_a_fact_changes_from_a_day_on(project: Project) -> None:
    ran, page = fact(project, {})
    assert ran.code == 0, ran.output
    branch = "fact/representative.name-2027-04-01"
    assert branch in branches(project)
    assert git(project.root, "diff", "--name-only", "main", branch).split() == ["company.yml"]
    added = yaml.safe_load(git(project.root, "show", f"{branch}:company.yml"))["representative"][1]
    assert {key: str(value) for key, value in added.items()} == {
        "from": "2027-04-01",
        "title": "社長",
        "name": CHANGE["VALUE"],
    }
    made = next(call for call in ran.asked if call.startswith("pr create"))
    assert f"({ADDRESS}/edit/{branch}/company.yml)" in made
    assert "「利用規約」（terms）は、2027-04-01から新しい内容を示します" in made
    assert f"{ADDRESS}/pull/12" in page
    assert git(project.root, "log", "-1", "--format=%s").strip() == "representative.name: 変更 2027-04-01"
    assert not list(project.root.rglob("trap"))


def test_a_title_and_a_name_change_together(project: Project) -> None:
    ran, _ = fact(project, {"JOB": "会長", "VALUE": "from: 2030-01-01", "ENGLISH": " ", "JOB_ENGLISH": ""})
    assert ran.code == 0, ran.output
    assert '- {from: 2027-04-01, title: 会長, name: "from: 2030-01-01"}' in git(
        project.root, "show", "HEAD:company.yml"
    )
    assert "fact/representative.name-2027-04-01" in branches(project)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"FACT": "代表者（representativ.name）"}, "近い名前：representative.name"),
        ({"FACT": "--help"}, "--help"),
        ({"VALUE": " "}, "NAME=VALUE"),
        ({"VALUE": "甲"}, "すでにその内容です"),
        ({"DATE": "いつか"}, "いつか"),
        ({"ENGLISH": "B"}, "representative.name.en"),  # the site has no English
    ],
)
def test_what_is_wrong_with_a_fact_is_on_the_page(typed: dict[str, str], told: str, project: Project) -> None:
    ran, page = fact(project, typed)
    assert ran.code == 1, ran.output
    assert "何も書いていません" in page
    assert told in page
    assert branches(project) == ["main"]


def test_another_change_of_facts_under_way_is_told_whatever_it_changes(project: Project) -> None:
    heads = {
        "fact/company.address-2027-05-01": 5,
        "revise/terms-2027-05-01": 6,
        "fact/representative.name-2027-04-01": 7,
    }
    listed = "".join(f"{head} {ADDRESS}/pull/{number}\n" for head, number in heads.items())
    ran, page = fact(project, {}, heads=listed)
    assert ran.code == 0, ran.output
    assert f"{ADDRESS}/pull/5" in page
    assert f"{ADDRESS}/pull/6" not in page
    assert f"{ADDRESS}/pull/7" not in page  # its own, pushed a moment ago
    assert "会社情報の変更が、ほかにも進んでいます" in page
