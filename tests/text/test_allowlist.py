from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.source.placeholders import CLOSE, OPEN
from kaitei.text.allowlist import check, clean, modern, outdated
from tests.support.cases import cases, told

HOSTILE = [param for table in ("elements", "comments", "attributes") for param in cases("hostile", table)]


def found(rendered: str) -> list[str]:
    return [problem.key for problem in check(rendered, rendered, "docs/x.md", 1)]


@pytest.mark.parametrize("case", HOSTILE)
def test_what_a_browser_would_run_is_refused(case: dict[str, Any]) -> None:
    keys = found(case["html"])
    assert keys
    assert case.get("problem", keys[0]) in keys


@pytest.mark.parametrize("case", HOSTILE)
def test_what_a_browser_would_run_is_cleaned_away(case: dict[str, Any]) -> None:
    """The sanitiser does not trust the check; what is left as text is no element."""
    cleaned = clean(case["html"]).lower()
    inert = re.sub(r"&lt;.*?&gt;", "", cleaned)
    assert [word for word in case["gone"] if word in inert] == []


@pytest.mark.parametrize("href", cases("hostile", "addresses"))
def test_an_address_of_another_sort_is_refused_and_cleaned_away(href: str) -> None:
    for quote in "'\"":
        rendered = f"<p><a href={quote}{href}{quote}>a</a></p>"
        assert found(rendered) == ["address_forbidden"]
        assert "href" not in clean(rendered)


@pytest.mark.parametrize("src", cases("hostile", "images"))
def test_an_image_from_elsewhere_is_refused_and_cleaned_away(src: str) -> None:
    rendered = f"<p><img src='{html.escape(src)}' alt='a'></p>"
    assert found(rendered) == ["image_elsewhere"]
    assert "src" not in clean(rendered)


@pytest.mark.parametrize("case", cases("hostile", "outdated"))
def test_what_is_old_fashioned_becomes_what_it_means_with_a_hint(case: dict[str, Any]) -> None:
    rendered = case["html"]
    assert clean(modern(rendered)) == case["kept"]
    assert [f"{one.key} {one.params['what']}" for one in outdated(rendered, rendered, "x", 1)] == case["told"]
    assert found(modern(rendered)) == case.get("wrong", [])


@pytest.mark.parametrize("rendered", cases("hostile", "good"))
def test_what_policies_are_made_of_is_kept_as_it_is(rendered: str) -> None:
    assert found(rendered) == []
    assert clean(rendered) == rendered


def test_a_comment_that_only_says_something_is_left_out_without_a_word() -> None:
    for comment in (
        "<!-- 次の改定で見直す -->",
        "<!---->",
        "<!-- <p>旧い文</p> -->",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
    ):
        rendered = f"<p>a</p>{comment}<p>b</p>"
        assert (found(rendered), clean(rendered)) == ([], "<p>a</p><p>b</p>")


def test_a_problem_names_what_is_wrong_and_its_line() -> None:
    source = "一\n二\n\n<IFRAME src=x></IFRAME>\n\n[a](javascript:x)\n"
    rendered = '<p>一\n二</p>\n<iframe src="x"></iframe>\n<p><a href="javascript:x">a</a></p>'
    problems = check(rendered, source, "docs/x.md", 10)
    assert [(told(problem), problem.params["what"]) for problem in problems] == [
        ("element_forbidden 13", "<iframe"),
        ("address_forbidden 15", "javascript:x"),
    ]


def test_an_attribute_made_by_braces_is_found_on_its_line() -> None:
    case = next(param.values[0] for param in cases("hostile", "attributes") if param.id == "onclick-made-by-braces")
    assert [told(problem) for problem in check(case["html"], case["markdown"], "docs/x.md", 1)] == [
        "attribute_forbidden 2"
    ]


def test_tokens_in_addresses_are_left_for_the_fact_to_decide() -> None:
    for href in (f"{OPEN}company.url{CLOSE}", f"tel:{OPEN}desks.privacy.phone{CLOSE}", f"/{OPEN}x{CLOSE}/a:b"):
        rendered = f'<a href="{href}">a</a>'
        assert (found(rendered), clean(rendered)) == ([], rendered)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "--!>",
                "<!-->",
                "<p",
                " onclick=x",
                ">",
                "<",
                "/",
                "<img src=/x",
                '"',
                "'",
                "=",
                "<svg",
                "<a href=",
                "javascript:x",
                "a",
                " ",
            ]
        ),
        max_size=10,
    ).map("".join)
)
def test_what_is_cleaned_passes_the_check(rendered: str) -> None:
    """Whatever was put in: nothing that the check would refuse comes out."""
    assert found(clean(rendered)) == []
    assert clean(clean(rendered)) == clean(rendered)


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                '<p class="a" id="b">',
                '<td data-label="a">',
                '<p data-label="a">',
                '<ol start="3">',
                "<br>",
            ),
            *('<a href="/a.md">', '<a href="javascript:x">', '<a href="java&#115;cript:x">', '<a href="//x">', "</a>"),
            *(
                '<a href="a" href="data:x">',
                '<img src="/x">',
                '<img src="https://x">',
                '<p onclick="x">',
                '<p style="x">',
            ),
            *(
                "<script>",
                "</script>",
                "</form>",
                "<form>",
                "<svg>",
                "<style>",
                "<title>",
                "<P>",
                "<p/>",
                "<p",
                ">",
                "<",
                "/",
            ),
            *(
                "<!--",
                "-->",
                "<!-->",
                "<!x>",
                "<?x>",
                "<![x",
                "a",
                " ",
                '"',
                "'",
                "&lt;",
                "\n",
                "\x00",
                "<p\x00>",
                "<a\nhref=x>",
            ),
            *(
                '<A HREF="javascript:x">',
                "<IMG sRc=//x>",
                '<a hr\x00ef="x">',
                '<a title="href">',
                "<a hreſ=x>",
                "</script x>",
            ),
        ]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=1500, deadline=None)
@given(FRAGMENTS)
def test_what_the_sanitiser_gives_back_as_it_was_has_nothing_that_the_parser_refuses(rendered: str) -> None:
    """So that the parser need not be asked there."""
    if clean(rendered) == rendered:
        assert check(rendered, rendered, "docs/x.md", 1) == ()


@pytest.mark.parametrize("case", HOSTILE)
def test_the_sanitiser_changes_every_attack(case: dict[str, Any]) -> None:
    for rendered in (case["html"], f"<p>a</p>\n{case['html']}\n<p>b</p>"):
        assert clean(rendered) != rendered


def test_what_markdown_becomes_is_given_back_as_it_was() -> None:
    """Otherwise the parser would be asked about every text."""
    rendered = '<h2 class="clause" id="c1"><span>1.</span></h2>\n<p>a <a href="/b.md#c1">b</a><br>\nc &amp; d</p>'
    assert clean(rendered) == rendered


@settings(max_examples=300, deadline=None)
@given(FRAGMENTS | st.text("<>&\"'=/ a\n").map("<p title='{}'>a</p>".format))
def test_what_is_cleaned_has_no_sign_of_a_tag_within_a_value(rendered: str) -> None:
    """So that whoever fills in facts finds where a tag ends."""
    assert all(value.count("<") + value.count(">") == 0 for value in re.findall(r'="([^"]*)"', clean(rendered)))
