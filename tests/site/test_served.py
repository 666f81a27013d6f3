"""A preview makes again what an edit changes, and always equals the site that is built from scratch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bench import serving
from tests.support import site as sites
from tests.support.site import Project

SERVED = """
import logging, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

class Pages(logging.Handler):
    def emit(self, record):
        if record.getMessage().startswith("Building page "):
            made.append(record.getMessage().split()[-1])

logger = logging.getLogger("mkdocs.commands.build")
logger.setLevel(logging.DEBUG)
logger.addHandler(Pages())
while True:
    made = []
    config = load_config("mkdocs.yml", site_dir=sys.argv[1])
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        build(config, serve_url="http://127.0.0.1:8000/")
    except Abort:
        made = ["failed"]
    print(*sorted(made), flush=True)
    sys.stdin.readline()
"""
"""Builds a site whenever it is told to, as `mkdocs serve` does, and prints the pages that the theme has made."""

PAGES = {"index", "about", "basic-policy", "commercial-transactions", "privacy", "terms"}
EVERY = {f"{name}.md" for name in (*PAGES, "external-transmission")} | {f"{name}.en.md" for name in PAGES}

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


@contextmanager
def served(project: Project, folder: Path) -> Iterator[Callable[[], set[str]]]:
    """Yield what builds the preview again and returns the pages that the theme has made for it."""
    command = [sys.executable, "-W", "ignore", "-c", SERVED, str(folder)]
    environ = os.environ | {"KAITEI_TODAY": "2026-11-22", "NO_MKDOCS_2_WARNING": "1"}
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, cwd=project.root, env=environ, stdin=pipe, stdout=pipe, stderr=quiet) as server:
        assert server.stdin
        assert server.stdout
        lines, again = server.stdout, server.stdin
        first = True

        def build() -> set[str]:
            nonlocal first
            if not first:
                again.write(b"\n")
                again.flush()
            first = False
            return set(lines.readline().decode().split())

        yield build
        server.kill()


def scratch(project: Project) -> dict[str, bytes]:
    built = project.build(KAITEI_CACHE="")
    assert built.code == 0, built.output
    return sites.tree(built.site)


EDITS: list[tuple[Change | None, set[str] | None]] = [
    (None, EVERY),
    (None, set()),
    (put("docs/privacy.md", "。", "のです。"), {"privacy.md", "privacy.en.md"}),
    (put("docs/privacy.md", "のです。", "。"), {"privacy.md", "privacy.en.md"}),
    (put("docs/about.md", "。", "のです。"), None),
    (wrote("docs/news.md", "# 知らせ\n"), None),
    (wrote("docs/news.en.md", "# News\n"), None),
    (wrote("docs/news.md", None), None),
    (wrote("docs/news.en.md", None), None),
    (wrote("docs/index.md", None), None),
    (put("docs/basic-policy.md", "title: ", "title: 新"), None),
    (put("mkdocs.yml", "date_format: western", "date_format: wareki"), EVERY - {"index.md"}),
    (put("mkdocs.yml", "site_dir: site", "extra_css: [own.css]\nsite_dir: site"), EVERY - {"index.md"}),
    (wrote("docs/terms.en.md", None), None),
]
"""Edits one after another, each with the pages that the theme makes upon it, where that is certain."""


def test_only_what_an_edit_changes_goes_through_the_theme_and_the_preview_is_always_right(tmp_path: Path) -> None:
    project = sites.copied(tmp_path / "project")
    with served(project, tmp_path / "served") as build:
        for edit, pages in EDITS:
            if edit:
                edit(project)
            made = build()
            assert pages is None or made == pages
            assert sites.tree(tmp_path / "served") == scratch(project)


def test_a_page_is_as_before_once_what_broke_it_is_mended(tmp_path: Path) -> None:
    project = sites.copied(tmp_path / "project")
    with served(project, tmp_path / "served") as build:
        build()
        put("docs/privacy.md", "kind: ", "kinds: ")(project)
        assert build() == {"failed"}
        put("docs/privacy.md", "kinds: ", "kind: ")(project)
        build()
        assert sites.tree(tmp_path / "served") == scratch(project)


LISTING = (
    '{% extends "base.html" %}{% block site_nav %}{% for one in nav.pages %}{{ one.title }} {% endfor %}{% endblock %}'
)
INCLUDING = '{% extends "base.html" %}{% block site_nav %}{% include config.extra.part %}{% endblock %}'
CURIOUS: dict[str, Change] = {
    "a template that lists other pages": wrote("overrides/main.html", LISTING),
    "one that includes such a template": lambda project: project.write(
        {
            "overrides/main.html": '{% extends "base.html" %}{% block hero %}{% include "part.html" %}{% endblock %}',
            "overrides/part.html": "{{ nav.pages | length }}",
        }
    ),
    "one that includes what is named elsewhere": lambda project: project.write(
        {
            "overrides/main.html": INCLUDING,
            "overrides/part.html": "{{ pages | length }}",
            "mkdocs.yml": (project.root / "mkdocs.yml")
            .read_text(encoding="utf-8")
            .replace("extra:\n", "extra:\n  part: part.html\n"),
        }
    ),
    "another hook": lambda project: project.write(
        {
            "own/count.py": "def on_page_context(context, page, config, nav):\n"
            "    page.meta['kaitei'] = context['kaitei'] = type('Own', (), {'body': len(nav.pages), 'root': ''})\n",
            "mkdocs.yml": (project.root / "mkdocs.yml")
            .read_text(encoding="utf-8")
            .replace("hooks:\n", "hooks:\n  - own/count.py\n"),
        }
    ),
}


@pytest.mark.parametrize("curious", CURIOUS.values(), ids=CURIOUS.keys())
def test_where_a_page_may_show_others_every_page_is_made(curious: Change, tmp_path: Path) -> None:
    project = sites.copied(tmp_path / "project")
    (project.root / "overrides").unlink()
    shutil.copytree(sites.REPOSITORY / "overrides", project.root / "overrides")
    curious(project)
    with served(project, tmp_path / "served") as build:
        assert build() == EVERY
        wrote("docs/news.md", "# 知らせ\n")(project)
        assert build() == EVERY | {"news.md"}
        assert sites.tree(tmp_path / "served") == scratch(project)


def test_a_readme_is_treated_as_mkdocs_does(tmp_path: Path) -> None:
    project = sites.copied(tmp_path / "project")
    wrote("docs/index.md", None)(project)
    wrote("docs/README.md", "# 読んでください\n")(project)
    built = project.build(strict=False)
    assert built.code == 0
    assert "読んでください" in built.text("/")


def test_after_a_mistake_the_last_pages_are_served(tmp_path: Path) -> None:
    project = sites.copied(tmp_path / "project")
    wrong = project.root / "docs" / "about.md"
    before = wrong.read_text(encoding="utf-8")
    with serving.served(project.root, {"KAITEI_TODAY": "2026-11-22", "NO_MKDOCS_2_WARNING": "1"}) as origin:
        serving.until(f"{origin}/about/", "</html>", PATIENCE)
        wrong.write_text(f"{before}\n[](#nowhere)\n", encoding="utf-8")
        time.sleep(3)  # it is told and looked at by now
        serving.until(f"{origin}/about/", "</html>", PATIENCE)
        wrong.write_text(f"{before}\n直しました。\n", encoding="utf-8")
        serving.until(f"{origin}/about/", "直しました。", PATIENCE)
