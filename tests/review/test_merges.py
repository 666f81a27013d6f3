"""Who brought a revision in: what git tells of merges, squashes, renames, and of what was taken out and put back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kaitei.errors import KaiteiError
from kaitei.policy.policy import Policy
from kaitei.review.merges import History, Merge
from tests.support.cases import problems
from tests.support.repository import Repository, identify, project, repository

MIO, NAGISA, REN = "Mio <mio@example.com>", "Nagisa <nagisa@example.com>", "Ren <ren@example.com>"
EDITOR = "Editor <editor@example.com>"
TERMS = "docs/terms.md"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return repository(tmp_path / "project")


def revised(made: Repository, date: str, name: str = TERMS) -> None:
    """Put a revision first in a list."""
    made.edit((name, "revisions:\n", f"revisions:\n  - {{date: {date}, summary: 改定}}\n"))


def committed(made: Repository, message: str, author: str = EDITOR) -> str:
    """Commit everything as somebody's; the commit is returned."""
    made.git("add", "--all")
    made.git("commit", "--quiet", "--author", author, "--message", message)
    return made.git("rev-parse", "HEAD").strip()


def branch(made: Repository) -> None:
    """Begin a change on a branch of its own."""
    made.git("checkout", "--quiet", "-b", "change")


def merged(made: Repository, message: str, by: str = MIO) -> str:
    """Merge that branch; the commit is returned."""
    made.git("checkout", "--quiet", "work")
    made.git("merge", "--quiet", "--no-ff", "--no-commit", "change")
    return committed(made, message, by)


def brought(made: Repository, id_: str = "terms", *aliases: str) -> Mapping[str, tuple[Merge, ...]]:
    """By what each revision of a policy came in."""
    return History.read(made.root).brought(Policy(id_, f"docs/{id_}.md", (), (), {}, aliases))


def test_a_revision_came_in_with_the_merge_of_its_pull_request(made: Repository) -> None:
    branch(made)
    made.write({"docs/terms/2024-04-01.md": "---\ntitle: 利用規約\n---\n本文\n"})
    committed(made, "Freeze\n\nReviewed-by: Nobody <nobody@example.com>", "Other <other@example.com>")
    revised(made, "2027-04-01")
    committed(made, "Revise the terms\n\nReviewed-by: Ren\n <ren@example.com>", NAGISA)
    made.edit((TERMS, "船の案内", "船と港の案内"))
    committed(made, f"Mend\n\nReviewed-by: {REN}\nAcked-by: {MIO}", NAGISA)
    hash_ = merged(made, "Merge pull request #12 from office/change\n\nRevise the terms")
    found = brought(made)
    assert [one.authors for one in found["2024-04-01"]] == [(EDITOR,)]
    (merge,) = found["2027-04-01"]
    assert (merge.commit, merge.by, merge.request) == (hash_, MIO, "#12")
    assert merge.authors == (NAGISA,)  # of the living file alone
    assert merge.approvals == (f"Reviewed-by: {REN}", f"Acked-by: {MIO}")
    assert merge.time.isoformat() == made.git("log", "-1", "--format=%cI", "HEAD").strip()


def test_a_squash_has_its_author_and_those_whom_it_names(made: Repository) -> None:
    revised(made, "2027-04-01")
    hash_ = committed(made, f"Terms (#9) (#13)\n\nText\n\nCo-authored-by: {REN}\nApproved-by: {MIO}", NAGISA)
    (merge,) = brought(made)["2027-04-01"]
    assert (merge.commit, merge.by, merge.request) == (hash_, EDITOR, "#13")
    assert (merge.authors, merge.approvals) == ((NAGISA, REN), (f"Approved-by: {MIO}",))


@pytest.mark.parametrize(
    ("message", "request_"),
    [
        ("Merge branch 'a' into 'main'\n\nRevise\n\nSee merge request office/policies!14", "!14"),
        ("Merged in change (pull request #15)\n\nRevise", "#15"),
        ("Mend (#16) again", ""),
        ("Revise\n\nAs (#17)", ""),
    ],
)
def test_the_request_is_found_as_platforms_write_it(made: Repository, message: str, request_: str) -> None:
    revised(made, "2027-04-01")
    committed(made, message)
    (merge,) = brought(made)["2027-04-01"]
    assert merge.request == request_


def test_a_revision_that_was_taken_out_and_put_back_came_in_twice(made: Repository) -> None:
    revised(made, "2027-04-01")
    first = committed(made, "in")
    made.git("revert", "--no-edit", "HEAD")
    revised(made, "2027-04-01")
    second = committed(made, "again")
    assert [one.commit for one in brought(made)["2027-04-01"]] == [first, second]


def test_a_date_elsewhere_in_the_file_is_no_revision(made: Repository) -> None:
    correction = "    corrections: [{date: 2027-04-01, summary: 訂正, before: 甲, after: 乙}]\n"
    made.write({TERMS: made.read(TERMS).replace("---\n第1条", f"{correction}---\ndate: 2027-04-01\n第1条")})
    committed(made, "correct")
    assert "2027-04-01" not in brought(made)


def test_a_commit_that_broke_the_file_changes_nothing(made: Repository) -> None:
    start = made.git("rev-parse", "HEAD").strip()
    text = made.read(TERMS)
    for broken in ("<<<<<<<\n", "---\nrevisions: 2024-04-01\n", "---\nrevisions: [2024-04-01\n---\n"):
        made.write({TERMS: broken})
        committed(made, "break")
    made.write({TERMS: text})
    committed(made, "mend")
    assert start in [one.commit for one in brought(made)["2024-04-01"]]


def test_a_policy_is_followed_to_its_former_names(made: Repository) -> None:
    start = made.git("rev-parse", "HEAD").strip()
    branch(made)
    made.write({"docs/shop/terms.md": made.read(TERMS), TERMS: None})
    committed(made, "move", NAGISA)
    revised(made, "2027-04-01", "docs/shop/terms.md")
    committed(made, "revise", REN)
    both = merged(made, "merge")
    found = brought(made, "shop/terms")
    assert {date: [one.commit for one in merges] for date, merges in found.items()} == {
        "2024-04-01": [start],
        "2027-04-01": [both],
    }
    assert found["2027-04-01"][0].authors == (NAGISA, REN)


def test_a_policy_renamed_and_rewritten_at_once_is_found_by_its_alias(made: Repository) -> None:
    start = made.git("rev-parse", "HEAD").strip()
    new = made.read(TERMS).replace("船の案内に関する決まりです。", "\n".join(f"第{n}条　{n}" for n in range(2, 60)))
    made.write({"docs/rules.md": new, TERMS: None})
    renamed = committed(made, "rename and rewrite")
    assert [one.commit for one in brought(made, "rules")["2024-04-01"]] == [renamed]
    assert [one.commit for one in brought(made, "rules", "terms")["2024-04-01"]] == [start]


def test_a_new_file_of_an_old_name_is_another_policy(made: Repository) -> None:
    old = made.read(TERMS)
    made.git("mv", TERMS, "docs/rules.md")
    committed(made, "rename")
    made.write({TERMS: old})
    again = committed(made, "another")
    assert [one.commit for one in brought(made)["2024-04-01"]] == [again]


def test_a_project_may_stand_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    made = project(tmp_path / "whole" / "legal")
    whole = Repository(tmp_path / "whole")
    whole.git("init", "--quiet", "--initial-branch=main")
    identify(whole)
    whole.write({TERMS: made.read(TERMS)})
    first = committed(whole, "start")
    assert [one.commit for one in brought(made)["2024-04-01"]] == [first]


def test_settings_of_git_and_words_of_messages_change_nothing(made: Repository) -> None:
    for key in ("log.showSignature", "log.decorate", "log.follow"):
        made.git("config", key, "true")
    for key, value in {"log.showRoot": "false", "log.diffMerges": "off", "diff.renames": "false"}.items():
        made.git("config", key, value)
    revised(made, "2027-04-01")
    committed(made, ":100644 100644 a b M\n\n:x\x01\x1f", "=cmd|a <a@example.com>")
    (merge,) = brought(made)["2027-04-01"]
    assert [one.commit for one in brought(made)["2024-04-01"]] == made.git("rev-parse", "main").split()
    assert (merge.authors, merge.request) == (("=cmd|a <a@example.com>",), "")


def test_part_of_a_history_is_none(made: Repository, tmp_path: Path) -> None:
    made.git("clone", "--quiet", "--depth=1", made.root.as_uri(), str(tmp_path / "shallow"))
    with pytest.raises(KaiteiError) as error:
        History.read(tmp_path / "shallow")
    assert problems(error) == ["git_part"]


def test_a_folder_without_a_commit_has_no_history(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    for _ in range(2):
        with pytest.raises(KaiteiError) as error:
            History.read(made.root)
        assert problems(error) == ["git_failed"]
        made.git("init", "--quiet")
