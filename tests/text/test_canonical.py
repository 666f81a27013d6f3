"""The canonical text with facts in it; how clauses become lines is tested with the Markdown."""

from __future__ import annotations

from typing import Any

import pytest

from kaitei.site.site import Site
from kaitei.text.canonical import Values
from tests.support.small import LOCALES, day, edition, frozen, known, living, site, translated

COMPANY = """
desks:
  privacy:
    form: https://example.com/form
    email_display: fullwidth
    email: privacy@example.com
    name: {ja: 窓口, en: Desk}
    hours: 9:00–17:00
company:
  address: {en: Tokyo, ja: 東京都}
  name:
    - {ja: 旧社, en: Old Inc.}
    - {from: 2023-06-01, ja: 新社, en: New Inc.}
representative: {name: {ja: 花子, en: Hanako}, title: {ja: 社長, en: President}}
certifications:
  mark: {image: /mark.png, number: "1", name: 認証, valid_until: 2024-12-31}
joint_use:
  manager: {representative: 花子, name: 新社}
  items: [氏名, 住所]
  purpose: 発送
  scope: [甲社]
partners:
  - {policy: https://a.example/, name: 丙, data: [IPアドレス, Cookie]}
shops: {osaka: 大阪店, tokyo: 東京店}
"""
REVISIONS = (
    "- {date: 2024-01-01, summary: 改定}\n- {date: 2023-01-01, summary: 改定}\n"
    "- {date: 2022-02, summary: 制定, text: not-held}"
)


@pytest.fixture
def values() -> Values:
    """The facts of 2024-01-01 in Japanese."""
    snapshot = known(COMPANY).as_of(day("2024-01-01"))
    return Values(snapshot, "ja", "ja", LOCALES, ("2023-11-10", "2024-01-01"))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("company.name", ["新社"]),
        ("company", ["新社", "東京都"]),
        ("representative", ["社長", "花子"]),
        ("desks.privacy", ["窓口", "9:00–17:00", "privacy@example.com", "https://example.com/form"]),
        ("desks", ["窓口", "9:00–17:00", "privacy@example.com", "https://example.com/form"]),
        ("certifications.mark", ["認証", "1", "2024-12-31"]),
        ("joint_use", ["甲社", "発送", "氏名", "住所", "新社", "花子"]),
        ("partners", ["丙", "IPアドレス", "Cookie", "https://a.example/"]),
        ("shops", ["大阪店", "東京店"]),
        ("dates", ["2023-11-10", "2024-01-01"]),
        ("revision.date", ["2024-01-01"]),
        ("signature", ["2023-11-10", "2024-01-01", "新社", "社長", "花子"]),
    ],
)
def test_a_block_is_its_values_in_schema_order(values: Values, name: str, lines: list[str]) -> None:
    """However the facts file orders them, and without what says only how they look."""
    assert values.lines(name) == lines


def test_what_is_past_its_validity_has_no_lines() -> None:
    snapshot = known(COMPANY).as_of(day("2025-01-01"))
    assert Values(snapshot, "ja", "ja", LOCALES, ()).lines("certifications") == []


def test_values_are_those_of_the_locale() -> None:
    snapshot = known(COMPANY).as_of(day("2024-01-01"))
    assert Values(snapshot, "en", "ja", LOCALES, ()).lines("company") == ["New Inc.", "Tokyo"]


def made(company: str = COMPANY, today: str = "2026-01-01", **changes: Any) -> Site:
    body = "{{ company.name }}（以下「当社」）。\n\n## 窓口\n\n{{ desks.privacy }}\n\n\\{{ x }}\n\n{{ signature }}\n"
    files = {
        "privacy.md": living(REVISIONS, body),
        "privacy/2023-01-01.md": frozen("{{ company.name }}の規約 {{ revision.date }}\n"),
        "privacy.en.md": translated("2024-01-01", "{{ company.name }}\n"),
    }
    return site(files, today, company, **changes)


def text(of: Site, date: str, locale: str = "ja") -> str:
    return edition(of, date, locale).canonical


def test_the_text_has_the_facts_of_its_first_day() -> None:
    assert text(made(), "2023-01-01").splitlines()[-1] == "旧社の規約 2023-01-01"
    assert text(made(), "2024-01-01").split("\n\n")[0].endswith("新社（以下「当社」）。")


def test_a_block_becomes_a_line_for_each_value() -> None:
    lines = text(made(), "2024-01-01").splitlines()
    begin = lines.index("窓口") + 1
    assert lines[begin:] == [
        *("窓口", "9:00–17:00", "privacy@example.com", "https://example.com/form"),
        "{{ x }}",
        *("2024-01-01", "新社", "社長", "花子"),
    ]


@pytest.mark.parametrize(
    ("item", "days"),
    [
        ("date: 2024-01-01", ["2024-01-01"]),
        ("date: 2024-01-01, adopted: 2023-11-10", ["2023-11-10", "2024-01-01"]),
        ("date: 2024-01-01, adopted: 2024-01-01", ["2024-01-01"]),
    ],
)
@pytest.mark.parametrize("older", ["", "\n- {date: 2019-01-01, recorded: 2025-01-01, summary: 試行, text: not-held}"])
def test_its_days_are_its_own_that_of_adoption_where_it_is_another(item: str, days: list[str], older: str) -> None:
    """So that an older revision that is brought in later changes nothing."""
    listed = f"- {{{item}, summary: 改定}}\n- {{date: 2022-02, summary: 制定, text: not-held}}{older}"
    found = site({"privacy.md": living(listed, "{{ dates }}\n\n{{ signature }}\n")}, "2026-01-01", COMPANY)
    assert text(found, "2024-01-01").splitlines()[1:] == [*days, *days, "新社", "社長", "花子"]


def test_a_translation_has_its_own_text() -> None:
    assert text(made(), "2024-01-01", "en").splitlines()[-1] == "New Inc."


@pytest.mark.parametrize("changes", [{"date_format": "wareki"}, {"dates": "latest"}, {"revision_word": "改正"}])
def test_no_setting_touches_it(changes: dict[str, str]) -> None:
    assert text(made(**changes), "2024-01-01") == text(made(), "2024-01-01")


def test_neither_the_day_nor_later_facts_touch_it() -> None:
    later = COMPANY.replace("hours: 9:00–17:00", "hours: [{value: 9:00–17:00}, {from: 2025-01-01, value: 10:00–17:00}]")
    assert text(made(later, "2030-01-01"), "2024-01-01") == text(made(), "2024-01-01")


def test_the_order_of_the_facts_file_does_not_touch_it() -> None:
    turned = COMPANY.replace("{policy: https://a.example/, name: 丙,", "{name: 丙, policy: https://a.example/,")
    company = turned.replace("    form: https://example.com/form\n", "").replace(
        "  privacy:\n", "  privacy:\n    form: https://example.com/form\n"
    )
    assert text(made(company), "2024-01-01") == text(made(), "2024-01-01")


def test_a_past_fact_that_is_edited_does() -> None:
    assert text(made(COMPANY.replace("旧社", "別社")), "2023-01-01") != text(made(), "2023-01-01")
