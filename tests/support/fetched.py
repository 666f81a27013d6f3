"""What a browser fetches to show a page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Response

from tests.support.server import Hosts


def fetched(browser: Browser, site: Path, address: str) -> dict[str, bytes]:
    """Open a page of a built site and return every file fetched, unpacked, by its address."""
    found: dict[str, bytes] = {}

    def keep(response: Response) -> None:
        if response.ok:
            found[response.url] = response.body()

    hosts = Hosts()
    page = browser.new_page()
    page.on("response", keep)
    page.goto(hosts(site).url(address), wait_until="networkidle")
    page.close()
    hosts.stop()
    return found
