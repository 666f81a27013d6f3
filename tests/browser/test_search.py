"""A reader who searches: what is typed, what is found first, and what the browser asks for on the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support import site as sites
from tests.support.browsing import sent_headers
from tests.support.cases import cases
from tests.support.server import Hosts, Server

PAST = "/search/past.json"
OF_SEARCH = ("/search/index.json", "/assets/minisearch.js", "/assets/variants.js")
VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (broken) => {
  violations.push(`${broken.violatedDirective} ${broken.blockedURI}`);
});
"""


@pytest.fixture(scope="module")
def strict(server: Hosts, site: Path) -> Server:
    return server(site, headers=sent_headers(site))


@contextmanager
def opened(browser: Browser, host: Server, **options: Any) -> Iterator[Page]:
    """Open a page that must not write to the console, break the policy, ask another host or keep anything."""
    context = browser.new_context(**options)
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    page.set_default_timeout(10_000)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert said == []
    assert [url for url in asked if not url.startswith(host.url())] == []
    assert context.cookies() == []
    if options.get("java_script_enabled", True):
        assert page.evaluate("violations") == []
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    context.close()


def search(page: Page, query: str) -> None:
    page.locator("main").get_by_role("searchbox").fill(query)
    page.locator("main").get_by_role("searchbox").press("Enter")
    expect(page.locator("main").get_by_role("status")).to_contain_text(query)


def links(page: Page) -> list[str]:
    """Where the results lead, as paths of the host."""
    found: list[str] = page.locator("main .found a").evaluate_all("all => all.map(a => decodeURI(a.pathname + a.hash))")
    return found


@pytest.mark.parametrize("case", cases("search", "found"))
def test_the_clause_that_is_meant_is_found_first(case: dict[str, str], browser: Browser, strict: Server) -> None:
    with opened(browser, strict) as page:
        page.goto(strict.url(case["page"]))
        search(page, case["typed"])
        assert links(page)[0] == case["first"]
        first = page.locator("main .found li").first
        expect(first).to_contain_text(case["says"])
        assert first.locator("mark").all_inner_texts()[0].casefold() == case["marked"].casefold()


@pytest.fixture(scope="module")
def typed(server: Hosts, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A site whose texts have old and decomposed characters, others that cannot be seen, and lines typed to their ends."""
    lines = "".join(f"{case.values[0]['text']}\n\n" for case in cases("search", "forms"))
    head = "---\ntitle: 規約\nkind: terms\nrevisions:\n  - {date: 2024-04-01, summary: 制定}\n---\n"
    files = sites.files("plain") | {"docs/terms.md": head + lines, "mkdocs.yml": sites.in_theme({"name": "kaitei"})}
    made = sites.make(tmp_path_factory.mktemp("typed") / "project", files)
    built = made.build()
    assert built.code == 0, built.output
    return server(built.site)


@pytest.mark.parametrize("case", cases("search", "forms"))
def test_a_word_is_found_in_whichever_form_it_stands(case: dict[str, str], browser: Browser, typed: Server) -> None:
    with opened(browser, typed) as page:
        page.goto(typed.url("/search/"))
        search(page, case["typed"])
        assert links(page)[0] == f"/terms/#{case['anchor']}"
        marked = page.locator("main .found li").first.locator("mark").all_inner_texts()
        assert marked == [case["marked"]]


def test_no_character_has_two_forms_that_it_is_found_by() -> None:
    text = (sites.REPOSITORY / "hooks/kaitei/assets/variants.js").read_text(encoding="utf-8").split("`")[1]
    groups = text.split()
    assert min(map(len, groups)) >= 2
    assert len(set("".join(groups))) == len("".join(groups))
    assert unicodedata.normalize("NFKC", text) == text


def test_a_result_leads_to_the_clause(browser: Browser, strict: Server) -> None:
    with opened(browser, strict) as page:
        page.goto(strict.url("/search/"))
        search(page, "保存期間")
        page.keyboard.press("Tab")  # to the button
        page.keyboard.press("Tab")  # to the box for past texts
        page.keyboard.press("Tab")  # to the first result
        page.keyboard.press("Enter")
        page.wait_for_url("**/privacy/#c8")
        expect(page.locator("#c8")).to_be_in_viewport()


def test_what_is_typed_while_the_script_is_on_its_way_stays(browser: Browser, server: Hosts, site: Path) -> None:
    host = server(site)
    with opened(browser, host) as page:
        held: list[Route] = []
        page.route("**/assets/search.js", lambda route: held.append(route))
        page.goto(host.url("/search/"), wait_until="commit")
        page.locator("main").get_by_role("searchbox").type("保存")
        held[0].continue_()
        page.wait_for_load_state("load")
        page.locator("main").get_by_role("button", name="検索").click()
        expect(page.locator("main .found li").first).to_be_visible()


def test_nothing_of_search_is_asked_for_before_somebody_searches(browser: Browser, server: Hosts, site: Path) -> None:
    host = server(site, headers=sent_headers(site))
    with opened(browser, host, viewport={"width": 390, "height": 800}) as page:
        page.goto(host.url("/privacy/"))
        page.wait_for_load_state("networkidle")
        assert "/assets/search.js" not in host.asked
        page.get_by_role("link", name="検索").click()
        page.locator("main").get_by_role("searchbox").type("保存")
        page.wait_for_load_state("networkidle")
        assert not set(OF_SEARCH) & set(host.asked)
        page.locator("main").get_by_role("button", name="検索").click()
        expect(page.locator("main .found li").first).to_be_visible()
        search(page, "返品")
        assert [path for path in host.asked if path in OF_SEARCH].count(OF_SEARCH[0]) == 1
        assert set(OF_SEARCH) <= set(host.asked)


def test_a_search_can_be_linked_and_gone_back_to(browser: Browser, strict: Server) -> None:
    with opened(browser, strict) as page:
        page.goto(strict.url(f"/search/?q={quote('保存期間')}"))
        expect(page.locator("main").get_by_role("searchbox")).to_have_value("保存期間")
        expect(page.locator("main .found a").first).to_contain_text("保存期間")
        search(page, "返品 & 交換")
        assert page.url == strict.url("/search/") + "?q=" + quote("返品 & 交換").replace("%20", "+")
        page.go_back()
        expect(page.locator("main").get_by_role("searchbox")).to_have_value("保存期間")
        expect(page.locator("main").get_by_role("status")).to_contain_text("保存期間")
        assert links(page)[0] == "/privacy/#c8"


def test_what_is_found_is_announced(browser: Browser, strict: Server) -> None:
    with opened(browser, strict) as page:
        page.goto(strict.url("/search/"))
        search(page, "保存期間")
        count = len(links(page))
        expect(page.locator("main").get_by_role("status")).to_have_text(f"「保存期間」は{count}件見つかりました。")
        search(page, "宇宙旅行")
        expect(page.locator("main").get_by_role("status")).to_contain_text("見つかりませんでした")
        assert links(page) == []
        expect(page.locator("main .listed").get_by_role("link", name="利用規約")).to_be_visible()
        search(page, "遅延損害金")
        expect(page.locator("main .listed")).to_be_hidden()
        expect(page.locator("main").get_by_role("status")).to_have_text("「遅延損害金」は1件見つかりました。")


def test_a_search_for_nothing_finds_nothing(browser: Browser, server: Hosts, site: Path) -> None:
    host = server(site, headers=sent_headers(site))
    with opened(browser, host) as page:
        page.goto(host.url("/search/"))
        for nothing in ("", "   ", "。・（）"):
            page.locator("main").get_by_role("searchbox").fill(nothing)
            page.locator("main").get_by_role("searchbox").press("Enter")
            expect(page.locator("main").get_by_role("status")).to_be_empty()
        assert not set(OF_SEARCH) & set(host.asked)


@pytest.mark.parametrize("query", ["<img src=x onerror=alert(1)>保存", "$& {count} 保存", "\\ (.* 保存", "保存" * 100])
def test_what_is_typed_is_text_and_nothing_else(query: str, browser: Browser, strict: Server) -> None:
    with opened(browser, strict) as page:
        page.goto(f"{strict.url('/search/')}?q={quote(query)}")
        expect(page.locator("main").get_by_role("status")).to_contain_text(query)
        assert page.locator("main img").count() == 0


def test_past_and_upcoming_texts_are_not_found(browser: Browser, strict: Server) -> None:
    """通話の録音 is in past revisions alone, シンガポール in the one to come."""
    with opened(browser, strict) as page:
        page.goto(strict.url("/search/"))
        for gone in ("通話の録音", "シンガポール"):
            search(page, gone)
            assert not [item for item in page.locator("main .found li").all_inner_texts() if gone in item]
        search(page, "個人情報")
        assert len(links(page)) > 20
        assert not [link for link in links(page) if "/20" in link]


def test_past_texts_are_found_on_request_and_said_to_be_past(browser: Browser, server: Hosts, site: Path) -> None:
    host = server(site, headers=sent_headers(site))
    with opened(browser, host) as page:
        page.goto(host.url("/search/"))
        search(page, "通話の録音")
        assert not [link for link in links(page) if "/20" in link]
        assert PAST not in host.asked
        page.get_by_role("checkbox", name="過去の版も探す").check()
        first = page.locator("main .found li").filter(has_text="旧版").first
        expect(first).to_contain_text("まで）")
        expect(first).to_contain_text("通話の録音")
        assert host.asked.count(PAST) == 1
        assert page.url.endswith("&past=1")
        first.get_by_role("link").click()
        page.wait_for_url(re.compile(r"/privacy/20\d\d-\d\d-\d\d/#"))
        page.go_back()
        expect(page.get_by_role("checkbox", name="過去の版も探す")).to_be_checked()
        expect(page.locator("main .found li").filter(has_text="旧版").first).to_be_visible()
        page.get_by_role("checkbox", name="過去の版も探す").uncheck()
        expect(page.locator("main .found li").filter(has_text="旧版")).to_have_count(0)
        page.go_back()
        expect(page.locator("main .found li").filter(has_text="旧版").first).to_be_visible()


def test_what_is_in_force_comes_before_what_is_past(browser: Browser, strict: Server) -> None:
    with opened(browser, strict) as page:
        page.goto(strict.url(f"/search/?q={quote('保存期間')}&past=1"))
        expect(page.locator("main .found li").filter(has_text="旧版").first).to_be_visible()
        assert links(page)[0] == "/privacy/#c8"


def test_a_failed_search_says_so_and_can_be_tried_again(browser: Browser, strict: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/index.json", lambda route: route.abort())
    page.goto(strict.url("/search/"))
    page.locator("main").get_by_role("searchbox").fill("保存期間")
    page.locator("main").get_by_role("searchbox").press("Enter")
    expect(page.locator("main").get_by_role("status")).to_contain_text("検索できませんでした")
    page.unroute("**/index.json")
    page.locator("main").get_by_role("searchbox").press("Enter")
    expect(page.locator("main .found a").first).to_contain_text("保存期間")
    context.close()


@pytest.mark.parametrize(
    ("address", "query", "first"),
    [("/search/", "開示等の請求", "/legal/privacy/#c10"), ("/en/search/", "disclosure", "/legal/en/privacy/#c10")],
)
def test_search_works_in_a_folder_of_a_host(
    address: str, query: str, first: str, browser: Browser, server: Hosts, site: Path
) -> None:
    host = server(site, headers=sent_headers(site), base="/legal/")
    with opened(browser, host) as page:
        page.goto(host.url(address))
        search(page, query)
        assert links(page)[0] == first
        page.locator("main .found a").first.click()
        expect(page.locator("#c10")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("address", "note", "policy"),
    [("/search/", "JavaScriptが必要", "利用規約"), ("/en/search/", "needs JavaScript", "Terms of Use")],
)
def test_without_javascript_the_page_says_so_and_lists_the_policies(
    address: str, note: str, policy: str, browser: Browser, strict: Server
) -> None:
    with opened(browser, strict, java_script_enabled=False) as page:
        page.goto(strict.url(address))
        expect(page.get_by_text(note)).to_be_visible()
        expect(page.locator("main").get_by_role("searchbox")).to_be_hidden()
        page.locator("main .policies").get_by_role("link", name=policy, exact=True).click()
        page.wait_for_url("**/terms/")


def test_languages_lead_to_each_others_search(browser: Browser, strict: Server) -> None:
    with opened(browser, strict) as page:
        page.goto(strict.url("/search/"))
        for menu in page.get_by_role("button", name="言語切り替え").all():
            menu.hover()
        page.get_by_role("link", name="English").click()
        page.wait_for_url("**/en/search/")
        search(page, "外部送信")
        title = page.locator("main .found a").first
        expect(title).to_have_attribute("lang", "ja")
        assert links(page)[0] == "/en/external-transmission/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_results_fit_the_window(scheme: Any, width: int, browser: Browser, strict: Server) -> None:
    with opened(browser, strict, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        page.goto(strict.url(f"/search/?q={quote('第三者提供')}"))
        expect(page.locator("main .found li").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["material"], indirect=True)
def test_the_header_finds_while_somebody_types_and_leads_to_all_that_is_found(
    browser: Browser, server: Hosts, site: Path
) -> None:
    host = server(site, headers=sent_headers(site))
    with opened(browser, host) as page:
        page.goto(host.url("/about/"))
        field = page.locator("header").get_by_role("searchbox")
        results = page.locator("header .found a")
        assert not set(OF_SEARCH) & set(host.asked)
        field.press_sequentially("保存期間")
        expect(results.first).to_contain_text("保存期間")
        page.keyboard.press("Escape")
        expect(results.first).to_be_hidden()
        field.fill("保存期間")  # as Chromium empties a field at Escape
        field.press("Enter")
        page.wait_for_url(f"**/search/?q={quote('保存期間')}")
        expect(page.locator("main .found a").first).to_contain_text("保存期間")
