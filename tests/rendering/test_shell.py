"""A theme's page with marks, filled: whatever a theme shows of contents, no mark is left."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kaitei.rendering import shell
from kaitei.rendering.sheet import Entry, Sheet
from kaitei.rendering.shell import BRANCH, LEAF, SAMPLE, WITHIN, mark

SHEET = Sheet("ja", "/terms/history/", "規約", "", "", "<h1>規約</h1>")
CONTENTS = (Entry("c1", 2, "第1条"), Entry("c1-1", 3, "1"), Entry("c2", 2, "第2条"))


def entry(one: Entry, within: str = "") -> str:
    """An entry of a table of contents as themes write it."""
    return f'<li><a href="#{one.anchor}">{one.label}</a>{within}</li>'


def themed(contents: str) -> str:
    """What a theme makes of the sample."""
    head = f"<head><title>{mark('title')}</title></head>"
    return f"<html>{head}<body><nav><ul>{contents}</ul></nav>{SAMPLE.body}</body></html>"


THEMES = {
    "two levels": (entry(LEAF) + entry(BRANCH, f"<ul>{entry(WITHIN)}</ul>"), ["c1", "c1-1", "c2"]),
    "one level": (entry(LEAF) + entry(BRANCH), ["c1", "c2"]),
    "one level, with empty lists": (entry(LEAF, "<ul></ul>") + entry(BRANCH, "<ul></ul>"), ["c1", "c2"]),
    "none": ("", []),
}


@pytest.mark.parametrize(("contents", "shown"), THEMES.values(), ids=THEMES)
def test_contents_are_shown_as_deep_as_the_theme_shows_them(contents: str, shown: list[str]) -> None:
    made = shell.make(themed(contents))
    for sheet, anchors in ((replace(SHEET, contents=CONTENTS), shown), (SHEET, [])):
        html = made.fill(sheet)
        assert re.findall('href="#(.*?)"', html) == anchors
        assert "MARK" not in html
        assert "<title>規約</title>" in html
