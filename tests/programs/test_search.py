from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

import pytest

from kaitei.assembly.builder import Builder
from kaitei.cache.memo import Memo
from kaitei.programs import search
from kaitei.programs.search import FoundPage, SearchEntry
from kaitei.site.site import Site
from tests.support.cases import cases
from tests.support.small import COMPANY, context, frozen, living, site, translated

OLD = "- {date: 2024-04-01, summary: 制定}"
TWO = "- {date: 2026-04-01, summary: 改定}\n" + OLD


def found(made: Site, locale: str = "ja") -> dict[str, FoundPage]:
    """The pages that can be searched, by address from the site's root, in the order of the index."""
    return listed(index(made, locale), context(made, locale).address(search.INDEX))


def past(made: Site, locale: str = "ja") -> dict[str, FoundPage]:
    """Those of past texts."""
    of = context(made, locale)
    text = search.past_index(filter(None, (search.policy(of, standing).past for standing in made.standings)))
    return listed(text, of.address(search.PAST))


def listed(written: str, start: str) -> dict[str, FoundPage]:
    """The pages of an index that stands at an address."""
    pages = [read(page, start) for page in json.loads(written)["pages"]]
    return {page.address: page for page in pages}


def index(made: Site, locale: str = "ja") -> str:
    """The index of a locale."""
    of = context(made, locale)
    return search.index(of, filter(None, (search.policy(of, standing).current for standing in made.standings)), ())


def read(page: dict[str, Any], start: str) -> FoundPage:
    """A page of an index that stands at an address."""
    entries = tuple(SearchEntry(**(entry | {"trail": tuple(entry["trail"])})) for entry in page["entries"])
    return FoundPage(**(page | {"address": urljoin(start, page["address"]), "entries": entries}))


def privacy(body: str, company: str = COMPANY, today: str = "2026-11-22") -> tuple[SearchEntry, ...]:
    """The entries of a policy with a text."""
    return found(site({"privacy.md": living(OLD, body)}, today, company))["/privacy/"].entries


@pytest.mark.parametrize("case", cases("search", "entries"))
def test_each_clause_is_an_entry(case: dict[str, Any]) -> None:
    made = privacy(case["body"], COMPANY + case.get("facts", ""))
    assert [f"{'/'.join(one.trail)}|{one.anchor}|{one.label}|{one.text}" for one in made] == case["entries"]


def test_only_a_heading_says_what_a_clause_is_about() -> None:
    assert [one.headed for one in privacy("## １．定義\n（１）会員\n")] == [False, True, False]


def test_facts_are_those_of_today() -> None:
    company = COMPANY + "representative: [{title: 社長, name: 甲}, {from: 2025-01-01, title: 社長, name: 乙}]\n"
    body = "## １．会社\n{{ representative.name }}\n"
    assert [privacy(body, company, day)[1].text for day in ("2024-12-31", "2025-01-01")] == ["甲", "乙"]


REVISED = {"privacy.md": living(TWO, "新しい文。\n"), "privacy/2024-04-01.md": frozen("古い文。\n")}


@pytest.mark.parametrize(("today", "text"), [("2026-03-31", "古い文。"), ("2026-04-01", "新しい文。")])
def test_the_text_in_force_alone_is_found(today: str, text: str) -> None:
    made = found(site(REVISED, today))
    assert list(made) == ["/privacy/"]
    assert [one.text for one in made["/privacy/"].entries] == [text]


@pytest.mark.parametrize("case", cases("search", "past"))
def test_past_texts_are_found_by_what_nothing_says_any_more(case: dict[str, Any]) -> None:
    revisions = "".join(f"- {{date: {day}, {rest}}}\n" for day, rest in reversed(case["revisions"].items()))
    files = {f"privacy/{day}.md": frozen(text) for day, text in case["texts"].items()}
    made = past(site(files | {"privacy.md": living(revisions, case["now"])}, case["on"]))
    told = {
        address: [page.note, *(f"{'/'.join(one.trail)}|{one.label}|{one.text}" for one in page.entries)]
        for address, page in made.items()
    }
    assert told == case["found"]


def test_a_past_text_bears_its_own_title_and_the_facts_of_its_first_day() -> None:
    company = COMPANY + "parking: [あり, {from: 2026-04-01, value: なし}]\n"
    files = {"privacy.md": living(TWO, "{{ parking }}\n"), "privacy/2024-04-01.md": frozen("{{ parking }}\n", "旧題")}
    (made,) = past(site(files, "2026-11-22", company)).values()
    assert (made.title, made.note) == ("旧題", "旧版（2026年3月31日まで）")
    assert [one.text for one in made.entries] == ["あり"]


def test_past_texts_are_offered_where_there_are_some() -> None:
    before, after = (search.page(context(site(REVISED, day))).past for day in ("2026-03-31", "2026-04-01"))
    assert (before, after) == ("", "/search/past.json")
    assert search.page(context(site(REVISED, "2026-04-01"), "en")).past == ""


@pytest.mark.parametrize(
    ("today", "there"),
    [("2024-03-31", []), ("2024-04-01", ["/privacy/"]), ("2026-03-31", ["/privacy/"]), ("2026-04-01", [])],
)
def test_a_policy_is_found_from_its_first_day_to_its_last(today: str, there: list[str]) -> None:
    repealed = living("- {date: 2026-04-01, summary: 廃止, event: repealed}\n" + OLD)
    assert list(found(site({"privacy.md": repealed}, today))) == there


def test_a_policy_without_text_is_found_by_its_title() -> None:
    made = found(site({"privacy.md": living(TWO.replace("制定}", "制定, text: not-held}"))}, "2026-03-31"))
    assert made["/privacy/"] == FoundPage(
        "個人情報の取扱い", "/privacy/", "", "", (SearchEntry("", (), "", False, ""),)
    )


def test_a_locale_finds_its_own_texts() -> None:
    made = site(
        {"privacy.md": living(OLD, "本文。\n"), "privacy.en.md": translated("2024-04-01", "1. The text.\n")},
        "2026-11-22",
    )
    japanese, english = found(made), found(made, "en")
    assert [one.text for one in japanese["/privacy/"].entries] == ["本文。"]
    assert english["/en/privacy/"].title == "Privacy policy"
    assert [one.text for one in english["/en/privacy/"].entries] == ["", "The text."]
    assert not japanese["/privacy/"].note
    assert not english["/en/privacy/"].note


def test_a_translation_of_a_past_text_is_said_to_be_one() -> None:
    files = {
        "privacy.md": living(TWO),
        "privacy/2024-04-01.md": frozen(),
        "privacy.en.md": translated("2024-04-01", "1. The text.\n"),
    }
    made = site(files, "2026-11-22")
    assert found(made)["/privacy/"].note == ""
    assert "April 1, 2024" in found(made, "en")["/en/privacy/"].note


def test_a_title_without_translation_is_marked_with_its_language() -> None:
    made = found(site({"privacy.md": living(OLD, "本文。\n")}, "2026-11-22"), "en")
    assert made["/en/privacy/"] == FoundPage(
        "個人情報の取扱い", "/en/privacy/", "ja", "", (SearchEntry("", (), "", False, ""),)
    )


@pytest.mark.parametrize("case", cases("search", "pages"))
def test_an_ordinary_page_is_found_by_its_headings(case: dict[str, Any]) -> None:
    made = search.of_html(case["title"], "/about/", case["html"])
    assert (made.title, made.address, made.lang, made.note) == (case["title"], "/about/", "", "")
    assert [f"{'/'.join(one.trail)}|{one.anchor}|{one.label}|{one.text}" for one in made.entries] == case["entries"]
    assert [one.headed for one in made.entries] == [False, *[True] * (len(made.entries) - 1)]


def test_ordinary_pages_are_found_after_policies() -> None:
    of = context(site({}, "2026-11-22"))
    pages = [search.of_html("会社", "/about/", "<p>案内</p>"), search.of_html("見本", "/", "")]
    listed = [
        read(page, search.INDEX)
        for page in json.loads(search.index(of, ('{"address": "policy"}',), pages))["pages"][1:]
    ]
    assert listed == pages


def test_the_index_is_compact_and_leads_from_where_it_is() -> None:
    made = site(
        {"privacy.md": living(OLD, "１．本文\n"), "shop/terms.md": living(OLD)},
        "2026-11-22",
        site_url="https://a.example/legal/",
    )
    text = index(made)
    assert text.startswith(
        '{"pages":[{"title":"個人情報の取扱い","address":"../privacy/","lang":"","note":"","entries":[{"anchor":"",'
    )
    assert '"}]}],"synonyms":[["' in text
    assert text.endswith('"]]}\n')
    assert [page["address"] for page in json.loads(index(made, "en"))["pages"]] == [
        "../privacy/",
        "../shop/terms/",
    ]


def test_the_index_is_the_same_every_time() -> None:
    one, other = (index(site(files, "2026-11-22")) for files in (REVISED, dict(reversed(REVISED.items()))))
    assert one == other


def test_each_locale_has_a_page_and_an_index() -> None:
    builder = Builder.make(site({"privacy.md": living(OLD)}, "2026-11-22"), Memo(None))
    files = {path: data.decode() for path, data in builder.files({}, ())}
    assert json.loads(files["search/index.json"])["pages"]
    assert json.loads(files["en/search/index.json"])["pages"]
    sheets = {one.path: one for code in builder.contexts for one in builder.sheets(code)}
    page = sheets["en/search/index.html"]
    assert not page.searched
    assert '<meta name="robots" content="noindex">' in page.head
    assert 'data-index="index.json"' in page.body
    assert '<script type="module" src="../../assets/search.js"></script>' in page.body
    scripted = [path for path, one in sheets.items() if "search.js" in one.head + one.body]
    assert sorted(scripted) == ["en/search/index.html", "search/index.html"]


def test_the_page_lists_the_policies_for_readers_without_javascript() -> None:
    view = search.page(context(site({"privacy.md": living(OLD)}, "2026-11-22"), "en"))
    assert view.index == "/en/search/index.json"
    assert [item.address for group in view.groups for item in group.items] == ["/en/privacy/"]


def test_a_gist_is_an_entry_of_its_own_that_says_so() -> None:
    body = "## １．甲\n本文\n\n（１）乙\n\n/// gist\n{{ company.name }}の\n\n- 説明\n///\n"
    made = privacy(body)
    assert [(one.anchor, one.label, one.text, one.gist) for one in made] == [
        ("", "", "", False),
        ("c1", "１．甲", "本文", False),
        ("c1-1", "（１）", "乙", False),
        ("c1", "１．甲", "見本株式会社の - 説明", True),
    ]
    assert '"gist":false' not in index(site({"privacy.md": living(OLD, body)}, "2026-11-22"))


def test_a_site_s_own_synonyms_stand_before_those_that_are_built_in() -> None:
    made = site({"privacy.md": living(OLD)}, "2026-11-22", search_synonyms=(("定期便", "サブスク"),))
    own, *others = json.loads(index(made))["synonyms"]
    assert own == ["定期便", "サブスク"]
    assert ["Cookie", "クッキー"] in others
