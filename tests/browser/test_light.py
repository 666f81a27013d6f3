"""What a page costs a reader, counted by the browser: every request, compressed as hosts do, headers included."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import site as sites
from tests.support.browsing import KINDS, opened
from tests.support.server import Hosts, Server

KILOBYTE = 1000
TEXT = 10 * KILOBYTE
PATIENCE = 10  # seconds
LIGHT = (
    "upcoming",
    "past",
    "past-en",
    "history",
    "all-history",
    "comparison",
    "comparison-en",
    "untranslated-en",
    "missing",
)
THEMED = ("list", "in-force", "in-force-lagging-en", "ordinary")


@dataclass(frozen=True)
class Cost:
    """What a page made the browser load."""

    size: int  # bytes over the wire
    paths: tuple[str, ...]

    def count(self, pattern: str) -> int:
        return sum(1 for path in self.paths if re.search(pattern, path))


def cost(browser: Browser, host: Server, address: str) -> Cost:
    with opened(browser, "about:blank") as found:
        session = found.page.context.new_cdp_session(found.page)
        sizes: list[int] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        session.send("Network.enable")
        before = len(host.asked)
        found.page.goto(host.url(address))
        found.page.wait_for_load_state("networkidle")
        deadline = time.monotonic() + PATIENCE
        while len(sizes) < len(host.asked) - before and time.monotonic() < deadline:
            found.page.wait_for_timeout(20)  # an icon that is asked for last may still be on its way
        paths = tuple(host.asked[before:])
    assert len(sizes) >= len(paths), (sizes, paths)  # it may be counted before the host has noted it
    return Cost(sum(sizes), paths)


@pytest.fixture(scope="module")
def measured(server: Hosts, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The sample site with one more policy, whose text is 10 KB of the sample's."""
    source = (sites.REPOSITORY / "docs" / "terms.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    body = source.encode()[:TEXT].decode(errors="ignore").rpartition("\n")[0] + "\n"
    assert len(body.encode()) > 0.95 * TEXT
    body = re.sub(r"\[([^\]]*)\]\([^)]*\)", lambda link: link[1] or "別の条", body)
    head = "---\ntitle: 利用規約\nkind: terms\nrevisions:\n  - {date: 2024-04-01, summary: 改定}\n  - {date: 2022-04-01, summary: 制定}\n---\n"
    project = sites.copied(tmp_path_factory.mktemp("light") / "project")
    old = "---\ntitle: 利用規約\n---\n" + body.replace("当社は、", "弊社は、")
    project.write({"docs/measured.md": head + body, "docs/measured/2022-04-01.md": old})
    built = project.build_apart()
    assert built.code == 0, built.output
    return server(built.site)


@pytest.mark.parametrize(
    "address",
    [
        "/measured/2024-04-01/",
        "/measured/2022-04-01/",
        "/measured/history/",
        "/measured/compare/2022-04-01/2024-04-01/",
    ],
)
def test_a_light_page_of_a_text_of_10_kb_weighs_at_most_20(address: str, browser: Browser, measured: Server) -> None:
    assert 5 * KILOBYTE < cost(browser, measured, address).size <= 20 * KILOBYTE


def test_the_page_in_force_of_a_text_of_10_kb_weighs_at_most_75(browser: Browser, measured: Server) -> None:
    assert 5 * KILOBYTE < cost(browser, measured, "/measured/").size <= 75 * KILOBYTE


@pytest.mark.parametrize("kind", LIGHT + THEMED)
def test_a_page_loads_one_style_sheet_and_at_most_one_small_script_of_ours(
    kind: str, browser: Browser, host: Server
) -> None:
    found = cost(browser, host, KINDS[kind])
    assert found.paths[0] == KINDS[kind]
    assert [path for path in found.paths if path.endswith(".css")] == ["/assets/kaitei.css"]
    assert found.count(r"\.js$") <= 1
    assert found.count(r"search|bundle|material|\.min\.") == 0


def test_nothing_of_the_theme_is_published(site: Path) -> None:
    names = {path.name for path in site.rglob("*") if path.suffix in (".css", ".js", ".map")}
    assert [name for name in names if ".min." in name or "bundle" in name] == []
    assert not (site / "publishing").exists()
