from __future__ import annotations

from tests.support.small import frozen, living
from tests.support.texts import ONE, permanent


def test_every_edition_is_listed_with_its_address_and_the_day_from_which_it_holds() -> None:
    found = [(*one.link[:3], one.since) for one in permanent("2025-04-01", "2026-11-01").editions]
    assert found == [
        ("2026年12月1日施行（改定予定）", "/privacy/2026-12-01/", False, "2026-12-01"),
        ("2025年4月1日施行（現行）", "/privacy/2025-04-01/", True, "2025-04-01"),
        ("2024年4月1日施行（旧版）", "/privacy/2024-04-01/", False, "2024-04-01"),
        ("2022年施行（旧版）", "/privacy/history/", False, "2022-01-01"),
    ]


def test_an_edition_that_is_held_in_the_first_language_alone_says_so() -> None:
    first, _, last, _ = permanent("2024-04-01", "2026-11-01", "en").editions
    assert first.link[:2] == ("Effective December 1, 2026 (Upcoming revision) In Japanese only", "/privacy/2026-12-01/")
    assert last.link[:3] == ("Effective April 1, 2024 (Superseded)", "/en/privacy/2024-04-01/", True)


def test_no_day_leads_to_an_edition_that_was_called_off() -> None:
    listed = f"- {{date: 2027-04-01, withdrawn: 2026-10-01, reason: 延期, summary: 改定}}\n{ONE}"
    files = {"privacy.md": living(listed, "甲\n"), "privacy/2024-04-01.md": frozen("甲\n")}
    assert [one.since for one in permanent("2024-04-01", "2026-11-01", files=files).editions] == ["", "2024-04-01"]
