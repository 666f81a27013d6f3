"""Calendars, read as a calendar program reads them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar, Event

from kaitei.programs import calendar
from kaitei.site.site import Site
from kaitei.source.settings import Locale
from tests.support.cases import cases
from tests.support.small import context, frozen, living, site, translated

BASE = "https://policies.example.com"
COMING = "- {date: 2027-01-01, announced: 2026-11-16, summary: {ja: 乙を加える, en: Adds B}}\n"
PAST = "- {date: 2025-04-01, summary: 制定}"
FILES = {"privacy.md": living(COMING + PAST), "privacy/2025-04-01.md": frozen()}


def written(made: Site, locale: str = "ja") -> str:
    of = context(made, locale)
    return calendar.of_all(of, [calendar.entries(of, standing) for standing in made.standings])[1]


def events(made: Site, locale: str = "ja") -> list[Event]:
    return Calendar.from_ical(written(made, locale)).events


def told(event: Event) -> dict[str, Any]:
    """What a case says of an event."""
    lines = str(event["DESCRIPTION"]).splitlines()
    assert lines.pop() == event.url
    return {
        "on": event.start.isoformat(),
        "name": str(event["SUMMARY"]),
        "says": lines,
        "page": event.url.removeprefix(BASE),
        "status": str(event["STATUS"]),
        "sequence": str(event["SEQUENCE"]),
        "since": event.DTSTAMP.isoformat(),
    }


@pytest.mark.parametrize("case", cases("calendar_file", "events"))
def test_what_is_coming_is_in_the_calendar(case: dict[str, Any]) -> None:
    made = site(
        {"privacy.md": living(case["revisions"]), **dict.fromkeys(case.get("frozen", ()), frozen())}, case["on"]
    )
    assert [told(event) for event in events(made, case.get("locale", "ja"))] == case["events"]


def test_an_event_is_a_whole_day_that_takes_nobody_s_time() -> None:
    (event,) = events(site(FILES, "2026-11-22"))
    assert (event.start, event.end) == (dt.date(2027, 1, 1), dt.date(2027, 1, 2))
    assert event["TRANSP"] == "TRANSPARENT"
    assert "DTSTART;VALUE=DATE:20270101\r\n" in written(site(FILES, "2026-11-22"))


def test_an_event_is_known_by_the_first_id_that_its_policy_had() -> None:
    renamed = {path.replace("privacy", "data"): text for path, text in FILES.items()}
    renamed["data.md"] = living(COMING + PAST, head="kind: privacy\naliases: [privacy, old]\n")
    before, after = (events(site(files, "2026-11-22")) for files in (FILES, renamed))
    assert [event.uid for event in before + after] == [f"{BASE}/privacy/history/#2027-01-01"] * 2
    assert after[0].url == f"{BASE}/data/2027-01-01/"


def test_each_locale_has_its_words_and_its_pages() -> None:
    translations = {
        "privacy.en.md": translated("2027-01-01"),
        "privacy/2025-04-01.en.md": frozen(title="Privacy policy"),
    }
    (event,) = events(site(FILES | translations, "2026-11-22"), "en")
    assert event["SUMMARY"] == "Privacy policy: revision takes effect"
    assert event.url == f"{BASE}/en/privacy/2027-01-01/"


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "UTC"])
def test_a_calendar_without_an_event_is_one_all_the_same(zone: str) -> None:
    """RFC 5545, 3.6: there is at least one component, and a zone has at least one part."""
    made = Calendar.from_ical(written(site({}, "2026-11-22", timezone=zone)))
    assert not made.events
    (found,) = made.timezones
    assert found["TZID"] == zone
    assert any(part.name == "STANDARD" for part in found.subcomponents)


def test_a_calendar_bears_its_name_and_is_asked_for_anew_each_day() -> None:
    locales = tuple(Locale(code, code, "a\x07b", "") for code in ("ja", "en"))
    text = written(site(FILES, "2026-11-22", locales=locales))
    made = Calendar.from_ical(text)
    assert made.calendar_name == "a\ufffdb：施行日"
    assert made["UID"] == f"{BASE}/calendar.ics"
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in text
    assert {*map(len, text.encode().split(b"\r\n"))} <= {*range(76)}  # octets of a line (3.1)


def test_the_same_files_on_the_same_day_make_the_same_calendar() -> None:
    assert written(site(FILES, "2026-11-22")) == written(site(dict(reversed(FILES.items())), "2026-11-22"))
