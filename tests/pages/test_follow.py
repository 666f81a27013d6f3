from __future__ import annotations

from kaitei.pages.follow import follow
from kaitei.pages.views import Link
from tests.support.small import context, living, site

FILES = {
    "terms.md": living("- {date: 2024-04-01, summary: 制定}", title="規約", head="kind: terms\n"),
    "secret.md": living("- {date: 2027-04-01, announced: 2027-03-01, summary: 制定}", title="秘密"),
}


def test_every_public_policy_has_its_feed_after_that_of_all() -> None:
    assert follow(context(site(FILES, "2026-11-22"))).feeds == (
        Link("すべての規約・ポリシー", "/feed.xml"),
        Link("規約", "/terms/feed.xml"),
    )


def test_the_calendar_is_that_of_all_policies() -> None:
    made = site(FILES, "2026-11-22")
    assert follow(context(made)).calendar == Link("すべての規約・ポリシー", "/calendar.ics")
    assert follow(context(made, "en")).calendar == Link("All policies", "/en/calendar.ics")


def test_in_another_language_the_feeds_are_those_of_that_language() -> None:
    assert follow(context(site(FILES, "2026-11-22"), "en")).feeds == (
        Link("All policies", "/en/feed.xml"),
        Link("規約", "/en/terms/feed.xml", lang="ja"),
    )
