"""The days on which a text says that it was made, changed or takes effect: 制定, 改定 and 施行 lines.

"2022年2月1日（制定）", "・最終改定日：2023年8月1日", "令和6年12月5日改定（令和7年1月1日施行）",
"この規約は、2020年4月1日から施行する。", "Last updated: December 20, 2023".

What is found is a proposal: a person confirms it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kaitei import dates
from kaitei.text.markdown.numerals import number

Kind = Literal["enacted", "revised", "effective"]

_WORDS: dict[Kind, str] = {
    "enacted": "制定|策定|enacted|established|adopted",
    "revised": "(?:最終|一部|全部)?(?:改定|改訂|改正|更新)|last (?:updated|revised|modified)|revised|amended|updated",
    "effective": "施行|発効|適用(?:開始)?|effective|in force",
}
_ANY = "|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items())
_AFTER = re.compile(rf"[\s(〔\[付け日にをより、から]{{0,6}}(?:{_ANY})日?[^0-9]{{0,12}}?", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_ANY})(?:年月日|日| date| on| as of| from)?[\s:・)〕\]|]{{0,4}}$", re.IGNORECASE)
_KANJI = re.compile("[〇一二三四五六七八九十百]+(?=[年月日])")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH, _DAY = f"({'|'.join(_MONTHS)})", r"(\d{1,2})(?:st|nd|rd|th)?"
_ENGLISH = re.compile(rf"\b(?:{_MONTH}\.? {_DAY},? (\d{{4}})|{_DAY} {_MONTH},? (\d{{4}}))", re.IGNORECASE)
_LONGEST = 120  # characters of a line that says a day and little else
_MOST_BESIDE = 40  # characters of it that are neither days nor what they are


@dataclass(frozen=True, slots=True)
class Said:
    """A day with what a text says of it."""

    kind: Kind
    day: dt.date
    line: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A revision as its text tells of it."""

    day: dt.date  # of effect
    adopted: dt.date | None = None  # where that was another
    enacted: bool = False


def listed(text: str) -> tuple[Dated, ...]:
    """The revisions that a text tells of, newest first.

    A day of effect that follows a day of decision belongs to it: 2026年8月20日改定（2026年10月1日施行）.
    """
    found: list[Dated] = []
    for one in said(text):
        last = found[-1] if found else None
        if (
            one.kind == "effective"
            and last
            and last.adopted is None
            and last.day <= one.day
            and _near(last.day, one.day)
        ):
            same = last.day == one.day
            found[-1] = replace(last, day=one.day, adopted=None if same else last.day)
        else:
            found.append(Dated(one.day, enacted=one.kind == "enacted"))
    days = {one.day: one for one in sorted(found, key=lambda one: (one.enacted, one.adopted is not None))}
    taken = {one.adopted for one in found}
    return tuple(sorted((one for one in days.values() if one.day not in taken), key=lambda one: one.day, reverse=True))


def _near(before: dt.date, after: dt.date) -> bool:
    return after - before < dt.timedelta(days=370)


def said(text: str) -> Iterator[Said]:
    """Yield each day of which a line says what happened on it, in the order of the text."""
    for at, line in enumerate(text.split("\n"), 1):
        if len(line) <= _LONGEST and re.search(r"[年/.\-\d]", line):
            yield from _in_line(at, _plain(line))


def _plain(line: str) -> str:
    """A line with digits for kanji in days and ISO days for English ones."""
    digits = _KANJI.sub(lambda found: str(number(found[0])), unicodedata.normalize("NFKC", line))
    return _ENGLISH.sub(_iso, digits)


def _iso(found: re.Match[str]) -> str:
    month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    return f"{year}-{_MONTHS.index(month.lower()) + 1:02}-{int(day):02}"


def _in_line(at: int, line: str) -> Iterator[Said]:
    days = list(_days(line))
    made, beside = [], line
    for index, (start, end, day) in enumerate(days):
        following = line[end : days[index + 1][0] if index + 1 < len(days) else len(line)]
        leading = line[days[index - 1][1] if index else 0 : start]
        match = _AFTER.match(following) or _BEFORE.search(leading)
        beside = beside.replace(line[start:end], "", 1)
        if match:
            kind = next(kind for kind in _WORDS if match[kind])
            made.append(Said(kind, day, at))
            beside = beside.replace(match[0], "", 1)
    if len(beside) <= _MOST_BESIDE:
        yield from made


def _days(line: str) -> Iterator[tuple[int, int, dt.date]]:
    """Yield the days in a line with where they begin and end."""
    at = 0
    while True:
        day, written = dates.within(line[at:])
        if not written:
            return
        start = line.index(written, at)
        at = start + len(written)
        if day:
            yield start, at, day
