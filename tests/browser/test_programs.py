"""What browsers make of what is meant for programs: data blocks that stop nothing, files that other sites may read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.test_programs import EXAMPLES, examples
from tests.support import site as sites
from tests.support.browsing import opened, sent_headers
from tests.support.server import Hosts

READ = ("/policies.json", "/policies.schema.json", "/feed.xml", "/terms/2020-04-01.txt", "/terms/timemap.link")


@pytest.mark.parametrize("with_header", [True, False], ids=["header", "meta"])
@pytest.mark.parametrize("address", ["/privacy/", "/privacy/2023-06-16/", "/en/terms/"])
def test_data_in_a_page_breaks_no_policy(
    address: str, with_header: bool, browser: Browser, server: Hosts, site: Path
) -> None:
    host = server(site, headers=sent_headers(site) if with_header else {})
    with opened(browser, host.url(address)) as found:
        found.page.wait_for_load_state("networkidle")
        assert (found.console, found.violations) == ([], [])
        block = found.page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(block or "")["@type"] == "WebPage"
        assert found.page.evaluate("getComputedStyle(document.body).fontFamily") != ""


def test_a_fact_cannot_leave_the_data(browser: Browser, server: Hosts, tmp_path: Path) -> None:
    hostile = "</script><script>window.ran=1</script><img src=x onerror=window.ran=2><!--"
    files = sites.files("plain") | {"company.yml": f"company: {{name: {json.dumps(hostile)}}}\n"}
    built = sites.make(tmp_path / "project", files).build()
    assert built.code == 0, built.output
    address = next(one for one in sorted(built.addresses()) if "ld+json" in built.html(one))
    with opened(browser, server(built.site).url(address), bypass_csp=True) as found:
        assert found.page.evaluate("window.ran ?? 'nothing'") == "nothing"
        block = found.page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(block or "")["publisher"]["name"] == hostile
        assert found.page.locator("img").count() == 0


def test_another_site_may_read_what_programs_read(browser: Browser, server: Hosts, site: Path, tmp_path: Path) -> None:
    host = server(site, headers=lambda path: sent_headers(site, path))
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text("<!doctype html><title>shop</title>", encoding="utf-8")
    with opened(browser, server(tmp_path).url()) as found:
        for address in READ:
            assert found.page.evaluate("url => fetch(url).then(answer => answer.status)", host.url(address)) == 200
        refused = found.page.evaluate("url => fetch(url).then(() => 'read', () => 'refused')", host.url("/terms/"))
        assert refused == "refused"


def test_the_program_for_browsers_decides_what_a_user_is_owed(
    browser: Browser, server: Hosts, site: Path, tmp_path: Path
) -> None:
    host = server(site, headers=lambda path: sent_headers(site, path))
    (tmp_path / "agreement.js").write_text(examples("js")[0], encoding="utf-8")
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text("<!doctype html><title>shop</title>", encoding="utf-8")
    with opened(browser, server(tmp_path).url()) as found:
        owed, agreement = found.page.evaluate(
            """async ([address, agreed]) => {
                const { agreement, owed, read } = await import('/agreement.js');
                const told = await read(address);
                return [agreed.map(one => owed(told, one)), agreement(told, 'privacy')];
            }""",
            [host.url("/policies.json"), [agreed for agreed, _ in EXAMPLES]],
        )
    assert owed == [need for _, need in EXAMPLES]
    assert agreement == {"policy": "privacy", "date": "2025-04-01"}
