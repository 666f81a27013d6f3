"""`kaitei forms`: the lists follow the site, and `--check` and `kaitei check` tell where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kaitei.cli.main import main
from tests.support import site
from tests.support.site import Project

LIVING = "---\ntitle: 利用規約\nkind: terms\nrevisions:\n  - {date: 2024-04-01, summary: 制定}\n---\n本文です。\n"
FORM = "on:\n  workflow_dispatch:\n    inputs:\n      policy:\n        type: choice\n        options:\n          - %s\n"
NAME = ".github/workflows/revise.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    files = {"company.yml": "company: {name: 見本株式会社}\n", "docs/terms.md": LIVING, NAME: FORM % "old"}
    return site.make(tmp_path, files, languages=("ja",))


def run(project: Project, *arguments: str) -> Result:
    env = {"KAITEI_TODAY": "2026-11-28", "KAITEI_LANG": "ja"}
    return CliRunner().invoke(main, ["-f", str(project.root / "mkdocs.yml"), *arguments], env=env)


def test_the_lists_follow_the_site(project: Project) -> None:
    before = run(project, "forms", "--check")
    assert before.exit_code == 1
    assert before.stderr.startswith(f"{NAME}:7: ")
    assert (project.root / NAME).read_text(encoding="utf-8") == FORM % "old"
    assert f"{NAME}:7: フォームで選べる" in run(project, "check").output
    assert run(project, "forms").exit_code == 0
    assert (project.root / NAME).read_text(encoding="utf-8") == FORM % '"利用規約（terms）"'
    assert run(project, "forms", "--check").exit_code == 0
    assert "フォームで選べる" not in run(project, "check").output


def test_those_of_this_repository_are_up_to_date() -> None:
    told = CliRunner().invoke(main, ["-f", str(site.REPOSITORY / "mkdocs.yml"), "forms", "--check"])
    assert told.exit_code == 0, told.output
