"""The guides: whole in both languages, with links that lead somewhere and names that are on the screen."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.site import REPOSITORY

GUIDE = REPOSITORY / "guide"
JAPANESE, ENGLISH = GUIDE / "editors.ja.md", GUIDE / "editors.en.md"
PICTURES = sorted((GUIDE / "images").iterdir())
LIMIT = 1_000_000  # bytes


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def shape(path: Path) -> list[str]:
    """What a guide consists of, in order, whatever its language."""
    marks = r"^(#+ |\d\. | +- |- |\||   ```\w*|```\w*|!\[)"
    return [found[1].strip() for line in read(path).splitlines() if (found := re.match(marks, line))]


def test_both_languages_say_as_much() -> None:
    assert shape(JAPANESE) == shape(ENGLISH)
    japanese, english = read(GUIDE / "hosting.md").split("\n## English\n")
    assert japanese.count("\n### ") == english.count("\n### ")
    assert japanese.count("```") == english.count("```")


def test_links_lead_somewhere() -> None:
    lychee = str(Path(sys.executable).with_name("lychee"))
    command = [lychee, "--offline", "--no-progress", "--include-fragments=anchor-only", "--format=json", str(GUIDE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["error_map"] == {}
    assert report["successful"] > 50


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_pictures_are_shown_with_words_for_who_cannot_see_them(path: Path) -> None:
    name, locale, _ = path.name.split(".")
    guide = GUIDE / f"editors.{locale}.md"
    assert re.search(rf"!\[[^\]]{{20,}}\]\(images/{name}\.{locale}\.png\)", read(guide))
    header = path.read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", header[16:20])[0] <= 1000


def test_pictures_are_small() -> None:
    assert PICTURES
    assert sum(path.stat().st_size for path in PICTURES) < LIMIT


@pytest.mark.parametrize("path", [JAPANESE, ENGLISH, GUIDE / "hosting.md"], ids=lambda path: path.name)
def test_workflows_and_their_pull_requests_are_called_by_their_names(path: Path) -> None:
    github = REPOSITORY / ".github"
    names = {yaml.safe_load(read(workflow))["name"] for workflow in (github / "workflows").glob("*.yml")}
    names |= {
        title for script in (github / "scripts").glob("*.sh") for title in re.findall("--title '(.+?)'", read(script))
    }
    called = set(re.findall(r"[\u3040-\u9fff]+ \([A-Z][a-z' ]+\)", read(path)))
    assert called <= names
    assert called or path.name == "hosting.md"


def test_files_that_are_named_are_there() -> None:
    named = set(re.findall(r"`((?:publishing|\.github)/[\w./-]+)`", read(GUIDE / "hosting.md")))
    assert len(named) >= 5
    assert [name for name in named if not (REPOSITORY / name).exists()] == []


@pytest.mark.parametrize("path", [JAPANESE, ENGLISH], ids=lambda path: path.name)
def test_yaml_of_the_guide_is_yaml(path: Path) -> None:
    blocks = re.findall(r"^ *```yaml\n(.*?)^ *```", read(path), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    assert all(yaml.safe_load(block) for block in blocks)
