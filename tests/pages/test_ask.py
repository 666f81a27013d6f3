from __future__ import annotations

from kaitei.pages.ask import beside, desk
from kaitei.pages.views import Link
from tests.support.small import context, edition, living, site, standing

FACTS = """
company: {name: 見本株式会社, address: 横浜市, url: https://example.co.jp/}
desks:
  privacy: {name: 相談窓口, phone: 0120-000-000}
  shop:
    - {name: 店舗窓口, phone: 03-0000-0000}
    - {from: 2026-01-01, name: 店舗窓口, email: shop@example.co.jp, form: https://example.co.jp/ask/}
"""
ONE = "- {date: 2025-04-01, summary: 制定}"


def asked(body: str, facts: str = FACTS, date: str = "2025-04-01") -> str:
    of = site({"privacy.md": living(ONE, body)}, "2026-10-31", facts)
    return str(desk(context(of), edition(of, date), "/privacy/"))


def test_a_text_ends_with_the_first_desk_that_it_shows() -> None:
    found = asked("{{ desks.shop }}\n\n{{ desks.privacy }}\n")
    assert "店舗窓口" in found
    assert "相談窓口" not in found


def test_the_desk_is_the_one_of_today_whatever_the_text_showed_on_its_day() -> None:
    found = asked("電話は{{ desks.shop.name }}まで\n")
    assert "03-0000-0000" not in found
    assert 'href="mailto:shop@example.co.jp"' in found
    assert 'href="https://example.co.jp/ask/"' in found


def test_where_a_text_shows_all_desks_the_first_of_them_is_asked() -> None:
    assert "相談窓口" in asked("{{ desks }}\n")


def test_a_text_without_a_desk_ends_with_the_company() -> None:
    found = asked("甲\n")
    assert "見本株式会社" in found
    assert "横浜市" in found
    assert "窓口" not in found


def test_where_facts_name_nobody_nothing_is_said() -> None:
    assert asked("甲\n", "representative: {title: 社長, name: 一郎}\n") == ""


def test_a_text_leads_to_the_policies_before_and_after_it_in_the_list() -> None:
    said = {
        f"{name}.md": living(ONE, title=title, head=f"kind: {kind}\n")
        for name, title, kind in (("b", "規約", "terms"), ("a", "その他", "other"), ("c", "方針", "basic-policy"))
    }
    of = site(said, "2026-10-31")
    found = {name: beside(context(of), standing(of, name)) for name in "abc"}
    assert found == {
        "c": (None, Link("規約", "/b/")),
        "b": (Link("方針", "/c/"), Link("その他", "/a/")),
        "a": (Link("規約", "/b/"), None),
    }
