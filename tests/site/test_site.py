from __future__ import annotations

import pytest

from tests.support.small import LOCALES, frozen, living, site, standing, translated

REVISIONS = """\
- {date: 2027-04-01, announced: 2027-03-01, summary: 要約の一, reason: 理由の一, remarks: {c1: 備考の一}}
- date: 2026-04-01
  adopted: 2026-03-03
  summary: {ja: 要約の二, en: Summary two}
  corrections: [{date: 2026-05-05, summary: 訂正の要約, before: 訂正前, after: 訂正後}]
- {date: 2025-04-01, summary: 要約の三}
- {date: 2024, summary: 要約の四, text: not-held}
"""
FILES = {
    "privacy.md": living(REVISIONS, "１．来る本文\n", "来る題"),
    "privacy/2026-04-01.md": frozen("１．今の本文\n", "今の題"),
    "privacy/2025-04-01.md": frozen("１．旧い本文\n", "旧い題"),
    "privacy.en.md": translated("2026-04-01", "1. The sentence\n", "The title"),
    "about.md": "---\ntitle: 会社\n---\n案内の本文\n",
}
SAID = "要約 理由 備考 訂正 Summary 本文 sentence".split()


@pytest.mark.parametrize("words", SAID)
def test_what_a_policy_or_a_page_says_is_not_in_the_ground(words: str) -> None:
    made = site(FILES, "2026-11-22")
    assert words in repr(made)
    assert words not in repr(made.ground)


def test_the_ground_has_all_that_others_see_of_a_policy() -> None:
    made = site(FILES, "2026-11-22")
    seen, policy = made.ground.registry.policies["privacy"], made.registry.policies["privacy"]
    assert (seen.id, seen.kinds, seen.aliases, seen.title) == (policy.id, policy.kinds, policy.aliases, policy.title)
    days = [(one.date, one.day, one.event, one.announced, one.held) for one in policy.revisions]
    assert [(one.date, one.day, one.event, one.announced, one.held) for one in seen.revisions] == days
    assert {key: text.title for key, text in seen.texts.items()} == {
        key: text.title for key, text in policy.texts.items()
    }
    assert [page.title for page in made.ground.registry.pages] == ["会社"]


def test_a_policy_stands_in_the_ground_as_in_the_site() -> None:
    for today in ("2024-06-01", "2026-11-22", "2027-03-01", "2027-04-01"):
        whole, ground = (standing(one) for one in (site(FILES, today), site(FILES, today).ground))
        assert [one.date for one in whole.revisions] == [one.date for one in ground.revisions]
        assert whole.shown.date == ground.shown.date
        for locale in LOCALES:
            assert whole.title(locale) == ground.title(locale)
            assert whole.living_file(locale) == ground.living_file(locale)
            assert [one.date for one in whole.held(locale)] == [one.date for one in ground.held(locale)]


def test_the_ground_of_the_ground_is_the_same() -> None:
    ground = site(FILES, "2026-11-22").ground
    assert ground.ground == ground
