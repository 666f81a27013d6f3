from __future__ import annotations

import pytest

from kaitei.intake.company import added

FOUND = {
    "company.address": "千葉県1-2",
    "representative.title": "代表取締役",
    "representative.name": "磯部 澪",
}
PERSON = "\nrepresentative:\n  title: 代表取締役\n  name: 磯部 澪\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# 会社\ncompany:\n  name: 灯台商会  # 商号\n",
            "# 会社\ncompany:\n  address: 千葉県1-2\n  name: 灯台商会  # 商号\n",
        ),
        ("company: {name: 灯台商会}\n", "company: {address: 千葉県1-2, name: 灯台商会}\n"),
        (
            "company:\n    name: {ja: 灯台商会, en: Todai}\n\n",
            "company:\n    address: 千葉県1-2\n    name: {ja: 灯台商会, en: Todai}\n",
        ),
    ],
)
def test_facts_are_put_in_and_all_else_stays_as_typed(before: str, after: str) -> None:
    assert added(before, "company.yml", FOUND, ("ja", "en")) == (after + PERSON, frozenset(FOUND))


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("company:\n  - name: 甲\n  - {from: 2024-06-25, name: 乙}\n", {"company.address": "千葉県"}),  # which one?
        ("company: {name: 甲}\n", {"representative.name": "磯部 澪"}),  # not without a title
        ("company: {name: 甲}\n", {"desks.privacy.phone": "03-0000-0000"}),  # a desk has a name
        ("company: {}\n", {"company.address": "千葉県"}),  # it has no name then
    ],
)
def test_what_would_make_no_facts_file_stays_out(before: str, found: dict[str, str]) -> None:
    assert added(before, "company.yml", found, ("ja", "en")) == (before, frozenset())


def test_what_would_be_yaml_is_quoted() -> None:
    text, done = added("company: {name: 甲}\n", "company.yml", {"company.address": "千葉: #1, {a}"}, ("ja",))
    assert done == {"company.address"}
    assert "address: '千葉: #1, {a}'" in text
