from __future__ import annotations

from kaitei.checks.hints import advice, expired
from tests.support.small import living, site

COMPANY = """\
company: {name: {ja: 灯台商会株式会社, en: Todai Trading}, address: 千葉県見本市岬町1-2-3, url: https://example.com/}
representative:
  - {title: 代表取締役, name: 浜田 渚}
  - {from: 2024-06-25, title: 代表取締役, name: 磯部 澪子}
desks:
  privacy: {name: 個人情報窓口, phone: 03-0000-1111, hours: 9:00–17:00}
certifications:
  near: {name: 近い, valid_until: 2027-01-21}
  far: {name: 遠い, valid_until: 2027-01-22}
  gone: {name: 過去, valid_until: 2026-11-21}
  last: {name: 当日, valid_until: 2026-11-22}
"""


def test_a_mark_that_has_left_the_pages_is_told_at_every_build() -> None:
    made = site({"privacy.md": living("- {date: 2022-04-01, summary: 制定}")}, "2026-11-22", COMPANY)
    assert [(one.key, one.line, one.params["name"]) for one in expired(made)] == [
        ("mark_expired", 10, "certifications.gone")
    ]
    early = site({"privacy.md": living("- {date: 2022-04-01, summary: 制定}")}, "2022-04-01", COMPANY)
    assert not list(expired(early))


def test_a_mark_that_expires_within_sixty_days_is_told() -> None:
    made = site({"privacy.md": living("- {date: 2022-04-01, summary: 制定}")}, "2026-11-22", COMPANY)
    found = [one for one in advice(made) if one.key == "mark_expires"]
    assert [(one.file, one.line, one.params["name"], one.params["left"]) for one in found] == [
        ("company.yml", 8, "certifications.near", "60"),
        ("company.yml", 11, "certifications.last", "0"),
    ]


def test_the_last_day_of_all_is_a_day_like_any_other() -> None:
    made = site({"privacy.md": living("- {date: 2022-04-01, summary: 制定}")}, "9999-12-31", COMPANY)
    assert not [one for one in advice(made) if one.key == "mark_expires"]


def test_a_manager_of_what_is_used_jointly_is_represented_as_the_company_is() -> None:
    joint = (
        "joint_use: {purpose: 配送, manager: {name: {ja: 灯台商会株式会社, en: Todai Trading}, representative: %s}}\n"
    )
    for said, wrong in (("代表取締役　浜田渚", ["浜田渚"]), ("代表取締役　磯部澪子", [])):
        made = site({"privacy.md": living("- {date: 2022-04-01, summary: 制定}")}, "2026-11-22", COMPANY + joint % said)
        found = [one for one in advice(made) if one.key == "manager_represented"]
        assert [one.params["what"].removeprefix("代表取締役　") for one in found] == wrong
        assert all((one.file, one.line) == ("company.yml", 12) for one in found)
