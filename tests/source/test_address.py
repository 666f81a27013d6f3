from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.source import address
from kaitei.source.placeholders import CLOSE, OPEN
from tests.support.cases import cases


@pytest.mark.parametrize("value", cases("address", "allowed"))
def test_what_a_page_may_lead_to(value: str) -> None:
    assert address.flaw(value) == ""


@pytest.mark.parametrize("value", [*cases("address", "forbidden"), *cases("hostile", "addresses")])
def test_what_no_page_may_lead_to(value: str) -> None:
    assert address.flaw(html.unescape(value)) == "forbidden"
    assert not address.is_web(html.unescape(value))


@pytest.mark.parametrize("value", cases("address", "user"))
def test_a_name_before_the_host_is_seen_however_it_is_written(value: str) -> None:
    assert address.flaw(value) == "user"
    assert not address.is_nameless(value)
    assert not address.is_web(value)


@pytest.mark.parametrize("value", ["images/a.png", "/images/a.png", "./a.png", "../a.png", "#a", "?a:b", "/a:b.png"])
def test_addresses_within_the_site_are_local(value: str) -> None:
    assert address.allowed(value, address.LOCAL)
    assert not address.is_web(value)


@pytest.mark.parametrize("value", cases("hostile", "images"))
def test_what_is_elsewhere_is_not_local(value: str) -> None:
    assert not address.allowed(value, address.LOCAL)


@pytest.mark.parametrize("value", ["https://example.com/", "HTTP://例え.jp/あ?い#う", " https://note.com/@name"])
def test_an_address_of_the_web_is_one_in_full(value: str) -> None:
    assert address.is_web(value)


@pytest.mark.parametrize("value", ["", "mailto:a@example.com", "//example.com/", "example.com", "https:example.com"])
def test_what_is_no_address_of_the_web(value: str) -> None:
    assert not address.is_web(value)


@pytest.mark.parametrize("value", ["javascript:x", " JavaScript:x", "java\tscript:x", "&#106;avascript:x", "data:,x"])
def test_a_value_that_would_run_is_seen(value: str) -> None:
    assert not address.is_inert(value)


@pytest.mark.parametrize("value", ["data: 氏名、住所", "TEL: 03-1234-5678", "JavaScriptを有効に", "info@example.co.jp"])
def test_a_value_that_only_says_something_is_inert(value: str) -> None:
    assert address.is_inert(value)
    assert address.is_nameless(value)


def test_of_an_address_with_placeholders_what_is_sure_is_looked_at() -> None:
    token = f"{OPEN}x{CLOSE}"
    for value in (token, f"tel:{token}", f"/{token}/a:b", f"https://a.example/{token}"):
        assert address.flaw(value) == ""
    assert address.flaw(f"javascript:{token}") == "forbidden"
    assert address.flaw(f"https://www.{token}/") == "host"
    assert address.flaw(f"https://{token}@evil.example/") == "user"


def test_the_host_is_the_one_that_a_browser_would_ask() -> None:
    led = {"https:/\\evil.example": "evil.example", "//Evil.example:80/x": "evil.example:80", "/x": "", "a.png": ""}
    assert {value: address.host(value) for value in led} == led
    assert [address.host(value) for value in ("mailto:a@example.com", "https://a b/")] == ["", ""]


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"javascript: JaVa data: &#9; &colon; &#58; / \\ // https: &amp; # ? x @ %40 ＠ a.example".split(),
                *"\t\n\x01 ",
            ]
        ),
        max_size=6,
    ).map("".join)
)
def test_no_address_that_is_let_through_leads_a_browser_to_code_or_past_a_name(value: str) -> None:
    """As browsers read it: characters up to the space stripped at the ends, tabs and line feeds taken out anywhere."""
    if not address.allowed(html.unescape(value)):
        return
    read = re.sub(r"[\t\n\r]", "", html.unescape(value).strip("".join(map(chr, range(33)))))
    assert not re.match(r"(?i)(javascript|data|java):", read)
    assert not re.match(r"[/\\]{2}", read)
    assert not re.match(r"(?i)https?:[/\\]*[^/\\?#]*@", read)
