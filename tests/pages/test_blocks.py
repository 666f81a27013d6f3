"""What readers see of the blocks that facts stand in."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from kaitei.pages.filler import PageFiller
from tests.support.cases import load
from tests.support.small import COMPANY, context, day, edition, living, site


class _Reader(HTMLParser):
    """Reads values with the labels at their side."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.label = self.text = self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("dt", "dd", "td", "th", "h3", "p"):
            self.text = self.link = ""
        if tag in ("td", "th"):
            self.label = given.get("data-label") or ""
        if tag == "a":
            self.link = given.get("href") or ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(self.text.split(" ")).replace("\n", "").strip()
        if tag == "dt":
            self.label = text
        elif (tag == "dd" or (tag in ("td", "th") and self.label)) and text:
            self.found.append(f"{self.label}: {text}" + (f" → {self.link}" if self.link else ""))
            self.label = self.text = ""
        elif tag in ("h3", "p"):
            self.found.append(f"= {text}")


def _block(name: str, company: str) -> str:
    made = site({"privacy.md": living("- {date: 2024-04-01, summary: 制定}")}, "2026-11-22", COMPANY + company)
    text = edition(made, "2024-04-01")
    return str(PageFiller(context(made), text.content, day("2026-11-22"), "/privacy/").block(name))


@pytest.mark.parametrize("name", load("blocks"))
def test_every_value_has_its_label(name: str) -> None:
    case = load("blocks")[name]
    reader = _Reader()
    reader.feed(_block(name, case["company"]))
    assert reader.found == case["shown"]
