"""How many bytes a reader's browser fetches for one page, beside stock MkDocs with Material on the same text."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from kaitei.text.markdown.plain_text import canonical
from tests.support.browsing import chromium
from tests.support.corpus import policy
from tests.support.fetched import fetched

REPOSITORY = Path(__file__).parents[2]
CHARACTERS = 3_400
"""Of Japanese text: about 10 KB in UTF-8."""

FRONT_MATTER = """---
title: 個人情報の取扱い
kind: privacy
revisions:
  - {date: 2024-04-01, summary: 制定}
---
"""
STOCK = "site_name: 規約\nsite_url: https://policies.example.com/\ntheme: {name: material, language: ja, font: false}\n"


def report() -> str:
    """Weigh the pages in a browser opened for it."""
    with chromium() as browser:
        return weighed(browser)


def weighed(browser: Browser) -> str:
    """Build one policy with Kaitei and with stock Material, and weigh the pages."""
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = _ours(Path(folder) / "kaitei"), _stock(Path(folder) / "stock")
        rows = [
            ("page in force", fetched(browser, ours, "/privacy/")),
            ("dated page", fetched(browser, ours, "/privacy/2024-04-01/")),
            ("stock Material", fetched(browser, stock, "/privacy/")),
        ]
    figures = [(name, len(files), sum(len(gzip.compress(data)) for data in files.values())) for name, files in rows]
    base = figures[-1][2]
    head = ["A page over the wire (gzip)", "", f"{'':>16} {'requests':>9} {'KB':>7} {'× stock':>8}"]
    return "\n".join([*head, *(f"{n:>16} {r:>9} {b / 1000:>7.1f} {b / base:>8.2f}" for n, r, b in figures)])


def _ours(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(REPOSITORY / name)
    (folder / "mkdocs.yml").write_bytes((REPOSITORY / "mkdocs.yml").read_bytes())
    (folder / "company.yml").write_text("company: {name: 見本商事株式会社}\n", encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "docs" / "privacy.md").write_text(FRONT_MATTER + canonical(policy(CHARACTERS)), encoding="utf-8")
    return _built(folder)


def _stock(folder: Path) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# 規約\n", encoding="utf-8")
    (folder / "docs" / "privacy.md").write_text(f"# 規約\n\n{canonical(policy(CHARACTERS))}", encoding="utf-8")
    return _built(folder)


def _built(folder: Path) -> Path:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(REPOSITORY / "hooks")}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    subprocess.run(command, check=True, env=environment)
    return folder / "site"
