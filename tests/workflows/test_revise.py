"""The forms of revisions, repeals and new policies: what an editor types becomes a pull request."""

from __future__ import annotations

import pytest
import yaml

from tests.support import site
from tests.support.forms import ADDRESS, LIVING, branches, start
from tests.support.platform import git
from tests.support.site import Project


def test_a_revision_becomes_a_branch_and_a_pull_request(project: Project) -> None:
    ran, page = start(project, {"ANNOUNCED": "2027-03-01"})
    assert ran.code == 0, ran.output
    assert branches(project) == ["main", "revise/terms-2027-04-01"]
    origin = project.root.parent / "origin.git"
    changed = git(origin, "diff", "--name-only", "main", "revise/terms-2027-04-01").split()
    lists = ["record/SHA256SUMS", "record/SOURCES", "record/entries.tsv"]
    texts = ["docs/terms.md", "docs/terms/2024-04-01.md", *lists, "record/terms/2024-04-01.ja.txt"]
    assert sorted(changed) == texts
    assert git(origin, "show", "revise/terms-2027-04-01:docs/terms/2024-04-01.md") == LIVING
    living = git(origin, "show", "revise/terms-2027-04-01:docs/terms.md")
    assert "2027-03-01" in living
    assert "返品の期間を改めました。" in living
    author = git(origin, "log", "-1", "--format=%an %ae", "revise/terms-2027-04-01").strip()
    assert author == "hanako 7+hanako@users.noreply.github.com"
    assert f"{ADDRESS}/pull/12" in page


def test_of_a_policy_that_is_not_public_yet_there_is_nothing_to_record(project: Project) -> None:
    """And so no folder for it."""
    soon = LIVING.replace("2024-04-01,", "2027-01-01, announced: 2026-12-01,")
    for name in ("terms", "shop/privacy"):
        (project.root / f"docs/{name}.md").write_text(soon, encoding="utf-8")
    git(project.root, "commit", "--quiet", "--all", "--message", "soon")
    ran, _ = start(project)
    assert ran.code == 0, ran.output
    changed = git(project.root, "diff", "--name-only", "main", "HEAD").split()
    assert changed == ["docs/terms.md", "docs/terms/2027-01-01.md"]


def test_the_pull_request_leads_to_the_text(project: Project) -> None:
    ran, _ = start(project)
    made = next(call for call in ran.asked if call.startswith("pr create"))
    assert f"({ADDRESS}/edit/revise/terms-2027-04-01/docs/terms.md)" in made
    assert "docs/terms/2024-04-01.md" in made  # what the command said
    assert "--base main --head revise/terms-2027-04-01" in made
    assert "{edit}" not in made
    assert "{said}" not in made


@pytest.mark.parametrize("typed", ["shop/privacy", "docs/shop/privacy.md", "shop/privacy.md"])
def test_a_policy_may_be_named_as_its_file(typed: str, project: Project) -> None:
    ran, _ = start(project, {"POLICY": typed})
    assert ran.code == 0, ran.output
    assert "revise/shop/privacy-2027-04-01" in branches(project)


WRONG = {
    "no such policy": ({"POLICY": "privacy"}, "terms"),
    "no such day": ({"DATE": "2027-02-30"}, "2027-02-30"),
    "announced too late": ({"ANNOUNCED": "2027-05-01"}, "2027-05-01"),
    "an option for a policy": ({"POLICY": "--help"}, "--help"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_on_the_page_and_nothing_is_begun(case: tuple[dict[str, str], str], project: Project) -> None:
    typed, told = case
    ran, page = start(project, typed)
    assert ran.code == 1, ran.output
    assert "何も書いていません" in page
    assert told in page
    assert branches(project) == ["main"]
    assert ran.asked == []


@pytest.mark.parametrize(
    "summary", ["$(touch {trap})", "`touch {trap}`", '"; touch {trap}; "', "&touch {trap}& {edit}\\"]
)
def test_nothing_typed_is_run(summary: str, project: Project) -> None:
    trap = project.root.parent / "trap"
    ran, _ = start(project, {"SUMMARY": summary.replace("{trap}", str(trap))})
    assert ran.code == 0, ran.output
    assert not trap.exists()
    living = git(project.root.parent / "origin.git", "show", "revise/terms-2027-04-01:docs/terms.md")
    assert str(trap) in living


def test_a_revision_is_begun_once(project: Project) -> None:
    assert start(project)[0].code == 0
    git(project.root, "switch", "--quiet", "main")
    git(project.root, "branch", "--quiet", "-D", "revise/terms-2027-04-01")
    before = git(project.root.parent / "origin.git", "rev-parse", "revise/terms-2027-04-01")
    ran, page = start(project, {"SUMMARY": "別の改定です。"})
    assert ran.code == 1
    assert "もう始まっています" in page
    assert git(project.root.parent / "origin.git", "rev-parse", "revise/terms-2027-04-01") == before
    assert not any(call.startswith("pr create") for call in ran.asked)


def test_a_platform_that_forbids_pull_requests_is_explained(project: Project) -> None:
    ran, page = start(project, refused=True)
    assert ran.code == 1
    assert "Allow GitHub Actions to create and approve pull requests" in page
    assert f"{ADDRESS}/compare/revise/terms-2027-04-01?expand=1" in page


def test_a_policy_may_be_typed_by_its_title_and_a_day_as_people_write_it(project: Project) -> None:
    project.write({"docs/terms.md": LIVING.replace("利用規約", "会員規約")})
    git(project.root, "commit", "--quiet", "--all", "--message", "title")
    ran, _ = start(project, {"POLICY": "会員規約", "DATE": "2027年4月1日"})
    assert ran.code == 0, ran.output
    assert "revise/terms-2027-04-01" in branches(project)
    made = next(call for call in ran.asked if call.startswith("pr create"))
    assert f"({ADDRESS}/edit/revise/terms-2027-04-01/docs/terms.md)" in made


def test_before_a_revision_that_is_announced_the_pull_request_leads_to_the_text_that_comes_first(
    project: Project,
) -> None:
    assert start(project, {"ANNOUNCED": "2026-11-22"})[0].code == 0
    git(project.root, "branch", "--quiet", "--force", "main")
    ran, _ = start(project, {"DATE": "2027-01-01"})
    assert ran.code == 0, ran.output
    made = next(call for call in ran.asked if call.startswith("pr create"))
    assert f"({ADDRESS}/edit/revise/terms-2027-01-01/docs/terms/2027-01-01.md)" in made


@pytest.mark.parametrize("date", ["2027年4月1日", "令和9年4月1日", "2027/4/1", "2027-04-01", "２０２７年４月１日"])
def test_a_policy_is_chosen_by_title_and_days_are_written_as_people_write_them(date: str, project: Project) -> None:
    ran, _ = start(project, {"POLICY": "改めた題名（shop/privacy）", "DATE": date, "ANNOUNCED": "令和９年３月１日"})
    assert ran.code == 0, ran.output
    living = git(project.root, "show", "revise/shop/privacy-2027-04-01:docs/shop/privacy.md")
    assert "announced: 2027-03-01" in living


def test_every_field_of_the_form_is_in_the_revision(project: Project) -> None:
    typed = {
        "ANNOUNCED": "2027-03-01",
        "ADOPTED": "2027年2月10日",
        "REASON": '$(false) "見直し"\nのため',
        "TRANSITION": "従前の契約には、なお従前の例による。",
        "USERS": "consent（同意を得る / ask for consent）",
        "BASIS": "reasonable（合理的な変更 / reasonable）",
        "DECIDED_BY": "取締役会（定例）",
        "DECIDED_REF": "2027-12",
        "REMARK": "c1=字句の整理；c2=新設",
    }
    ran, _ = start(project, typed)
    assert ran.code == 0, ran.output
    item = yaml.safe_load(git(project.root, "show", "HEAD:docs/terms.md").split("---")[1])["revisions"][0]
    assert {key: str(value) for key, value in item.items()} == {
        "date": "2027-04-01",
        "adopted": "2027-02-10",
        "announced": "2027-03-01",
        "transition": typed["TRANSITION"],
        "decided": "{'by': '取締役会（定例）', 'ref': '2027-12'}",
        "remarks": "{'c1': '字句の整理', 'c2': '新設'}",
        "basis": "reasonable",
        "summary": "返品の期間を改めました。",
        "reason": '$(false) "見直し" のため',
        "users": "consent",
    }


def test_a_past_revision_and_one_in_place_of_another_have_their_fields(project: Project) -> None:
    off = "  - {date: 2027-01-01, withdrawn: 2026-11-20, reason: 延期, summary: 改定}\n"
    frozen = {"docs/terms.md": LIVING.replace("revisions:\n", f"revisions:\n{off}"), "docs/terms/2024-04-01.md": LIVING}
    project.write(frozen)
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message", "off")
    ran, _ = start(project, {"REPLACES": "2027年1月1日"})
    assert ran.code == 0, ran.output
    assert "replaces: 2027-01-01" in git(project.root, "show", "HEAD:docs/terms.md")
    git(project.root, "switch", "--quiet", "main")
    past = {"POLICY": "shop/privacy", "DATE": "2025-04-01", "RECORDED": "2026-11-22", "SOURCE": "社内の写し"}
    ran, _ = start(project, past)
    assert ran.code == 0, ran.output
    living = git(project.root, "show", "HEAD:docs/shop/privacy.md")
    assert "recorded: 2026-11-22\n    source: 社内の写し" in living


def test_texts_in_english_stand_beside_those_in_the_first_language(project: Project) -> None:
    typed = {"SUMMARY_EN": "Returns", "REASON": "法改正", "REASON_EN": "New law", "TRANSITION_EN": " "}
    refused, page = start(project, typed)
    assert refused.code == 1
    assert "--summary" in page
    mkdocs = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
    bilingual = site.make(project.root.parent / "other", {}, languages=("ja", "en")).root / "mkdocs.yml"
    assert bilingual.read_text(encoding="utf-8") != mkdocs
    project.write({"mkdocs.yml": bilingual.read_text(encoding="utf-8")})
    git(project.root, "commit", "--quiet", "--all", "--message", "English")
    ran, _ = start(project, typed)
    assert ran.code == 0, ran.output
    item = yaml.safe_load(git(project.root, "show", "HEAD:docs/terms.md").split("---")[1])["revisions"][0]
    assert item["summary"] == {"ja": "返品の期間を改めました。", "en": "Returns"}
    assert item["reason"] == {"ja": "法改正", "en": "New law"}


def test_a_choice_that_says_nothing_and_a_blank_are_left_out(project: Project) -> None:
    ran, _ = start(project, {"USERS": "（書かない / not said）", "BASIS": "（書かない / not said）", "REASON": "  "})
    assert ran.code == 0, ran.output
    item = yaml.safe_load(git(project.root, "show", "HEAD:docs/terms.md").split("---")[1])["revisions"][0]
    assert sorted(item) == ["date", "summary"]


def test_a_policy_is_repealed_with_what_replaces_it(project: Project) -> None:
    typed = {"POLICY": "利用規約（terms）", "DATE": "令和9年4月1日", "SUCCESSOR": "shop/privacy", "SUMMARY": "廃止"}
    ran, _ = start(project, typed, form="repeal")
    assert ran.code == 0, ran.output
    head = yaml.safe_load(git(project.root, "show", "revise/terms-2027-04-01:docs/terms.md").split("---")[1])
    assert head["successor"] == "shop/privacy"
    assert head["revisions"][0]["event"] == "repealed"
    made = next(call for call in ran.asked if call.startswith("pr create"))
    assert "本文を直す必要はありません" in made


NEW = {
    "POLICY": "members",
    "TITLE": "会員規約 $(touch trap) '\"",
    "KIND": "terms（利用規約など / terms）",
    "SUMMARY": "",
}


def test_a_policy_is_added(project: Project) -> None:
    ran, _ = start(project, NEW | {"DATE": "2027年4月1日"}, form="add")
    assert ran.code == 0, ran.output
    head, body = git(project.root, "show", "revise/members-2027-04-01:docs/members.md").split("---")[1:]
    assert yaml.safe_load(head)["title"] == NEW["TITLE"]
    assert yaml.safe_load(head)["kind"] == "terms"
    assert "ここに本文を書きます。" in body
    made = next(call for call in ran.asked if call.startswith("pr create"))
    assert f"({ADDRESS}/edit/revise/members-2027-04-01/docs/members.md)" in made
    assert not list(project.root.glob("trap"))


@pytest.mark.parametrize("wrong", [{"POLICY": "terms"}, {"POLICY": "../x"}, {"POLICY": "会員"}, {"DATE": "きょう"}])
def test_what_cannot_be_added_is_refused(wrong: dict[str, str], project: Project) -> None:
    ran, page = start(project, NEW | wrong, form="add")
    assert ran.code == 1, ran.output
    assert "何も書いていません" in page
    assert git(project.root, "status", "--short") == ""
    assert branches(project) == ["main"]


def test_another_revision_under_way_is_told_with_its_address(project: Project) -> None:
    heads = {"revise/terms-2027-05-01": 5, "revise/terms-shop-2027-05-01": 6, "revise/privacy-2027-05-01": 7}
    ran, page = start(project, heads="".join(f"{head} {ADDRESS}/pull/{number}\n" for head, number in heads.items()))
    assert ran.code == 0, ran.output
    made = next(call for call in ran.asked if call.startswith("pr create"))
    for said in (made, page):
        assert f"{ADDRESS}/pull/5" in said
        assert f"{ADDRESS}/pull/6" not in said
        assert f"{ADDRESS}/pull/7" not in said
    assert "ほかにも進んでいます" in page
    assert "ほかにも進んでいます" not in start_again(project)


def start_again(project: Project) -> str:
    """What the page says of another policy, of which nothing else is under way."""
    git(project.root, "switch", "--quiet", "main")
    return start(project, {"POLICY": "shop/privacy"})[1]


def test_messages_are_in_the_chosen_language(project: Project) -> None:
    _, page = start(project, {"KAITEI_LANG": "en", "DATE": "never"})
    assert "Nothing was written" in page
    assert "書いて" not in page
