"""HTML as the standard has it: the Nu checker over every page and image of the sample site."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

MEANT = (
    "The “list” role is unnecessary for element",  # Safari takes the role away from lists without marks
    "Resource violates Content Security Policy (meta tag): external",  # to the checker every file is a host of its own
    "Inline script violates Content Security Policy (meta tag)",  # it takes data, which nothing runs, for a script
)
"""Warnings, not errors, about what is so on purpose."""


def test_every_page_and_image_is_valid(site: Path, vnu: Path) -> None:
    assert len(list(site.rglob("*.html"))) > 60
    assert _told(vnu, site) == []


def test_of_inline_scripts_there_are_the_theme_s_alone(theme: str, site: Path) -> None:
    pages = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    inline = {tag for page in pages for tag in re.findall(r"<script(?![^>]* src=)[^>]*>", page)}
    of_material = {"<script>", '<script id="__config" type="application/json">'} if theme == "material" else set()
    assert inline == {'<script type="application/ld+json">'} | of_material


def test_a_fault_in_a_page_is_found(site: Path, vnu: Path, tmp_path: Path) -> None:
    page = (site / "privacy" / "index.html").read_text(encoding="utf-8")
    (tmp_path / "page.html").write_text(page.replace("</main>", "<p><div id=c1></div></main>", 1), encoding="utf-8")
    told = " ".join(_told(vnu, tmp_path))
    assert "Duplicate ID" in told


def _told(vnu: Path, folder: Path) -> list[str]:
    """What the checker holds against files, errors and warnings alike."""
    files = sorted(str(path) for path in folder.rglob("*") if path.suffix in (".html", ".svg"))
    command = ["java", "-jar", str(vnu), "--also-check-svg", "--format", "json", "--exit-zero-always", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [
        f"{said.get('url', '').removeprefix(f'file:{folder}')}:{said.get('lastLine')}: {said['message']}"
        for said in messages
        if said["type"] != "info" or not said["message"].startswith(MEANT)
    ]
