from __future__ import annotations

import xml.etree.ElementTree as ET

from tests.support import small
from tests.support.registries import contexts, written_sitemap

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
BASE = "https://policies.example.com"
FILES = {
    "privacy.md": small.living(
        "- {date: 2027-01-01, announced: 2026-11-16, summary: 改定}\n- {date: 2025-04-01, summary: 改定}\n"
        "- {date: 2022-04-01, summary: 制定}",
        "{{ desks.privacy }}\n",
    ),
    "privacy/2025-04-01.md": small.frozen("{{ desks.privacy }}\n"),
    "privacy/2022-04-01.md": small.frozen(),
    "privacy/2022-04-01.en.md": small.frozen(),
    "lost.md": small.living("- {date: 2020, summary: 制定, text: not-held}", ""),
    "about.md": "---\ntitle: 会社\n---\n",
    "shop/index.md": "---\ntitle: 店\n---\n",
    "shop/index.en.md": "---\ntitle: Shop\n---\n",
}
COMPANY = (
    "company: {name: 甲社}\ndesks: {privacy: {name: 窓口, phone: [{value: '1'}, {from: 2026-02-01, value: '2'}]}}\n"
)


def listed(today: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Each address with its `lastmod` and its other languages."""
    root = ET.fromstring(written_sitemap(contexts(small.site(FILES, today, COMPANY))))
    found = {}
    for url in root.findall("s:url", NAMES):
        others = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMES)}
        address = url.findtext("s:loc", "", NAMES).removeprefix(BASE)
        assert address not in found
        found[address] = (
            url.findtext("s:lastmod", "", NAMES),
            {lang: to.removeprefix(BASE) for lang, to in others.items()},
        )
    return found


def test_the_pages_to_find_are_listed_with_the_day_on_which_they_changed() -> None:
    assert {address: changed for address, (changed, _) in listed("2026-11-22").items()} == {
        "/": "2026-11-22",
        "/en/": "2026-11-22",
        "/about/": "",
        "/shop/": "",
        "/en/shop/": "",
        "/privacy/": "2026-11-16",
        "/en/privacy/": "2026-11-16",
        "/privacy/history/": "2026-11-16",
        "/en/privacy/history/": "2026-11-16",
        "/lost/history/": "2020-01-01",
        "/en/lost/history/": "2020-01-01",
        "/history/": "2026-11-16",
        "/en/history/": "2026-11-16",
        "/follow/": "",
        "/en/follow/": "",
    }


def test_a_fact_that_changes_changes_the_page() -> None:
    assert listed("2026-11-15")["/privacy/"][0] == "2026-02-01"
    assert listed("2026-01-31")["/privacy/"][0] == "2025-04-01"


def test_each_page_names_all_its_languages() -> None:
    found = listed("2026-11-22")
    both = {"ja": "/privacy/", "en": "/en/privacy/", "x-default": "/privacy/"}
    assert found["/privacy/"][1] == found["/en/privacy/"][1] == both
    assert found["/about/"][1] == {}


def test_a_policy_called_off_before_it_began_is_not_to_be_found() -> None:
    files = {"privacy.md": small.living("- {date: 2027-04-01, withdrawn: 2027-03-20, reason: 中止, summary: 制定}")}
    written = written_sitemap(contexts(small.site(files, "2027-03-25", COMPANY)))
    assert f"<loc>{BASE}/privacy/</loc>" not in written
    assert f"<loc>{BASE}/privacy/history/</loc>" in written
