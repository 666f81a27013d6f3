from __future__ import annotations

import json

import pytest

from kaitei.assembly import gather
from kaitei.assembly.make import Contexts
from kaitei.pages.render import Themed
from kaitei.site.site import Site
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
    """The files that tell of all policies, or of none."""
    of = contexts(site(files, today))
    found = list(gather.files(of, {id_: one.summary for id_, one in bundles(of).items()}))
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_site_has_each_of_these_files_once() -> None:
    assert set(gathered(FILES)) == {
        *("404.html", ".nojekyll", "_headers", "policies.json", "policies.schema.json", "sitemap.xml"),
        *("index.html", "history/index.html", "search/index.html", "search/index.json", "feed.xml"),
        *("en/index.html", "en/history/index.html", "en/search/index.html", "en/search/index.json", "en/feed.xml"),
    }


def test_where_there_is_a_home_page_none_is_made_in_its_place() -> None:
    assert "index.html" not in gathered(FILES | {"index.md": HOME})
    assert "en/index.html" in gathered(FILES | {"index.md": HOME})


def test_a_site_without_policies_has_them_too() -> None:
    found = gathered({})
    assert set(found) == set(gathered(FILES))
    assert json.loads(found["policies.json"])["policies"] == []


def test_nothing_tells_of_a_policy_that_is_not_public() -> None:
    assert not [path for path, text in gathered(FILES).items() if "秘密" in text or "soon" in text]
    assert "soon" in gathered(FILES, "2027-03-01")["policies.json"]


def test_lists_are_in_the_order_of_the_site_and_histories_by_day() -> None:
    found = gathered(FILES)
    assert [one["id"] for one in json.loads(found["policies.json"])["policies"]] == ["privacy", "shop/terms"]
    listed = [page["address"] for page in json.loads(found["search/index.json"])["pages"]]
    assert listed == ["../privacy/", "../shop/terms/"]
    told = Page(found["history/index.html"]).text
    assert told.index("2026年4月1日") < told.index("2025年6月1日") < told.index("2025年4月1日")
    days = [line for line in found["feed.xml"].replace("<", "\n<").splitlines() if line.startswith("<updated>")]
    assert days[1:] == sorted(days[1:], reverse=True)


def test_the_words_of_the_order_in_which_policies_were_made_touch_nothing() -> None:
    of = contexts(site(FILES, "2026-11-22"))
    summaries = {id_: one.summary for id_, one in bundles(of).items()}
    turned = dict(reversed(summaries.items()))
    assert dict(gather.files(of, turned)) == dict(gather.files(of, summaries))


def ordinary(of: Contexts, locale: str = "ja", place: str = "index") -> Themed:
    page = of[locale].site.registry.page(place, locale)
    assert page
    return Themed.of(gather.ordinary(of[locale], page), page.template)


@pytest.mark.parametrize("body", ["ようこそ。\n", "ようこそ。\n\n{{ policies }}\n"])
def test_the_home_page_lists_the_policies_once(body: str) -> None:
    found = ordinary(contexts(site(FILES | {"index.md": f"---\ntitle: 見本\n---\n{body}"}, "2026-11-22")))
    assert found.title == "見本"
    assert found.body.count("店の規約") == 1
    assert found.body.index("ようこそ。") < found.body.index("店の規約")


def test_another_page_lists_them_where_it_says_so() -> None:
    files = FILES | {"about.md": "# 会社\n", "all.md": "前\n\n{{ policies }}\n\n後\n"}
    of = contexts(site(files, "2026-11-22"))
    assert "店の規約" not in ordinary(of, place="about").body
    body = ordinary(of, place="all").body
    assert body.index("前") < body.index("店の規約") < body.index("後")


def test_a_page_shows_the_facts_of_the_day() -> None:
    company = "company:\n  name:\n    - 旧社\n    - {from: 2026-11-22, value: 新社}\n"

    def shown(of: Site) -> str:
        return ordinary(contexts(of), place="about").body

    files = {"about.md": "{{ company.name }}です。\n"}
    assert "旧社です" in shown(site(files, "2026-11-21", company))
    assert "新社です" in shown(site(files, "2026-11-22", company))
