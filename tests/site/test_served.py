"""A preview shows what an edit changes, always equals the site that is built from scratch, and outlives a mistake."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import serving
from tests.support import site as sites
from tests.support.site import Project

SERVED = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

while True:
    config = load_config("mkdocs.yml", site_dir=sys.argv[1])
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        build(config, serve_url="http://127.0.0.1:8000/")
    except Abort:
        print("failed", flush=True)
    else:
        print("built", flush=True)
    sys.stdin.readline()
"""
"""Builds a site whenever it is told to, as `mkdocs serve` does, in one process."""

ENVIRON = {"KAITEI_TODAY": "2026-11-22", "NO_MKDOCS_2_WARNING": "1"}

PATIENCE = 60
"""Seconds after which a server no longer answers."""

Change = Callable[[Project], None]


def put(path: str, old: str, new: str) -> Change:
    def change(project: Project) -> None:
        file = project.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def wrote(path: str, text: str | None) -> Change:
    return lambda project: project.write({path: text})


def appoint(project: Project) -> None:
    """Have a new representative, as of the day before yesterday."""
    last = "name: {ja: 汐見 あかり, en: Akari Shiomi}\n"
    new = "  - from: 2026-11-20\n    title: {ja: 社長, en: President}\n    name: {ja: 汐見 湊, en: Minato Shiomi}\n"
    put("company.yml", last, last + new)(project)


def copied(root: Path) -> Project:
    """The sample before anything of it is published and recorded, so that each text may be edited."""
    project = sites.copied(root)
    shutil.rmtree(root / "record")
    return project


@contextmanager
def served(project: Project, folder: Path) -> Iterator[Callable[[], str]]:
    """Yield what builds the preview again and returns whether that was `built` or `failed`."""
    command = [sys.executable, "-W", "ignore", "-c", SERVED, str(folder)]
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=project.root, env=os.environ | ENVIRON, stdin=pipe, stdout=pipe, stderr=quiet
    ) as server:
        assert server.stdin
        assert server.stdout
        lines, again = server.stdout, server.stdin
        first = True

        def build() -> str:
            nonlocal first
            if not first:
                again.write(b"\n")
                again.flush()
            first = False
            return lines.readline().decode().strip()

        yield build
        server.kill()


def scratch(project: Project) -> dict[str, bytes]:
    built = project.build(KAITEI_CACHE="")
    assert built.code == 0, built.output
    return sites.tree(built.site)


EDITS: list[Change] = [
    lambda project: None,
    put("docs/privacy.md", "。", "のです。"),
    put("docs/privacy.md", "のです。", "。"),
    put("docs/about.md", "。", "のです。"),
    appoint,
    wrote("docs/news.md", "# 知らせ\n"),
    wrote("docs/news.en.md", "# News\n"),
    wrote("docs/news.md", None),
    wrote("docs/news.en.md", None),
    wrote("docs/index.md", None),
    put("docs/basic-policy.md", "title: ", "title: 新"),
    put("mkdocs.yml", "date_format: western", "date_format: wareki"),
    put("mkdocs.yml", "extra_css: [assets/material.css]", "extra_css: [assets/material.css, own.css]"),
    wrote("docs/terms.en.md", None),
]
"""Edits one after another."""


def test_the_preview_is_always_what_a_build_from_scratch_would_be(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    with served(project, tmp_path / "served") as build:
        for edit in EDITS:
            edit(project)
            assert build() == "built"
            assert sites.tree(tmp_path / "served") == scratch(project)


def test_after_a_mistake_the_last_pages_stay_until_it_is_mended(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    with served(project, tmp_path / "served") as build:
        build()
        good = sites.tree(tmp_path / "served")
        put("docs/privacy.md", "kind: ", "kinds: ")(project)
        assert build() == "failed"
        assert sites.tree(tmp_path / "served") == good
        put("docs/privacy.md", "kinds: ", "kind: ")(project)
        assert build() == "built"
        assert sites.tree(tmp_path / "served") == scratch(project) == good


def test_a_readme_is_treated_as_mkdocs_does(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    wrote("docs/index.md", None)(project)
    wrote("docs/README.md", "# 読んでください\n")(project)
    built = project.build(strict=False)
    assert built.code == 0
    assert "読んでください" in built.text("/")


def test_an_edit_of_a_text_and_of_the_facts_shows(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    with serving.served(project.root, ENVIRON) as origin:
        serving.until(f"{origin}/about/", "</html>", PATIENCE)
        put("docs/about.md", "。", "のです。")(project)
        serving.until(f"{origin}/about/", "のです。", PATIENCE)
        appoint(project)
        serving.until(f"{origin}/commercial-transactions/", "汐見 湊", PATIENCE)


def test_after_a_mistake_the_last_pages_are_served(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    wrong = project.root / "docs" / "about.md"
    before = wrong.read_text(encoding="utf-8")
    with serving.served(project.root, ENVIRON) as origin:
        serving.until(f"{origin}/about/", "</html>", PATIENCE)
        wrong.write_text(f"{before}\n[](#nowhere)\n", encoding="utf-8")
        time.sleep(3)  # it is told and looked at by now
        serving.until(f"{origin}/about/", "</html>", PATIENCE)
        wrong.write_text(f"{before}\n直しました。\n", encoding="utf-8")
        serving.until(f"{origin}/about/", "直しました。", PATIENCE)
