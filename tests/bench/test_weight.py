"""What a page weighs over the wire, beside one of stock Material."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.bench import weight


def test_pages_are_weighed_beside_stock_material(browser: Browser) -> None:
    rows = weight.weighed(browser).split("\n")[3:]
    assert [row.split()[:2] for row in rows] == [["page", "in"], ["dated", "page"], ["stock", "Material"]]
    assert all(0.5 < float(row.split()[-1]) < 1.5 for row in rows)
