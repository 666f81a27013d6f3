"""What a reader can do with a text where scripts run: cite a clause of it, go to the text of a day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsing import WIDTHS, opened, sent_headers
from tests.support.server import Hosts

PAST = "/terms/2020-04-01/"
CLIPBOARD = "navigator.clipboard.readText()"


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, server: Hosts, site: Path) -> Iterator[Page]:
    """A past text, as the host that the site asks for sends it."""
    host = server(site, headers=sent_headers(site))
    allowed = {"permissions": ["clipboard-read", "clipboard-write"]}
    with opened(browser, host.url(PAST), WIDTHS[request.param], **allowed) as found:
        found.page.wait_for_load_state("networkidle")
        yield found.page
        assert found.console == []
        assert found.violations == []


def test_a_number_offers_its_link_and_its_citation(page: Page) -> None:
    number = page.locator('.clause .marker > a[href="#c2-5"]')
    number.hover()
    link, citation = page.locator(".cite button").all()
    citation.click()
    said = "利用規約（2020年4月1日施行）第2条第５号 https://policies.example.co.jp/terms/2020-04-01/#c2-5"
    assert page.evaluate(CLIPBOARD) == said
    link.click()
    assert page.evaluate(CLIPBOARD) == number.evaluate("link => link.href")
    assert page.locator(".cite [role=status]").inner_text() == "コピーしました"


def test_the_keyboard_comes_from_a_number_to_its_buttons_and_leaves_them(page: Page) -> None:
    number = page.locator('.clause .marker > a[href="#c2-5"]')
    number.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(CLIPBOARD) == number.evaluate("link => link.href")
    page.keyboard.press("Escape")
    assert page.locator(".cite").count() == 0
    assert number.evaluate("link => link === document.activeElement")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#c2-6"


def test_nothing_moves_when_buttons_come(page: Page) -> None:
    places = "[...document.querySelectorAll('.text *')].filter(one => !one.closest('.cite')).map(one => one.getBoundingClientRect().y)"
    number = page.locator('.clause .marker > a[href="#c2-5"]')
    number.scroll_into_view_if_needed()
    before = page.evaluate(places)
    number.hover()
    assert page.locator(".cite").is_visible()
    assert page.evaluate(places) == before


def test_buttons_are_large_enough_for_a_thumb_on_a_phone(page: Page) -> None:
    if page.viewport_size and page.viewport_size["width"] == WIDTHS["phone"]:
        page.locator('.clause .marker > a[href="#c2-5"]').hover()
        sizes = [button.bounding_box() for button in page.locator(".cite button").all()]
        assert len(sizes) == 2
        assert all(box and box["width"] >= 44 and box["height"] >= 44 for box in sizes)


@pytest.mark.parametrize(
    ("day", "there"),
    [("2021-01-01", PAST), ("2020-03-31", "/terms/2018-04-02/"), ("2026-08-01", "/terms/2026-07-01/")],
)
def test_a_day_leads_to_the_text_that_held_on_it(day: str, there: str, page: Page) -> None:
    page.locator(".editions > summary").click()
    page.locator(".editions input").fill(day)
    page.locator(".editions button").click()
    page.wait_for_url(f"**{there}")


@pytest.mark.parametrize("anchor", ["c2-5", "c3"])
def test_a_target_stops_below_the_state_that_stays_in_sight(anchor: str, page: Page) -> None:
    page.locator(".standing").get_by_role("link", name="現行版").wait_for()
    page.evaluate("anchor => location.hash = anchor", anchor)
    page.wait_for_timeout(100)
    strip, number = page.locator(".standing").bounding_box(), page.locator(f"#{anchor} .marker >> nth=0").bounding_box()
    assert strip
    assert number
    assert 0 <= strip["y"] < 60
    assert strip["y"] + strip["height"] <= number["y"] < strip["y"] + 100


@pytest.mark.parametrize(
    "line", ["（１）「本サイト」とは", "２　当社は、会員登録", "第3条（本規約の適用）", "予定日の7日前まで"]
)
def test_what_is_one_line_is_found_and_copied_as_one(line: str, page: Page) -> None:
    page.locator('.clause .marker > a[href="#c2-1"]').hover()
    page.evaluate("dispatchEvent(new Event('blur'))")  # as the browser's own field takes the focus
    assert page.evaluate("line => [find(line, true), getSelection().toString()]", line) == [True, line]


def test_the_lines_of_a_list_hang_beside_its_numbers(page: Page) -> None:
    edges = """() => [...document.querySelectorAll("#c2 ~ ol:first-of-type > li p")].map((line) => {
      const range = document.createRange();
      range.selectNodeContents(line);
      range.setStartAfter(line.querySelector(".marker"));
      return [...range.getClientRects()].map(({ x }) => Math.round(x - line.getBoundingClientRect().x));
    }).flat()"""
    found = page.evaluate(edges)
    assert len(found) >= 8
    assert min(found) == 0
