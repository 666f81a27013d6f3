"""What numbers are called in a sentence; how they are called in addresses is in the cases of `test_convert`."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from kaitei.text.markdown.convert import convert
from tests.support.cases import FOLDER

CASES = yaml.safe_load((FOLDER / "citations.yml").read_text(encoding="utf-8"))
LINK = re.compile(r'<span class="marker"><a href="#([^"]*)"(?: title="([^"]*)")?>([^<]*)</a>')


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_number_is_a_link_to_its_clause_and_says_how_that_is_cited(case: dict[str, Any]) -> None:
    document = convert(case["text"], "題名")
    found = LINK.findall(document.html)
    assert [title or number.strip() for _, title, number in found] == case["cited"]
    assert {anchor for anchor, _, _ in found} <= document.anchors
    assert all(f'id="{anchor}"' in document.html for anchor, _, _ in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_reference_without_words_says_the_same(case: dict[str, Any]) -> None:
    anchors = [anchor for anchor, _, _ in LINK.findall(convert(case["text"], "題名").html)]
    document = convert(f"{case['text']}\n## 参照\n\n" + "\n\n".join(f"[](#{one})" for one in anchors), "題名")
    assert re.findall(r'<a class="reference" href="[^"]*">([^<]*)</a>', document.html) == case["cited"]
