"""タイムスタンプ: what the authority answers is pushed to the branch `record`, and a pull request is there for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import site
from tests.support.authority import Authority, authority, serving
from tests.support.platform import Platform, Ran, git
from tests.support.site import REPOSITORY, Project

ADDRESS = "https://github.com/company/policies"
SUMS = f"{'a' * 64}  terms/2024-04-01.ja.txt\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority") / "a")


@pytest.fixture
def project(desk: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A clone of a company's repository, as a workflow checks it out, whose site names an authority."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(desk.answer) as url:
        files: dict[str, site.Content] = {
            "record/SHA256SUMS": SUMS,
            "tsa.pem": desk.pem,
            "docs/index.md": "---\ntitle: 見本\n---\n",
        }
        named = {"extra": {"kaitei": {"stamp": {"url": url, "certificates": "tsa.pem"}}}}
        project = site.make(tmp_path / "work", files, named, languages=("ja",))
        shutil.copytree(REPOSITORY / ".github", project.root / ".github")
        git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
        git(project.root, "init", "--quiet", "--initial-branch=main")
        git(project.root, "remote", "add", "origin", "../origin.git")
        change(project, {})
        yield project


def change(project: Project, files: dict[str, site.Content], branch: str = "main") -> None:
    """Commit and push to a branch from `main`, which stays what is checked out."""
    git(project.root, "checkout", "--quiet", "-B", branch)
    project.write(files)
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--allow-empty", "--message", "change")
    git(project.root, "push", "--quiet", "origin", branch)
    git(project.root, "checkout", "--quiet", "main")


def run(project: Project, opened: str = "") -> tuple[Ran, str]:
    """Run the script as the workflow does on a fresh clone; return what it did, and what the page of the run says."""
    git(project.root, "checkout", "--quiet", "--force", "main")
    git(project.root, "fetch", "--quiet", "origin")
    git(project.root, "reset", "--quiet", "--hard", "origin/main")
    made = f"{ADDRESS}/pull/12\n"
    platform = Platform(project.root.parent / "gh", {"auth setup-git": "", "pr list": opened, "pr create": made})
    page = project.root.parent / "page"
    page.write_text("", encoding="utf-8")
    ran = platform.run(
        "record.sh",
        "kaitei stamp --if-named",
        script=project.root / ".github" / "scripts" / "record.sh",
        GITHUB_SERVER_URL="https://github.com",
        GITHUB_REF_NAME="main",
        GITHUB_STEP_SUMMARY=str(page),
        KAITEI_LANG="ja",
    )
    return ran, page.read_text(encoding="utf-8")


def origin(project: Project, *arguments: str) -> str:
    return git(project.root.parent / "origin.git", *arguments)


def waiting(project: Project) -> list[str]:
    """The files in which the branch `record` differs from `main`."""
    return origin(project, "diff", "--name-only", "main", "record").split()


def asked(ran: Ran) -> list[str]:
    """What was asked of the platform, but for who asks."""
    return [" ".join(call.split()[:2]) for call in ran.asked if not call.startswith("auth")]


def test_a_stamp_becomes_a_pull_request(project: Project) -> None:
    ran, page = run(project)
    assert ran.code == 0, ran.output
    assert [Path(name).name for name in waiting(project)] == ["SHA256SUMS", "answer.tsr"]
    assert all(name.startswith("record/stamps/") for name in waiting(project))
    assert asked(ran) == ["pr list", "pr create"]
    assert "見本タイムスタンプ局" in page
    assert f"{ADDRESS}/pull/12" in page


def test_a_stamp_that_waits_is_not_asked_for_again(project: Project) -> None:
    run(project)
    before = waiting(project)
    ran, page = run(project, opened=f"{ADDRESS}/pull/12\n")
    assert (ran.code, waiting(project)) == (0, before)
    assert "することはありません" in page


def test_a_site_without_an_authority_has_nothing_stamped(project: Project) -> None:
    change(project, {"mkdocs.yml": site.config({}, ("ja",))})
    ran, page = run(project)
    assert (ran.code, asked(ran)) == (0, [])
    assert "タイムスタンプ局（RFC 3161）が指定されていません" in page
    assert "record" not in origin(project, "branch", "--format=%(refname:short)").split()


def test_what_is_wrong_is_on_the_page(project: Project) -> None:
    change(project, {"tsa.pem": "none"})
    ran, page = run(project)
    assert (ran.code, asked(ran)) == (1, [])
    assert "### kaitei stamp --if-named: 問題があります" in page
    assert "tsa.pem: " in page
