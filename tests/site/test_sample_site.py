"""The sample that the repository comes with: complete, without a warning, on its own host."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from tests.support import site
from tests.support.pages import broken, requested
from tests.support.site import Built

URL = "https://policies.example.co.jp/"


@pytest.fixture(scope="module", params=["2026-11-22", "2028-10-01"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample as built on a day, strict."""
    return site.copied(tmp_path_factory.mktemp("sample") / "project").build(request.param)


def test_it_builds_without_a_warning(sample: Built) -> None:
    assert (sample.code, sample.failure) == (0, None), sample.output
    assert [line for line in sample.output.splitlines() if not line.startswith("INFO")] == []


def test_every_link_leads_somewhere(sample: Built) -> None:
    assert len(sample.addresses()) > 30
    assert broken(sample.site, URL) == []


def test_every_page_is_in_its_language(sample: Built) -> None:
    for address in sample.addresses():
        page = sample.page(address)
        assert page.lang == ("en" if address.startswith("/en/") else "ja"), address
        assert page.lang == "ja" or page.strays() == [], address


def test_every_page_has_one_heading_a_title_and_each_id_once(sample: Built) -> None:
    for address in sample.addresses():
        page = sample.page(address)
        assert len(page.all("h1")) == 1, address
        assert len(page.all("title")) == 1, address
        assert len(page.ids) == len(set(page.ids)), address


def test_no_page_asks_another_host(sample: Built) -> None:
    asked = {address: requested(sample.page(address), URL) for address in sample.addresses()}
    assert {address: others for address, others in asked.items() if others} == {}


def test_no_page_carries_code_but_the_themes_which_it_names(sample: Built) -> None:
    for address in sample.addresses():
        page = sample.page(address)
        allowed = next(one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
        assert {_source(script) for script in page.scripts} == set(re.findall("'sha256-[^']+'", allowed)), address
        assert page.all("style") == [], address
        names = {name for _, given in page.elements for name in given}
        assert [name for name in names if name == "style" or name.startswith("on")] == [], address


def test_no_placeholder_and_no_token_is_left(sample: Built) -> None:
    for mark in ("{{", "KAITEI-", "-MARK", "\x01", "\x02", *(chr(code) for code in range(0xFDD0, 0xFDF0))):
        assert [name for name in sample.holding(mark) if not name.startswith("assets/")] == [], repr(mark)


def _source(script: str) -> str:
    """How a Content-Security-Policy names a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
