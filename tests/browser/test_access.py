"""What readers need who see, hear, point or read differently: keyboard, large text, small windows, languages, no script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsing import KINDS, WIDTHS, executable, opened, unfold
from tests.support.server import Server

MISSED = """[...document.querySelectorAll('a[href], button, input, summary')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.dataset.reached && e.tabIndex >= 0).map(e => e.outerHTML.slice(0, 200))"""
PAGES = [pytest.param(address, id=kind) for kind, address in KINDS.items()]

# Words that are cut off or out of the window. Material cuts off the site's name in its header where there is no room; the menu has it.
LOST = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), lost = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim();
    if (!words || !node.parentElement.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    let hidden = false;
    for (let up = node.parentElement; up; up = up.parentElement) hidden ||= getComputedStyle(up).clipPath === 'inset(50%)' || up.matches('.md-header__title');
    if (hidden) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    if (box.left < -1 || box.right > innerWidth + 1) lost.push(`beside the window: ${words}`);
    for (let up = node.parentElement; up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up), edge = up.getBoundingClientRect();
      const cut = style.overflow === 'hidden' || style.overflow === 'clip' || style.clipPath !== 'none';
      if (cut && (box.right > edge.right + 1 || box.bottom > edge.bottom + 1)) lost.push(`cut off: ${words}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) lost.push(`the page is ${document.documentElement.scrollWidth} wide`);
  return lost;
}"""

# What is pointed at and stands for itself: not a link within a sentence, a clause's number or a defined term; comparisons have rows of their own.
SMALL = """() => [...document.querySelectorAll('a[href], button, summary, label.md-header__button')].filter(e => {
  if (!e.checkVisibility({visibilityProperty: true, opacityProperty: true}) || e.closest('.vh, .marker, .compare, .choice, .md-skip, .skip, .headerlink') || e.matches('.term')) return false;
  const box = e.getBoundingClientRect(), around = e.closest('p, li, dd, td, th, h2');
  const beside = getComputedStyle(e).display === 'inline' && around && around.textContent.trim() !== e.textContent.trim();
  return box.width && box.right > 0 && !beside && box.height < 43.5;
}).map(e => `${e.getBoundingClientRect().height} ${e.outerHTML.slice(0, 120)}`)"""
SHIFTS = """window.moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(one => { moved += one.value }))
    .observe({type: 'layout-shift', buffered: true});"""
HREFS = "links => links.map(link => link.href)"
TO_TOP = 'data-md-component="top"'  # Material takes its button away as the page moves, even from under the focus
SIZE = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"


@pytest.mark.parametrize("address", PAGES)
def test_a_window_of_320_pixels_scrolls_only_down(address: str, browser: Browser, host: Server) -> None:
    with opened(browser, host.url(address), 320) as found:
        assert found.page.evaluate(LOST) == []
        unfold(found.page)
        assert found.page.evaluate(LOST) == []


@pytest.mark.parametrize("address", PAGES)
def test_text_of_twice_the_size_loses_nothing(address: str, browser: Browser, host: Server) -> None:
    for width in WIDTHS.values():
        with opened(browser, host.url(address), width) as found:
            plain, size = found.page.inner_text("main"), found.page.evaluate(SIZE)
            found.page.evaluate(
                "document.documentElement.style.fontSize = `${2 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px`"
            )
            assert found.page.evaluate(SIZE) == 2 * size
            if "/compare/" in address:  # there is room for one text of both sides
                assert found.page.locator(".sides").first.is_visible()
            else:
                assert found.page.inner_text("main") == plain
            assert found.page.evaluate(LOST) == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("kind", ["in-force", "comparison", "history", "list"])
def test_text_with_the_spacing_of_wcag_loses_nothing(kind: str, width: int, browser: Browser, host: Server) -> None:
    with opened(browser, host.url(KINDS[kind]), width, bypass_csp=True) as found:
        found.page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
            "p { margin-bottom: 2em !important }"
        )
        assert found.page.evaluate(LOST) == []


@pytest.mark.parametrize("kind", ["in-force", "past", "untranslated-en", "all-history", "list", "ordinary"])
def test_what_is_pointed_at_on_a_phone_is_large_enough_for_a_thumb(kind: str, browser: Browser, host: Server) -> None:
    with opened(browser, host.url(KINDS[kind]), WIDTHS["phone"]) as found:
        assert found.page.evaluate(SMALL) == []


@pytest.mark.parametrize("kind", ["past", "past-en", "upcoming", "in-force-lagging-en"])
def test_the_state_of_a_text_takes_one_line_on_a_phone_and_stays_in_sight(
    kind: str, browser: Browser, host: Server
) -> None:
    with opened(browser, host.url(KINDS[kind]), 360) as found:
        strip = found.page.locator(".standing")
        assert strip.locator("a").count() == 1
        assert strip.evaluate("e => e.getBoundingClientRect().height") < 55  # a line, large enough for a thumb
        found.page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
        box = strip.bounding_box()
        assert box
        assert 0 <= box["y"] < 60


@pytest.mark.parametrize("kind", ["in-force", "comparison", "list", "follow"])
def test_nothing_moves_when_scripts_come(kind: str, browser: Browser, host: Server) -> None:
    with opened(browser, "about:blank") as found:
        found.page.context.add_init_script(SHIFTS)
        for width in WIDTHS.values():
            found.page.set_viewport_size({"width": width, "height": 900})
            found.page.goto(host.url(KINDS[kind]))
            found.page.wait_for_load_state("networkidle")
            assert found.page.evaluate("moved") < 0.005


@pytest.mark.parametrize("kind", ["in-force", "past", "list", "history"])
def test_letters_of_twice_the_size_leave_one_column(kind: str, browser: Browser, host: Server) -> None:
    """Whoever sets them in the browser, at 1280 pixels; what measures windows does so in letters."""
    large = browser.browser_type.launch(
        executable_path=executable(), args=["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    )
    try:
        with opened(large, host.url(KINDS[kind])) as found:
            assert found.page.evaluate(SIZE) > 24
            beside = """() => { const text = document.querySelector('main .kaitei').getBoundingClientRect();
              return [...document.querySelectorAll('nav a, .md-sidebar a')].filter(e => e.checkVisibility({visibilityProperty: true}))
                .map(e => e.getBoundingClientRect()).filter(box => box.width && box.bottom > text.top && box.top < text.bottom && box.right > 0 &&
                  (box.right < text.left || box.left > text.right)).length }"""
            assert found.page.evaluate(beside) == 0
            assert found.page.evaluate(LOST) == []
    finally:
        large.close()


@pytest.mark.parametrize("address", PAGES)
def test_the_first_key_leads_past_the_menu(address: str, browser: Browser, host: Server) -> None:
    with opened(browser, host.url(address)) as found:
        found.page.keyboard.press("Tab")
        skip = found.page.locator(":focus")
        target = skip.get_attribute("href") or ""
        box = skip.bounding_box()
        assert box
        assert box["width"] > 40
        assert box["height"] > 20
        found.page.keyboard.press("Enter")
        assert f"#{found.page.evaluate('document.activeElement.id')}" == target
        assert found.page.evaluate("document.activeElement.querySelectorAll('h1').length") == 1
        assert found.page.evaluate("document.activeElement.querySelectorAll('.md-nav--primary, nav.side').length") == 0


@pytest.mark.parametrize("kind", ["in-force", "comparison", "history", "list-en"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_every_link_and_fold_is_reached_by_keyboard_and_seen(
    kind: str, width: int, browser: Browser, host: Server
) -> None:
    with opened(browser, host.url(KINDS[kind]), width) as found:
        reached = _tabbed(found.page)
        assert found.page.evaluate(MISSED) == []
        assert len(reached) > 10
        assert [stop for stop in reached if not stop["seen"] and TO_TOP not in stop["what"]] == []


def _tabbed(page: Page) -> list[dict[str, Any]]:
    """Press the tab key through a page; return each stop, and whether its focus is visible and nothing lies over it."""
    stops: list[dict[str, Any]] = []
    while len(stops) < 500:
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """async () => {
              await Promise.allSettled(document.getAnimations().map(one => one.finished));
              const at = document.activeElement;
              if (!at || at === document.body || at.dataset.reached && !at.closest('.cite')) return null; // its two buttons go from number to number
              at.dataset.reached = 1;
              const [box] = at.getClientRects();
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              const outlined = [at, at.form].filter(one => one).map(one => getComputedStyle(one))
                .some(style => style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2);
              return { what: at.outerHTML.slice(0, 200), seen: outlined && !!top && (at.contains(top) || top.contains(at)) };
            }"""
        )
        if stop is None:
            break
        stops.append(stop)
    return stops


def test_folds_open_by_keyboard(browser: Browser, host: Server) -> None:
    with opened(browser, host.url(KINDS["comparison"]), 390) as found:
        summary = found.page.locator("summary").first
        summary.focus()
        found.page.keyboard.press("Enter")
        assert summary.evaluate("e => e.parentElement.open") is True


@pytest.mark.parametrize("address", [page for page in PAGES if "search" not in str(page.id)])
def test_without_javascript_everything_is_there(address: str, browser: Browser, host: Server) -> None:
    for width in WIDTHS.values():  # each opened anew: in a window that changes its width, a menu takes time to leave
        with (
            opened(browser, host.url(address), width) as with_script,
            opened(browser, host.url(address), width, java_script_enabled=False) as without,
        ):
            assert without.page.locator("main").inner_text() == with_script.page.locator("main").inner_text()
            assert without.page.locator("a").evaluate_all(HREFS) == with_script.page.locator("a").evaluate_all(HREFS)
            folds = without.page.locator("summary:visible")
            if folds.count():
                folds.first.click()
                assert folds.first.evaluate("fold => fold.parentElement.open") is True


def test_marks_of_a_comparison_are_said_and_cut_no_sentence(browser: Browser, host: Server) -> None:
    with opened(browser, host.url(KINDS["comparison"])) as found:
        nodes = found.page.context.new_cdp_session(found.page).send("Accessibility.getFullAXTree")["nodes"]
        names = {node["name"]["value"].strip() for node in nodes if not node["ignored"] and "name" in node}
        assert {"[追加]", "[追加終わり]", "[削除]", "[削除終わり]"} <= names
        marked = found.page.locator("td ins").first
        cell = marked.locator("xpath=ancestor::td").inner_text()
        assert marked.inner_text() in cell
        assert "追加終わり" not in cell
        assert found.page.evaluate("text => window.find(text)", cell.strip().split("\n")[-1]) is True


@pytest.mark.parametrize("kind", ["in-force", "in-force-articles", "past-en", "history", "list"])
def test_lists_are_lists_and_markers_are_read_once(kind: str, browser: Browser, host: Server) -> None:
    with opened(browser, host.url(KINDS[kind])) as found:
        bare = found.page.evaluate(
            "[...document.querySelectorAll('.kaitei :is(ul, ol)')].filter(e => getComputedStyle(e).listStyleType === 'none' || e.matches('.clauses'))"
            ".filter(e => e.getAttribute('role') !== 'list').map(e => e.outerHTML.slice(0, 120))"
        )
        assert bare == []
        nodes = found.page.context.new_cdp_session(found.page).send("Accessibility.getFullAXTree")["nodes"]
        roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
        in_lists = found.page.locator(".kaitei :is(ul, ol) > li:visible").count()
        assert roles.count("listitem") >= in_lists > 0
        typed = {said.strip() for said in found.page.locator(".clauses > li .marker").all_inner_texts()}
        spoken = [node["name"]["value"].strip() for node in nodes if node["role"]["value"] == "ListMarker"]
        assert typed.isdisjoint(spoken)
        assert found.page.evaluate(
            "[...document.querySelectorAll('.clauses > li')].every(e => getComputedStyle(e).display !== 'list-item')"
        )


@pytest.mark.parametrize("address", PAGES)
def test_languages_are_marked_and_named_in_full(address: str, browser: Browser, host: Server) -> None:
    with opened(browser, host.url(address)) as found:
        here = found.page.get_attribute("html", "lang")
        assert here == ("en" if address.startswith("/en/") else "ja")
        others = found.page.locator("header a[hreflang]:not([aria-current])")
        assert others.count() == 1
        assert others.get_attribute("lang") == others.get_attribute("hreflang") != here
        alternates = {
            link.get_attribute("hreflang"): link.get_attribute("href") or ""
            for link in found.page.locator("link[hreflang]").all()
        }
        assert not alternates or alternates.keys() == {"ja", "en", "x-default"}
        assert all(url.startswith("https://policies.example.co.jp/") for url in alternates.values())
        assert alternates.get("x-default") == alternates.get("ja")


def test_a_missing_page_is_told_in_the_language_of_the_site(browser: Browser, host: Server) -> None:
    with opened(browser, host.url("/no/such/page/")) as found:
        assert found.page.locator("h1").inner_text() == "ページが見つかりません"
        found.page.locator("main a").first.click()
        assert found.page.url == host.url("/")


@pytest.mark.parametrize("kind", ["in-force", "upcoming", "past", "past-en"])
def test_the_state_stands_in_words(kind: str, browser: Browser, host: Server) -> None:
    words = {
        "in-force": "現行（2026年12月31日まで）",
        "upcoming": "改定予定（2027年1月1日から）",
        "past": "旧版（2023年5月31日まで）",
        "past-en": "Superseded (until June 30, 2026)",
    }
    with opened(browser, host.url(KINDS[kind])) as found:
        assert found.page.locator("main .state").first.inner_text() == words[kind]


@pytest.mark.parametrize("kind", ["in-force", "in-force-wide-table", "comparison", "comparison-en"])
def test_tables_have_headers(kind: str, browser: Browser, host: Server) -> None:
    with opened(browser, host.url(KINDS[kind])) as found:
        tables = found.page.locator("main table")
        assert tables.count() > 0
        assert (
            found.page.evaluate(
                "[...document.querySelectorAll('main table')].filter(t => !t.querySelector(':scope > thead th')).map(t => t.outerHTML)"
            )
            == []
        )
