from __future__ import annotations

import pytest

from kaitei.facts.changes import changed, differences
from kaitei.facts.facts import Facts
from tests.support.small import day, known

COMPANY = """
company:
  name:
    - {value: 甲}
    - {from: 2024-04-01, value: 乙}
  address: 東京都
representative:
  - {title: 社長, name: 一郎}
  - {from: 2024-06-25, title: 社長, name: 花子}
desks:
  privacy:
    name: 窓口
    phone:
      - {value: 0120-000-000}
      - {from: 2024-08-01, value: 0120-111-111}
  sales:
    - {from: 2024-09-01, name: 営業}
certifications:
  mark: {name: 認証, valid_until: 2024-12-31}
  other: {name: 別}
joint_use:
  purpose: 甲
  scope:
    - {value: [甲社]}
    - {from: 2024-10-01, value: [甲社, 乙社]}
partners:
  - {name: 丙, until: 2024-11-30}
  - {name: 丁}
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return known(COMPANY)


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ("company.name", {"2024-04-01": "company.name"}),
        ("company", {"2024-04-01": "company"}),
        ("company.address", {}),
        ("representative", {"2024-06-25": "representative"}),
        ("representative.name", {"2024-06-25": "representative.name"}),
        ("representative.title", {}),
        ("signature", {"2024-04-01": "company.name", "2024-06-25": "representative"}),
        ("dates", {}),
        ("revision.date", {}),
        ("desks.privacy", {"2024-08-01": "desks.privacy"}),
        ("desks.privacy.phone", {"2024-08-01": "desks.privacy"}),
        ("desks.privacy.name", {}),
        ("desks", {"2024-08-01": "desks.privacy", "2024-09-01": "desks.sales"}),
        ("certifications", {"2025-01-01": "certifications.mark"}),
        ("certifications.mark", {"2025-01-01": "certifications.mark"}),
        ("certifications.other", {}),
        ("joint_use", {"2024-10-01": "joint_use"}),
        ("partners", {"2024-12-01": "partners"}),
        ("signature representative", {"2024-04-01": "company.name", "2024-06-25": "representative"}),
        ("desks.privacy desks.privacy.phone desks", {"2024-08-01": "desks.privacy", "2024-09-01": "desks.sales"}),
        ("", {}),
    ],
)
def test_a_change_is_told_where_a_text_shows_it(facts: Facts, used: str, expected: dict[str, str]) -> None:
    found = changed(facts, used.split(), day("2020-01-01"), day("2030-01-01"))
    assert {str(change.day): " ".join(change.names) for change in found} == expected


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2024-03-31", "2024-03-31", False),
        ("2024-03-31", "2024-04-01", True),
        ("2024-04-01", "2030-01-01", False),
        ("2020-01-01", "2024-03-31", False),
    ],
)
def test_a_change_counts_from_the_day_after_the_first_to_the_last(
    facts: Facts, first: str, last: str, told: bool
) -> None:
    """What changes on the day on which the revision takes effect is part of the revision."""
    assert bool(changed(facts, ["company.name"], day(first), day(last))) is told


def test_differences_are_those_between_two_days_whatever_came_between(facts: Facts) -> None:
    before, after = facts.as_of(day("2024-01-01")), facts.as_of(day("2025-06-01"))
    names = ["signature", "desks.privacy", "company.address", "partners"]
    assert differences(names, before, after) == ("company.name", "representative", "desks.privacy", "partners")
    assert differences(names, after, after) == ()


def test_a_name_that_is_not_there_on_one_of_the_days_differs() -> None:
    facts = known("shops:\n  - {value: {tokyo: 甲}}\n  - {from: 2024-04-01, value: {tokyo: 甲, osaka: 乙}}\n")
    before, after = facts.as_of(day("2024-01-01")), facts.as_of(day("2024-05-01"))
    assert differences(["shops.osaka", "shops.tokyo"], before, after) == ("shops.osaka",)
