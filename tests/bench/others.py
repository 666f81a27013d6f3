"""Other generators on the same texts, where they are installed: Hugo and Eleventy, each with the barest template."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import corpora
from tests.bench.corpora import Shape

NAMES = ("hugo", "eleventy")
PAGE = "<!doctype html>\n<html lang=ja>\n<title>{title}</title>\n<main>\n{body}\n</main>\n</html>\n"
HUGO = """\
title = "規約"
baseURL = "https://policies.example.co.jp/"
publishDir = "site"
disableKinds = ["taxonomy", "term"]
"""
ELEVENTY = """\
module.exports = () => ({ dir: { input: "content", includes: "../layouts", output: "site" } });
"""


@dataclass(frozen=True)
class Tool:
    """A generator: how its project is written and built, into `site`."""

    name: str
    command: tuple[str, ...]
    settings: Callable[[Path], None]
    head: str = ""  # of each page's front matter, beside the title

    def write(self, root: Path, shape: Shape) -> None:
        """Write the stock site's pages with a template and settings of this tool's own."""
        corpora.stock(root, shape)
        (root / "docs").rename(root / "content")
        for file in (root / "content").rglob("*.md"):
            text = file.read_text(encoding="utf-8")
            text = text if text.startswith("---\n") else f"---\ntitle: 規約\n---\n{text}"
            file.write_text(text.replace("---\n", f"---\n{self.head}", 1), encoding="utf-8")
        (root / "layouts").mkdir()
        self.settings(root)


def installed() -> Iterator[Tool]:
    """Yield the tools that are installed; nothing is fetched."""
    if program := shutil.which("hugo"):
        yield Tool("hugo", (program, "--quiet"), _hugo)
    if command := _eleventy():
        yield Tool("eleventy", (*command, "--quiet"), _eleven, "layout: page.html\n")


def _hugo(root: Path) -> None:
    (root / "hugo.toml").write_text(HUGO, encoding="utf-8")
    (root / "content" / "index.md").rename(root / "content" / "_index.md")  # else all others were parts of this page
    (root / "layouts" / "_default").mkdir()
    for name in ("single", "list"):
        page = PAGE.format(title="{{ .Title }}", body="{{ .Content }}")
        (root / "layouts" / "_default" / f"{name}.html").write_text(page, encoding="utf-8")


def _eleven(root: Path) -> None:
    (root / ".eleventy.js").write_text(ELEVENTY, encoding="utf-8")
    page = PAGE.format(title="{{ title }}", body="{{ content }}")
    (root / "layouts" / "page.html").write_text(page, encoding="utf-8")


def _eleventy() -> tuple[str, ...]:
    """Return the command of Eleventy, on the path or in the project's or the user's packages; () for none."""
    if program := shutil.which("eleventy"):
        return (program,)
    npx = shutil.which("npx")
    if npx is None:
        return ()
    command = (npx, "--no-install", "@11ty/eleventy")
    done = subprocess.run([*command, "--version"], capture_output=True, check=False)
    return command if done.returncode == 0 else ()
