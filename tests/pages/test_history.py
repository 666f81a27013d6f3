from __future__ import annotations

import re

from kaitei.pages.history import entries, history, site_history
from kaitei.pages.views import CorrectionItem, DateLine, HistoryItem, HistoryView, Link
from kaitei.site.site import Site
from tests.support.small import context, day, frozen, living, site, standing, translated

FACTS = """
company: {name: 見本社}
representative:
  - {title: 社長, name: 一郎}
  - {from: 2024-06-25, title: 社長, name: 二郎}
  - {from: 2025-06-25, title: 社長, name: 花子}
  - {from: 2026-12-25, title: 社長, name: 次の人}
desks:
  privacy:
    name: 相談窓口
    phone:
      - {value: 0120-000-000}
      - {from: 2025-06-25, value: 0120-111-111}
"""
REVISIONS = """
- date: 2026-12-01
  announced: 2026-11-01
  adopted: 2026-10-15
  summary: {ja: 新設, en: New clause}
  reason: 法改正
- date: 2025-04-01
  summary: 改定
  corrections:
    - {date: 2025-05-01, summary: 誤記の訂正, before: 株式会社式, after: 株式会社}
- {date: 2024-04-01, summary: 改定}
- {date: 2023-04-01, summary: 改定, text: /archive/2023.pdf}
- {date: '2022', summary: 制定, text: not-held}
"""
FILES = {
    "privacy.md": living(REVISIONS, "本文\n\n{{ desks.privacy }}\n\n{{ signature }}\n"),
    "privacy/2025-04-01.md": frozen("本文\n\n{{ desks.privacy }}\n\n{{ signature }}\n"),
    "privacy/2024-04-01.md": frozen("{{ representative.name }}が\n"),
    "privacy.en.md": translated("2025-04-01"),
    "terms.md": living("- {date: 2025-06-25, summary: 制定}", "{{ company.name }}\n", "規約", "kind: terms\n"),
}


def made(today: str) -> Site:
    return site(FILES, today, FACTS)


def view(today: str = "2026-11-22", locale: str = "ja") -> HistoryView:
    of = made(today)
    return history(context(of, locale), standing(of))


def item(found: HistoryView, date: str) -> HistoryItem:
    return next(item for item in found.items if item.date == date and item.state)


def told(found: HistoryView) -> list[tuple[str, str]]:
    return [(str(item.date), item.summary) for item in found.items if item.state is None]


def test_revisions_and_changes_of_facts_stand_newest_first() -> None:
    assert [str(item.date) for item in view().items] == [
        *("2026-12-01", "2025-06-25", "2025-04-01", "2024-06-25", "2024-04-01", "2023-04-01", "2022"),
    ]


def test_changes_of_facts_are_told_for_the_revision_that_shows_them_while_in_force() -> None:
    assert told(view()) == [
        ("2025-06-25", "記載事項の変更（改定なし）"),
        ("2024-06-25", "記載事項の変更：代表者　一郎 → 二郎（改定なし）"),
    ]
    assert told(view("2025-06-24")) == [("2024-06-25", "記載事項の変更：代表者　一郎 → 二郎（改定なし）")]
    assert [date for date, _ in told(view("2026-12-25"))] == ["2026-12-25", "2025-06-25", "2024-06-25"]


def test_a_withdrawn_revision_has_no_changes_of_facts_of_its_own() -> None:
    called_off = "{date: 2025-04-01, summary: 改定, withdrawn: 2025-03-01, reason: 見直し}"
    revisions = f"- {called_off}\n- {{date: 2024-04-01, summary: 制定}}"
    files = {
        "privacy.md": living(revisions, "{{ representative }}\n"),
        "privacy/2024-04-01.md": frozen("{{ desks.privacy }}\n"),
    }
    made_ = site(files, "2025-07-01", FACTS)
    assert told(history(context(made_), standing(made_))) == [
        ("2025-06-25", "記載事項の変更：窓口（相談窓口）　電話　0120-000-000 → 0120-111-111（改定なし）")
    ]


def test_several_facts_that_change_on_a_day_are_listed() -> None:
    (found,) = [item for item in view().items if item.date == day("2025-06-25")]
    assert found.changes == ("窓口（相談窓口）　電話　0120-000-000 → 0120-111-111", "代表者　二郎 → 花子")


def test_an_entry_tells_state_summary_reason_and_days() -> None:
    found = item(view(), "2026-12-01")
    assert found.state
    assert (found.state.label, found.summary, found.reason, found.remark) == (
        "改定予定（2026年12月1日から）",
        "新設",
        "法改正",
        "施行まで9日",
    )
    assert found.dates == (
        DateLine("改定日", day("2026-10-15")),
        DateLine("公表", day("2026-11-01")),
    )


def test_days_are_counted_until_a_revision_takes_effect() -> None:
    assert item(view("2026-11-29"), "2026-12-01").remark == "施行まで2日"
    assert item(view("2026-11-30"), "2026-12-01").remark == "明日施行"
    assert item(view("2026-12-01"), "2026-12-01").remark == ""


def test_what_is_not_announced_is_not_in_the_history() -> None:
    assert next(str(item.date) for item in view("2026-10-31").items) == "2025-06-25"


def test_entries_lead_to_text_comparison_and_source() -> None:
    assert [(link.label, link.address, link.said) for link in item(view(), "2025-04-01").actions] == [
        ("全文", "/privacy/2025-04-01/", "全文（個人情報の取扱い　2025年4月1日）"),
        ("新旧対照表", "/privacy/compare/2024-04-01/2025-04-01/", "新旧対照表（個人情報の取扱い　2025年4月1日）"),
        ("改定箇所を表示", "/privacy/2025-04-01/changes/", "改定箇所を表示（個人情報の取扱い　2025年4月1日）"),
        ("本文のみ（.txt）", "/privacy/2025-04-01.txt", "本文のみ（.txt）（個人情報の取扱い　2025年4月1日）"),
    ]
    upcoming = item(view(), "2026-12-01").actions[0]
    assert (upcoming.label, upcoming.address) == ("改定後の全文", "/privacy/2026-12-01/")
    assert [link.label for link in item(view(), "2024-04-01").actions] == ["全文", "本文のみ（.txt）"]


def test_lost_texts_say_so_and_pdf_is_led_to() -> None:
    lost, kept = item(view(), "2022"), item(view(), "2023-04-01")
    assert (lost.remark, lost.actions, lost.sha256) == ("本文は現存しません", (), "")
    assert (kept.remark, kept.sha256) == ("", "")
    assert [(link.label, link.address) for link in kept.actions] == [("全文（PDF）", "/archive/2023.pdf")]


def test_texts_that_are_held_have_their_digest() -> None:
    digests = [item(view(), date).sha256 for date in ("2026-12-01", "2025-04-01", "2024-04-01")]
    assert [len(digest) for digest in digests] == [64] * 3
    assert len(set(digests)) == 3


def test_corrections_are_shown() -> None:
    assert item(view(), "2025-04-01").corrections == (
        CorrectionItem(day("2025-05-01"), "誤記の訂正", "株式会社式", "株式会社"),
    )


def test_another_locale_marks_what_is_in_the_default_language() -> None:
    found = view(locale="en")
    new, old = item(found, "2026-12-01"), item(found, "2025-04-01")
    assert (new.summary, new.summary_lang, new.reason, new.reason_lang) == ("New clause", "", "法改正", "ja")
    assert (old.summary, old.summary_lang) == ("改定", "ja")
    (correction,) = old.corrections
    assert (correction.summary_lang, correction.lang) == ("ja", "ja")


def test_another_locale_leads_to_the_texts_that_it_has() -> None:
    found = view(locale="en")
    assert [link.address for link in item(found, "2025-04-01").actions] == [
        "/en/privacy/2025-04-01/",
        "/en/privacy/2025-04-01.txt",
    ]
    missing = item(found, "2024-04-01")
    assert missing.remark == "In Japanese only"
    assert [link.address for link in missing.actions] == ["/privacy/2024-04-01/"]
    assert missing.sha256 == ""


def test_a_history_names_its_policy() -> None:
    found = view()
    assert (found.title, found.policy) == ("改定履歴", Link("個人情報の取扱い", "/privacy/"))


def test_the_history_of_the_site_has_all_policies_by_date() -> None:
    of = context(made("2026-11-22"))
    policies = sorted(of.site.standings, key=lambda one: one.policy.id)
    found = site_history(of, (entry for one in policies for entry in entries(of, one)))
    assert found.policy is None
    begins = [re.search(r'>(\d[^ <]+).*?href="\.\./(\w+)/"', entry, re.DOTALL) for entry in found.entries]
    assert [begin.groups() for begin in begins if begin] == [
        ("2026年12月1日施行", "privacy"),
        ("2025年6月25日", "privacy"),
        ("2025年6月25日施行", "terms"),
        ("2025年4月1日施行", "privacy"),
        ("2024年6月25日", "privacy"),
        ("2024年4月1日施行", "privacy"),
        ("2023年4月1日施行", "privacy"),
        ("2022年施行", "privacy"),
    ]
