from __future__ import annotations

from typing import Any

from kaitei.pages.frame import company_name, frame, trail
from kaitei.pages.views import Alternate, Link
from kaitei.site.site import Site
from tests.support.small import COMPANY, context, site


def made(company: str = COMPANY, **changes: Any) -> Site:
    return site({}, "2026-10-31", company, **changes)


def test_a_frame_names_site_company_and_addresses() -> None:
    surround = frame(context(made(), "en"), "Terms", "/terms/")
    assert (surround.lang, surround.title, surround.site_name, surround.company) == (
        "en",
        "Terms",
        "Mihon",
        "Mihon Inc.",
    )
    assert (surround.address, surround.canonical, surround.home) == ("/en/terms/", "/en/terms/", "/en/")
    assert (surround.noindex, surround.redirect, surround.entry, surround.feed) == (False, "", "", "/en/feed.xml")


def test_a_page_in_every_locale_leads_to_itself_in_each() -> None:
    surround = frame(context(made()), "規約", "/terms/")
    assert surround.languages == (Alternate("ja", "日本語", "/terms/"), Alternate("en", "English", "/en/terms/"))


def test_a_page_in_one_locale_leads_elsewhere_in_the_others() -> None:
    surround = frame(context(made()), "規約", "/terms/2023-01-01/", lambda code: code == "ja", fallback="/terms/")
    assert surround.languages == (
        Alternate("ja", "日本語", "/terms/2023-01-01/"),
        Alternate("en", "English", "/en/terms/"),
    )


def test_below_a_folder_of_docs_every_address_is_below_it() -> None:
    surround = frame(context(made(below="legal"), "en"), "Terms", "/terms/", lambda code: code == "en")
    assert (surround.address, surround.canonical) == ("/en/legal/terms/", "/en/legal/terms/")
    assert (surround.home, surround.feed) == ("/en/legal/", "/en/legal/feed.xml")
    assert [one.address for one in surround.languages] == ["/legal/", "/en/legal/terms/"]


def test_without_a_way_back_the_language_leads_home() -> None:
    surround = frame(context(made(), "en"), "About", "/about/", lambda code: code == "en")
    assert surround.languages == (Alternate("ja", "日本語", "/"), Alternate("en", "English", "/en/about/"))


def test_a_page_is_its_own_canonical_address() -> None:
    assert frame(context(made(), "en"), "Terms", "/terms/").canonical == "/en/terms/"


def test_a_description_is_of_the_page_or_of_the_site() -> None:
    assert frame(context(made()), "規約", "/terms/", description="規約の説明").description == "規約の説明"
    assert frame(context(made(), "en"), "Terms", "/terms/").description == "Terms of Mihon"


def test_the_company_is_named_as_of_today() -> None:
    dated = "company:\n  name:\n    - {ja: 旧社}\n    - {from: 2026-10-31, ja: 新社}\n"
    assert company_name(context(made(dated))).text == "新社"
    english = company_name(context(made(dated), "en"))
    assert (english.text, english.lang) == ("新社", "ja")


def test_facts_without_a_company_leave_its_name_out() -> None:
    assert company_name(context(made("desks: {a: {name: b}}\n"))).text == ""
    assert company_name(context(made("company:\n  name:\n    - {from: 2030-01-01, value: a}\n"))).text == ""


def test_the_way_to_a_page_begins_at_the_list_and_ends_with_the_page() -> None:
    steps = Link("Terms", "/en/terms/"), Link("Revisions", "/en/terms/history/")
    assert trail(context(made(), "en"), *steps) == (
        Link("All policies", "/en/"),
        Link("Terms", "/en/terms/"),
        Link("Revisions", "/en/terms/history/", current=True),
    )
