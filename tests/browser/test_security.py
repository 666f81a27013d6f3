"""What a reader's browser is kept from: other hosts, storage, and anything active that found its way into a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import site as sites
from tests.support.browsing import KINDS, opened, sent_headers
from tests.support.server import Hosts, Server

PAGES = [pytest.param(address, id=kind) for kind, address in KINDS.items()]

ACTIVE = """
<script>window.ran = 'inline script'</script>
<script src="https://evil.example/x.js"></script>
<script src="data:text/javascript,window.ran='data script'"></script>
<img src="x" alt="" onerror="window.ran = 'handler'">
<a id="go" href="javascript:void(window.ran = 'link')">x</a>
<style>body { outline: 9px solid red }</style>
<p style="outline: 9px solid red">x</p>
<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
<object data="https://evil.example/x.swf"></object>
<base href="https://evil.example/">
<form action="https://evil.example/"><button id="send">x</button></form>
<svg><script>window.ran = 'svg'</script></svg>
"""


@pytest.fixture(scope="module")
def strict(server: Hosts, site: Path) -> Server:
    """The sample site on a host that sends what the site's own `_headers` file asks for."""
    return server(site, headers=sent_headers(site))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_its_own_host_only_and_keeps_nothing(address: str, browser: Browser, strict: Server) -> None:
    with opened(browser, strict.url(address)) as found:
        found.page.wait_for_load_state("networkidle")
        assert [url for url in found.requests if not url.startswith(strict.url())] == []
        assert found.failed == []
        expected = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
        assert found.console == (expected if address == KINDS["missing"] else [])
        assert found.violations == []
        assert found.page.context.cookies() == []
        assert found.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        assert found.page.evaluate("indexedDB.databases().then(found => found.length)") == 0
        assert found.page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0


@pytest.mark.parametrize("kind", ["in-force", "comparison", "search"])
def test_the_policy_in_the_page_alone_breaks_nothing(kind: str, browser: Browser, host: Server) -> None:
    with opened(browser, host.url(KINDS[kind])) as found:
        assert (found.console, found.violations) == ([], [])


def test_the_policy_is_strict_and_the_same_in_page_and_header(
    theme: str, site: Path, browser: Browser, host: Server
) -> None:
    with opened(browser, host.url("/")) as found:
        meta = found.page.get_attribute("meta[http-equiv='Content-Security-Policy']", "content") or ""
    header = sent_headers(site)["Content-Security-Policy"]
    assert header == f"{meta}; frame-ancestors 'none'"
    directives = dict(part.strip().split(" ", 1) for part in header.split(";"))
    assert directives["default-src"] == "'none'"
    sources = directives["script-src"].split()
    assert sources[0] == directives["style-src"] == "'self'"
    assert all(source.startswith("'sha256-") for source in sources[1:])
    assert len(sources) == (1 if theme == "kaitei" else 4)  # Material's own inline scripts, by what they say
    assert "unsafe" not in header
    assert "http" not in header
    assert "*" not in header


@pytest.mark.parametrize("with_header", [True, False], ids=["header", "meta"])
@pytest.mark.parametrize("kind", ["in-force", "past"])
def test_what_is_active_in_a_page_never_runs(
    kind: str, with_header: bool, browser: Browser, server: Hosts, site: Path, tmp_path: Path
) -> None:
    page = (site / KINDS[kind].strip("/") / "index.html").read_text(encoding="utf-8")
    page = page.replace('<div class="text">', f'<div class="text">{ACTIVE}', 1)
    if with_header:
        page = page.replace("http-equiv", "data-none")
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "404.html").write_text("", encoding="utf-8")
    host = server(tmp_path, headers=sent_headers(site) if with_header else {})
    with opened(browser, host.url()) as found:
        found.page.wait_for_load_state("networkidle")
        found.page.evaluate("document.querySelector('#go').click()")
        found.page.evaluate("document.querySelector('#send').click()")
        found.page.wait_for_timeout(200)
        assert found.page.evaluate("window.ran ?? 'nothing'") == "nothing"
        assert found.page.url == host.url()
        assert found.page.evaluate("getComputedStyle(document.body).outlineStyle") == "none"
        assert [url for url in found.requests if "evil" in url and url not in found.failed] == []
        stopped = " ".join(found.violations)
        for directive in (
            "script-src-elem",
            "script-src-attr",
            "style-src-elem",
            "style-src-attr",
            "object-src",
            "base-uri",
            "form-action",
        ):
            assert directive in stopped


def test_the_same_content_runs_where_there_is_no_policy(
    browser: Browser, server: Hosts, site: Path, tmp_path: Path
) -> None:
    page = (site / "privacy" / "index.html").read_text(encoding="utf-8").replace("http-equiv", "data-none")
    (tmp_path / "index.html").write_text(
        page.replace("</main>", "<script>window.ran = 1</script></main>"), encoding="utf-8"
    )
    with opened(browser, server(tmp_path).url()) as found:
        assert found.page.evaluate("window.ran") == 1


def test_hostile_front_matter_and_facts_are_shown_as_text(browser: Browser, server: Hosts, tmp_path: Path) -> None:
    hostile = "<script>window.ran=1</script><img src=x onerror=window.ran=2>\\\"'&amp;"
    plain = hostile.replace('\\"', '"')
    policy = (
        f'---\ntitle: "{hostile}"\nkind: terms\nrevisions:\n'
        f'  - {{date: 2024-04-01, summary: "{hostile}", reason: "{hostile}", corrections: '
        f'[{{date: 2024-05-01, summary: "{hostile}", before: "{hostile}", after: "{hostile}正"}}]}}\n'
        "---\n{{ company.name }}\n\n{{ company }}\n"
    )
    files = {
        "company.yml": f'company: {{name: "{hostile}", address: "{hostile}"}}\n',
        "docs/terms.md": policy,
        "docs/index.md": "# 一覧\n\n{{ policies }}\n",  # what runs is an error there, in front matter too
    }
    built = sites.make(tmp_path / "project", files, {"site_name": plain, "theme": {"name": "kaitei"}}, ("ja",)).build()
    assert built.code == 0, built.output
    host = server(built.site)
    for address in ("/", "/terms/", "/terms/2024-04-01/", "/terms/history/", "/history/", "/no/"):
        with opened(browser, host.url(address), bypass_csp=True) as found:
            assert found.page.evaluate("window.ran ?? 'nothing'") == "nothing"
            assert plain in found.page.inner_text("body")
            assert found.page.locator("main :is(script:not([src$='/assets/text.js']), img)").count() == 0
            assert plain in found.page.title()


@pytest.mark.parametrize(
    "body", ["<script>window.ran=1</script>", "<img src='x' onerror='window.ran=1'>", "[x](javascript:alert(1))"]
)
def test_a_policy_with_active_content_is_not_built(body: str, tmp_path: Path) -> None:
    front = "---\ntitle: 規約\nkind: terms\nrevisions:\n  - {date: 2024-04-01, summary: 制定}\n---\n"
    built = sites.make(tmp_path / "project", sites.files("plain") | {"docs/terms.md": front + body}).build()
    assert built.code == 1
    assert not built.site.exists()


def test_opened_by_themselves_texts_and_images_obey_the_policy(browser: Browser, strict: Server) -> None:
    with opened(browser, strict.url()) as found:
        icon = found.page.locator("link[rel=icon]").get_attribute("href") or ""
    for address in ("/terms/2020-04-01.txt", icon, "/sitemap.xml"):
        with opened(browser, strict.url(address)) as found:
            assert found.console == []
            assert [url for url in found.requests if not url.startswith(strict.url())] == []
