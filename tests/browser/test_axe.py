"""WCAG as far as a program can tell: axe on every kind of page, in both sizes and all colour schemes, folded and unfolded."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsing import KINDS, SCHEMES, WIDTHS, opened, unfold
from tests.support.server import Server

AXE = """() => axe.run(document, {
  preload: false,
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}).then(found => found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target} ${n.failureSummary}`)))"""


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing(address: str, browser: Browser, host: Server, axe: str) -> None:
    with opened(browser, host.url(address)) as found:
        found.page.evaluate(axe)
        assert _violations(found.page) == {}
        if unfold(found.page):
            assert _violations(found.page, ("phone",)) == {}


def test_axe_looks_at_the_page(browser: Browser, host: Server, axe: str) -> None:
    with opened(browser, host.url("/"), bypass_csp=True) as found:
        found.page.evaluate(axe)
        found.page.add_style_tag(content="h1 { color: #ccc !important }")
        found.page.evaluate("document.querySelector('html').lang = ''")
        said = " ".join(_violations(found.page)["desktop-light"])
        assert "html-has-lang" in said
        assert "color-contrast" in said


def _violations(page: Page, sizes: Iterable[str] = WIDTHS) -> dict[str, list[str]]:
    """What axe finds, by size and scheme, where it finds anything."""
    found = {}
    for name in sizes:
        page.set_viewport_size({"width": WIDTHS[name], "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found[f"{name}-{scheme}"] = page.evaluate(AXE)
    page.emulate_media(color_scheme="light", forced_colors="active")
    found["forced"] = page.evaluate(AXE)
    page.emulate_media(forced_colors="none")
    return {look: said for look, said in found.items() if said}
