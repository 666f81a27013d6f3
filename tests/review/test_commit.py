from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kaitei.errors import KaiteiError
from kaitei.review import commit
from tests.support.repository import FILES, Repository, identify, project, repository
from tests.support.site import make


def problem(made: Repository, rev: str) -> tuple[str, dict[str, str]]:
    """Why the site as it was cannot be read."""
    with pytest.raises(KaiteiError) as error:
        made.base(rev)
    (found,) = error.value.problems
    return found.key, found.params


def test_the_site_is_read_as_it_was_on_our_day(tmp_path: Path) -> None:
    made = repository(tmp_path / "project")
    made.write({"docs/terms.md": None})
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    read = made.base(today="2027-01-01")
    assert read.site
    assert sorted(read.site.registry.policies) == ["guide", "privacy", "terms"]
    without_day = commit.read(made.root / "mkdocs.yml", "main", made.load("2027-01-01"), {})
    assert without_day.site
    assert without_day.site.today.isoformat() == "2027-01-01"
    assert read.files["docs/privacy/2022-04-01.md"] == FILES["docs/privacy/2022-04-01.md"].encode()  # type: ignore[union-attr]
    assert (
        read.files["record/privacy/2022-04-01.ja.txt"] == (made.root / "record/privacy/2022-04-01.ja.txt").read_bytes()
    )
    assert {"record/SHA256SUMS", "record/SOURCES", "record/entries.tsv"} <= read.files.keys()


def test_a_project_may_stand_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    made = project(tmp_path / "whole" / "legal")
    whole = Repository(tmp_path / "whole")
    whole.git("init", "--quiet", "--initial-branch=main")
    identify(whole)
    whole.commit()
    read = made.base("main")
    assert read.site
    assert "docs/terms.md" in read.files


def test_a_commit_without_a_site_is_told(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    made.git("init", "--quiet", "--initial-branch=main")
    identify(made)
    made.git("commit", "--quiet", "--allow-empty", "--message", "empty")
    read = made.base("main")
    assert (read.site, [one.key for one in read.problems]) == (None, ["base_empty"])


def test_a_commit_without_texts_is_one_without_a_site(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    made.git("init", "--quiet", "--initial-branch=main")
    identify(made)
    made.git("add", "mkdocs.yml", "company.yml")
    made.git("commit", "--quiet", "--message", "settings")
    assert [one.key for one in made.base("main").problems] == ["base_empty"]


def test_no_repository_is_told(tmp_path: Path) -> None:
    key, params = problem(project(tmp_path / "project"), "main")
    assert key == "git_no_repository"
    assert "not a git repository" in params["detail"]


def test_no_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = project(tmp_path / "project")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert problem(made, "main")[0] == "git_missing"
    assert commit.committed(made.root / "mkdocs.yml", "docs/terms.md") is None


@pytest.mark.parametrize("rev", ["nowhere", "--help", "main:docs", ""])
def test_an_unknown_commit_is_told(tmp_path: Path, rev: str) -> None:
    assert problem(repository(tmp_path / "project"), rev) == ("git_unknown", {"rev": rev})


def test_a_shallow_clone_is_told(tmp_path: Path) -> None:
    made = repository(tmp_path / "project")
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    made.commit()
    address = (tmp_path / "project").as_uri()
    command = ["git", "clone", "--quiet", "--depth", "1", "--branch", "work", address, str(tmp_path / "clone")]
    subprocess.run(command, check=True)
    clone = Repository(tmp_path / "clone")
    assert problem(clone, "HEAD~1") == ("git_shallow", {"rev": "HEAD~1"})
    assert problem(clone, "origin/main") == ("git_shallow", {"rev": "origin/main"})
    clone.git("fetch", "--quiet", "origin", "main:refs/remotes/origin/main", "--depth", "1")
    assert problem(clone, "origin/main") == ("git_shallow", {"rev": "origin/main"})
    clone.git("fetch", "--quiet", "--unshallow", "origin")
    assert clone.base("origin/main").site


def test_a_file_is_read_as_it_was_committed(tmp_path: Path) -> None:
    made = repository(tmp_path / "project")
    made.write({"docs/terms.md": "changed"})
    config = made.root / "mkdocs.yml"
    assert commit.committed(config, "docs/terms.md") == FILES["docs/terms.md"].encode()  # type: ignore[union-attr]
    assert commit.committed(config, "docs/new.md") is None
    assert commit.committed(make(tmp_path / "bare", FILES).root / "mkdocs.yml", "docs/terms.md") is None
