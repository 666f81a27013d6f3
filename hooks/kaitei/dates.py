"""Days: which day it is, what may be written as one, and how a reader sees it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kaitei.errors import fail

ONE_DAY = dt.timedelta(days=1)
FIRST = dt.date(1873, 1, 1)
"""The first day that Japan counts as these dates do; an earlier one is a slip. Source: 明治5年太政官布告第337号."""

LAST = dt.date(2999, 12, 31)
"""The last day on which anything can be planned; a later one is a slip, but for the end of what has no end."""

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_TYPED_PARTIAL = re.compile(r"(?:\d{4}|(?:明治|大正|昭和|平成|令和)(?:\d{1,2}|元)年)(?:[-/.年]?\d{1,2}月?|年)?")
_YEAR, _MONTH = (rf"(?:[-_./\s{sign}]{{1,2}}|\s{sign}\s)" for sign in "年月")
"""What ends a year and a month; a person may set the sign apart: 2024 年 4 月 1 日."""

_WESTERN = re.compile(rf"(?<!\d)(\d{{4}})({_YEAR})?(\d\d?)(?(2){_MONTH})(\d\d?)(?:\s?日)?(?!\d)")
_JAPANESE = re.compile(
    rf"(?<![A-Za-z])(明治|大正|昭和|平成|令和|[mtshr])\.?\s?(\d{{1,2}}|元){_YEAR}(\d{{1,2}}){_MONTH}(\d{{1,2}})"
    r"(?:\s?日)?(?!\d)",
    re.IGNORECASE,
)
_ERAS = {
    "明治": 1867,
    "m": 1867,
    "大正": 1911,
    "t": 1911,
    "昭和": 1925,
    "s": 1925,
    "平成": 1988,
    "h": 1988,
    "令和": 2018,
    "r": 2018,
}
"""The year before the first of an era, by its names."""


def today(timezone: str, environ: Mapping[str, str], now: dt.datetime | None = None) -> dt.date:
    """The day for which the site is built.

    Args:
        timezone: the IANA name of the zone in which a day begins.
        environ: the environment; `KAITEI_TODAY=YYYY-MM-DD` overrides the clock.
        now: an aware point in time, for tests; the clock by default.

    Raises:
        KaiteiError: for a zone that does not exist or a `KAITEI_TODAY` that is no date.
    """
    known, given = zone(timezone), environ.get("KAITEI_TODAY", "")
    if given:
        try:
            return usual(_strict(given))
        except ValueError as error:
            raise fail("today_invalid", value=given) from error
    return (now or dt.datetime.now(dt.UTC)).astimezone(known).date()


def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name.

    Raises:
        KaiteiError: where there is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise fail("timezone_unknown", value=name) from error


def usual(day: dt.date) -> dt.date:
    """A day, unless nobody can mean it: there is room for reckoning before and after those that are left.

    Raises:
        ValueError: where it is before `FIRST` or after `LAST`.
    """
    if not FIRST <= day <= LAST:
        raise ValueError(day)
    return day


def is_usual(value: object) -> bool:
    """Whether a value is a day that somebody can mean, written as YYYY-MM-DD."""
    return is_day(value) and parse(str(value)) <= LAST


def parse(text: str) -> dt.date:
    """The day that `YYYY-MM-DD` names; the schemas have checked it before."""
    return dt.date.fromisoformat(text)


def is_day(value: object) -> bool:
    """Whether a value is an existing day, written as YYYY-MM-DD."""
    try:
        return isinstance(value, str) and bool(_strict(value))
    except ValueError:
        return False


def within(text: str) -> tuple[dt.date | None, str]:
    """The first day that stands in a text in any form, None where that is not clear, and how it is written there.

    "令和4年4月1日" → (2022-04-01, "令和4年4月1日"), "a-2022/4/1" → (2022-04-01, "2022/4/1"), "a" → (None, "").
    """
    for pattern in (_JAPANESE, _WESTERN):
        if match := pattern.search(text):
            year, *rest = match.group(*((2, 3, 4) if pattern is _JAPANESE else (1, 3, 4)))
            era = _ERAS[match[1].lower()] if pattern is _JAPANESE else 0
            try:
                return usual(dt.date(era + int(year.replace("元", "1")), *map(int, rest))), match[0]
            except ValueError:
                return None, match[0]
    return None, ""


def typed(text: str) -> dt.date | None:
    """The day that somebody means by what they type: 2027/4/1, 2027年4月1日, 令和9年4月1日, ２０２７－４－１, 20270401.

    None where there is more than a day, or where digits in a row could be parted in two ways (2027111).
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    day, found = within(plain)
    return day if found == plain and not (plain.isdigit() and len(plain) != len("20270401")) else None


def is_partial(text: str) -> bool:
    """Whether somebody has typed a month or a year in place of a day: 2022-02, 2022, 2022年2月, 令和4年."""
    return bool(_TYPED_PARTIAL.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def span(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that a date, or a partial one such as `2022-02` or `2022`, may mean.

    Raises:
        ValueError: where it names no day.
    """
    match = _PARTIAL.fullmatch(text)
    if match is None:
        day = _strict(text)
        return day, day
    year, month = int(match[1]), match[2]
    first = _strict(f"{year:04}-{month or '01'}-01")
    closing = int(month or 12)
    return first, dt.date(year, closing, monthrange(year, closing)[1])


def _strict(text: str) -> dt.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    day = dt.date.fromisoformat(text)
    if day < FIRST:
        raise ValueError(text)
    return day
