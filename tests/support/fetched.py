"""What a browser fetches to show a page."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import Response, sync_playwright

from tests.support.server import Hosts


def fetched(site: Path, address: str) -> dict[str, bytes]:
    """Open a page of a built site in Chromium and return every file fetched, unpacked, by its address."""
    found: dict[str, bytes] = {}

    def keep(response: Response) -> None:
        if response.ok:
            found[response.url] = response.body()

    hosts = Hosts()
    with sync_playwright() as playwright:
        chromium = shutil.which(os.environ.get("PLAYWRIGHT_CHROMIUM", "chromium"))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("response", keep)
        page.goto(hosts(site).url(address), wait_until="networkidle")
        browser.close()
    hosts.stop()
    return found
