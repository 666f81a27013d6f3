from __future__ import annotations

import pytest

from kaitei.drafting.hints import hints
from kaitei.site.site import Standing
from tests.support.small import frozen, living, site, translated

COMPANY = """\
company: {name: {ja: 灯台商会株式会社, en: Todai Trading}, address: 千葉県見本市岬町1-2-3, url: https://example.com/}
representative:
  - {title: 代表取締役, name: 浜田 渚}
  - {from: 2024-06-25, title: 代表取締役, name: 磯部 澪子}
desks:
  privacy: {name: 個人情報窓口, phone: 03-0000-1111, hours: 9:00–17:00}
"""
HEAD = "- {date: 2026-04-01, summary: 改定}\n- {date: 2022-04-01, summary: 制定}"


def told(body: str, key: str = "fact_typed", **files: str) -> list[tuple[str, int, str]]:
    """File, line and placeholder of each fact typed by hand."""
    made = {"privacy.md": living(HEAD, body), "privacy/2022-04-01.md": frozen("灯台商会株式会社"), **files}
    policies = site(made, "2026-11-22", COMPANY)
    found = hints(Standing.whole(policies.registry.policies["privacy"], policies))
    return [(one.file, one.line, one.params["name"]) for one in found if one.key == key]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("灯台商会株式会社の約束です。", "company.name"),
        ("代表取締役　磯部澪子", "representative.name"),
        ("代表取締役　磯部　澪子", "representative.name"),
        ("電話 03-0000-1111", "desks.privacy.phone"),
        ("電話 ０３（００００）１１１１", "desks.privacy.phone"),
        ("千葉県見本市岬町１－２－３", "company.address"),
        ("Todai Trading promises.", "company.name"),
    ],
)
def test_a_fact_typed_by_hand_is_told_with_its_placeholder(line: str, name: str) -> None:
    assert told(f"一行目\n{line}\n") == [("docs/privacy.md", 9, name)]


@pytest.mark.parametrize(
    "line",
    [
        "{{ company.name }}の約束です。",
        "浜田 渚が代表であった頃",
        "個人情報窓口 9:00–17:00",
        "商会の約束です。",
        "https://example.com/",
    ],
)
def test_what_is_a_placeholder_or_no_such_fact_is_let_be(line: str) -> None:
    assert told(f"{line}\n") == []


def test_frozen_texts_are_let_be_and_translations_are_not() -> None:
    english = {"privacy.en.md": translated("2026-04-01", "Todai  Trading\n")}
    assert told("本文\n", **english) == [("docs/privacy.en.md", 5, "company.name")]


def test_a_former_fact_is_told_with_its_last_day() -> None:
    """A typed name is no longer a fact when its bearer has left, but is still there: the case that nothing showed."""
    assert told("代表取締役　浜田 渚\n", "fact_typed_former") == [("docs/privacy.md", 8, "representative.name")]
    assert told("旧代表者：浜田 渚\n", "fact_typed_former") == []
