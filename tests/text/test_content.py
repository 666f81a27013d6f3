from __future__ import annotations

from typing import Any

import pytest

from kaitei.errors import KaiteiError
from kaitei.source.placeholders import CLOSE, OPEN
from kaitei.text.content import Content, make
from kaitei.text.markdown.plain_text import canonical
from tests.support.cases import cases, problems, told


def content(body: str) -> Content:
    return make("規約", body, "docs/shop/terms.md", 5, "shop/terms.md")


@pytest.mark.parametrize("case", cases("content", "wrong"))
def test_what_a_page_may_not_contain_is_told_with_its_line(case: dict[str, Any]) -> None:
    """Or, where Markdown makes plain text of it, it is no more than that."""
    if "problems" not in case:
        try:
            rendered = content(case["body"]).document.html
        except KaiteiError:
            return
        assert "<script" not in rendered
        assert "href" not in rendered
        return
    with pytest.raises(KaiteiError) as error:
        content(case["body"])
    assert problems(error) == case["problems"]
    assert {problem.file for problem in error.value.problems} == {"docs/shop/terms.md"}


@pytest.mark.parametrize("case", cases("content", "told"))
def test_what_is_no_error_is_told_with_its_line(case: dict[str, Any]) -> None:
    reading = content(case["body"]).reading
    assert [told(one) for one in (*reading.warnings, *reading.hints)] == case["told"]


def test_what_is_old_fashioned_stands_on_the_page_as_what_it_means() -> None:
    made = content('<a name="x"></a>甲<u>乙</u><strike>丙</strike>\n\n[丁](#x)\n')
    assert made.document.html.startswith('<p><a id="x"></a>甲<strong>乙</strong><del>丙</del></p>')
    assert "x" in made.reading.anchors
    assert canonical(made.document.clauses) == "規約\n甲乙~~丙~~\n丁 <#x>\n"


def test_a_backslash_that_ends_a_line_is_not_shown() -> None:
    made = content("東京都千代田区丸の内\\\n一丁目\\\n\n`a\\`\n")
    assert "\\" not in made.document.html.replace("<code>a\\</code>", "")
    assert canonical(made.document.clauses) == "規約\n東京都千代田区丸の内\n一丁目\na\\\n"


@pytest.mark.parametrize("case", cases("content", "links"))
def test_links_within_the_site_are_gathered_with_their_lines(case: dict[str, Any]) -> None:
    found = content(case["body"]).reading.links
    assert [f"{link.target.path}#{link.target.anchor} {link.line}" for link in found] == case["links"]


def test_placeholders_come_through_as_tokens() -> None:
    made = content("{{ company.name }}は\n\n{{ desks.privacy }}\n\n![{{ company.name }}](/m.png)\n")
    assert made.reading.names == {"company.name": 5, "desks.privacy": 7}
    for token in ("company.name", "desks.privacy"):
        assert f"{OPEN}{token}{CLOSE}" in made.document.html
    assert f"<p>{OPEN}desks.privacy{CLOSE}</p>" in made.document.html


def test_names_within_sentences_are_known_from_blocks() -> None:
    made = content("{{ company.name }}は\n\n{{ desks.privacy }}\n\n{{ desks.sales }}と\n\n{{ desks.sales }}\n")
    assert made.reading.inline == {"company.name", "desks.sales"}


def test_warnings_have_lines_of_the_file() -> None:
    (warning,) = content("1. 甲\n2. 乙\n4. 丁\n").reading.warnings
    assert (warning.file, warning.line) == ("docs/shop/terms.md", 7)


def test_facts_are_no_markdown_and_literal_braces_no_placeholder() -> None:
    made = content("\\{{ company.name }} と **{{ company.name }}**\n")
    assert list(made.reading.names) == ["company.name"]
    assert f"<strong>{OPEN}company.name{CLOSE}</strong>" in made.document.html


def test_plain_addresses_are_links_on_the_page_and_stand_once_in_the_text() -> None:
    made = content(
        "１．窓口はhttps://example.com/a。（info@example.com）\n\n<https://example.com/b>と`https://example.com/c`\n"
    )
    assert made.reading.addresses == ("https://example.com/a", "mailto:info@example.com", "https://example.com/b")
    assert canonical(made.document.clauses) == (
        "規約\n１．窓口はhttps://example.com/a。（info@example.com）\nhttps://example.com/bとhttps://example.com/c\n"
    )


def test_facts_of_a_gist_are_no_part_of_the_text() -> None:
    made = content("{{ company.name }}は\n\n/// gist\n{{ company.name }}と{{ desks.a.phone }}\n///\n").reading
    assert list(made.names) == ["company.name", "desks.a.phone"]
    assert made.shown == ("company.name",)


def test_markup_of_other_extensions_is_told() -> None:
    assert [(one.key, one.line) for one in content("甲\n\n[TOC]\n\n/// tab\n").reading.warnings] == [
        ("foreign_block", 9),
        ("foreign_toc", 7),
    ]
