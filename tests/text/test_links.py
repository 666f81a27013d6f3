from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.text.links import Target, closest, page_address, parse, relative
from tests.support.cases import cases, load

SEGMENT = st.sampled_from(
    ["privacy", "shop", "terms", "en", "2023-12-20", "compare", "history", "a", "a-b", "404", "規約"]
)
FOLDER = st.lists(SEGMENT, max_size=4).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))
FILE = st.tuples(FOLDER, st.sampled_from(["feed.xml", "2023-12-20.txt", "policies.json", "404.html", "x:1.png"])).map(
    "".join
)
MARK = st.sampled_from(["", "#c3-2", "#定義", "?v=1", "?v=1#c3"])
ADDRESS = st.tuples(st.one_of(FOLDER, FILE), MARK).map("".join)
PAGE = st.one_of(FOLDER, FILE)
UNTIDY = st.lists(st.sampled_from(["terms", "en", "a", ".well-known", "..", ".", ""]), max_size=5).map(
    lambda parts: "/" + "".join(f"{part}/" for part in parts)
)
HOST = "https://policies.example.com"


@pytest.mark.parametrize("case", cases("links", "parsed"))
def test_a_link_names_a_file_and_a_clause(case: dict[str, Any]) -> None:
    assert parse(case["href"], case["folder"]) == Target(case["path"], case["anchor"])


@pytest.mark.parametrize("case", cases("links", "below"))
def test_below_a_folder_of_docs_a_link_still_begins_at_the_root_of_docs(case: dict[str, Any]) -> None:
    assert parse(case["href"], case["folder"], "legal") == Target(case["path"], case["anchor"])


@pytest.mark.parametrize("href", load("links")["outside"])
def test_a_link_out_of_the_site_names_nothing_in_it(href: str) -> None:
    assert parse(href, "") is None


@pytest.mark.parametrize("case", cases("links", "relative"))
def test_an_address_is_written_as_seen_from_the_page(case: dict[str, Any]) -> None:
    assert relative(case["address"], case["page"]) == case["written"]


@settings(max_examples=200, deadline=None)
@given(ADDRESS, PAGE)
def test_a_browser_comes_to_the_address_again(address: str, page: str) -> None:
    assert urljoin(HOST + page, relative(address, page)) == HOST + address


@settings(max_examples=300, deadline=None)
@given(UNTIDY, UNTIDY)
def test_the_way_is_the_one_that_the_standard_library_finds(address: str, page: str) -> None:
    assert relative(address, page) == posixpath.relpath(address, page).removesuffix("/") + "/"


@settings(max_examples=100, deadline=None)
@given(ADDRESS, PAGE)
def test_a_site_works_in_any_folder_of_a_host(address: str, page: str) -> None:
    base = f"{HOST}/company/site"
    assert urljoin(base + page, relative(address, page)) == base + address


@settings(max_examples=200, deadline=None)
@given(ADDRESS, PAGE)
def test_a_relative_address_never_leaves_the_site(address: str, page: str) -> None:
    written = relative(address, page)
    assert not written.startswith("/")
    assert ":" not in written.split("/")[0].partition("?")[0].partition("#")[0]


@pytest.mark.parametrize(
    ("stem", "address"),
    [
        ("index", "/"),
        ("about", "/about/"),
        ("shop/index", "/shop/"),
        ("shop/terms", "/shop/terms/"),
        ("reindex", "/reindex/"),
    ],
)
def test_a_file_has_its_page_at_its_path(stem: str, address: str) -> None:
    assert page_address(stem) == address


def test_the_nearest_path_is_suggested_and_nothing_far_off() -> None:
    known = dict.fromkeys(("terms.md", "privacy.md"))
    assert (closest("term.md", known), closest("zzz", known)) == ("terms.md", "")
