from __future__ import annotations

import pytest

from tests.support import small
from tests.support.registries import next_day

FILES = {
    "privacy.md": small.living(
        "- {date: 2026-12-01, announced: 2026-11-10, adopted: 2026-10-01, summary: 見直し}\n"
        "- date: 2024-04-01\n  summary: 制定\n"
        "  corrections: [{date: 2026-09-01, summary: 誤記, before: 甲, after: 乙}]",
        "{{ desks.privacy }}\n",
    ),
    "privacy/2024-04-01.md": small.frozen("{{ desks.privacy.phone }}\n"),
}
COMPANY = """
company: {name: 甲社}
parking: [{value: なし}, {from: 2026-02-01, value: あり}]
desks:
  privacy:
    name: 窓口
    phone: [{value: 03-0000-0001}, {from: 2026-05-01, value: 03-0000-0002}, {from: 2027-03-01, value: 03-0000-0001}]
certifications:
  mark: {name: 印, number: "1", issuer: 機構, valid_until: 2026-06-30}
"""


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-01-01", "2024-04-01"),  # the first takes effect
        ("2024-04-01", "2026-05-01"),  # a fact that the text shows; neither one that it does not nor one that expires
        ("2026-05-01", "2026-09-01"),  # a correction
        ("2026-09-01", "2027-03-01"),  # the revision is secret, and so is the day on which it will be announced
        ("2026-11-09", "2027-03-01"),
        ("2026-11-10", "2026-12-01"),  # announced
        ("2026-12-01", "2027-03-01"),
        ("2027-03-01", ""),
    ],
)
def test_the_next_day_on_which_something_changes(today: str, expected: str) -> None:
    assert next_day(small.site(FILES, today, COMPANY)) == expected


def test_a_mark_shown_changes_the_day_after_it_expires() -> None:
    files = {"a.md": small.living("- {date: 2024-04-01, summary: 制定}", "{{ certifications.mark }}\n")}
    assert next_day(small.site(files, "2026-01-01", COMPANY)) == "2026-07-01"


def test_the_company_and_what_ordinary_pages_show_count_too() -> None:
    named = COMPANY.replace("{name: 甲社}", "[{name: 甲社}, {from: 2026-01-15, name: 乙社}]")
    files = {"a.md": small.living("- {date: 2024-04-01, summary: 制定}")}
    assert next_day(small.site(files, "2026-01-01", named)) == "2026-01-15"
    assert next_day(small.site(files, "2026-01-01", COMPANY)) == ""
    page = files | {"about.md": "{{ parking }}\n"}
    assert next_day(small.site(page, "2026-01-01", COMPANY)) == "2026-02-01"


def test_a_past_page_changes_when_what_it_shows_comes_to_differ_from_today() -> None:
    files = {
        "a.md": small.living("- {date: 2025-04-01, summary: 改定}\n- {date: 2024-04-01, summary: 制定}"),
        "a/2024-04-01.md": small.frozen("{{ desks.privacy }}\n"),
    }
    assert next_day(small.site(files, "2026-01-01", COMPANY)) == "2026-05-01"
    renamed = COMPANY.replace("name: 窓口", "name: [{value: 窓口}, {from: 2026-08-01, value: 相談窓口}]")
    assert next_day(small.site(files, "2026-06-01", renamed)) == "2026-08-01"


def test_every_text_ends_with_whom_to_ask_today_whatever_it_shows_itself() -> None:
    files = {
        "a.md": small.living("- {date: 2025-04-01, summary: 改定}\n- {date: 2024-04-01, summary: 制定}"),
        "a/2024-04-01.md": small.frozen("{{ desks.privacy.name }}\n"),
    }
    assert next_day(small.site(files, "2026-01-01", COMPANY)) == "2026-05-01"  # the desk's telephone
    company = (
        "company:\n  name: 甲社\n  address: [{value: 横浜市}, {from: 2026-07-01, value: 川崎市}]\n"
        "  name_kana: [{value: コウシャ}, {from: 2026-06-01, value: コウ}]\n"
    )
    files = {"a.md": small.living("- {date: 2024-04-01, summary: 制定}")}
    assert next_day(small.site(files, "2026-01-01", company)) == "2026-07-01"


def test_nothing_changes_on_the_day_for_which_a_revision_called_off_was_announced() -> None:
    revisions = (
        "- {date: 2026-12-01, announced: 2026-11-10, withdrawn: 2026-11-20, reason: 延期, summary: 見直し}\n"
        "- {date: 2024-04-01, summary: 制定}"
    )
    files = {"privacy.md": small.living(revisions), "privacy/2024-04-01.md": small.frozen()}
    assert next_day(small.site(files, "2026-11-21", "company: {name: 甲社}\n")) == ""
