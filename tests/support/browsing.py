"""Looking at pages of the sample site in a browser: which ones, in which sizes, and what the browser said meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.site import Project, copied, in_theme

KINDS: Mapping[str, str] = {
    "list": "/",
    "list-en": "/en/",
    "in-force": "/privacy/",
    "in-force-articles": "/terms/",
    "in-force-wide-table": "/external-transmission/",
    "in-force-lagging-en": "/en/privacy/",
    "upcoming": "/privacy/2027-01-01/",
    "past": "/terms/2020-04-01/",
    "past-en": "/en/terms/2023-06-01/",
    "history": "/privacy/history/",
    "history-en": "/en/privacy/history/",
    "all-history": "/history/",
    "all-history-en": "/en/history/",
    "comparison": "/privacy/compare/2025-04-01/2027-01-01/",
    "comparison-en": "/en/terms/compare/2023-06-01/2026-07-01/",
    "changes": "/terms/2026-07-01/changes/",
    "changes-en": "/en/terms/2026-07-01/changes/",
    "follow": "/follow/",
    "follow-en": "/en/follow/",
    "ordinary": "/about/",
    "ordinary-en": "/en/about/",
    "untranslated-en": "/en/external-transmission/",
    "search": "/search/",
    "search-en": "/en/search/",
    "missing": "/no/such/page/",
}
"""An address for each kind of page and language of the sample site."""

WIDTHS = {"desktop": 1280, "phone": 390}
THEMES = ("material", "kaitei")
"""What the sample is looked at in: its own theme, and the one that comes with the engine."""

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def executable() -> str:
    """The Chromium to use: $PLAYWRIGHT_CHROMIUM, else the system's."""
    path = shutil.which(os.environ.get("PLAYWRIGHT_CHROMIUM", "/usr/bin/chromium"))
    assert path, "These tests need Chromium: install it, or set PLAYWRIGHT_CHROMIUM to its path."
    return path


@contextmanager
def chromium(*options: str) -> Iterator[Browser]:
    """A Chromium that asks nobody for anything of its own accord; a process has room for one at a time."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", *options]
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
        yield browser
        browser.close()


def dressed(root: Path, theme: str) -> Project:
    """A copy of the sample, in a theme."""
    changes = {} if theme == THEMES[0] else {"mkdocs": in_theme({"name": theme})}
    return copied(root, **changes)


@dataclass
class Opened:
    """A page as opened, and what the browser said while it was loaded and used."""

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def violations(self) -> list[str]:
        """What the content security policy stopped."""
        found: list[str] = self.page.evaluate("window.violations")
        return found


@contextmanager
def opened(browser: Browser, url: str, width: int = 1280, **options: Any) -> Iterator[Opened]:
    """Open a page in a context of its own.

    Args:
        browser: the browser.
        url: the page's URL.
        width: of the window, in CSS pixels.
        options: of Playwright's `new_context`, such as `color_scheme` or `java_script_enabled`.
    """
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    context.add_init_script(
        "window.violations = [];"
        "addEventListener('securitypolicyviolation', e => violations.push(`${e.effectiveDirective} ${e.blockedURI}`))"
    )
    found = Opened(context.new_page())
    found.page.on("console", lambda message: found.console.append(message.text))
    found.page.on("pageerror", lambda error: found.console.append(str(error)))
    found.page.on("request", lambda request: found.requests.append(request.url))
    found.page.on("requestfailed", lambda request: found.failed.append(request.url))
    found.page.goto(url)
    try:
        yield found
    finally:
        context.close()


def unfold(page: Page) -> int:
    """Open everything that is folded; return how much that was."""
    count: int = page.evaluate(
        "() => { const all = document.querySelectorAll('details:not([open])'); all.forEach(d => d.open = true); return all.length }"
    )
    return count


def sent_headers(site: Path, path: str = "/") -> dict[str, str]:
    """The headers that a site's `_headers` file asks a host to send with the file at a path."""
    found: dict[str, str] = {}
    for rule in (site / "_headers").read_text(encoding="utf-8").strip().split("\n\n"):
        pattern, *lines = rule.splitlines()
        if fnmatchcase(path, pattern):
            found |= {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return found
