from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from kaitei.errors import Problem
from kaitei.review import against_commit
from tests.support.cases import cases
from tests.support.repository import NOTES, TODAY, Repository, repository


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return repository(tmp_path_factory.mktemp("started") / "project")


@pytest.fixture
def made(started: Repository, tmp_path: Path) -> Repository:
    """A copy of the repository as it was committed."""
    shutil.copytree(started.root, tmp_path / "project", symlinks=True)
    return Repository(tmp_path / "project")


def told(problem: Problem) -> str:
    return f"{problem.key} {problem.file}{f':{problem.line}' if problem.line else ''}"


def found(made: Repository, today: str = TODAY) -> list[Problem]:
    return list(against_commit.problems(made.load(today), made.base(today=today)))


@pytest.mark.parametrize("case", cases("since"))
def test_what_a_change_may_not_do_is_found(case: dict[str, Any], made: Repository) -> None:
    before = made.read(case["frozen"][0]) if "frozen" in case else ""
    made.edit(*case.get("edits", ()))
    made.write({name: text or None for name, text in case.get("files", {}).items()})
    if before:
        made.write({case["frozen"][1]: _outgoing(case, made, before)})
    if case.get("lock") == "again":
        made.lock()
    elif case.get("lock") == "first only":
        made.write({"docs/revisions.lock": made.read("docs/revisions.lock").rstrip("\n").rpartition("\n")[0]})
    assert [told(one) for one in found(made, case.get("today", TODAY))] == case["expected"]


def _outgoing(case: dict[str, Any], made: Repository, before: str) -> str:
    """What is frozen: the text as it was, or, where the case is about that, as it was edited."""
    late = any("since_frozen_other" in one for one in case["expected"])
    return made.read(case["frozen"][0]) if late else before


def test_what_changed_is_quoted(made: Repository) -> None:
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    problem = found(made)[0]
    assert problem.params["was"].startswith("1. お便りは三日以内")
    assert problem.params["words"].startswith("1. お便りは五日以内")


def test_a_broken_base_still_has_its_frozen_files_held_against_ours(made: Repository) -> None:
    made.git("checkout", "--quiet", "main")
    made.edit(("docs/terms.md", "date: 2024-04-01", "date: 2024-02-30"))
    made.commit("broken")
    made.git("checkout", "--quiet", "-b", "mend")
    made.edit(("docs/terms.md", "date: 2024-02-30", "date: 2024-04-01"))
    base = made.base()
    assert [one.key for one in base.problems] == ["base_broken"]
    assert base.problems[0].params == {"rev": "main", "count": "1", "first": "docs/terms.md:5"}
    assert found(made) == []
    assert [one.key for one in against_commit.warnings(made.load(), base)] == ["base_broken"]

    made.edit(("docs/privacy.md", "    corrections:\n      - {date: 2022-05-01, summary: 誤記の訂正}\n", ""))
    made.edit(("docs/privacy/2022-04-01.md", "七日", "八日"))
    assert found(made) == []  # the record tells it
    made.write({"docs/revisions.lock": None})
    (made.root / "docs/privacy/2022-04-01.en.md").unlink()
    assert [told(one) for one in found(made)] == [
        "since_lock_gone docs/revisions.lock",
        "since_text_gone docs/privacy/2022-04-01.en.md",
        "since_frozen_touched docs/privacy/2022-04-01.md",
    ]


def test_a_new_revision_must_say_what_changed(made: Repository) -> None:
    assert made.kaitei("revise", "privacy", "2026-12-01").code == 0
    warnings = list(against_commit.warnings(made.load(), made.base()))
    assert [told(one) for one in warnings] == ["since_summary_bare docs/privacy.md:6"]
    made.edit(("docs/privacy.md", "ja: 改定\n      en: Revised", "ja: 窓口の新設\n      en: A desk"))
    assert list(against_commit.warnings(made.load(), made.base())) == []


def test_what_others_add_to_the_branch_meanwhile_is_not_taken_for_removed(made: Repository) -> None:
    made.git("checkout", "--quiet", "main")
    made.write({"docs/notes.md": NOTES})
    made.commit("notes")
    made.git("checkout", "--quiet", "work")
    assert found(made) == []
