from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from kaitei.programs.timemap import timemap
from tests.support import small

BASE = "https://policies.example.com"
FILES = {
    "privacy.md": small.living(
        "- {date: 2027-01-01, summary: 改定}\n- {date: 2025-04-01, summary: 改定}\n"
        "- {date: 2022-04-01, summary: 改定}\n- {date: 2018, summary: 制定, text: not-held}"
    ),
    "privacy/2025-04-01.md": small.frozen(),
    "privacy/2022-04-01.md": small.frozen(),
    "privacy/2022-04-01.en.md": small.frozen(),
}
LINK = re.compile(r'<([^<>]+)>((?:; [a-z]+="[^"]*")+)')


def links(today: str, locale: str = "ja", files: dict[str, str] | None = None) -> list[tuple[str, dict[str, str]]]:
    """Parse link-format: links parted by commas, each with parameters after semicolons."""
    site = small.site(files or FILES, today)
    text = timemap(small.context(site, locale), small.standing(site))
    assert re.fullmatch(f"{LINK.pattern}(,\n{LINK.pattern})*\n", text), text
    return [(found[1], dict(re.findall(r'([a-z]+)="([^"]*)"', found[2]))) for found in LINK.finditer(text)]


def test_each_text_held_is_a_memento_from_the_day_on_which_it_took_effect() -> None:
    assert links("2026-11-22") == [
        (f"{BASE}/privacy/", {"rel": "original"}),
        (
            f"{BASE}/privacy/timemap.link",
            {
                "rel": "self",
                "type": "application/link-format",
                "from": "Thu, 31 Mar 2022 15:00:00 GMT",
                "until": "Mon, 31 Mar 2025 15:00:00 GMT",
            },
        ),
        (f"{BASE}/privacy/2022-04-01/", {"rel": "first memento", "datetime": "Thu, 31 Mar 2022 15:00:00 GMT"}),
        (f"{BASE}/privacy/2025-04-01/", {"rel": "last memento", "datetime": "Mon, 31 Mar 2025 15:00:00 GMT"}),
    ]


def test_what_is_upcoming_is_none_yet() -> None:
    assert [address for address, _ in links("2027-01-01")][-1] == f"{BASE}/privacy/2027-01-01/"
    assert len(links("2027-01-01")) == len(links("2026-12-31")) + 1
    assert [given["rel"] for _, given in links("2000-01-01")] == ["original", "self"]


def test_the_only_one_is_first_and_last() -> None:
    address, given = links("2026-11-22", "en")[-1]
    assert (address, given["rel"]) == (f"{BASE}/en/privacy/2022-04-01/", "first last memento")


def test_days_stand_in_the_order_of_time() -> None:
    moments = [parsedate_to_datetime(given["datetime"]) for _, given in links("2030-01-01") if "datetime" in given]
    assert moments == sorted(moments)
    assert len(moments) == 3


def test_what_was_called_off_is_no_memento_on_any_day() -> None:
    given = "{date: 2027-01-01, withdrawn: 2026-12-01, reason: 中止, "
    files = FILES | {"privacy.md": FILES["privacy.md"].replace("{date: 2027-01-01, ", given)}
    for today in ("2026-12-15", "2027-02-01"):
        assert not [address for address, _ in links(today, files=files) if "2027-01-01" in address]
