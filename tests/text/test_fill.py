from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from kaitei.source.placeholders import BRACES, CLOSE, OPEN
from kaitei.text import fill as module
from kaitei.text.allowlist import check
from kaitei.text.fill import fill, inline
from kaitei.text.markdown.signs import GIST
from tests.support.cases import cases

TYPED = str.maketrans({"‹": OPEN, "›": CLOSE, "¦": BRACES, "§": GIST})


@dataclass(frozen=True)
class Fixed:
    """Fills in what a case says."""

    facts: dict[str, str]
    blocks: dict[str, str]

    def text(self, name: str) -> Markup:
        return escape(self.facts[name])

    def plain(self, name: str) -> str:
        return self.facts[name]

    def block(self, name: str) -> Markup | None:
        return Markup(self.blocks[name]) if name in self.blocks else None

    def gist(self, note: Markup) -> Markup:
        return Markup(f"<aside>{note}</aside>")

    def address(self, target: str) -> str | None:
        return None if target.startswith("/hidden.md") else target

    def printed(self, address: str) -> str:
        return f"https://example.com{address}" if address.startswith("/printed") else ""


class Read(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, set[str]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name for name, _ in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def filled(converted: str, facts: dict[str, str], block: str = "<section>枠</section>") -> str:
    return str(fill(converted.translate(TYPED), Fixed(facts, {"block": block})))


@pytest.mark.parametrize("case", cases("fill"))
def test_facts_come_in_as_escaped_text(case: dict[str, Any]) -> None:
    assert filled(case["html"], case["facts"]) == case["filled"]


def test_a_block_is_not_filled_in_again() -> None:
    """What a template made is finished: links in it are its own, and so is what looks like a line or an attribute."""
    block = '<p align="right"><a href="../x/">枠</a> 0</p>'
    assert filled("<p>‹block›</p>", {}, block) == block


HOSTILE = [
    "<script>",
    "</p>",
    '"',
    "'",
    " onclick=",
    "javascript:",
    "data:",
    "{{ x }}",
    "&quot;",
    "&#58;",
    "<!--",
    "a",
    "//",
    " ",
    "\n",
    "‹",
    "\\1",
]
PLACES = (
    "<p>‹x›</p>",
    '<p title="‹x›">a</p>',
    '<a href="‹x›">a</a>',
    '<a href="/‹x›">‹x›</a>',
    '<img src="‹x›" alt="‹x›">',
    "<ul><li>‹x›</li></ul>",
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), st.lists(st.sampled_from(HOSTILE), max_size=6).map("".join))
def test_no_fact_adds_an_element_or_an_attribute(place: str, value: str) -> None:
    page = filled(place, {"x": value})
    plain, found = Read(filled(place, {"x": "z"})), Read(page)
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in plain.elements]
    assert all(has <= had for (_, has), (_, had) in zip(found.elements, plain.elements, strict=True))
    assert check(page, page, "x", 1) == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), max_size=6).map("".join))
def test_a_reader_sees_a_fact_as_it_was_typed(value: str) -> None:
    assert Read(filled("<p>[‹x›]</p>", {"x": value})).text == f"[{value}]"


@pytest.mark.parametrize(
    ("converted", "names"),
    [
        ("<p>‹a›</p>", ""),
        ("<p>‹a›は</p>", "a"),
        ('<td class="x">‹a›</td><li>\n‹b›\n</li>', ""),
        ('<p title="‹a›">‹b›</p>', "a"),
        ("<h2>‹a›</h2><p><strong>‹b›</strong></p>", "a b"),
        ("<p>‹a›</p><p>‹a›は</p>", "a"),
        ("<p>‹a›‹b›</p>", "a b"),
    ],
)
def test_names_within_a_sentence_or_an_attribute_are_no_blocks(converted: str, names: str) -> None:
    assert inline(converted.translate(TYPED)) == set(names.split())


ALONE = (
    *(
        "<p>",
        '<p title="‹b›" dir="‹c›">',
        "<td>",
        "<pre>",
        "</p>",
        "</td>",
        "‹a›",
        "‹a› ",
        " ",
        "\n",
        "一",
        "<b>",
        "</b>",
    ),
    *("<p>‹a›</p>", "<li>\n‹a›</li>", "‹a<p>›", "‹", "›"),
)


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(ALONE), max_size=12).map("".join))
def test_every_placeholder_that_is_alone_is_found(typed: str) -> None:
    """Those that are looked for from the placeholder are those that a look at every tag would find."""
    text = typed.translate(TYPED)
    assert module._replaced(text, lambda match: f"[{match[0]}]") == module._ALONE.sub(r"[\g<0>]", text)
