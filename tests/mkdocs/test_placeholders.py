from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markupsafe import Markup, escape

from kaitei.mkdocs.placeholders import Placeholders, Said
from tests.support.cases import cases

FACTS = {
    "name": escape("灯台 & 商会"),
    "html": escape("<b>太字</b>"),
    "md": escape("**強調** `x` [a](b.md)"),
    "next": escape("{{ name }}"),
    "url": escape("https://a.example/?a=1&b=2"),
    "file": escape("terms.md"),
    "quoted": escape('" onclick="x()"'),
    "en": Markup('<span lang="en">Lighthouse</span>'),
}


def fill(name: str, alone: bool) -> Said:
    if name == "block":
        return Markup("<dl><dd>{{ name }}</dd></dl>" if alone else "BLOCK"), alone
    return (FACTS[name], False) if name in FACTS else None


def converter() -> Markdown:
    """A converter as MkDocs sets it up by default."""
    return Markdown(extensions=["toc", "tables", "fenced_code", Placeholders(fill)])


@pytest.mark.parametrize("case", cases("placeholders_of_pages"))
def test_a_placeholder_is_filled_in_where_it_is_text(case: dict[str, Any]) -> None:
    made = converter().convert(case["text"])
    if "slug" in case or "| a |" in case["text"]:
        assert case["html"].rpartition("</h2>")[0].rpartition(">")[2] in made
        assert "| a |" not in case["text"] or case["html"] in made
    else:
        assert made == case["html"]


def test_a_heading_is_in_the_table_of_contents_as_it_reads() -> None:
    made = converter()
    made.convert("# {{ name }}\n\n## {{ en }}とは\n\n## `{{ name }}`\n")
    (top,) = made.toc_tokens  # type: ignore[attr-defined]  # of the extension toc
    assert top["name"] == "灯台 &amp; 商会"
    assert [one["name"] for one in top["children"]] == ["Lighthouseとは", "{{ name }}"]
    assert "placeholder" not in str(made.toc_tokens)  # type: ignore[attr-defined]


def test_a_page_does_not_know_of_the_one_before_it() -> None:
    made = converter()
    first = made.convert("<div>{{ name }}</div>\n\n{{ en }}")
    made.reset()
    assert made.convert("<div>{{ name }}</div>\n\n{{ en }}") == first


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12))
def test_whatever_a_fact_says_is_shown_as_it_is(said: str) -> None:
    def fact(name: str, alone: bool) -> Said:
        return escape(said), False

    made = Markdown(extensions=["toc", "tables", "fenced_code", Placeholders(fact)])
    assert Markup(made.convert("前{{ a }}後")).striptags() == Markup(f"<p>前{escape(said)}後</p>").striptags()
    assert made.reset().convert("<div>{{ a }}</div>") == f"<div>{escape(said)}</div>"
    assert made.reset().convert("a <b title='{{ a }}'>b</b>") == f"<p>a <b title='{escape(said)}'>b</b></p>"
