"""The page for an audit: it runs nothing, asks nobody, and goes onto paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.repository import repository


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_runs_nothing_and_prints_on_a4(browser: Browser, lang: str, tmp_path: Path) -> None:
    made = repository(tmp_path / "project")
    made.edit(("docs/privacy.md", "title: 約束", 'title: "<script>alert(1)</script>"'))
    made.commit("<img src=x onerror=alert(1)> (#7)")
    place = tmp_path / "audit.html"
    assert made.kaitei("audit", "--format", "html", "-o", str(place), lang=lang).code == 0
    said: list[str] = []
    opened = browser.new_page(java_script_enabled=True)
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: said.append(dialog.message))
    opened.on("request", lambda request: said.append(request.url))
    opened.goto(place.as_uri())
    assert opened.locator("tbody tr").count() == 6
    wide = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    printed = opened.pdf(prefer_css_page_size=True)
    opened.close()
    assert said == [place.as_uri()]
    assert wide == 0
    assert b"/MediaBox [0 0 842" in printed or b"/MediaBox [0 0 841" in printed
