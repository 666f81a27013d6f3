"""Makes the pictures of guide/images/: `.venv/bin/python -m tests.support.guide_pictures`.

They are the sample's own pages in a browser ($PLAYWRIGHT_CHROMIUM, as `tests/support/browser.sh` finds it), after the
changes that the guide for editors describes have been made to a copy of the sample with the real command. Run it again
when pages look different, and look at the result.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.support import site
from tests.support.browsing import chromium
from tests.support.site import REPOSITORY, Project

IMAGES = REPOSITORY / "guide" / "images"
TODAY, DAY = "2026-11-22", "2027-04-01"
WIDTH = 880

CORRECTION = """
    corrections:
      - {date: 2026-11-20, summary: {ja: 誤記の訂正, en: A slip put right}, before: 実効, after: 実行}"""
SUCCESSOR = """
  - from: 2026-11-16
    title: {ja: 代表取締役社長, en: President and Representative Director}
    name: {ja: 高梨 涼, en: Ryo Takanashi}"""
PRESENT = "    name: {ja: 汐見 あかり, en: Akari Shiomi}"
EDITS = {
    "docs/terms.md": [("商品の到着後14日以内", "商品の到着後30日以内")],
    "docs/terms.en.md": [("within 14 days of", "within 30 days of"), ("translates: 2026-07-01", f"translates: {DAY}")],
    "docs/basic-policy.md": [("  - date: 2025-04-01", f"  - date: 2025-04-01{CORRECTION}")],
    "company.yml": [(PRESENT, f"{PRESENT}{SUCCESSOR}")],
}


@dataclass(frozen=True)
class Shot:
    """A picture to take."""

    name: str
    address: str  # of the site, or a file's name among the pages for the approval
    height: int  # pixels
    day: str = TODAY


SHOTS = (
    Shot("coming", "/terms/", 470),
    Shot("day", "/terms/", 470, DAY),
    Shot("compare", f"/terms/compare/2026-07-01/{DAY}/", 560),
    Shot("history", "/basic-policy/history/", 520),
    Shot("approval", "terms.html", 500),
)
LOCALES = {"ja": "/", "en": "/en/"}


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as folder:
        project = story(Path(folder) / "policies")
        approval(project, Path(folder) / "comparison")
        preview(project)
        with chromium() as browser:
            for shot in SHOTS:
                for locale, page in _pages(shot, project.root / "preview" / shot.day, Path(folder) / "comparison"):
                    take(browser, shot, page, IMAGES / f"{shot.name}.{locale}.png")


def story(root: Path) -> Project:
    """A copy of the sample in which the changes of the guide have been made."""
    project = site.copied(root)
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "sample"]):
        names = ["-c", "user.name=sample", "-c", "user.email=sample@example.com"]
        subprocess.run(["git", *names, *command], cwd=root, check=True)
    summary = ["--summary", "ja=返品の期間を30日に改めました。", "--summary", "en=Returns accepted for 30 days."]
    kaitei(project, "revise", "terms", DAY, "--announced", "2026-11-02", *summary)
    for name, edits in EDITS.items():
        text = (root / name).read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text, f"{name}: {old}"
            text = text.replace(old, new, 1)
        (root / name).write_text(text, encoding="utf-8")
    return project


def approval(project: Project, folder: Path) -> None:
    """Make the self-contained pages for the approval."""
    kaitei(project, "report", "--base", "HEAD", "--html", str(folder))


def preview(project: Project) -> None:
    """Build the site of each day, as workflows do for pull requests."""
    program = [sys.executable, str(REPOSITORY / ".github" / "scripts" / "preview.py"), "preview"]
    environ = os.environ | {"PYTHONPATH": str(REPOSITORY / "hooks"), "KAITEI_TODAY": TODAY}
    subprocess.run(program, cwd=project.root, env=environ, check=True, stderr=subprocess.DEVNULL)


def kaitei(project: Project, *arguments: str) -> None:
    """Run the command."""
    program = [sys.executable, "-c", "from kaitei.cli import main; main()"]
    environ = os.environ | {"PYTHONPATH": str(REPOSITORY / "hooks"), "KAITEI_TODAY": TODAY}
    subprocess.run([*program, *arguments], cwd=project.root, env=environ, check=True, stdout=subprocess.DEVNULL)


def take(browser: Browser, shot: Shot, address: Path, image: Path) -> None:
    """Take a picture of a page."""
    page = browser.new_page(viewport={"width": WIDTH, "height": shot.height})
    page.goto(address.as_uri())
    page.screenshot(path=image)
    page.close()


def _pages(shot: Shot, built: Path, comparison: Path) -> Iterator[tuple[str, Path]]:
    for locale, prefix in LOCALES.items():
        if shot.address.endswith("/"):
            yield locale, built / prefix.strip("/") / shot.address.strip("/") / "index.html"
        else:
            suffix = "" if locale == "ja" else f".{locale}"
            yield locale, comparison / shot.address.replace(".html", f"{suffix}.html")


if __name__ == "__main__":
    main()
