"""The `revisions` list of a living file as `Revision`s, newest first; or the problems that it has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from kaitei import dates
from kaitei.errors import fail
from kaitei.policy.policy import Correction, Decision, Revision
from kaitei.source.yamltext import Data


def read(data: Data, file: str) -> tuple[Revision, ...]:
    """The revisions of a living file, newest first as they are listed. Called by `registry`.

    Args:
        data: its front matter, checked by the schema.
        file: its name in messages.

    Raises:
        KaiteiError: for the first date that is none, stands twice or does not descend, or the first revision whose keys
            contradict each other (such as `event: repealed` on one that is not the newest).
    """
    value: Any = data.value
    items: list[dict[str, Any]] = value["revisions"]
    lines = [data.line(("revisions", index, "date")) for index in range(len(items))]
    days = _days([item["date"] for item in items], lines, file)
    found = []
    for index, (item, line, day) in enumerate(zip(items, lines, days, strict=True)):
        found.append(_revision(item, line, day, index == len(items) - 1))
        _check_revision(found[-1], data, index, len(items), file)
    _check_replaced(tuple(found), file)
    return tuple(found)


def _days(written: list[str], lines: list[int], file: str) -> list[dt.date]:
    """The first day of effect of each revision; dates and days are newest first, and must descend.

    A partial date means its first day, `"2023-02"` → 2023-02-01; where the revision before it took effect within that
    month or year, the day after that: `["2023-02", "2023-02-10"]` → `[2023-02-11, 2023-02-10]`.
    """
    days: dict[str, dt.date] = {}
    latest = dt.date.min
    for text, line in reversed(list(zip(written, lines, strict=True))):
        try:
            first, last = dates.span(text)
        except ValueError as error:
            raise fail("expects_date", file, line, where="date", value=text) from error
        if days and first <= latest < last and text not in days:
            first = latest + dates.ONE_DAY
        if days and first <= latest:
            key = "date_twice" if text in days or first == latest else "dates_not_descending"
            raise fail(key, file, line, date=text)
        days[text] = latest = first
    return list(days.values())[::-1]


def _revision(item: dict[str, Any], line: int, day: dt.date, oldest: bool) -> Revision:
    return Revision(
        date=item["date"],
        day=day,
        summary=item["summary"],
        event=item.get("event") or ("enacted" if oldest and "recorded" not in item else "revised"),
        adopted=_day(item, "adopted"),
        announced=_day(item, "announced"),
        reason=item.get("reason", ""),
        remarks=item.get("remarks", {}),
        users=item.get("users", "notify"),
        recorded=_day(item, "recorded"),
        source=item.get("source", ""),
        withdrawn=_day(item, "withdrawn"),
        replaces=item.get("replaces", ""),
        transition=item.get("transition", ""),
        decided=Decision(**item.get("decided", {})),
        basis=item.get("basis", ""),
        archive=item.get("text", ""),
        corrections=tuple(_corrections(item.get("corrections", ()))),
        line=line,
    )


def _corrections(items: Iterable[dict[str, Any]]) -> Iterable[Correction]:
    for item in items:
        count, locale, field = int(item.get("count", 1)), item.get("locale", ""), item.get("field", "")
        yield Correction(
            dates.parse(item["date"]), item["summary"], item["before"], item["after"], count, locale, field
        )


def _day(item: dict[str, Any], key: str) -> dt.date | None:
    return dates.parse(item[key]) if key in item else None


def _check_revision(revision: Revision, data: Data, index: int, count: int, file: str) -> None:
    known = {"date": revision.date, "announced": revision.announced}
    if len(revision.date) < 10 and revision.archive != "not-held":
        raise fail("partial_date", file, revision.line, **known)
    if revision.announced and revision.announced > revision.day:
        raise fail("announced_late", file, revision.line, **known)
    if revision.event == "repealed" and (index != 0 or count == 1):
        raise fail("repealed_not_newest", file, revision.line, **known)
    if revision.event == "repealed" and revision.archive:
        raise fail("repealed_text", file, revision.line, **known)
    if revision.event == "enacted" and index != count - 1:
        raise fail("enacted_not_oldest", file, revision.line, **known)
    if revision.recorded and revision.recorded <= revision.day:
        raise fail("recorded_early", file, revision.line, **known, recorded=revision.recorded)
    if revision.source and not revision.recorded:
        raise fail("source_alone", file, revision.line, **known)
    if revision.withdrawn and not revision.reason:
        raise fail("withdrawn_unexplained", file, revision.line, **known)
    if revision.withdrawn and revision.withdrawn >= revision.day:
        raise fail("withdrawn_late", file, revision.line, **known, withdrawn=revision.withdrawn)
    for number, correction in enumerate(revision.corrections):
        _check_correction(revision, correction, data.line(("revisions", index, "corrections", number, "date")), file)


def _check_correction(revision: Revision, correction: Correction, line: int, file: str) -> None:
    known = {"date": revision.date, "corrected": correction.date, "words": correction.after}
    if correction.date < revision.day:
        raise fail("correction_early", file, line, **known)
    if correction.before == correction.after:
        raise fail("correction_nothing", file, line, **known)
    if correction.field and str(getattr(revision, correction.field) or "") != correction.after:
        raise fail("correction_field", file, line, **known, field=correction.field)


def _check_replaced(revisions: tuple[Revision, ...], file: str) -> None:
    withdrawn = {one.date for one in revisions if one.withdrawn}
    for revision in revisions:
        if revision.replaces and revision.replaces not in withdrawn:
            raise fail("replaces_unknown", file, revision.line, date=revision.date, replaces=revision.replaces)
