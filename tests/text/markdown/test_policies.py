"""Whole policies: every number typed at the start of a line is a clause, and nothing else is."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.document import Document
from kaitei.text.markdown.plain_text import canonical
from tests.support.site import REPOSITORY

ROOT = REPOSITORY
FOLDER = os.environ.get("KAITEI_POLICIES") or str(ROOT.parent / "shared" / "cases")
"""A folder of policies that are not part of this repository, to be read as well where it is there."""

PATHS = sorted((ROOT / "docs").rglob("*.md")) + (sorted(Path(FOLDER).rglob("*.md")) if FOLDER else [])

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title: *(.*)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\{\s*([a-z0-9_.-]+)\s*\}\}")
_NUMBER = re.compile(
    r"(?:#+\s+)?(附則(?=[（　 ]|$)|第[0-9]+[章条](?:の[0-9]+)?(?=[（　 ]|$)|[0-9０-９]{1,2}(?:[.．](?!\d)|[)）]|(?=　))"
    r"|[（(][0-9０-９]+[)）]|[①-⑳]|[ア-ン](?=　))"
)


def _read(path: Path) -> tuple[str, str]:
    text = path.read_text(encoding="utf-8")
    front_matter = _FRONT_MATTER.match(text)
    title = _TITLE.search(front_matter.group(1)) if front_matter else None
    return _PLACEHOLDER.sub("\ufdd0\\1\ufdd1", _FRONT_MATTER.sub("", text)), title.group(1) if title else ""


def _numbers(document: Document) -> list[str]:
    return [clause.number for outer in document.clauses for clause in outer.walk() if clause.number]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(path.parents[1])))
def test_policy(path: Path) -> None:
    text, title = _read(path)
    document = convert(text, title)

    assert _numbers(document) == [found.group(1) for line in text.split("\n") if (found := _NUMBER.match(line))]
    assert not document.errors
    assert not document.warnings
    ids = re.findall(r' id="([^"]*)"', document.html)
    assert len(ids) == len(set(ids))
    assert canonical(document.clauses).count("\ufdd0") == text.count("\ufdd0")


@pytest.mark.skipif(not Path(FOLDER).is_dir(), reason=f"no further policies: {FOLDER} is not there")
def test_further_policies_are_there() -> None:
    assert list(Path(FOLDER).rglob("*.md"))
