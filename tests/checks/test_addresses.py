from __future__ import annotations

import pytest

from kaitei.assembly.builder import Builder
from kaitei.cache.memo import Memo
from kaitei.checks import addresses
from tests.support.small import frozen, living, site, translated

LIST = "- {date: 2026-04-01, summary: 改定}\n- {date: 2022-04-01, summary: 制定}"
FILES = {
    "privacy.md": living(LIST, head="kind: privacy\naliases: [old/privacy]\n"),
    "privacy/2022-04-01.md": frozen("本文"),
    "privacy.en.md": translated("2026-04-01"),
    "about.md": "本文\n",
    "about.en.md": "Text\n",
}


def told(files: dict[str, str], assets: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The problems with the addresses of a site that has these files too."""
    found = addresses._addresses(site(FILES | files, "2026-11-22", assets=assets))
    return [(one.key, one.file) for one in found]


def test_every_file_that_is_made_is_looked_at() -> None:
    """So that no source can take the place of one."""
    made = site(FILES, "2026-11-22")
    known = {addresses._path(address) for address, _ in addresses.outputs(made)}
    outputs = [path for path, _ in Builder.make(made, Memo(None)).files()]
    assert len(outputs) > 30
    lacking = {path for path in outputs if path not in known and not any(up in known for up in addresses._above(path))}
    assert lacking == set()
    assert {path for path in outputs if path not in known} == {path for path in outputs if "/compare/" in path}


def test_addresses_of_a_good_site_are_each_of_one_thing() -> None:
    assert (
        told({"shop/index.md": "本文\n", "privacy/faq.md": "本文\n"}, ("images/mark.png", "assets/favicon.svg")) == []
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("policies.json.md", "address_folder"),
        ("policies.schema.json/a.md", "address_folder"),
        ("_headers.md", "address_folder"),
        ("search/index.json.md", "address_folder"),
        ("assets/kaitei.css.md", "address_folder"),
        ("assets/favicon.svg/a.md", "address_folder"),
        ("privacy/timemap.link.md", "address_folder"),
        ("old/privacy/feed.xml/a/b.md", "address_folder"),
        ("privacy/compare/a.md", "address_folder"),
        ("old/privacy/compare.md", "address_folder"),
        ("FEED.XML.md", "address_folder"),
        ("History.md", "address_case"),
        ("ABOUT.md", "address_case"),
        ("search.md", "address_twice"),
        ("old/privacy.md", "address_twice"),
        ("privacy/2022-04-01/index.md", "address_twice"),
        ("en.md", "address_locale"),
        ("EN/index.md", "address_locale"),
        ("en/README.md", "address_locale"),
        ("en/other/page.md", "address_locale"),
    ],
)
def test_a_page_in_the_place_of_something_else(name: str, key: str) -> None:
    assert told({name: "本文\n"}) == [(key, f"docs/{name}" if name != "ABOUT.md" else "docs/about.md")]


@pytest.mark.parametrize(
    "name",
    ["feed.xml/x.png", "404.html/x.png", "sitemap.xml/x/y.svg", "en/feed.xml/x.png", "privacy/2022-04-01.txt/x.png"],
)
def test_a_picture_where_a_file_is(name: str) -> None:
    assert told({}, (name,)) == [("address_folder", f"docs/{name}")]


def test_two_sources_of_which_one_is_a_file_and_one_a_folder() -> None:
    assert told({"mark.png.md": "本文\n"}, ("mark.png",)) == [("address_folder", "docs/mark.png.md")]


def test_a_translation_named_as_a_language_stands_where_it_belongs() -> None:
    assert told({"en.en.md": "Text\n"}) == []


def test_files_that_come_with_templates_are_known() -> None:
    assert "favicon.svg" in set(addresses._theirs(site(FILES, "2026-11-22")))
