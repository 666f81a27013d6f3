"""訂正の記録: what a pull request puts right goes into the record on its own branch, and nowhere else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import site
from tests.support.platform import Platform, Ran, git
from tests.support.site import REPOSITORY, Project

BRANCH = "hanako-patch-1"
HEAD = "---\ntitle: 利用規約\nkind: terms\nrevisions:\n  - date: 2024-04-01\n    summary: 制定\n---\n"
TEXT = f"{HEAD}七日以内に返します。\n"
ITEM = "    summary: 制定\n    corrections:\n      - {date: 2026-11-22, summary: 訂正, before: 七日, after: 八日}\n"
MENDED = TEXT.replace("七日", "八日").replace("    summary: 制定\n", ITEM)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A clone of a company's repository whose texts are recorded, with the branch of a pull request checked out."""
    files = {"company.yml": "company: {name: 見本株式会社}\n", "docs/terms.md": TEXT, "docs/privacy.md": TEXT}
    project = site.make(tmp_path / "work", files, languages=("ja",))
    platform = Platform(tmp_path / "gh")
    platform.folder.mkdir()
    lock = tmp_path / "lock.sh"
    lock.write_text("kaitei lock\n", encoding="utf-8")
    ran = platform.run("lock.sh", script=lock, cwd=str(project.root), KAITEI_TODAY="2026-11-01")
    assert ran.code == 0, ran.output
    shutil.copytree(REPOSITORY / ".github", project.root / ".github")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(project.root, "init", "--quiet", "--initial-branch=main")
    git(project.root, "remote", "add", "origin", "../origin.git")
    commit(project, {})
    git(project.root, "switch", "--quiet", "--create", BRANCH)
    return project


def commit(project: Project, files: dict[str, site.Content]) -> None:
    """Commit to the branch that is checked out, and push it."""
    project.write(files)
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message", "change")
    git(project.root, "push", "--quiet", "origin", "HEAD")


def run(project: Project, what: str = "corrections", **environ: str) -> tuple[Ran, str]:
    """Run the script as the workflow does; return what it did, and what the page of the run says."""
    page = project.root.parent / "page"
    page.write_text("", encoding="utf-8")
    ran = Platform(project.root.parent / "gh", {"auth setup-git": ""}).run(
        "record-corrections.sh",
        script=project.root / ".github" / "scripts" / "record-corrections.sh",
        **{
            "WHAT": what,
            "DEFAULT": "main",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REF_TYPE": "branch",
            "GITHUB_REF_NAME": BRANCH,
            "GITHUB_ACTOR": "hanako",
            "GITHUB_ACTOR_ID": "7",
            "GITHUB_STEP_SUMMARY": str(page),
            "KAITEI_TODAY": "2026-11-22",
            "KAITEI_LANG": "ja",
        }
        | environ,
    )
    return ran, page.read_text(encoding="utf-8")


def origin(project: Project, *arguments: str) -> str:
    return git(project.root.parent / "origin.git", *arguments)


def test_every_correction_goes_into_the_record_on_the_branch(project: Project) -> None:
    commit(project, {"docs/terms.md": MENDED, "docs/privacy.md": MENDED})
    ran, page = run(project)
    assert ran.code == 0, ran.output
    assert "記録し直しました：2件" in page
    assert f"head:{BRANCH}" in page
    changed = origin(project, "diff", "--name-status", f"{BRANCH}^", BRANCH).split("\n")
    texts = [f"{id_}/2024-04-01.ja" for id_ in ("privacy", "terms")]
    lists = ["M\trecord/SHA256SUMS", "M\trecord/entries.tsv"]
    new = [line for text in texts for line in (f"A\trecord/{text}.1.txt", f"M\trecord/{text}.txt")]
    assert sorted(filter(None, changed)) == sorted([*lists, *new])
    assert "七日" in origin(project, "show", f"{BRANCH}:record/terms/2024-04-01.ja.1.txt")
    assert "八日" in origin(project, "show", f"{BRANCH}:record/terms/2024-04-01.ja.txt")
    author = origin(project, "log", "-1", "--format=%an %ae", BRANCH).strip()
    assert author == "hanako 7+hanako@users.noreply.github.com"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"docs/terms.md": TEXT.replace("七日", "八日")}, "「七日以内に返します。」が「八日以内に返します。」"),
        ({"docs/terms.md": MENDED.replace("返", "渡")}, "「corrections」の項目が、実際の違いと合いません"),
        ({"docs/terms.md": MENDED, "docs/privacy.md": TEXT.replace("七日", "八日")}, "docs/privacy.md"),
    ],
    ids=["no correction", "more than the correction", "another text"],
)
def test_what_no_correction_explains_is_told_and_nothing_is_recorded(
    files: dict[str, site.Content], told: str, project: Project
) -> None:
    commit(project, files)
    before = origin(project, "rev-parse", BRANCH)
    ran, page = run(project)
    assert ran.code == 1, ran.output
    assert "記録できませんでした" in page
    assert told in page
    assert origin(project, "rev-parse", BRANCH) == before


@pytest.mark.parametrize("what", ["corrections", "reread"])
def test_where_all_reads_as_recorded_there_is_nothing_to_do(what: str, project: Project) -> None:
    commit(project, {"docs/other.md": TEXT.replace("2024", "2027")})
    before = origin(project, "rev-parse", BRANCH)
    ran, page = run(project, what)
    assert ran.code == 0, ran.output
    assert "記録するものはありません" in page
    assert origin(project, "rev-parse", BRANCH) == before


def test_another_reading_is_recorded_too(project: Project) -> None:
    """The text says what no engine of today reads in its source; the sum is of that text."""
    old = project.root / "record/terms/2024-04-01.ja.txt"
    sums = project.root / "record/SHA256SUMS"
    text = old.read_text(encoding="utf-8").replace("七日以内", "七日 以内")
    sha = subprocess.run(["sha256sum"], input=text, capture_output=True, text=True, check=True).stdout[:64]
    lines = [line if "terms" not in line else f"{sha}{line[64:]}" for line in sums.read_text().splitlines()]
    commit(project, {"record/terms/2024-04-01.ja.txt": text, "record/SHA256SUMS": "\n".join(lines) + "\n"})
    ran, page = run(project, "reread")
    assert ran.code == 0, ran.output
    assert "今の読み方で記録しました" in page
    assert origin(project, "show", f"{BRANCH}:record/terms/2024-04-01.ja.1.txt") == text


@pytest.mark.parametrize("chosen", [{"GITHUB_REF_NAME": "main"}, {"GITHUB_REF_TYPE": "tag"}], ids=["main", "a tag"])
def test_nothing_is_recorded_but_on_the_branch_of_a_pull_request(chosen: dict[str, str], project: Project) -> None:
    commit(project, {"docs/terms.md": MENDED})
    before = origin(project, "show-ref")
    ran, page = run(project, **chosen)
    assert (ran.code, ran.asked) == (1, []), ran.output
    assert "案のブランチを選んでください" in page
    assert origin(project, "show-ref") == before


def test_a_branch_that_has_moved_is_left_alone(project: Project) -> None:
    commit(project, {"docs/terms.md": MENDED})
    checked_out = git(project.root, "rev-parse", "HEAD").strip()
    commit(project, {"docs/new.md": "# 新\n"})
    git(project.root, "reset", "--quiet", "--hard", checked_out)
    before = origin(project, "rev-parse", BRANCH)
    ran, page = run(project)
    assert ran.code == 1, ran.output
    assert "もう一度実行してください" in page
    assert origin(project, "rev-parse", BRANCH) == before
