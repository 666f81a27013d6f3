"""Defined terms and the links that lead to their definitions."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from kaitei.pages.text import dated
from kaitei.text.fill import BLOCK
from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.signs import GIST
from kaitei.text.terms import MOST, linked
from tests.support.cases import cases, load
from tests.support.effort import effort
from tests.support.small import context, edition, living, site, standing

LINK = re.compile(r'<a class="term" data-meaning="([^"]*)" href="([^"]*)">([^<]*)</a>')
ONE = "- {date: 2026-04-01, summary: 制定}"


def _shown(text: str) -> str:
    """A text as on its page, for what of that matters here: notes are asides."""
    html = convert(text, "").html
    return re.sub(f"<div>\\s*{GIST}(.*?){GIST}\\s*</div>", r"<aside>\1</aside>", html, flags=re.DOTALL)


CASES = [pytest.param(of, *one.values, id=f"{of}: {one.id}") for of in load("terms") for one in cases("terms", of)]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_first_uses_lead_to_definitions(language: str, case: dict[str, Any]) -> None:
    html = str(linked(_shown(case["text"]), language))
    found = LINK.findall(html)
    assert [f"{name} {href[1:]}" for _, href, name in found] == case["links"]
    shown = {name: unescape(meaning) for meaning, _, name in found}
    assert {name: shown[name] for name in case.get("meanings", {})} == case.get("meanings", {})
    assert LINK.sub(r"\3", html) == _shown(case["text"])


def test_blocks_of_facts_are_left_alone() -> None:
    html = '<p>「会員」とは、登録した方をいいます。</p><ol class="clauses"><li class="clause" id="c1">'
    html += f"{BLOCK}<p>会員</p>{BLOCK}<p>会員は</p></li></ol>"
    assert linked(html, "ja").count('class="term"') == 1
    assert "<p>会員</p>" in linked(html, "ja")
    assert BLOCK not in linked(html, "ja")


def test_what_means_something_in_html_stays_itself() -> None:
    html = '<ol class="clauses"><li class="clause" id="c1"><p>"A &amp; B" means &lt;b&gt; "x".</p></li>'
    html += '<li class="clause" id="c2"><p>A &amp; B.</p></li></ol>'
    [(meaning, href, name)] = LINK.findall(str(linked(html, "en")))
    assert (unescape(meaning), href, name) == ('"A & B" means <b> "x".', "#c1", "A &amp; B")


def test_a_page_has_them_unless_the_site_wants_none_and_its_text_never() -> None:
    body = "1. 「会員」とは、{{ company.name }}に登録した方をいいます。\n2. 会員は、退会できます。\n"
    for wanted in (True, False):
        made = site({"privacy.md": living(ONE, body)}, "2026-11-22", defined_terms=wanted)
        held = standing(made)
        html = str(dated(context(made), held, held.revisions[0]).body)
        meanings = [unescape(meaning) for meaning, _, _ in LINK.findall(html)]
        assert meanings == (["「会員」とは、見本株式会社に登録した方をいいます。"] if wanted else [])
        assert edition(made, "2026-04-01").canonical.endswith("2. 会員は、退会できます。\n")


def test_a_text_of_nothing_but_definitions_takes_no_longer_for_each() -> None:
    def seconds(size: int) -> float:
        text = "".join(f"「語{nth}」とは、語をいいます。以下「（「以下「" for nth in range(size))
        html = f'<ol class="clauses"><li class="clause" id="c1"><p>{text}</p></li></ol>'
        assert linked(html, "ja").count('class="term"') <= MOST
        return effort(lambda: linked(html, "ja"))

    seconds(100)
    assert seconds(8000) < 20 * seconds(800) + 1
