from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from kaitei.intake.blocks import Paragraph, plain
from kaitei.intake.word import document
from tests.support import word
from tests.support.cases import load

CASES: dict[str, Any] = load("word_numbers")


def labelled(data: bytes) -> list[str]:
    found = document.read(data, "a.docx").blocks
    return [f"{one.label} {plain(one.runs)}" for one in found if isinstance(one, Paragraph)]


def together(text: str) -> str:
    return re.sub(r"\s", "", text)


def folded(text: str) -> str:
    """LibreOffice has no wide digits for numbers of lists."""
    return together(unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("name", CASES)
def test_labels_are_those_that_word_shows(name: str) -> None:
    assert list(map(together, labelled(word.made(CASES[name])))) == list(map(together, CASES[name]["shown"]))


def test_labels_and_words_are_those_that_libreoffice_shows(tmp_path: Path) -> None:
    held = [case for case in CASES.values() if case.get("office") != "false"]
    assert len(held) >= 25
    files = {str(number): word.made(case) for number, case in enumerate(held)}
    shown = word.shown(files, tmp_path)
    assert {name: folded(text) for name, text in shown.items()} == {
        name: folded("".join(labelled(data))) for name, data in files.items()
    }
