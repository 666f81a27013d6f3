"""What tests of the forms share: a repository that they work on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import site
from tests.support.forms import LIVING
from tests.support.platform import git
from tests.support.site import REPOSITORY, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A clone of a company's repository, as a workflow checks it out."""
    files = {"company.yml": "company: {name: 見本株式会社}\n", "docs/terms.md": LIVING, "docs/shop/privacy.md": LIVING}
    project = site.make(tmp_path / "work", files, languages=("ja",))
    shutil.copytree(REPOSITORY / ".github", project.root / ".github")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(project.root, "init", "--quiet", "--initial-branch=main")
    git(project.root, "remote", "add", "origin", "../origin.git")
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message", "first")
    git(project.root, "push", "--quiet", "origin", "main")
    return project
