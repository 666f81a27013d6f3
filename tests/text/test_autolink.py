from __future__ import annotations

import time
from typing import Any

import pytest

from kaitei.text.autolink import linked
from tests.support.cases import cases


@pytest.mark.parametrize("case", cases("autolink"))
def test_plain_addresses_become_links_and_end_before_japanese(case: dict[str, Any]) -> None:
    assert linked(case["html"]) == case["linked"]


@pytest.mark.parametrize("unit", ["a@", "a.", "https://a.", "a-@b.", "https://a.b/(", "&amp;@", "@"])
def test_time_grows_with_the_text_alone(unit: str) -> None:
    start = time.process_time()
    linked(unit * 50_000 + "://@")
    assert time.process_time() - start < 3
