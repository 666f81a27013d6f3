from __future__ import annotations

import functools
import operator

from kaitei.pages.index import index
from kaitei.pages.views import DateLine, IndexView, Link, PolicyItem
from kaitei.site.site import Site
from tests.support.small import context, frozen, living, site, translated

FILES = {
    "terms.md": living("- {date: 2024-04-01, summary: 制定}", title="利用規約", head="kind: terms\n"),
    "privacy.md": living(
        "- {date: 2026-12-01, announced: 2026-11-01, summary: 改定}\n"
        "- {date: 2025-04-01, summary: 改定}\n- {date: 2024-04-01, summary: 制定}",
        title="新しい題",
    ),
    "privacy/2025-04-01.md": frozen(title="個人情報"),
    "privacy/2024-04-01.md": frozen(title="旧い題"),
    "privacy.en.md": translated("2025-04-01"),
    "basic.md": living("- {date: 2024-04-01, summary: 制定}", title="基本方針", head="kind: basic-policy\n"),
    "secret.md": living("- {date: 2027-04-01, announced: 2027-03-01, summary: 制定}", title="秘密"),
    "shop/index.md": "# オンライン店\n",
    "shop/index.en.md": "---\ntitle: Online shop\n---\n",
    "shop/terms.md": living("- {date: 2027-01-01, summary: 制定}", title="店の規約", head="kind: terms\n"),
    "lab/old.md": living(
        "- {date: 2026-01-01, summary: 廃止, event: repealed}\n- {date: 2024-04-01, summary: 制定}",
        title="旧規約",
        head="kind: other\n",
    ),
}


def made(today: str = "2026-11-22") -> Site:
    return site(FILES, today)


def listed(view: IndexView) -> dict[str, list[str]]:
    return {group.title: [item.title for item in group.items] for group in view.groups}


def item(view: IndexView, address: str) -> PolicyItem:
    return next(item for group in view.groups for item in group.items if item.address == address)


def test_policies_are_listed_by_folder_and_kind() -> None:
    view = index(context(made()))
    assert view.title == "規約・ポリシー一覧"
    assert listed(view) == {"": ["基本方針", "個人情報", "利用規約"], "lab": ["旧規約"], "オンライン店": ["店の規約"]}
    assert [group.address for group in view.groups] == ["", "", "/shop/"]


def test_folders_and_policies_have_the_titles_of_the_locale() -> None:
    view = index(context(made(), "en"), "All of it")
    assert view.title == "All of it"
    assert list(listed(view)) == ["", "lab", "Online shop"]
    assert [group.address for group in view.groups] == ["", "", "/en/shop/"]
    assert (item(view, "/en/privacy/").title, item(view, "/en/privacy/").lang, item(view, "/en/privacy/").note) == (
        "Privacy policy",
        "",
        "",
    )
    assert (item(view, "/en/terms/").title, item(view, "/en/terms/").lang, item(view, "/en/terms/").note) == (
        "利用規約",
        "ja",
        "In Japanese only",
    )


def test_what_is_not_announced_is_not_listed() -> None:
    assert "秘密" not in functools.reduce(operator.iadd, listed(index(context(made("2027-02-28")))).values(), [])
    assert "秘密" in functools.reduce(operator.iadd, listed(index(context(made("2027-03-01")))).values(), [])


def test_a_policy_is_listed_with_its_state_and_dates() -> None:
    found = item(index(context(made())), "/privacy/")
    assert (found.state.label, found.kinds) == ("現行（2026年11月30日まで）", ("プライバシー",))
    assert found.dates == (DateLine("施行", "2025-04-01"), DateLine("制定", "2024-04-01"))
    assert found.coming == (Link("2026年12月1日に改定を施行します", "/privacy/2026-12-01/"),)


def test_what_is_coming_leads_to_the_history_where_its_text_is_not_held() -> None:
    assert item(index(context(made(), "en")), "/en/privacy/").coming == (
        Link("Revision takes effect on December 1, 2026", "/en/privacy/history/"),
    )


def test_the_title_is_that_of_the_text_shown() -> None:
    assert item(index(context(made("2026-11-30"))), "/privacy/").title == "個人情報"
    assert item(index(context(made("2026-12-01"))), "/privacy/").title == "新しい題"


def test_a_policy_not_in_force_yet_is_listed_as_such() -> None:
    found = item(index(context(made())), "/shop/terms/")
    assert (found.state.label, found.dates) == ("施行予定（2027年1月1日から）", ())
    assert found.coming == (Link("2027年1月1日に施行します", "/shop/terms/2027-01-01/"),)


def test_a_repealed_policy_is_listed_with_the_day_of_its_repeal() -> None:
    found = item(index(context(made())), "/lab/old/")
    assert (found.state.label, found.state.tone) == ("廃止（2026年1月1日から）", "past")
    assert found.dates == (DateLine("廃止", "2026-01-01"),)


def test_a_page_is_titled_by_its_head_its_heading_or_its_name() -> None:
    of = site(
        {"a.md": "---\ntitle: 題\n---\n# 見出し\n", "b.md": "前文\n\n# 見出し\n", "c/d.md": "本文\n"}, "2026-11-22"
    )
    assert [page.title for page in of.registry.pages] == ["題", "見出し", "d"]


def test_a_translation_of_a_past_text_is_said_to_be_one() -> None:
    files = {
        "privacy.md": living("- {date: 2026-04-01, summary: 改定}\n- {date: 2024-04-01, summary: 制定}"),
        "privacy/2024-04-01.md": frozen(),
        "privacy.en.md": translated("2024-04-01"),
    }
    of = site(files, "2026-11-22")
    assert item(index(context(of, "en")), "/en/privacy/").note == (
        "Translation of the text effective April 1, 2024; not up to date"
    )
    assert item(index(context(of)), "/privacy/").note == ""


def test_the_list_tells_what_took_effect_last() -> None:
    found = index(context(made("2026-12-01"))).lately
    assert [(one.date, one.policy.label, one.policy.address) for one in found] == [
        ("2026-12-01", "新しい題", "/privacy/history/#2026-12-01"),
        ("2026-01-01", "旧規約", "/lab/old/history/#2026-01-01"),
        ("2025-04-01", "新しい題", "/privacy/history/#2025-04-01"),
        ("2024-04-01", "基本方針", "/basic/history/#2024-04-01"),
        ("2024-04-01", "新しい題", "/privacy/history/#2024-04-01"),
    ]
    assert found[1].summary == "廃止"
    assert index(context(made("2026-11-30"))).lately[0].date == "2026-01-01"


def test_a_summary_in_the_first_language_alone_is_marked_in_others() -> None:
    assert index(context(made(), "en")).lately[0].summary == '<span lang="ja">廃止</span>'
