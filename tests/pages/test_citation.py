from __future__ import annotations

from tests.support.small import living
from tests.support.texts import permanent, shown


def test_a_clause_is_cited_by_title_edition_number_and_dated_address() -> None:
    assert permanent("2025-04-01", "2026-11-01").citation == (
        "個人情報の取扱い（2025年4月1日施行）{number} https://policies.example.com/privacy/2025-04-01/{anchor}"
    )
    assert "（2026年12月1日施行予定）" in permanent("2026-12-01", "2026-11-01").citation
    assert "（2026年12月1日施行）" in permanent("2026-12-01", "2026-12-01").citation
    assert shown("2026-11-01").citation == permanent("2025-04-01", "2026-11-01").citation


def test_a_citation_names_the_days_on_which_the_text_was_corrected() -> None:
    listed = (
        "- date: 2024-04-01\n  summary: 制定\n  corrections:\n"
        "    - {date: 2024-06-01, summary: 誤記, before: 乙, after: 甲}\n"
        "    - {date: 2024-06-01, summary: 誤記, before: 丁, after: 丙}\n"
        "    - {date: 2026-06-01, summary: 誤記, before: 己, after: 戊}\n"
    )
    files = {"privacy.md": living(listed, "甲丙戊\n")}
    assert "（2024年4月1日施行、2024年6月1日訂正）" in shown("2025-01-01", files=files).citation
