"""Photographs of each type of page of the sample site, for the README: `make gallery`.

They are of the day and the browser window only, so that they change when the pages do.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser

from tests.support import site as sites
from tests.support.browsing import KINDS, THEMES, chromium, dressed
from tests.support.server import Hosts, Server

FOLDER = sites.REPOSITORY / "gallery"
TYPES = {
    "list": KINDS["list"],
    "in-force": KINDS["in-force"],
    "upcoming": KINDS["upcoming"],
    "past": KINDS["past"],
    "translation": KINDS["in-force-lagging-en"],
    "history": KINDS["history"],
    "all-history": KINDS["all-history"],
    "comparison": KINDS["comparison"],
    "changes": KINDS["changes"],
    "follow": KINDS["follow"],
    "search": f"{KINDS['search']}?q={quote('返品')}",
    "ordinary": KINDS["ordinary"],
    "missing": KINDS["missing"],
}
FURTHER = ("in-force", "comparison")
"""Types that are photographed in dark colours and in the other theme too."""

SIZES = {"desktop": (1280, 860, 0.55), "phone": (390, 780, 0.6)}
"""Width and height of the window, and how many pixels of the picture one of its pixels gets: all fit into 2 MB."""

PLAIN = ("--disable-lcd-text", "--hide-scrollbars")


def photograph(browser: Browser, host: Server, folder: Path, types: Iterable[str] = TYPES, look: str = "") -> None:
    """Write a picture of types of pages in each size; a look is part of their names: the theme's, or "dark"."""
    for size, (width, height, scale) in SIZES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="dark" if look == "dark" else "light",
        )
        page = context.new_page()
        for name in types:
            page.goto(host.url(TYPES[name]))
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{'-'.join(part for part in (name, look, size) if part)}.png")
        context.close()


def main() -> None:
    """Build the sample site and photograph it; the last pictures stay where anything fails."""
    hosts = Hosts()
    with tempfile.TemporaryDirectory() as temporary, chromium(*PLAIN) as browser:
        sample, other = (hosts(_built(Path(temporary) / theme, theme)) for theme in THEMES)
        pictures = Path(temporary) / "gallery"
        photograph(browser, sample, pictures)
        photograph(browser, sample, pictures, FURTHER, "dark")
        photograph(browser, other, pictures, FURTHER, THEMES[1])
        hosts.stop()
        shutil.rmtree(FOLDER, ignore_errors=True)
        shutil.copytree(pictures, FOLDER)


def _built(root: Path, theme: str) -> Path:
    built = dressed(root, theme).build_apart("2026-11-22")
    if built.code:
        raise SystemExit(built.output)
    return built.site


if __name__ == "__main__":
    main()
