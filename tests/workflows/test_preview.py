"""The preview of a change: the site of every day to come, readable from a folder, followed from page to page."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from tests.support import site
from tests.support.platform import SCRIPTS, Platform
from tests.support.site import Project

LINKS = {
    '<a href="../terms/">': '<a href="../terms/index.html">',
    '<a href="../">': '<a href="../index.html">',
    '<a href="./">': '<a href="./index.html">',
    '<a href=".">': '<a href="./index.html">',
    '<a href="..">': '<a href="../index.html">',
    '<a class="logo" href="../..">': '<a class="logo" href="../../index.html">',
    '<a href="..a">': '<a href="..a">',
    '<a href="history/">': '<a href="history/index.html">',
    '<a href="../privacy/#c3">': '<a href="../privacy/index.html#c3">',
    '<meta content="0; url=../terms/">': '<meta content="0; url=../terms/index.html">',
    '<meta http-equiv="Content-Security-Policy" content="none"><a href="./">': '<a href="./index.html">',
    '<a href="#c3">': '<a href="#c3">',
    '<a href="2026-07-01.txt">': '<a href="2026-07-01.txt">',
    '<a href="https://shop.example.co.jp/">': '<a href="https://shop.example.co.jp/">',
    '<a href="mailto:a/b@example.co.jp">': '<a href="mailto:a/b@example.co.jp">',
    '<a href="/legal/">': '<a href="/legal/">',
    '<meta name="description" content="規約/">': '<meta name="description" content="規約/">',
}
REVISIONS = {
    "terms": "- {date: 2027-04-01, announced: 2027-03-01, summary: 改定}\n  - {date: 2024-04-01, summary: 制定}",
    "privacy": "- {date: 2027-04-01, summary: 制定}",
}
HOME = {"company.yml": "company: {name: 見本株式会社}\n", "docs/index.md": "---\ntitle: 規約・ポリシー\n---\n"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site with two revisions to come, on one day, one of them not announced before; and its preview."""
    head = "---\ntitle: 規約\nkind: other\nrevisions:\n  {}\n---\n新しい文です。\n"
    files = {f"docs/{name}.md": head.format(revisions) for name, revisions in REVISIONS.items()}
    old = {"docs/terms/2024-04-01.md": "---\ntitle: 規約\n---\n前の文です。\n"}
    project = site.make(tmp_path_factory.mktemp("preview") / "project", HOME | files | old)
    ran = Platform(project.root.parent / "gh").run(
        "preview.py", "preview", KAITEI_TODAY="2026-11-22", cwd=str(project.root)
    )
    assert ran.code == 0, ran.output
    return project


def test_there_is_a_site_for_each_day_to_come(project: Project) -> None:
    assert sorted(path.name for path in (project.root / "preview").iterdir()) == [
        "2026-11-22",
        "2027-03-01",
        "2027-04-01",
    ]
    shown = {
        day: (project.root / "preview" / day / "terms" / "index.html").read_text(encoding="utf-8")
        for day in ("2026-11-22", "2027-04-01")
    }
    assert "前の文です。" in shown["2026-11-22"]
    assert "新しい文です。" in shown["2027-04-01"]
    assert not (project.root / "preview" / "2026-11-22" / "terms" / "2027-04-01").exists()
    assert (project.root / "preview" / "2027-03-01" / "terms" / "2027-04-01").exists()


def test_every_link_leads_to_a_file(project: Project) -> None:
    seen = 0
    for page in (project.root / "preview").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "Content-Security-Policy" not in html
        for link in re.findall(r'<a [^>]*?href="([^":#/][^":#]*)["#]', html):
            assert (page.parent / link).is_file(), f"{page}: {link}"
            seen += 1
    assert seen > 100


def test_a_site_that_cannot_be_built_says_why(tmp_path: Path) -> None:
    broken = {
        "docs/terms.md": "---\ntitle: 規約\nkind: other\nrevisions:\n  - {date: 2027-02-30, summary: 制定}\n---\n"
    }
    project = site.make(tmp_path / "project", HOME | broken)
    ran = Platform(tmp_path / "gh").run("preview.py", "preview", cwd=str(project.root), KAITEI_LANG="en")
    assert ran.code == 1
    assert "docs/terms.md" in ran.output
    assert "Traceback" not in ran.output


@pytest.mark.parametrize("case", LINKS.items(), ids=LINKS)
def test_links_name_files(case: tuple[str, str]) -> None:
    assert runpy.run_path(str(SCRIPTS / "preview.py"))["spelt_out"](case[0]) == case[1]
