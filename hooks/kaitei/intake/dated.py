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
    "effective": "施行|実施|発効|適用(?:開始)?|効力を(?:生|有|発)|effective|in force",
}
_ANY = "|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items())
_AFTER = re.compile(rf"[\s(〔\[付け日でもってにをより、から]{{0,6}}(?:{_ANY})日?[^0-9]{{0,12}}?", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_ANY})(?:年月日|期日|日| date| on| as of| from)?[\s:・()〕\]|]{{0,4}}$", re.IGNORECASE)
_LABEL = re.compile(rf"(?:{_ANY})(?:年月日|日| date| on)?[:：]?", re.IGNORECASE)  # alone on a line, of the next one
_CLOSED = re.compile(r"\s?(?:\([日月火水木金土](?:曜日?)?\)|\))")  # after a day: that of the week, or a bracket
_TWICE = re.compile(r"(\d|元)(年?)\((?:[^\W\d]{2})?(?:\d{1,4}|元)(年?)\)(年?)(?=\s?\d{1,2}\s?月)")
"""A year in both reckonings: 2023年(令和5年)12月, 令和5(2023)年12月."""

_PROVISO = re.compile("ただし|但し|provided(?:,? however,?)? that", re.IGNORECASE)  # after it, days are of a part
_KANJI = re.compile("[〇一二三四五六七八九十百]+(?=[年月日])")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_SHORT = 3  # letters by which a month is known
_MONTH = f"({'|'.join(f'{one[:_SHORT]}(?:{one[_SHORT:]})?' for one in _MONTHS)}|sept)"
_DAY = r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?"
_ENGLISH = re.compile(
    rf"\b(?:{_MONTH}\.? {_DAY},? (\d{{4}})|{_DAY}(?: day)?(?: of)? {_MONTH}\.?,? (\d{{4}}))", re.IGNORECASE
)
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
    decided: Said | None = None  # what the line before says, where a day of effect may follow it
    for one in said(text):
        if one.kind == "effective" and decided and _follows(decided.day, one.day):
            same = decided.day == one.day
            found[-1] = replace(found[-1], day=one.day, adopted=None if same else decided.day)
        else:
            found.append(Dated(one.day, enacted=one.kind == "enacted"))
        decided = one if one.kind != "effective" else None
    days = {one.day: one for one in sorted(found, key=lambda one: (one.enacted, one.adopted is not None))}
    taken = {one.adopted for one in found}
    return tuple(sorted((one for one in days.values() if one.day not in taken), key=lambda one: one.day, reverse=True))


def _follows(decided: dt.date, effective: dt.date) -> bool:
    return dt.timedelta(0) <= effective - decided < dt.timedelta(days=370)


def said(text: str) -> Iterator[Said]:
    """Yield each day of which a line says what happened on it, in the order of the text."""
    label = ""
    for at, whole in enumerate(text.split("\n"), 1):
        line = label + _PROVISO.split(whole)[0]
        label = f"{whole.strip()} " if _LABEL.fullmatch(whole.strip()) else ""
        if len(line) <= _LONGEST and re.search(r"[年/.\-\d]", line):
            yield from _in_line(at, _plain(line))


def _plain(line: str) -> str:
    """A line with digits for kanji in days and ISO days for English ones."""
    digits = _KANJI.sub(lambda found: str(number(found[0])), unicodedata.normalize("NFKC", line))
    return _TWICE.sub(r"\1年", _ENGLISH.sub(_iso, digits))


def _iso(found: re.Match[str]) -> str:
    month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    at = next(at for at, one in enumerate(_MONTHS, 1) if one.startswith(month[:_SHORT].lower()))
    return f"{year}-{at:02}-{int(day):02}"


def _in_line(at: int, line: str) -> Iterator[Said]:
    days = list(_days(line))
    ahead = bool(days) and bool(_BEFORE.search(line[: days[0][0]]))  # words stand before their days
    made, beside = [], line
    for index, (start, end, day) in enumerate(days):
        following = line[end : days[index + 1][0] if index + 1 < len(days) else len(line)]
        leading = line[days[index - 1][1] if index else 0 : start]
        beside = beside.replace(line[start:end], "", 1)
        if match := _match(leading, following, ahead):
            kind = next(kind for kind in _WORDS if match[kind])
            made.append(Said(kind, day, at))
            beside = beside.replace(match[0], "", 1)
    if len(beside) <= _MOST_BESIDE:
        yield from made


def _match(leading: str, following: str, ahead: bool) -> re.Match[str] | None:
    """The words that say what happened on a day, of those before and after it."""
    before, after = _BEFORE.search(leading), _AFTER.match(following)
    return (before or after if ahead else after or before) or _AFTER.match(_CLOSED.sub("", following, count=1))


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
