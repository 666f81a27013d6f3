from __future__ import annotations

import hashlib

import pytest

from kaitei.pages.text import dated, differing_facts, living, missing, moved
from kaitei.pages.views import DateLine, Link, MessageView, Notice, PolicyView, StateMark
from kaitei.wording.per_locale import Said
from tests.support.small import COMPANY, context, day, edition, frozen, site, standing, translated
from tests.support.small import living as living_file
from tests.support.texts import FILES, ONE, made, permanent, shown


def message(today: str, files: dict[str, str], locale: str = "ja") -> MessageView:
    of = made(today, files)
    view = living(context(of, locale), standing(of))
    assert isinstance(view, MessageView)
    return view


def titles(view: PolicyView) -> list[str]:
    return [notice.title for notice in view.notices]


def test_the_page_of_a_policy_shows_the_text_in_force() -> None:
    view = shown("2026-10-31")
    assert "新社は、次のとおり" in view.body
    assert "新しい" not in view.body
    assert (view.title, view.kinds, view.state.label, view.state.tone) == (
        "個人情報の取扱い",
        ("プライバシー",),
        "現行",
        "current",
    )
    assert view.dates == (
        DateLine("施行", "2025-04-01"),
        DateLine("改定日", day("2025-03-10")),
        DateLine("制定", "2022"),
        DateLine("記載の更新", day("2025-07-01")),
    )
    before = (shown("2025-05-31"), permanent("2025-04-01", "2026-10-31"), shown("2026-10-31", "en"))
    assert "記載の更新" not in [line.label for one in before for line in one.dates]
    assert view.notices == ()


def test_a_text_takes_effect_by_itself() -> None:
    assert "新しい新社は" in shown("2026-12-01").body
    assert "新しい" not in shown("2026-11-30").body


def test_what_is_coming_is_announced_with_ways_to_it() -> None:
    view = shown("2026-11-01")
    assert view.state.label == "現行（2026年11月30日まで）"
    assert view.notices == (
        Notice(
            "2026年12月1日に改定を施行します。",
            "現在ご覧いただいているのは現行版です。",
            (
                Link("改定後の全文", "/privacy/2026-12-01/"),
                Link("新旧対照表", "/privacy/compare/2025-04-01/2026-12-01/"),
            ),
            tone="next",
        ),
    )


def test_ways_on_lead_to_history_comparison_and_the_lasting_page() -> None:
    assert shown("2026-10-31").actions == (
        Link("改定箇所を表示", "/privacy/2025-04-01/changes/"),
        Link("改定履歴", "/privacy/history/"),
        Link("前の版との新旧対照表", "/privacy/compare/2024-04-01/2025-04-01/"),
        Link("この版の固定URL", "/privacy/2025-04-01/"),
    )


def test_the_first_text_that_is_held_has_nothing_to_be_compared_with() -> None:
    assert [link.label for link in permanent("2024-04-01", "2026-10-31").actions] == ["改定履歴"]


def test_the_page_reads_facts_as_of_today_and_the_lasting_one_as_of_its_first_day() -> None:
    assert "新社は" in shown("2026-10-31").body
    assert "0120-111-111" in shown("2026-10-31").body
    for today in ("2025-05-01", "2026-10-31", "2030-01-01"):
        body = permanent("2025-04-01", today).body
        assert "旧社は" in body
        assert "0120-000-000" in body


def test_the_lasting_page_says_where_facts_differ_today() -> None:
    view = permanent("2025-04-01", "2026-10-31")
    assert view.notices == (
        Notice(
            "会社・窓口などの記載は、この版の施行日のものです。",
            "本文は現行のものですが、次の記載は現在と異なります：会社、窓口（相談窓口）。",
            (Link("現在の記載を見る", "/privacy/"),),
        ),
    )
    assert permanent("2025-04-01", "2025-05-31").notices == ()


def test_facts_that_differ_are_those_that_the_text_shows() -> None:
    of = made("2026-10-31")
    past = edition(of, "2024-04-01")
    assert differing_facts(context(of), past) == ("会社", "代表者")
    assert differing_facts(context(of, "en"), past) == ("company", "representative")


def test_a_past_page_says_so_and_leads_to_the_text_in_force() -> None:
    view = permanent("2024-04-01", "2025-05-01")
    assert (view.state.label, view.state.tone) == ("旧版（2025年3月31日まで）", "past")
    assert view.notices == (
        Notice(
            "これは旧版です。",
            "2025年3月31日まで適用されていた本文です。",
            (
                Link("現行版を見る", "/privacy/"),
                Link("この版から現行版までの変更", "/privacy/compare/2024-04-01/2025-04-01/"),
            ),
        ),
    )


def test_an_upcoming_page_says_so_and_leads_to_the_text_in_force() -> None:
    view = permanent("2026-12-01", "2026-11-01")
    assert (view.state.label, view.state.tone) == ("改定予定（2026年12月1日から）", "next")
    assert view.notices == (
        Notice(
            "これは2026年12月1日から適用される本文です。",
            "それまでは現行版が適用されます。",
            (Link("現行版を見る", "/privacy/"),),
            tone="next",
        ),
    )


def test_a_policy_not_in_force_yet_shows_its_first_text_marked_so() -> None:
    view = shown("2024-03-31", files={"privacy.md": living_file(ONE)})
    assert (view.state.label, view.state.tone) == ("施行予定（2024年4月1日から）", "next")
    assert view.notices == (Notice("2024年4月1日に施行します。", "この文書はまだ効力を生じていません。", tone="next"),)
    upcoming = permanent("2024-04-01", "2024-03-31", files={"privacy.md": living_file(ONE)})
    assert upcoming.notices[0].links == ()


def test_a_policy_not_in_force_yet_has_the_facts_of_its_first_day() -> None:
    """What it names may not exist before; no build fails for that."""
    company = COMPANY + "desks:\n  privacy:\n    - {from: 2027-01-01, name: 新窓口}\n"
    files = {
        "privacy.md": living_file(
            "- {date: 2027-01-01, summary: 制定}", "{{ desks.privacy }}\n\n{{ desks.privacy.name }}へ\n"
        )
    }
    of = site(files, "2026-10-31", company)
    view = living(context(of), standing(of))
    assert isinstance(view, PolicyView)
    assert view.body.count("新窓口") == 2


REPEALED = "- {date: 2026-12-01, announced: 2026-11-01, summary: 廃止, event: repealed}\n" + ONE
SUCCEEDED = {
    "privacy.md": living_file(REPEALED, "最後の本文\n", head="kind: privacy\nsuccessor: shop/privacy\n"),
    "shop/privacy.md": living_file(ONE, title="店の個人情報"),
}
SUCCESSOR = (Link("後継：店の個人情報", "/shop/privacy/"),)


def test_a_coming_repeal_is_announced_with_what_replaces_it() -> None:
    view = shown("2026-11-30", files=SUCCEEDED)
    assert view.state.label == "現行（2026年11月30日まで）"
    told = Notice("2026年12月1日に廃止します。", "それまでは現行版が適用されます。", SUCCESSOR, tone="next")
    assert view.notices == (told,)


def test_after_the_repeal_the_last_text_stays_marked_so() -> None:
    view = shown("2026-12-01", files=SUCCEEDED)
    assert "最後の本文" in view.body
    assert (view.state.label, view.state.tone) == ("廃止（2026年12月1日から）", "past")
    assert view.notices == (Notice("2026年12月1日に廃止しました。", "廃止の時点の本文を掲載しています。", SUCCESSOR),)


def test_a_translation_that_lags_says_so_in_its_own_language() -> None:
    view = shown("2026-10-31", "en")
    assert "New Inc." in view.body
    assert view.state.tone == "past"
    assert view.notices == (
        Notice(
            "This translation is not up to date.",
            "It renders the text effective April 1, 2024. "
            "The text in force is the Japanese text effective April 1, 2025.",
            (Link("Authoritative text (Japanese)", "/privacy/"),),
            tone="next",
        ),
    )


def test_a_translation_that_is_up_to_date_names_the_authoritative_text() -> None:
    view = shown("2025-03-31", "en")
    assert titles(view) == [
        "A revision of this policy takes effect on April 1, 2025.",
        "This translation is for reference.",
    ]
    assert view.notices[1].links == (Link("Authoritative text (Japanese)", "/privacy/"),)
    assert titles(permanent("2024-04-01", "2025-03-31", "en")) == ["This translation is for reference."]


def test_a_translation_of_an_upcoming_text_is_not_shown_before_its_day() -> None:
    files = FILES | {"privacy.en.md": translated("2026-12-01"), "privacy/2024-04-01.en.md": frozen("Old text.\n")}
    assert "Old text." in shown("2026-11-30", "en", files).body
    assert "The text." in shown("2026-12-01", "en", files).body


def test_without_a_translation_a_short_page_says_so() -> None:
    view = message("2026-10-31", {"privacy.md": living_file(ONE)}, "en")
    assert view == MessageView(
        "個人情報の取扱い",
        "This policy has not been translated into English. The Japanese text is authoritative.",
        (Link("Authoritative text (Japanese)", "/privacy/"), Link("Revision history", "/en/privacy/history/")),
        "ja",
        state=StateMark("In force", "current"),
        dates=(DateLine("Effective", "2024-04-01"),),
    )


def test_a_text_in_force_that_is_lost_is_told() -> None:
    revisions = "- {date: 2027-01-01, summary: 改定}\n- {date: 2022-02-01, summary: 制定, text: not-held}"
    view = message("2026-10-31", {"privacy.md": living_file(revisions)})
    assert view == MessageView(
        "個人情報の取扱い",
        "2022年2月1日施行の本文は現存しません。",
        (
            Link("これは2027年1月1日から適用される本文です。", "/privacy/2027-01-01/"),
            Link("改定履歴", "/privacy/history/"),
        ),
    )


def test_a_text_in_force_that_is_kept_as_pdf_leads_to_it() -> None:
    view = message(
        "2026-10-31", {"privacy.md": living_file("- {date: 2022-02-01, summary: 制定, text: /archive/2022.pdf}", "")}
    )
    assert view.links[0] == Link("全文（PDF）", "/archive/2022.pdf")


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ("", ""),
        ("https://git.example/edit/main/", "https://git.example/edit/main/docs/privacy.md"),
        (
            "https://git.example/edit?file={path}&branch=main",
            "https://git.example/edit?file=docs/privacy.md&branch=main",
        ),
        ("https://git.example/issues/new", "https://git.example/issues/new"),
    ],
)
def test_changes_may_be_proposed_to_living_texts_only(setting: str, url: str) -> None:
    assert shown("2026-12-01", edit_url=setting).edit_url == url
    assert shown("2026-10-31", edit_url=setting).edit_url == ""
    of = made("2026-12-01", edit_url=setting)
    held = standing(of)
    assert dated(context(of), held, held.policy.revision(day("2026-12-01"))).edit_url == ""


def test_the_digest_shown_is_that_of_the_canonical_text_that_it_leads_to() -> None:
    text = edition(made("2026-10-31"), "2025-04-01").canonical
    for view in (shown("2026-10-31"), permanent("2025-04-01", "2026-10-31")):
        assert view.sha256 == hashlib.sha256(text.encode()).hexdigest()
        assert view.text == "/privacy/2025-04-01.txt"
    assert shown("2026-10-31", "en").text == "/en/privacy/2024-04-01.txt"


def test_a_former_address_leads_to_the_present_one() -> None:
    view = moved(context(made("2026-10-31"), "en"), Said("規約", "ja"), "/en/terms/")
    assert view.links == (Link("規約", "/en/terms/", lang="ja"),)
    assert '<span lang="ja">規約</span>' in view.text


def test_a_page_that_is_missing_leads_to_what_is_there() -> None:
    assert [link.address for link in missing(context(made("2026-10-31"), "en")).links] == [
        "/en/",
        "/en/history/",
        "/en/privacy/",
    ]


def test_a_page_that_is_missing_speaks_every_language() -> None:
    of = made("2026-10-31")
    view = missing(context(of), [context(of, "en")])
    assert [(one.lang, one.title, [link.address for link in one.links]) for one in view.others] == [
        ("en", "Page not found", ["/en/", "/en/history/", "/en/privacy/"])
    ]
    assert missing(context(of)).others == ()


def test_a_translation_leads_to_a_coming_text_that_is_not_translated() -> None:
    coming = next(notice for notice in shown("2026-11-01", "en").notices if "takes effect" in notice.title)
    assert [(link.label, link.address) for link in coming.links] == [
        ("Authoritative text (Japanese)", "/privacy/2026-12-01/")
    ]


@pytest.mark.parametrize(("event", "label"), [("enacted", "決定日"), ("revised", "改定日")])
def test_only_a_revision_has_a_day_of_revising(event: str, label: str) -> None:
    revisions = f"- {{date: 2026-04-01, adopted: 2026-03-01, summary: 版, event: {event}}}"
    view = shown("2026-11-01", files={"privacy.md": living_file(revisions)})
    assert (label, "2026-03-01") in [(line.label, str(line.date)) for line in view.dates]


def test_a_policy_leads_to_what_it_replaces_once_that_is_repealed() -> None:
    ended = "- {date: 2026-04-01, summary: 廃止, event: repealed}\n- {date: 2024-04-01, summary: 制定}"
    files = {
        "old.md": living_file(ended, title="旧規約", head="kind: terms\nsuccessor: privacy\n"),
        "older.md": living_file(ended, title="旧々規約", head="kind: terms\n"),
        "open.md": living_file(ONE, title="別の規約", head="kind: terms\n"),
        "privacy.md": living_file(ONE, head="kind: privacy\npredecessor: [older, open]\n"),
    }
    former = [(link.label, link.address) for link in shown("2026-04-01", files=files).actions if "前身" in link.label]
    assert former == [("前身：旧々規約", "/older/"), ("前身：旧規約", "/old/")]
    site_ = site(files, "2026-04-01")
    view = living(context(site_), standing(site_, "older"))
    assert isinstance(view, PolicyView)
    assert [link.label for notice in view.notices for link in notice.links] == ["後継：個人情報の取扱い"]


def test_a_text_that_is_not_the_one_in_force_leads_to_that_beside_its_state() -> None:
    current = Link("現行版", "/privacy/")
    assert [permanent(date, "2026-11-01").way for date in ("2026-12-01", "2025-04-01", "2024-04-01")] == [
        current,
        None,
        current,
    ]
    assert shown("2026-11-01").way is None
    assert shown("2026-11-01", "en").way == Link("Japanese text", "/privacy/")


def test_nothing_in_force_is_nothing_to_lead_to() -> None:
    files = {"privacy.md": living_file("- {date: 2026-12-01, summary: 制定}", "甲\n")}
    assert shown("2026-11-01", files=files).way is None


def test_texts_of_a_repealed_policy_lead_to_the_last_one_and_that_to_what_replaces_it() -> None:
    listed = f"- {{date: 2026-10-01, event: repealed, summary: 統合}}\n- {{date: 2025-04-01, summary: 改定}}\n{ONE}"
    files = {"privacy.md": living_file(listed, "乙\n"), "privacy/2024-04-01.md": frozen("甲\n")}
    assert permanent("2024-04-01", "2026-11-01", files=files).way == Link("廃止時の本文", "/privacy/")
    assert shown("2026-11-01", files=files).way is None
