from __future__ import annotations

import pytest

from kaitei.assembly.builder import Builder
from kaitei.cache.memo import Memo
from kaitei.checks.coming import broken
from tests.support.small import frozen, living, site, translated

FOUR = "\n\n".join(f"## 第{number}条（甲）\n\n本文" for number in range(1, 5)) + "\n"
THREE = FOUR.partition("\n\n## 第4条")[0] + "\n"
NEXT = "- {date: 2027-01-01, announced: 2026-12-01, summary: 改定}\n- {date: 2024-01-01, summary: 制定}"
TERMS = {"terms.md": living(NEXT, THREE, "規約", "kind: terms\naliases: [old]\n"), "terms/2024-01-01.md": frozen(FOUR)}
ONCE = "- {date: 2025-01-01, summary: 制定}"
LINK = "[規約](/terms.md#c4)\n"
TWICE = "- {date: 2026-01-01, summary: 改定}\n- {date: 2025-01-01, summary: 制定}"

Told = list[tuple[str, int, str, str]]


def told(files: dict[str, str], today: str = "2026-11-22", new: set[tuple[str, str]] | None = None) -> Told:
    """File and line of each link that breaks, the revision that breaks it and the day."""
    made = site(files, today)
    found = broken(made, Builder.make(made, Memo(None)).summaries, new)
    return [(one.file.removeprefix("docs/"), one.line, one.params["date"], one.params["day"]) for one in found]


@pytest.mark.parametrize("name", ["terms", "old"])
def test_a_link_of_a_text_in_force_that_a_coming_revision_breaks_is_told_with_the_day(name: str) -> None:
    link = LINK.replace("terms", name)
    files = TERMS | {"privacy.md": living(ONCE, link), "privacy.en.md": translated("2025-01-01", link)}
    assert told(files) == [
        ("privacy.md", 7, "2027-01-01", "2027-01-01"),
        ("privacy.en.md", 5, "2027-01-01", "2027-01-01"),
    ]


def test_what_stays_is_not_told() -> None:
    links = "[規約](/terms.md#c3) [当時の規約](/terms/2024-01-01.md#c4) [会社](/about.md#甲) [表題](/terms.md)\n"
    assert told(TERMS | {"privacy.md": living(ONCE, links), "about.md": "# 会社\n\n## 甲\n"}) == []


def test_a_revision_of_the_same_day_mends_the_link() -> None:
    both = "- {date: 2027-01-01, announced: 2026-12-01, summary: 改定}\n" + ONCE
    files = TERMS | {"privacy.md": living(both, "本文\n"), "privacy/2025-01-01.md": frozen(LINK)}
    assert told(files) == []
    late = files | {"privacy.md": living(both.replace("2027-01-01", "2027-01-02"), "本文\n")}
    assert told(late) == [("privacy/2025-01-01.md", 4, "2027-01-01", "2027-01-01")]
    repealed = "- {date: 2027-01-01, event: repealed, summary: 廃止}\n" + ONCE
    assert told(files | {"privacy.md": living(repealed, "")}) == []


def test_a_text_that_is_to_come_is_held_against_what_is_in_force_then() -> None:
    later = "- {date: 2027-02-01, announced: 2026-12-01, summary: 改定}\n" + ONCE
    files = TERMS | {"privacy.md": living(later, LINK), "privacy/2025-01-01.md": frozen()}
    assert told(files) == [("privacy.md", 8, "2027-01-01", "2027-02-01")]


def test_what_was_called_off_breaks_nothing_and_is_not_broken() -> None:
    off = NEXT.replace("announced: 2026-12-01", "announced: 2026-10-01, withdrawn: 2026-11-01, reason: 見直し")
    assert (
        told(TERMS | {"terms.md": living(off, THREE, "規約", "kind: terms\n"), "privacy.md": living(ONCE, LINK)}) == []
    )
    own = NEXT.replace("2027-01-01, announced: 2026-12-01", "2027-03-01, announced: 2026-10-01, withdrawn: 2026-11-01")
    own = own.replace("summary: 改定", "reason: 見直し, summary: 改定")
    assert told(TERMS | {"privacy.md": living(own, LINK), "privacy/2024-01-01.md": frozen()}) == []


def test_a_lost_text_breaks_nothing() -> None:
    lost = "- {date: 2024-01-01, summary: 改定}\n- {date: 2020, summary: 制定, text: not-held}"
    files = {"terms.md": living(lost, FOUR, "規約"), "privacy.md": living("- {date: 2021-01-01, summary: 制定}", LINK)}
    assert told(files, "2022-01-01") == []


def test_that_a_day_has_come_is_told_where_somebody_can_mend_it_and_is_no_error() -> None:
    files = TERMS | {"privacy.md": living(TWICE, LINK)}
    files |= {"privacy/2025-01-01.md": frozen(LINK), "privacy/2025-01-01.en.md": frozen(LINK)}
    found = [("privacy.md", 8, "2027-01-01", "2027-01-01")]
    assert told(files, "2027-01-01") == told(files, "2028-01-01") == found
    assert ("privacy/2025-01-01.en.md", 4, "2027-01-01", "2027-01-01") in told(files, "2026-12-31")


def test_only_certain_revisions_may_be_asked_for() -> None:
    files = TERMS | {"privacy.md": living(TWICE, LINK), "privacy/2025-01-01.md": frozen()}
    every = told(files)
    assert len(every) == 1
    assert told(files, new={("terms", "2027-01-01")}) == told(files, new={("privacy", "2026-01-01")}) == every
    assert told(files, new={("terms", "2024-01-01"), ("privacy", "2025-01-01")}) == told(files, new=set()) == []
