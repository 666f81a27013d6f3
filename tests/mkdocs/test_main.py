"""What MkDocs breaks off at, before any hook of ours is asked, is told before MkDocs begins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import site
from tests.support.site import REPOSITORY, Content

BROKEN: dict[str, tuple[Content, str]] = {
    "an address that is none": ("site_url: 'https://[::1/'\n", "mkdocs.yml:1: "),
    "a list of folders": ("site_name: a\ntheme: {name: material, custom_dir: [a]}\n", "mkdocs.yml:2: "),
    "a theme without a name": ("site_name: a\ntheme: {name: {a: b}}\n", "mkdocs.yml:2: "),
    "lists in lists without end": ({"text": "site_name: ", "repeat": ["[", 60_000]}, "mkdocs.yml:"),
    "a key twice": ("site_name: a\nsite_name: b\n", "mkdocs.yml:2: "),
    "no file": (None, "mkdocs.yml: "),
}


def looked(root: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(REPOSITORY / "hooks"), "KAITEI_LANG": "en"} | environ
    command = [sys.executable, "-m", "kaitei.mkdocs"]
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(("content", "says"), BROKEN.values(), ids=BROKEN)
def test_what_mkdocs_breaks_off_at_is_told_in_a_line(content: Content, says: str, tmp_path: Path) -> None:
    project = site.make(tmp_path / "project", site.files("plain") | {"mkdocs.yml": content})
    told = looked(project.root)
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.startswith(says), told.stderr
    assert told.stderr.count("\n") == 1
    assert "Traceback" not in told.stderr
    assert looked(project.root, KAITEI_LANG="ja").stderr != told.stderr


def test_of_good_settings_nothing_is_said(tmp_path: Path) -> None:
    project = site.make(tmp_path / "project", site.files("plain"))
    told = looked(project.root)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_make_begins_with_it() -> None:
    text = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in ("build", "serve"):
        assert f"\t@$(BIN)/python -m kaitei.mkdocs\n\t$(BIN)/mkdocs {target}\n" in text
