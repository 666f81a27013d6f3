"""記録する: what was first met where it is published comes as a pull request, and none of what waits there is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.support import site
from tests.support.platform import Platform, Ran, git
from tests.support.repository import Repository
from tests.support.server import Hosts
from tests.support.site import DAYS, REPOSITORY, REVISED, Project

ADDRESS = "https://github.com/company/policies"
OPENED = f"{ADDRESS}/pull/12\n"
SEEN = "record/published.tsv"
OLD, NEW = "/terms/2024-04-01.txt", "/terms/2027-01-01.txt"
EARLIER = f"2026-01-01T00:00:00Z\t/gone/2020-01-01.txt\t{'a' * 64}\n"
STAMP = "record/stamps/20261101T000000Z/answer.tsr"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, built and recorded, that no test changes."""
    project = site.make(tmp_path_factory.mktemp("record") / "work", REVISED, languages=("ja",))
    project.write({".gitignore": "/site/\n/.cache/\n/.site*\n"})
    Repository(project.root).lock()
    assert project.build(DAYS[0]).code == 0
    shutil.copytree(REPOSITORY / ".github", project.root / ".github")
    return project.root


@pytest.fixture
def project(whole: Path, tmp_path: Path) -> Iterator[Project]:
    """A clone of a company's repository, whose site is served at its own address."""
    hosts = Hosts()
    shutil.copytree(whole, tmp_path / "work", symlinks=True)
    project = Project(tmp_path / "work")
    project.write({"mkdocs.yml": site.config({"site_url": hosts(project.site).url()}, ("ja",))})
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(project.root, "init", "--quiet", "--initial-branch=main")
    git(project.root, "remote", "add", "origin", "../origin.git")
    change(project, {})
    yield project
    hosts.stop()


def change(project: Project, files: dict[str, site.Content], branch: str = "main") -> None:
    """Commit and push to a branch, from what is checked out; `main` is checked out in the end."""
    git(project.root, "checkout", "--quiet", "-B", branch)
    project.write(files)
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--allow-empty", "--message", "change")
    git(project.root, "push", "--quiet", "--force", "origin", branch)
    git(project.root, "checkout", "--quiet", "main")


def run(
    project: Project, *commands: str, opened: str = "", refused: bool = False, today: str = DAYS[0]
) -> tuple[Ran, str]:
    """Run the script as the workflow does, on what a fresh clone has; return what it did, and the page of the run."""
    git(project.root, "checkout", "--quiet", "--force", "main")
    git(project.root, "clean", "--quiet", "--force", "-d")
    git(project.root, "fetch", "--quiet", "--prune", "origin")
    git(project.root, "reset", "--quiet", "--hard", "origin/main")
    made = None if refused else OPENED
    platform = Platform(project.root.parent / "gh", {"auth setup-git": "", "pr list": opened, "pr create": made})
    page = project.root.parent / "page"
    page.write_text("", encoding="utf-8")
    ran = platform.run(
        "record.sh",
        *(commands or ("kaitei verify --sightings --wait 0",)),
        script=project.root / ".github" / "scripts" / "record.sh",
        GITHUB_SERVER_URL="https://github.com",
        GITHUB_REF_NAME="main",
        GITHUB_STEP_SUMMARY=str(page),
        KAITEI_TODAY=today,
        KAITEI_LANG="en",
    )
    return ran, page.read_text(encoding="utf-8")


def origin(project: Project, *arguments: str) -> str:
    return git(project.root.parent / "origin.git", *arguments)


def seen(project: Project, branch: str = "record") -> list[str]:
    """The addresses of first sightings on a branch."""
    return [line.split("\t")[1] for line in origin(project, "show", f"{branch}:{SEEN}").splitlines()]


def asked(ran: Ran) -> list[str]:
    """What was asked of the platform, but for who asks."""
    return [" ".join(call.split()[:2]) for call in ran.asked if not call.startswith("auth")]


def merge(project: Project, way: str) -> None:
    """Merge the pull request, as a person does on the platform."""
    git(project.root, "checkout", "--quiet", "--force", "main")
    git(project.root, "fetch", "--quiet", "origin")
    git(project.root, "merge", "--quiet", way, "origin/record")
    change(project, {})


def steps() -> list[str]:
    """The commands that the workflow gives, but for how long it waits."""
    workflow = yaml.safe_load((REPOSITORY / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    (given,) = [step["run"] for step in workflow["jobs"]["record"]["steps"] if "record.sh" in step.get("run", "")]
    return [one.replace("--wait 600", "--wait 0") for one in re.findall("'([^']+)'", given)]


def test_the_first_run_opens_a_pull_request(project: Project) -> None:
    ran, page = run(project, *steps())
    assert ran.code == 0, ran.output
    assert seen(project) == [OLD, NEW]
    assert asked(ran) == ["pr list", "pr create"]
    assert OPENED.strip() in page
    assert "for the first time: 2" in page
    assert origin(project, "rev-parse", "record^") == origin(project, "rev-parse", "main")
    author = origin(project, "log", "-1", "--format=%an", "record").strip()
    assert author == "github-actions[bot]"
    made = next(call for call in ran.asked if call.startswith("pr create"))
    assert "--base main --head record" in made


def test_where_there_is_nothing_new_nothing_is_pushed(project: Project) -> None:
    run(project)
    before = origin(project, "rev-parse", "record")
    ran, _ = run(project, opened=OPENED)
    assert (ran.code, asked(ran)) == (0, ["pr list"]), ran.output
    assert origin(project, "rev-parse", "record") == before


def test_a_pull_request_that_could_not_be_opened_is_opened_later(project: Project) -> None:
    ran, page = run(project, refused=True)
    assert ran.code == 1
    assert "Allow GitHub Actions to create and approve pull requests" in page
    before = origin(project, "rev-parse", "record")
    ran, _ = run(project)
    assert (ran.code, asked(ran)) == (0, ["pr list", "pr create"])
    assert origin(project, "rev-parse", "record") == before


@pytest.mark.parametrize("way", ["--no-ff", "--squash"])
def test_after_the_merge_there_is_nothing_to_do(way: str, project: Project) -> None:
    """The merge publishes again; a loop it is not."""
    run(project)
    merge(project, way)
    ran, _ = run(project)
    assert (ran.code, asked(ran)) == (0, []), ran.output


def test_what_waits_to_be_merged_is_not_lost(project: Project) -> None:
    """Main goes on; the branch is made anew on it, with the sightings and stamps that wait."""
    run(project)
    git(project.root, "checkout", "--quiet", "--force", "record")
    waiting = project.root.joinpath(SEEN).read_text(encoding="utf-8")
    change(project, {SEEN: EARLIER + waiting, STAMP: b"\x30\x03"}, branch="record")
    change(project, {"docs/about.md": "# 案内\n"})
    (project.site / OLD.lstrip("/")).write_bytes("今の文面でした。\n".encode())  # and is not as recorded any more
    ran, page = run(project, opened=OPENED)
    assert ran.code == 1  # which is told
    assert "This is not what was recorded" in page
    assert origin(project, "show", f"record:{SEEN}") == EARLIER + waiting
    assert origin(project, "merge-base", "record", "main") != origin(project, "rev-parse", "main")  # nothing new


def test_a_second_run_adds_to_what_waits(project: Project) -> None:
    (project.site / NEW.lstrip("/")).rename(project.root.parent / "later.txt")
    ran, page = run(project)
    assert ran.code == 1
    assert "there is nothing at this address" in page
    assert seen(project) == [OLD]
    first = origin(project, "show", f"record:{SEEN}")
    (project.root.parent / "later.txt").rename(project.site / NEW.lstrip("/"))
    git(project.root, "checkout", "--quiet", "--force", "record")
    change(project, {STAMP: b"\x30\x03"}, branch="record")
    change(project, {"docs/about.md": "# 案内\n"})
    ran, _ = run(project, opened=OPENED)
    assert ran.code == 0, ran.output
    assert origin(project, "show", f"record:{SEEN}").startswith(first)
    assert seen(project) == [OLD, NEW]
    assert STAMP in origin(project, "ls-tree", "-r", "--name-only", "record")
    assert origin(project, "rev-parse", "record^") == origin(project, "rev-parse", "main")
    assert asked(ran) == ["pr list"]


def test_what_one_command_writes_is_kept_though_another_fails(project: Project) -> None:
    ran, page = run(project, "kaitei lock now", "kaitei verify --sightings --wait 0")
    assert ran.code == 1
    assert "kaitei lock now: 問題があります" in page
    assert seen(project) == [OLD, NEW]


def test_somebody_elses_push_meanwhile_is_not_overwritten(project: Project) -> None:
    run(project)
    trap = project.root.parent / "push.sh"
    push = "git push --quiet --force ../origin.git HEAD:refs/heads/record; echo x >> record/new.txt\n"
    trap.write_text(push, encoding="utf-8")
    ran, _ = run(project, f"bash {trap}", opened=OPENED)
    assert ran.code != 0
    assert origin(project, "rev-parse", "record") == origin(project, "rev-parse", "main")
