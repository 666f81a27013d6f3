"""Comparisons, and texts with their changes, as readers meet them: seen at any width, heard, searched, copied, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsing import KINDS, WIDTHS, opened
from tests.support.paper import printed, squeezed
from tests.support.server import Server

TERMS = "/terms/compare/2023-06-01/2026-07-01/"
ROW = '.wide > .compare > tbody > tr:has([aria-label="第2条（７）"])'  # in which 第8条 has become 第9条
SENTENCE = "（７）「定期便」とは、第{}条に定めるサービスをいいます。"
FIND = "words => { getSelection().removeAllRanges(); return window.find(words, true); }"
COPIED = "cell => { getSelection().selectAllChildren(cell); return getSelection().toString().trim(); }"
COVERED = """head => {
  const box = head.getBoundingClientRect();
  return head.contains(document.elementFromPoint(box.x + 20, box.y + box.height / 2)) ? box.y : null;
}"""


@dataclass(frozen=True)
class Heard:
    """A page as it is told to those who do not see it."""

    nodes: dict[str, Any]

    @classmethod
    def of(cls, page: Page) -> Heard:
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        return cls({node["nodeId"]: node for node in nodes})

    def names(self, role: str) -> list[str]:
        return [node["name"]["value"] for node in self.nodes.values() if node["role"]["value"] == role]

    def rows(self) -> Iterator[list[str]]:
        """What is said of each row, cell by cell."""
        for node in self.nodes.values():
            if node["role"]["value"] == "row":
                yield ["".join(self._said(cell)) for cell in node["childIds"]]

    def _said(self, id_: str) -> Iterator[str]:
        node = self.nodes.get(id_)
        if node and node["role"]["value"] == "StaticText" and not node["ignored"]:
            yield node["name"]["value"].strip()
        for child in node["childIds"] if node else ():
            yield from self._said(child)


def test_columns_rows_folds_and_marks_are_said(browser: Browser, host: Server) -> None:
    with opened(browser, host.url(TERMS)) as found:
        heard = Heard.of(found.page)
    assert [name.split()[0] for name in heard.names("columnheader")] == ["改定後", "改定前", "備考"]
    assert {"利用規約", "第1条", "第2条", "（１）～（６）", "第2条（７）"} <= set(heard.names("rowheader"))
    assert "第1条（略） （同左） 変更なし" in heard.names("DisclosureTriangle")
    new, old = SENTENCE.format("[追加]9[追加終わり]"), SENTENCE.format("[削除]8[削除終わり]")
    assert ["", new, old, "引用条項の整理"] in list(heard.rows())


def test_on_a_phone_both_marks_are_said_where_they_stand(browser: Browser, host: Server) -> None:
    with opened(browser, host.url(TERMS), WIDTHS["phone"]) as found:
        rows = list(Heard.of(found.page).rows())
    merged = SENTENCE.format("[削除]8[削除終わり][追加]9[追加終わり]")
    assert [row for row in rows if merged + "改定後と改定前を分けて表示" in row]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (TERMS, SENTENCE.format(9)),
        (TERMS, SENTENCE.format(8)),
        (TERMS, "第7条（認証情報の管理）"),
        (
            "/terms/2026-07-01/changes/",
            "パスワード、パスキーその他の認証に用いる情報（以下「認証情報」といいます。）を自ら",
        ),
    ],
)
def test_the_browser_finds_words_across_numbers_and_marks(
    address: str, words: str, browser: Browser, host: Server
) -> None:
    with opened(browser, host.url(address)) as found:
        assert found.page.evaluate(FIND, words) is True


def test_a_copied_cell_is_the_sentence(browser: Browser, host: Server) -> None:
    with opened(browser, host.url(TERMS)) as found:
        row = found.page.locator(ROW)
        assert row.locator(".new").evaluate(COPIED) == SENTENCE.format(9)
        assert row.locator(".old").evaluate(COPIED) == SENTENCE.format(8)


def test_each_width_has_its_columns(browser: Browser, host: Server) -> None:
    with opened(browser, host.url(TERMS)) as found:
        row = found.page.locator(ROW)
        shown: dict[int, Any] = {}
        for width in (1280, 768, 390):
            found.page.set_viewport_size({"width": width, "height": 900})
            shown[width] = [row.locator(side).bounding_box() for side in (".new", ".old", ".remarks")]
        wide, two, one = shown.values()
        assert wide[0]["y"] == wide[1]["y"] == wide[2]["y"]
        assert wide[0]["x"] < wide[1]["x"] < wide[2]["x"]
        assert two[0]["y"] == two[1]["y"] < two[2]["y"]
        assert abs(two[0]["width"] - two[1]["width"]) < 2
        assert one[1] is None
        assert row.locator(".new").inner_text().split("\n")[0] == SENTENCE.format("89")
        row.locator("summary").click()
        assert row.locator(".new").inner_text().split("\n")[0] == SENTENCE.format("9")
        assert row.locator(".old").inner_text() == SENTENCE.format("8")


@pytest.mark.parametrize(
    ("width", "shown", "marked"), [(1280, ".marked", "underline"), (390, ".legend", "line-through")]
)
def test_what_the_marks_mean_is_said(width: int, shown: str, marked: str, browser: Browser, host: Server) -> None:
    """Beside each other both sides are underlined; where they are one text, what went is struck out, and the key says so."""
    with opened(browser, host.url(TERMS), width=width) as found:
        said = found.page.locator(":is(.marked, .legend):visible")
        assert said.count() == 1
        assert found.page.locator(shown).is_visible()
        style = "one => getComputedStyle(one).textDecorationLine"
        gone = found.page.locator("del:visible").last
        assert gone.evaluate(style) == marked
        for one in said.locator("del").all():
            assert one.evaluate(style) == marked


def test_folds_stand_in_the_columns(browser: Browser, host: Server) -> None:
    with opened(browser, host.url(TERMS)) as found:
        lefts = (
            "row => [...row.querySelectorAll(':scope > td')].map(cell => Math.round(cell.getBoundingClientRect().x))"
        )
        fold = found.page.locator(".fold").nth(1)
        spans = (
            "fold => [...fold.querySelectorAll('summary > span')].map(one => Math.round(one.getBoundingClientRect().x))"
        )
        columns = found.page.locator(ROW).evaluate(lefts)
        fold.locator("summary").first.click()
        for places in (fold.evaluate(spans), fold.locator("tr").last.evaluate(lefts)):
            assert max(abs(a - b) for a, b in zip(places, columns, strict=True)) <= 2


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "none"])
@pytest.mark.parametrize("width", [*WIDTHS.values(), 768])
def test_the_chooser_lies_over_the_page(script: bool, width: int, browser: Browser, host: Server) -> None:
    with opened(
        browser, host.url("/privacy/compare/2025-04-01/2027-01-01/"), width, java_script_enabled=script
    ) as found:
        chooser = found.page.locator(".choice").last
        table = found.page.locator(".wide > .compare")
        before = table.bounding_box()
        chooser.locator("summary").click()
        assert table.bounding_box() == before
        others = chooser.locator("a:not([aria-current])")
        assert others.count() > 0
        chosen = others.last.get_attribute("href")
        others.last.click()
        assert chosen
        assert found.page.url.endswith(chosen.removeprefix("../../").replace("../", ""))


@pytest.mark.parametrize("width", [1280, 768])
def test_the_heads_stay_in_view(width: int, browser: Browser, host: Server) -> None:
    with opened(browser, host.url(TERMS), width) as found:
        head = found.page.locator(".wide > .compare > thead th").first
        places = []
        for down in (1500, 3000):
            found.page.evaluate(f"scrollTo(0, {down})")
            places.append(head.evaluate(COVERED))
        assert places[0] == places[1] is not None
        assert places[0] < 60


def test_the_page_of_changes_says_where_it_stands(browser: Browser, host: Server) -> None:
    with opened(browser, host.url(KINDS["changes"])) as found:
        assert found.page.locator("main .trail a").all_inner_texts() == ["一覧", "利用規約", "改定箇所"]


def test_on_paper_both_columns_are_full_and_folds_are_named(browser: Browser, host: Server) -> None:
    words = "".join(sheet.text for sheet in printed(browser, host.url(TERMS)))
    for said in (
        "第1条（略）",
        "（同左）",
        "変更なし",
        "（７）「定期便」とは、第9条に",
        "（７）「定期便」とは、第8条に",
    ):
        assert squeezed(said) in words
    assert "分けて表示" not in words
