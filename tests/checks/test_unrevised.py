from __future__ import annotations

import pytest

from kaitei.checks.unrevised import told, unrevised
from kaitei.site.site import Site
from kaitei.wording.words import message
from tests.support.small import frozen, living, site, translated

COMPANY = """\
company: {name: [甲, {from: 2026-10-01, value: 乙}]}
representative: [{title: 社長, name: 一郎}, {from: 2026-10-01, title: 社長, name: 二郎}]
desks: {help: {name: 窓口, phone: ["1", {from: 2026-10-01, value: "2"}]}}
officers: {a: [{title: 部長, name: 三郎}, {from: 2026-10-01, title: 部長, name: 四郎}]}
certifications: {mark: {name: 印, valid_until: 2026-09-30}}
accredited_bodies: {b: {name: [団体, {from: 2026-10-01, value: 協会}]}}
joint_use: {purpose: [発送, {from: 2026-10-01, value: 発送および広告}]}
partners:
  - {name: 丙}
  - {name: 丁, from: 2026-10-01}
fees:
  monthly: 500円
  yearly:
    - 5000円
    - from: 2026-10-01
      value: 6000円
"""


FIRST = "- {date: 2025-04-01, summary: 制定}"


def made(shown: str, revisions: str = FIRST, company: str = COMPANY) -> Site:
    files = {"terms.md": living(revisions, f"{shown}\n", "利用規約", "kind: terms\n")}
    dates = [line.split("date: ")[1][:10] for line in revisions.splitlines()[1:]]
    files |= {f"terms/{date}.md": frozen(f"{shown}\n") for date in dates}
    return site(files, "2026-04-01", company)


def found(of: Site) -> list[tuple[str, str, str, int]]:
    return [(one.policy, one.name, str(one.day), one.line) for one in unrevised(of)]


@pytest.mark.parametrize(
    "shown",
    [
        "{{ company.name }}",
        "{{ company }}\n\n{{ signature }}\n\n{{ dates }}",
        "{{ representative }}",
        "{{ desks }}\n\n{{ desks.help.phone }}",
        "{{ officers.a }}",
        "{{ certifications.mark }}",
        "{{ accredited_bodies }}",
        "{{ fees.monthly }}",
    ],
)
def test_what_says_who_the_company_is_changes_without_a_revision(shown: str) -> None:
    assert found(made(shown)) == []


@pytest.mark.parametrize(
    ("shown", "name", "line"),
    [
        ("{{ fees.yearly }}", "fees.yearly", 15),
        ("{{ fees }}", "fees", 15),
        ("{{ joint_use }}", "joint_use", 7),
        ("{{ joint_use.purpose }}", "joint_use.purpose", 7),
        ("{{ partners }}", "partners", 10),
    ],
)
def test_any_other_fact_is_the_text_of_the_policy_that_shows_it(shown: str, name: str, line: int) -> None:
    assert found(made(shown)) == [("terms", name, "2026-10-01", line)]


@pytest.mark.parametrize(
    ("newest", "wrong"),
    [
        ("date: 2026-10-01, summary: 改定", False),
        ("date: 2026-10-01, announced: 2026-09-01, summary: 改定", False),
        ("date: 2026-10-02, summary: 改定", True),
        ("date: 2026-09-30, summary: 改定", True),
        ("date: 2026-10-01, withdrawn: 2026-03-01, reason: 見直し, summary: 改定", True),
        ("date: 2026-09-01, withdrawn: 2026-03-01, reason: 見直し, summary: 改定", True),
    ],
)
def test_a_change_needs_a_revision_that_takes_effect_on_its_day(newest: str, wrong: bool) -> None:
    revisions = f"- {{{newest}}}\n{FIRST}"
    assert [one[1] for one in found(made("{{ fees.yearly }}", revisions))] == ["fees.yearly"] * wrong


@pytest.mark.parametrize(("day", "wrong"), [("2026-10-01", False), ("2026-10-02", True)])
def test_after_a_repeal_nothing_is_the_text_of_a_policy(day: str, wrong: bool) -> None:
    revisions = f"- {{date: {day}, event: repealed, summary: 廃止}}\n{FIRST}"
    files = {"terms.md": living(revisions, "{{ fees.yearly }}\n")}
    assert bool(found(site(files, "2026-04-01", COMPANY))) is wrong


def test_before_the_first_revision_a_fact_may_change() -> None:
    assert found(made("{{ fees.yearly }}", "- {date: 2026-10-01, summary: 制定}")) == []


def test_every_policy_that_shows_it_is_told_and_its_translation_is_not_told_again() -> None:
    files = {
        "terms.md": living(FIRST, "{{ fees.yearly }}\n", "利用規約"),
        "terms.en.md": translated("2025-04-01", "{{ fees.yearly }}\n"),
        "guide.md": living(FIRST, "{{ fees.yearly }}\n", "案内"),
        "about.md": "{{ fees.yearly }}\n",
    }
    assert [one[0] for one in found(site(files, "2026-04-01", COMPANY))] == ["guide", "terms"]


def test_a_fact_recorded_late_changes_the_text_on_the_day_on_which_it_was_recorded() -> None:
    company = "fee: [500円, {from: 2026-09-01, recorded: 2026-10-01, value: 600円}]\n"
    revisions = f"- {{date: 2026-09-01, summary: 改定}}\n{FIRST}"
    assert found(made("{{ fee }}", revisions, company)) == [("terms", "fee", "2026-10-01", 1)]


def test_what_is_to_come_is_a_problem_and_of_partners_a_warning() -> None:
    problems, warnings = told(made("{{ fees.yearly }}\n\n{{ partners }}"))
    assert [one.key for one in problems] == ["fact_unrevised"]
    assert [one.key for one in warnings] == ["partners_unrevised"]
    assert message(problems[0], "ja").startswith(
        "company.yml:15: 「利用規約」に表示される fees.yearly は2026-10-01に変わりますが、その日の改定がありません。"
    )
    assert "kaitei revise terms 2026-10-01" in message(problems[0], "ja")
    assert message(problems[0], "en").startswith(
        "company.yml:15: fees.yearly, which “利用規約” shows, changes on 2026-10-01, but the policy has no revision"
    )
    assert "kaitei revise terms 2026-10-01" in message(warnings[0], "en")


def test_what_is_past_is_one_hint() -> None:
    company = "fee: [500円, {from: 2025-09-01, value: 600円}, {from: 2026-04-01, value: 700円}]\n"
    problems, (hint,) = told(made("{{ fee }}", company=company + "partners: [{name: 丙, from: 2026-02-01}]\n"))
    assert (problems, hint.key, hint.params["day"], hint.params["count"]) == (
        [],
        "fact_unrevised_past",
        "2026-04-01",
        "2",
    )
