"""Days: which day it is, what may be written as one, and how a reader sees it."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kaitei.errors import fail

ONE_DAY = dt.timedelta(days=1)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)


def today(timezone: str, environ: Mapping[str, str], now: dt.datetime | None = None) -> dt.date:
    """Return the day for which the site is built.

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
            return _strict(given)
        except ValueError as error:
            raise fail("today_invalid", value=given) from error
    return (now or dt.datetime.now(dt.UTC)).astimezone(known).date()


def zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Raises:
        KaiteiError: where there is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise fail("timezone_unknown", value=name) from error


def parse(text: str) -> dt.date:
    """Return the day that `YYYY-MM-DD` names; the schemas have checked it before."""
    return dt.date.fromisoformat(text)


def span(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date, or a partial one such as `2022-02` or `2022`, may mean.

    Raises:
        ValueError: where it names no day.
    """
    match = _PARTIAL.fullmatch(text)
    if match is None:
        day = _strict(text)
        return day, day
    year, month = int(match[1]), match[2]
    first = dt.date(year, int(month or 1), 1)
    closing = int(month or 12)
    return first, dt.date(year, closing, monthrange(year, closing)[1])


def _strict(text: str) -> dt.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return dt.date.fromisoformat(text)
