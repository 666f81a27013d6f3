from __future__ import annotations

import json

import pytest

from kaitei.assembly import gather
from kaitei.assembly.bundle import Summary
from kaitei.assembly.make import Contexts
from kaitei.programs.search import FoundPage, SearchEntry
from kaitei.rendering.sheet import Sheet
from tests.support.pages import Page
from tests.support.registries import bundles, contexts
from tests.support.small import frozen, living, site

FILES = {
    "privacy.md": living("- {date: 2026-04-01, summary: 改定}\n- {date: 2025-04-01, summary: 制定}", "１．目的\n"),
    "privacy/2025-04-01.md": frozen("１．用途\n"),
    "shop/terms.md": living("- {date: 2025-06-01, summary: 店の制定}", "１．規約\n", "店の規約", "kind: terms\n"),
    "soon.md": living("- {date: 2027-04-01, announced: 2027-03-01, summary: 秘密}", "１．秘密\n", "秘密の規約"),
}
HOME = "---\ntitle: 見本の規約\n---\nようこそ。\n"


def gathered(files: dict[str, str], today: str = "2026-11-22") -> dict[str, str]:
    """The files that tell of all policies, or of none, and are no pages."""
    of = contexts(site(files, today))
    found = list(gather.files(of, summaries(of), {}, ()))
    assert len(dict(found)) == len(found)
    return dict(found)


def summaries(of: Contexts) -> dict[str, Summary]:
    return {id_: one.summary for id_, one in bundles(of).items()}


def pages(files: dict[str, str], locale: str = "ja") -> dict[str, Sheet]:
    """The pages of all policies in a locale, by address."""
    of = contexts(site(files, "2026-11-22"))
    return {one.address: one for one in (*gather.pages(of[locale], summaries(of)), *gather.sheets(of[locale]))}


def test_a_site_has_each_of_these_files_once() -> None:
    assert set(gathered(FILES)) == {
        *(".nojekyll", "_headers", "policies.json", "policies.schema.json", "sitemap.xml"),
        *(f"{folder}{name}" for folder in ("", "en/") for name in ("search/index.json", "feed.xml", "calendar.ics")),
        *("search/past.json", "en/search/past.json"),
    }


def test_each_locale_has_each_of_these_pages() -> None:
    assert list(pages(FILES)) == ["/history/", "/", "/follow/", "/search/"]
    assert list(pages(FILES, "en")) == ["/en/history/", "/en/", "/en/follow/", "/en/search/"]


def test_where_there_is_a_home_page_none_is_made_in_its_place() -> None:
    assert "/" not in pages(FILES | {"index.md": HOME})
    assert "/en/" in pages(FILES | {"index.md": HOME}, "en")


def test_a_site_without_policies_has_them_too() -> None:
    found = gathered({})
    assert set(found) == set(gathered(FILES))
    assert json.loads(found["policies.json"])["policies"] == []


def test_nothing_tells_of_a_policy_that_is_not_public() -> None:
    assert not [path for path, text in gathered(FILES).items() if "秘密" in text or "soon" in text]
    assert not [page for page in pages(FILES).values() if "秘密" in page.body or "soon" in page.body]
    assert "soon" in gathered(FILES, "2027-03-01")["policies.json"]


def test_lists_are_in_the_order_of_the_site_and_histories_by_day() -> None:
    found = gathered(FILES)
    assert [one["id"] for one in json.loads(found["policies.json"])["policies"]] == ["privacy", "shop/terms"]
    listed = [page["address"] for page in json.loads(found["search/index.json"])["pages"]]
    assert listed == ["../privacy/", "../shop/terms/"]
    told = Page(pages(FILES)["/history/"].body).text
    assert told.index("2026年4月1日") < told.index("2025年6月1日") < told.index("2025年4月1日")
    days = [line for line in found["feed.xml"].replace("<", "\n<").splitlines() if line.startswith("<updated>")]
    assert days[1:] == sorted(days[1:], reverse=True)


def test_the_words_of_the_order_in_which_policies_were_made_touch_nothing() -> None:
    of = contexts(site(FILES, "2026-11-22"))
    known = summaries(of)
    turned = dict(reversed(known.items()))
    assert dict(gather.files(of, turned, {}, ())) == dict(gather.files(of, known, {}, ()))
    for context in of.values():
        assert list(gather.pages(context, turned)) == list(gather.pages(context, known))


def test_ordinary_pages_are_found_after_policies() -> None:
    of = contexts(site(FILES, "2026-11-22"))
    found = {"ja": [FoundPage("会社", "/about/", "", "", (SearchEntry("", (), "", False, "案内"),))]}
    made = dict(gather.files(of, summaries(of), found, ()))
    listed = [page["address"] for page in json.loads(made["search/index.json"])["pages"]]
    assert listed == ["../privacy/", "../shop/terms/", "../about/"]
    assert "about" not in made["en/search/index.json"]


def test_scripts_of_the_theme_may_run_by_their_sums() -> None:
    of = contexts(site({}, "2026-11-22"))
    scripts = ("'sha256-AA='", "'sha256-BB='")
    headers = dict(gather.files(of, {}, {}, scripts))["_headers"]
    tag = gather.security(of["ja"], scripts)
    for text in (headers, tag):
        assert "script-src 'self' 'sha256-AA=' 'sha256-BB='" in text
        assert "unsafe" not in text.partition("script-src")[2].partition(";")[0]
    assert "sha256" not in gather.security(of["ja"], ())


def test_around_a_page_a_theme_is_told_who_where_and_in_which_languages() -> None:
    of = contexts(site(FILES, "2026-11-22"))
    page = pages(FILES, "en")["/en/history/"]
    known = gather.known(of["en"], page)
    assert known.pop("t")("page_history") == "Revision history"
    assert known == {
        "own": True,
        "locale": "en",
        "company": "Mihon Inc.",
        "company_lang": "",
        "languages": [
            {"lang": "ja", "name": "日本語", "link": "history/"},
            {"lang": "en", "name": "English", "link": "en/history/"},
        ],
        "home": "en/",
        "history": "en/history/",
        "search": "en/search/",
        "index": "en/search/index.json",
        "feed": "en/feed.xml",
        "follow": "en/follow/",
    }
    home = gather.known(of["ja"], pages(FILES)["/"])
    assert (home["home"], home["languages"][0]["link"]) == (".", ".")


@pytest.mark.parametrize("searches", [True, False])
def test_a_theme_is_led_to_a_search_that_is_there(searches: bool) -> None:
    of = contexts(site({}, "2026-11-22", searches=searches))
    known = gather.known(of["ja"], gather.missing(of))
    assert bool(known["search"]) == bool(known["index"]) == searches


def test_the_page_for_what_is_not_there_speaks_every_language_and_is_not_found() -> None:
    page = gather.missing(contexts(site(FILES, "2026-11-22")))
    assert (page.path, page.locale, page.searched) == ("404.html", "ja", False)
    assert 'lang="en"' in page.body
    assert 'rel="canonical"' not in page.head
