from __future__ import annotations

from typing import Any

import pytest

from kaitei.pages.views import StateMark
from kaitei.wording.per_locale import Said
from tests.support.small import context, frozen, living, site, standing, translated

REVISIONS = (
    "- {date: 2026-12-01, announced: 2026-11-01, summary: 廃止, event: repealed}\n"
    "- {date: 2024-04-01, summary: 改定}\n- {date: 2023-01-01, summary: 改定}\n"
    "- {date: 2022-02, summary: 制定, text: not-held}"
)
FILES = {"privacy.md": living(REVISIONS), "privacy/2023-01-01.md": frozen(), "privacy.en.md": translated("2023-01-01")}


def marks(today: str, locale: str = "ja", **changes: Any) -> list[tuple[str, str]]:
    made = site(FILES, today, **changes)
    of = standing(made)
    found = [context(made, locale).mark(of, revision) for revision in of.revisions]
    return [(mark.label, mark.tone) for mark in found]


def test_states_are_told_with_their_days() -> None:
    assert marks("2026-11-01") == [
        ("廃止予定（2026年12月1日から）", "next"),
        ("現行（2026年11月30日まで）", "current"),
        ("旧版（2023年1月1日から2024年3月31日まで）", "past"),
        ("旧版（2022年2月から2022年12月31日まで）", "past"),
    ]


def test_without_an_end_the_text_in_force_is_just_that() -> None:
    assert marks("2026-10-31")[0] == ("現行", "current")


def test_after_the_repeal_nothing_is_in_force() -> None:
    assert marks("2026-12-01")[:2] == [
        ("廃止（2026年12月1日から）", "past"),
        ("旧版（2024年4月1日から2026年11月30日まで）", "past"),
    ]


def test_days_are_written_as_the_site_wants_them() -> None:
    assert marks("2026-11-01", date_format="wareki")[1] == ("現行（令和8年11月30日まで）", "current")
    assert marks("2026-11-01", "en", date_format="wareki")[1][0].endswith("(until November 30, 2026)")


@pytest.mark.parametrize(("today", "label"), [("2023-12-31", "改定予定"), ("2022-01-31", "施行予定")])
def test_what_is_to_come_is_marked_so(today: str, label: str) -> None:
    made = site(
        {
            "privacy.md": living("- {date: 2024-04-01, summary: 改定}\n- {date: 2022-02-01, summary: 制定}"),
            "privacy/2022-02-01.md": frozen(),
        },
        today,
    )
    of = standing(made)
    upcoming = of.upcoming[0]
    assert context(made).mark(of, upcoming) == StateMark(f"{label}（{context(made).day(upcoming.date)}から）", "next")


def test_addresses_are_those_of_the_locale() -> None:
    made = site(FILES, "2026-10-31")
    of = standing(made)
    (current, *_) = of.revisions
    ja, en = context(made), context(made, "en")
    assert (ja.living(of.policy), ja.dated(of.policy, current), ja.history(of.policy)) == (
        "/privacy/",
        "/privacy/2024-04-01/",
        "/privacy/history/",
    )
    assert (en.living(of.policy), en.dated(of.policy, current), en.history(of.policy)) == (
        "/en/privacy/",
        "/en/privacy/2024-04-01/",
        "/en/privacy/history/",
    )


def test_a_single_text_is_in_the_language_of_the_default_locale() -> None:
    en = context(site(FILES, "2026-10-31"), "en")
    assert (en.say("改定"), en.say({"ja": "改定", "en": "Revised"}), en.say({"ja": "改定"})) == (
        Said("改定", "ja"),
        Said("Revised"),
        Said("改定", "ja"),
    )


def test_a_title_is_translated_or_marked() -> None:
    made = site(FILES | {"terms.md": living("- {date: 2023-01-01, summary: 制定}", title="規約")}, "2026-10-31")
    en = context(made, "en")
    assert en.title(standing(made)) == Said("Privacy policy")
    assert en.title(standing(made, "terms")) == Said("規約", "ja")
    assert context(made).title(standing(made, "terms")) == Said("規約")


def test_a_policy_whose_wording_is_lost_still_has_its_title() -> None:
    made = site(
        {"privacy.md": living("- {date: 2023-01-01, summary: 制定, text: /archive/x.pdf}", "", "規約")}, "2026-10-31"
    )
    assert context(made).title(standing(made)) == Said("規約")


def test_kinds_and_languages_have_names() -> None:
    made = site(
        {"privacy.md": living("- {date: 2023-01-01, summary: 制定}", head="kind: [privacy, terms]\n")}, "2026-10-31"
    )
    assert context(made).kinds(standing(made).policy) == ("プライバシー", "利用規約")
    assert context(made, "en").default_language == "Japanese"
    assert context(made).is_default
    assert not context(made, "en").is_default


def test_the_revision_word_of_the_site_is_used() -> None:
    made = site(
        {"privacy.md": living("- {date: 2027-01-01, summary: a}\n- {date: 2023-01-01, summary: 制定, text: not-held}")},
        "2026-10-31",
        revision_word="改正",
    )
    of = standing(made)
    assert context(made).mark(of, of.upcoming[0]).label == "改正予定（2027年1月1日から）"
