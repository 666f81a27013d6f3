"""What is said of revisions that were called off, replaced, brought in later or put right."""

from __future__ import annotations

import pytest

from kaitei.pages.framed import dated as framed
from kaitei.pages.framed import living as framed_living
from kaitei.pages.history import history
from kaitei.pages.index import index
from kaitei.pages.notes import corrected
from kaitei.pages.text import dated, living
from kaitei.pages.views import HistoryItem, Notice, PolicyView
from tests.support import small
from tests.support.small import frozen, translated
from tests.support.small import living as living_file

REVISIONS = """
- date: 2027-05-01
  announced: 2027-03-21
  replaces: 2027-04-01
  transition: {ja: 従前の契約は、従前の例による。, en: Earlier contracts stay as they are.}
  summary: 料金の見直し
- date: 2027-04-01
  adopted: 2027-01-20
  announced: 2027-02-01
  withdrawn: 2027-03-20
  reason: {ja: 準備のため, en: More time is needed}
  summary: 料金の見直し
- date: 2024-04-01
  adopted: 2024-03-02
  summary: 改定
  corrections:
    - {date: 2024-05-01, summary: 誤記, before: 届け出, after: 届出}
    - {date: 2024-06-01, summary: 誤記, before: 乙, after: 甲}
    - {date: 2024-07-01, summary: 誤記, before: 丁, after: 丙, count: 2}
    - {date: 2024-08-01, summary: 決定日, before: 2024-03-01, after: 2024-03-02, field: adopted}
    - {date: 2024-09-01, summary: Slip, before: Noticce, after: Notice, locale: en}
    - {date: 2027-12-01, summary: 先の訂正, before: 届け, after: 届}
- {date: 2022-04-01, recorded: 2026-11-28, source: 保管していた写し, summary: 当初}
"""
BODY = "第1条（届出）\n1. 丙を届け、甲です。\n2. 丙と甲です。\n"
FILES = {
    "privacy.md": living_file(REVISIONS, "第1条（目的）\n目的です。\n"),
    "privacy/2027-04-01.md": frozen(),
    "privacy/2024-04-01.md": frozen(BODY),
    "privacy/2022-04-01.md": frozen(),
    "privacy.en.md": translated("2024-04-01", "1. Notice.\n"),
}
BEFORE, AFTER = "2027-03-25", "2027-06-01"  # the day on which the revision takes effect that came instead


def page(date: str, today: str = BEFORE, locale: str = "ja") -> PolicyView:
    site = small.site(FILES, today)
    standing = small.standing(site)
    return dated(small.context(site, locale), standing, standing.policy.revision(small.day(date)))


def in_force(today: str, files: dict[str, str] | None = None) -> PolicyView:
    site = small.site(files or FILES, today)
    view = living(small.context(site), small.standing(site))
    assert isinstance(view, PolicyView)
    return view


def entry(date: str, today: str = BEFORE, locale: str = "ja") -> HistoryItem:
    site = small.site(FILES, today)
    listed = history(small.context(site, locale), small.standing(site)).items
    return next(item for item in listed if item.date == date)


def said(notes: tuple[tuple[str, str], ...]) -> list[str]:
    return [f"{label}：{text}" if label else str(text) for label, text in notes]


def notice(view: PolicyView) -> Notice:
    (found,) = view.notices
    return found


@pytest.mark.parametrize("today", [BEFORE, AFTER])
def test_the_page_of_a_revision_called_off_says_that_it_never_takes_effect(today: str) -> None:
    view = page("2027-04-01", today)
    assert view.state.label == "取りやめ（2027年3月20日決定）"
    assert [line.label for line in view.dates][:2] == ["予定していた施行日", "改定日"]
    told = notice(view)
    assert (told.title, said(told.notes)) == ("この改定は取りやめました。", ["理由：準備のため"])
    assert told.text == (
        "2027年4月1日に施行すると公表しましたが、2027年3月20日に取りやめました。施行されることはありません。"
    )
    assert [(link.label, link.address) for link in told.links] == [
        ("現行版を見る", "/privacy/"),
        ("代わりの改定（2027年5月1日施行）", "/privacy/2027-05-01/"),
    ]


def test_what_was_called_off_is_announced_no_longer() -> None:
    site = small.site(FILES, BEFORE)
    ((listed,),) = (group.items for group in index(small.context(site)).groups)
    assert [link.label for link in listed.coming] == ["2027年5月1日に改定を施行します"]
    assert listed.state.label == "現行（2027年4月30日まで）"
    assert notice(in_force(BEFORE)).title == "2027年5月1日に改定を施行します。"
    assert in_force(AFTER).notices == ()


def test_the_history_keeps_what_was_called_off_with_its_days_and_reason() -> None:
    item = entry("2027-04-01")
    assert item.headed == "history_planned"
    assert [(line.label, str(line.date)) for line in item.dates] == [
        ("改定日", "2027-01-20"),
        ("公表", "2027-02-01"),
        ("取りやめ", "2027-03-20"),
    ]
    assert (item.reason, item.remark, said(item.notes)) == ("準備のため", "", ["代わりの改定：2027年5月1日施行"])
    assert entry("2027-04-01", locale="en").reason == "More time is needed"
    assert said(entry("2027-05-01").notes)[0] == "取りやめた改定（2027年4月1日施行予定）に代わるもの"


def test_a_policy_called_off_before_it_began_says_so_and_is_not_to_be_found() -> None:
    revisions = "- {date: 2027-04-01, withdrawn: 2027-03-20, reason: 中止, summary: 制定}"
    files = {"privacy.md": living_file(revisions)}
    told = notice(in_force(BEFORE, files))
    assert (told.title, told.links) == ("この文書の制定は取りやめました。", ())
    site = small.site(files, BEFORE)
    assert framed_living(small.context(site), small.standing(site))[1].noindex


def test_a_page_of_a_revision_called_off_is_not_to_be_found_and_is_called_what_it_is() -> None:
    site = small.site(FILES, BEFORE)
    standing = small.standing(site)
    frame = framed(small.context(site), standing, standing.policy.revision(small.day("2027-04-01")))[1]
    assert (frame.noindex, frame.title) == (True, "個人情報の取扱い（取りやめた改定、2027年4月1日施行予定）")
    assert frame.state[0].endswith("現在 取りやめ（2027年3月20日決定）")
    assert frame.state[1] == "予定していた施行日 2027年4月1日"
    assert "original" not in [one.rel for one in frame.relations]


def test_a_transition_stands_on_the_text_and_on_the_one_before() -> None:
    transition = "経過措置：従前の契約は、従前の例による。"
    assert transition in said(page("2027-05-01").notes)
    assert transition in said(in_force(AFTER).notes)
    assert said(notice(in_force(BEFORE)).notes) == [transition]
    past = notice(page("2024-04-01", AFTER))
    assert (past.text, said(past.notes)) == ("2027年4月30日まで適用されていた本文です。", [transition])
    assert transition in said(entry("2027-05-01").notes)
    assert said(page("2024-04-01", AFTER, "en").notices[0].notes) == ["Transition：Earlier contracts stay as they are."]


def test_a_text_brought_in_later_never_looks_as_if_it_had_stood_here() -> None:
    told = ["2026年11月28日に追加登録（施行当時の本サイトへの掲載を示すものではありません）", "出所：保管していた写し"]
    assert said(entry("2022-04-01").notes) == told
    assert said(page("2022-04-01").notes) == told
    assert "制定" not in [line.label for line in page("2024-04-01").dates]  # the oldest known is not the first


def test_corrections_stand_beside_the_dates_with_the_clause_where_that_is_certain() -> None:
    assert page("2024-04-01").corrections == (
        "2024年5月1日訂正（第1条）",
        "2024年6月1日訂正",  # 甲 stands twice, and was put right once
        "2024年7月1日訂正（第1条 1.、第1条 2.）",
        "2024年8月1日　改定日の訂正",
    )
    assert page("2024-04-01", locale="en").corrections == (
        "Day of adoption corrected August 1, 2024",
        "Corrected September 1, 2024 (1.)",
    )
    assert page("2022-04-01").corrections == ()


def test_corrections_are_printed_on_every_sheet() -> None:
    site = small.site(FILES, "2024-05-02")
    frame = framed_living(small.context(site), small.standing(site))[1]
    assert frame.state == ("2024年5月2日現在 現行", "施行 2024年4月1日", "2024年5月1日訂正（第1条）")
    edition = small.edition(site, "2024-04-01")
    assert corrected(small.context(small.site(FILES, "2024-04-30")), edition) == ()


def test_the_history_writes_a_day_put_right_as_days() -> None:
    found = {str(one.date): (one.before, one.after, one.lang) for one in entry("2024-04-01").corrections}
    assert found["2024-08-01"] == ("2024年3月1日", "2024年3月2日", "")
    assert found["2024-09-01"] == ("Noticce", "Notice", "en")
    english = {str(one.date): one.lang for one in entry("2024-04-01", locale="en").corrections}
    assert (english["2024-05-01"], english["2024-09-01"]) == ("ja", "")
