"""The theme `kaitei` as readers meet it: light, without scripts, in any size and colour scheme, on paper."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support import site as sites
from tests.support.browsing import KINDS, SCHEMES, WIDTHS, opened, unfold
from tests.support.paper import printed
from tests.support.server import Hosts, Server

MOST = 20_000  # bytes, compressed, of a page with all that it loads
TEXT = 10_000  # bytes of the text that is weighed
ELEMENTS = """# 記法の見本

本文と`コード`、脚注[^1]。

!!! warning "注意"
    お読みください。

??? note "たたんだもの"
    中身です。

=== "日本語"

    こんにちは。

=== "英語"

    Hello.

用語
:   その説明です。

| 項目 | 内容 | 備考 | 金額 |
|---|---|---|---|
| 会費 | 月ごとにお支払いいただく費用です。 | 税込 | 1,000円 |

```python
def hello(name: str) -> str:
    return f"hello {name}"  # a comment, 1
```

## 小見出し

[^1]: 脚注の本文。
"""
EXTENSIONS = [
    *("admonition", "def_list", "footnotes", "tables", "pymdownx.details", "pymdownx.superfences"),
    {"pymdownx.tabbed": {"alternate_style": True}},
]
PAGES = {**KINDS, "elements": "/elements/"}
WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in the theme, with an ordinary page of many elements and a policy of 10 KB."""
    terms = (sites.REPOSITORY / "docs" / "terms.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    body = terms.encode()[:TEXT].decode(errors="ignore").rpartition("\n")[0] + "\n"
    body = re.sub(r"\[([^\]]*)\]\([^)]*\)", lambda link: link[1] or "別の条", body)
    revisions = "revisions:\n  - {date: 2024-04-01, summary: 改定}\n  - {date: 2022-04-01, summary: 制定}\n"
    project = sites.copied(tmp_path_factory.mktemp("dressed") / "project")
    project.write(
        {
            "mkdocs.yml": sites.in_theme({"name": "kaitei"}, {"markdown_extensions": EXTENSIONS}),
            "docs/elements.md": ELEMENTS,
            "docs/measured.md": f"---\ntitle: 規約\nkind: terms\n{revisions}---\n{body}",
            "docs/measured/2022-04-01.md": f"---\ntitle: 規約\n---\n{body.replace('当社は、', '弊社は、')}",
            "docs/plain.md": f"# 規約\n\n{body}",
        }
    )
    built = project.build_apart("2026-11-22")
    assert built.code == 0, built.output
    return built.site


@pytest.fixture(scope="module")
def host(server: Hosts, dressed: Path) -> Server:
    """A plain host of it."""
    return server(dressed)


@pytest.mark.parametrize(
    "address",
    [
        "/measured/",
        "/measured/2022-04-01/",
        "/measured/history/",
        "/measured/compare/2022-04-01/2024-04-01/",
        "/plain/",
        *(KINDS[kind] for kind in ("list", "all-history", "search", "untranslated-en", "missing")),
    ],
)
def test_a_page_weighs_at_most_20_kilobytes(address: str, browser: Browser, host: Server, dressed: Path) -> None:
    before = len(host.asked)
    with opened(browser, host.url(address)) as found:
        found.page.wait_for_load_state("networkidle")
        said = found.console
    files = [host.file(path) or dressed / "404.html" for path in dict.fromkeys(host.asked[before:])]
    size = sum(len(gzip.compress(path.read_bytes())) for path in files)
    assert {path.name for path in files} >= {"theme.css", "kaitei.css", "favicon.svg"}
    assert 5_000 < size <= MOST, [(path.name, path.stat().st_size) for path in files]
    assert [line for line in said if "404" not in line] == []


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_and_no_page_is_too_wide(address: str, browser: Browser, host: Server, axe: str) -> None:
    run = (
        "() => axe.run(document, {preload: false, resultTypes: ['violations'], runOnly: "
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        ".then(found => found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target} ${n.failureSummary}`)))"
    )
    with opened(browser, host.url(address)) as found:
        found.page.evaluate(axe)
        for scheme in SCHEMES:
            found.page.emulate_media(color_scheme=scheme)
            assert found.page.evaluate(run) == [], scheme
        found.page.set_viewport_size({"width": WIDTHS["phone"], "height": 900})
        unfold(found.page)
        assert found.page.evaluate(run) == []
        found.page.set_viewport_size({"width": 320, "height": 900})
        assert not found.page.evaluate(WIDE)
        found.page.set_viewport_size({"width": 1280, "height": 900})
        found.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not found.page.evaluate(WIDE)
        assert found.violations == []


def test_html_is_valid(dressed: Path, vnu: Path) -> None:
    files = sorted(str(path) for path in dressed.rglob("*.html"))
    command = ["java", "-jar", str(vnu), "--format", "json", "--exit-zero-always", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [one for one in json.loads(done.stderr)["messages"] if one["type"] == "error"] == []


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "none"])
def test_pages_and_contents_stand_beside_the_text_or_folded_above_it(
    script: bool, browser: Browser, host: Server
) -> None:
    with opened(browser, host.url("/terms/"), java_script_enabled=script) as found:
        pages, text, contents = (_box(found.page, one) for one in ("nav.pages a", "main h1", "nav.toc a"))
        assert pages["x"] + pages["width"] < text["x"] < contents["x"]
        found.page.set_viewport_size({"width": 390, "height": 900})
        assert not found.page.locator("nav.pages a").first.is_visible()
        found.page.locator("nav.toc > details > summary").click()
        assert _box(found.page, "nav.toc a")["y"] < _box(found.page, "main h1")["y"]
        found.page.locator("nav.toc a").nth(3).click()
        assert found.page.url.endswith("#c4")


def test_the_keyboard_comes_to_every_link_beside_the_text(browser: Browser, host: Server) -> None:
    with opened(browser, host.url("/terms/")) as found:
        links = found.page.locator("nav.side a").count()
        reached = 0
        for _ in range(links + 12):
            found.page.keyboard.press("Tab")
            reached += found.page.evaluate("document.activeElement.matches('nav.side a')")
    assert reached == links > 20


def test_the_colour_scheme_is_the_readers_or_the_sites(browser: Browser, host: Server) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, host.url("/terms/"), color_scheme="dark") as found:
        dark = found.page.evaluate(colour)
        found.page.evaluate("document.documentElement.dataset.colorMode = 'light'")
        light = found.page.evaluate(colour)
        found.page.emulate_media(color_scheme="light")
        assert found.page.evaluate(colour) == light
        found.page.evaluate("document.documentElement.dataset.colorMode = 'dark'")
        assert found.page.evaluate(colour) == dark
        found.page.emulate_media(media="print")
        assert found.page.evaluate(colour) == light
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(20, 24, 29)")


def test_tabs_are_turned_without_a_script(browser: Browser, host: Server) -> None:
    with opened(browser, host.url("/elements/"), java_script_enabled=False) as found:
        blocks = found.page.locator(".tabbed-block")
        assert [blocks.nth(at).is_visible() for at in (0, 1)] == [True, False]
        found.page.get_by_text("英語").click()
        assert [blocks.nth(at).is_visible() for at in (0, 1)] == [False, True]


def test_paper_has_the_text_and_nothing_to_press(browser: Browser, host: Server) -> None:
    text = "".join(sheet.text for sheet in printed(browser, host.url("/elements/")))
    assert "サイトメニュー" not in text
    assert "目次" not in text
    assert "検索" not in text
    assert "たたんだもの中身です。" in text
    assert "日本語こんにちは。英語Hello." in text


def _box(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return {"x": box["x"], "y": box["y"], "width": box["width"]}
