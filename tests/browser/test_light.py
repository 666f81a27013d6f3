"""What a page costs a reader: everything that the browser loads at once, compressed as hosts do, with a text of 10 KB."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import site as sites
from tests.support.browsing import KINDS, dressed
from tests.support.server import Hosts, Server

KILOBYTE = 1000
TEXT = 10 * KILOBYTE
MOST = {"material": (85 * KILOBYTE, 15 * KILOBYTE), "kaitei": (20 * KILOBYTE, 15 * KILOBYTE)}
"""Of a page: on a reader's first visit, and on the next, when the browser keeps what is no page."""

PAGES = {
    "in-force": "/measured/",
    "past": "/measured/2022-04-01/",
    "history": "/measured/history/",
    "comparison": "/measured/compare/2022-04-01/2024-04-01/",
    "changes": "/measured/2024-04-01/changes/",
    "plain": "/plain/",
    **{kind: KINDS[kind] for kind in ("list", "all-history", "search", "untranslated-en", "missing")},
}
REVISIONS = "revisions:\n  - {date: 2024-04-01, summary: 改定}\n  - {date: 2022-04-01, summary: 制定}\n"
LOADED = {
    "material": {"main.min.css", "palette.min.css", "kaitei.css", "material.css", "bundle.min.js", "material.js"},
    "kaitei": {"theme.css", "kaitei.css"},
}
"""Stylesheets and scripts of every page; `MORE` has those of some kinds."""
SCRIPTS = {"search": {"search.js"}, "in-force": {"text.js"}, "past": {"text.js"}}
MORE = {("kaitei", "plain"): {"content.css"}, ("kaitei", "list"): {"content.css"}}

Visit = Callable[[str], list[Path]]


@pytest.fixture(scope="module")
def measured(theme: str, server: Hosts, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The sample with a policy and an ordinary page of 10 KB, on a host that lets browsers keep all but pages."""
    source = (sites.REPOSITORY / "docs" / "terms.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    body = source.encode()[:TEXT].decode(errors="ignore").rpartition("\n")[0] + "\n"
    assert len(body.encode()) > 0.95 * TEXT
    body = re.sub(r"\[([^\]]*)\]\([^)]*\)", lambda link: link[1] or "別の条", body)
    project = dressed(tmp_path_factory.mktemp("light") / "project", theme)
    project.write(
        {
            "docs/measured.md": f"---\ntitle: 規約\nkind: terms\n{REVISIONS}---\n{body}",
            "docs/measured/2022-04-01.md": f"---\ntitle: 規約\n---\n{body.replace('当社は、', '弊社は、')}",
            "docs/plain.md": f"# 規約\n\n{body}",
        }
    )
    built = project.build_apart("2026-11-22")
    assert built.code == 0, built.output
    return server(built.site, headers=lambda path: {"Cache-Control": f"max-age={0 if path.endswith('/') else 600}"})


@pytest.fixture
def visit(browser: Browser, measured: Server) -> Iterator[Visit]:
    """Opens a page in a window that keeps what it may; returns the files that it asked the host for."""
    context = browser.new_context()
    page = context.new_page()

    def visited(address: str) -> list[Path]:
        before = len(measured.asked)
        page.goto(measured.url(address))
        page.wait_for_load_state("networkidle")
        asked = dict.fromkeys(measured.asked[before:])
        return [measured.file(path) or measured.site / "404.html" for path in asked]

    yield visited
    context.close()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_weighs_little_and_less_on_the_next_visit(theme: str, address: str, visit: Visit) -> None:
    first, following = MOST[theme]
    files, page = visit(address), visit("/about/") and visit(address)
    assert 5 * KILOBYTE < size(files) <= first, weights(files)
    assert [file.suffix for file in page] == [".html"]
    assert size(page) <= following, weights(page)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_loads_what_the_theme_has_and_one_stylesheet_of_ours(theme: str, kind: str, visit: Visit) -> None:
    files = visit(PAGES[kind])
    names = [re.sub(r"\.[0-9a-f]{8}\.", ".", file.name) for file in files if file.suffix in (".css", ".js")]
    more = SCRIPTS.get(kind) or MORE.get((theme, kind), set())
    assert sorted(names) == sorted(LOADED[theme] | more)


def size(files: list[Path]) -> int:
    """What files weigh on the way, without headers."""
    return sum(weights(files).values())


def weights(files: list[Path]) -> dict[str, int]:
    """The weight of each file, as most hosts compress; pictures are compressed as they are."""
    return {file.name: len(gzip.compress(file.read_bytes(), 6)) for file in files}
