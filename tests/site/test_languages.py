"""Each page is in one language and says so; where another shows through, it is marked."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.support import site
from tests.support.site import Built, Maker

URL = "https://policies.example.co.jp"


@pytest.mark.parametrize(
    ("name", "today"), [("coming", "2026-11-22"), ("coming", "2026-11-09"), ("states", "2026-11-22")]
)
def test_no_page_shows_one_language_under_anothers_name(built: Maker, name: str, today: str) -> None:
    page = built(name, today)
    english = [address for address in page.addresses() if address.startswith("/en/")]
    assert len(english) >= 5
    for address in page.addresses():
        assert page.page(address).lang == ("en" if address in english else "ja"), address
    assert {address: page.page(address).strays() for address in english if page.page(address).strays()} == {}
    assert {address: page.page(address).misnamed() for address in english if page.page(address).misnamed()} == {}


def test_a_translation_that_lags_says_so(built: Maker) -> None:
    shown = built("states").text("/en/shop/terms/")
    assert "Goods may be returned within seven days." in shown
    before = shown.split("Article 1")[0]
    assert "May 1, 2021" in before
    assert "May 1, 2025" in before
    assert "not up to date" in before
    assert built("states").page("/en/shop/terms/").linked("Authoritative text") == "../../../shop/terms/"


def test_a_translation_of_the_text_in_force_says_which_is_authoritative(built: Maker) -> None:
    shown = built("coming", "2026-12-01").text("/en/privacy/")
    assert "Letters are received on the chat screen." in shown
    assert "The Japanese text is authoritative" in shown
    assert "not up to date" not in shown


def test_before_that_day_the_newest_older_translation_is_shown(built: Maker) -> None:
    page = built("coming", "2026-11-30")
    assert "Letters are received by post." in page.text("/en/privacy/")
    assert "chat screen" not in page.text("/en/privacy/")
    assert "not up to date" in page.text("/en/privacy/")
    assert "Letters are received on the chat screen." in page.text("/en/privacy/2026-12-01/")


def test_a_policy_without_a_translation_has_a_page_that_says_so(built: Maker) -> None:
    page = built("states").page("/en/archive/")
    assert "not been translated" in page.text
    assert ["../../archive/", "Authoritative text (Japanese)"] in page.anchors
    assert page.robots == "noindex"
    assert page.first("h1") or page.all("h1")
    assert "書類は十年間保管します" not in page.text


def test_dated_texts_and_comparisons_are_where_their_texts_are_held(built: Maker) -> None:
    there = {address for address in built("coming").addresses() if address.startswith("/en/privacy/")}
    assert there == {
        "/en/privacy/",
        "/en/privacy/history/",
        "/en/privacy/2022-04-01/",
        "/en/privacy/2026-12-01/",
        "/en/privacy/2026-12-01/changes/",
        "/en/privacy/compare/2022-04-01/2026-12-01/",
    }


def listed(built: Built) -> dict[str, dict[str, str]]:
    """The pages that the map for search engines lists, each with its addresses by language."""
    found = {}
    for url in ET.fromstring(built.html("/sitemap.xml")):
        links = [one.attrib for one in url if "hreflang" in one.attrib]
        found[next(one.text or "" for one in url if one.tag.endswith("loc"))] = {
            one["hreflang"]: one["href"] for one in links
        }
    return found


SITES = (("coming", "2026-11-22"), ("coming", "2026-12-01"), ("states", "2026-11-22"))


@pytest.mark.parametrize(("name", "today"), SITES)
def test_languages_are_named_in_the_map_by_addresses_in_full_of_pages_that_are_there(
    built: Maker, name: str, today: str
) -> None:
    page = built(name, today)
    for address, languages in listed(page).items():
        for lang, href in languages.items():
            assert href.startswith(f"{URL}/"), (address, href)
            assert page.has(href.removeprefix(URL)), (address, href)
            wanted = "ja" if lang == "x-default" else lang
            assert page.page(href.removeprefix(URL)).lang == wanted, (address, lang, href)


@pytest.mark.parametrize(
    ("address", "languages"),
    [
        ("/", {"ja", "en", "x-default"}),
        ("/privacy/", {"ja", "en", "x-default"}),
        ("/en/privacy/", {"ja", "en", "x-default"}),
        ("/privacy/history/", {"ja", "en", "x-default"}),
        ("/privacy/2022-04-01/", None),  # not to be listed
        ("/privacy/2024-04-01/", None),  # listed as /privacy/
        ("/privacy/compare/2022-04-01/2026-12-01/", None),
        ("/search/", None),
        ("/about/", set()),
    ],
)
def test_the_languages_of_an_address_are_those_of_its_page(
    built: Maker, address: str, languages: set[str] | None
) -> None:
    found = listed(built("coming")).get(f"{URL}{address}")
    assert (found if found is None else set(found)) == languages


@pytest.mark.parametrize(("name", "today"), SITES)
def test_only_pages_that_are_their_own_canonical_address_name_their_languages(
    built: Maker, name: str, today: str
) -> None:
    """And each of these names itself and is named by the others, which is what search engines ask for."""
    naming = {address: others for address, others in listed(built(name, today)).items() if others}
    assert len(naming) >= 8
    for address, others in naming.items():
        found = built(name, today).page(address.removeprefix(URL))
        assert (found.canonical, found.robots, others[found.lang]) == (address, "", address)
        assert {other: naming[other] for other in others.values()} == dict.fromkeys(others.values(), others)


def test_the_page_for_missing_addresses_works_from_any_folder(built: Maker) -> None:
    page = built("coming").page("/404.html")
    assert [href for href in page.links() if not href.startswith(("/", "https://", "#"))] == []


def test_past_and_upcoming_pages_are_kept_from_search_engines(built: Maker) -> None:
    page = built("coming")
    kept = {address for address in page.addresses() if page.page(address).robots == "noindex"}
    past = {"/privacy/2022-04-01/", "/privacy/2026-12-01/", "/en/privacy/2022-04-01/", "/en/privacy/2026-12-01/"}
    assert kept == {
        *past,
        "/404.html",
        "/search/",
        "/en/search/",
        *(address for address in page.addresses() if "/compare/" in address or address.endswith("/changes/")),
    }


def test_the_text_in_force_has_one_canonical_address(built: Maker) -> None:
    page = built("coming")
    assert page.page("/privacy/").canonical == f"{URL}/privacy/"
    assert page.page("/privacy/2024-04-01/").canonical == f"{URL}/privacy/"
    assert page.page("/privacy/2022-04-01/").canonical == f"{URL}/privacy/2022-04-01/"
    assert page.page("/en/").canonical == f"{URL}/en/"


def test_a_site_may_be_in_japanese_only(tmp_path: Path) -> None:
    page = site.make(tmp_path / "project", site.files("plain"), site.MATERIAL, ("ja",)).build()
    assert page.code == 0, page.output
    assert {page.page(address).lang for address in page.addresses()} == {"ja"}
    assert not any(address.startswith("/en") for address in page.addresses())
    assert not any(listed(page).values())
    assert "English" not in page.text("/")
    assert "約束を守ります" in page.text("/privacy/")


def test_a_page_in_another_language_shows_the_same_pictures(tmp_path: Path) -> None:
    """Those that have no translation of their own, which static-i18n alone would not find."""
    png = b"\x89PNG\r\n\x1a\n"
    files = {"docs/images/mark.png": png, "docs/images/own.png": png, "docs/images/own.en.png": png + b"en"}
    text = "![](/images/mark.png) ![](/images/own.png)\n"
    files |= {"docs/about.md": text.encode(), "docs/about.en.md": text.encode()}
    built = site.make(tmp_path / "project", site.files("plain") | files).build()
    assert built.code == 0, built.output
    assert [given["src"] for given in built.page("/about/").all("img")] == ["../images/mark.png", "../images/own.png"]
    shown = ["../../images/mark.png", "../images/own.png"]
    assert [given["src"] for given in built.page("/en/about/").all("img")] == shown
    assert built.files()["en/images/own.png"] == png + b"en"
