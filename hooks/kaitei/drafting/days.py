"""Days typed in a text: that do not exist, with another day of the week, and days of effect of another revision."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from kaitei.drafting.draft import Draft, Hint
from kaitei.text.markdown.numerals import number

_NUMERAL = "[0-9一二三四五六七八九十〇]"
_DAY = re.compile(
    rf"(?:(?P<year>(?:明治|大正|昭和|平成|令和)?(?:{_NUMERAL}{{1,4}}|元))年)?(?P<month>{_NUMERAL}{{1,3}})月(?P<day>{_NUMERAL}{{1,3}})日(?!間|分|目)"
    r"(?:[(（](?P<week>[月火水木金土日])(?:曜日?)?[)）])?"
    r"|(?<![0-9./-])(?P<year2>(?:19|20)[0-9]{2})(?P<sign>[-/.])(?P<month2>[0-9]{1,2})(?P=sign)(?P<day2>[0-9]{1,2})(?![0-9./-])"
)
_ERA = re.compile("明治|大正|昭和|平成|令和")
_FIRST = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_WEEK = "月火水木金土日"
_LEAP = 2024
_LABEL = re.compile(
    r"制定|施行|改定|改訂|改正|最終|更新|公布|公表|発効|適用|実施|以上|附則|付則|一部|初版|第?[0-9]*[版回]|年月日|日付?|より|から|する|します|した|を|に|は|:|・|、|\(|\)|【|】|\||-|\*|\s"
)
_LONGEST = 80  # characters of a line of dates


def impossible(draft: Draft) -> Iterator[Hint]:
    """Tell of days that no calendar has, and of days of the week that are not theirs."""
    for line, text in draft.lines:
        for found in _DAY.finditer(_narrow(text)) if "日" in text or "20" in text or "19" in text else ():
            year, day = _read(found)
            if day is None:
                yield Hint("draft_day_impossible", line, found[0])
            elif year and found["week"] and found["week"] != _WEEK[day.weekday()]:
                yield Hint("draft_weekday", line, found[0], {"right": _WEEK[day.weekday()]})


def of_effect(draft: Draft) -> Iterator[Hint]:
    """Tell where 附則 and lines that are dates alone name days of effect, and none of them is the revision's.

    附則 may say when a policy first took effect, with the days of its revisions below: they are one list of days.
    """
    own = draft.edition.revision
    found = [*_of_supplements(draft), *_of_lines(draft)]
    if found and not {own.day, own.adopted} & {day for day, _, _ in found}:
        _, line, typed = max(found)
        yield Hint("draft_effect", line, typed, {"day": own.date})


def _of_supplements(draft: Draft) -> list[tuple[dt.date, int, str]]:
    """The days in sentences of 附則 that speak of 施行."""
    nodes = draft.nodes
    tops = [node for node in nodes if node.own.rank == "supplement"]
    found = []
    for node in (nodes[at] for top in tops for at in range(top.at, top.end)):
        for sentence in re.split("[。\n]", node.own.wording.text):
            if "施行" in sentence or "適用" in sentence:
                found += [(day, draft.line(node.at, typed), typed) for day, typed in _days(sentence)]
    return found


def _of_lines(draft: Draft) -> list[tuple[dt.date, int, str]]:
    """The days in lines that say nothing but days and what they are: ・制定日：2009年4月20日　・最終改定日：…."""
    found = []
    for line, text in draft.lines:
        plain = _narrow(text)
        if (
            "年" in plain
            and len(plain) < _LONGEST
            and any(word in plain for word in ("施行", "改定", "改訂", "改正", "更新"))
        ):
            days = list(_days(plain))
            if days and not _LABEL.sub("", _DAY.sub("", plain)):
                found += [(day, line, typed) for day, typed in days]
    return found


def _days(text: str) -> Iterator[tuple[dt.date, str]]:
    """Yield the days of a text that exist and have a year, each with how it is typed."""
    for found in _DAY.finditer(_narrow(text)):
        year, day = _read(found)
        if year and day:
            yield day, text[found.start() : found.end()]


def _read(found: re.Match[str]) -> tuple[int, dt.date | None]:
    """The year, 0 where none is typed, and the day, None where there is no such day."""
    typed = found["year"] or found["year2"] or ""
    era = _ERA.match(typed)
    digits = typed[era.end() if era else 0 :].replace("元", "1")
    year = (_FIRST[era[0]] if era else 0) + (number(digits) if digits else 0)
    month, day = (number(found[name] or found[f"{name}2"]) for name in ("month", "day"))
    try:
        return year, dt.date(year or _LEAP, month, day)
    except ValueError:
        return year, None


def _narrow(text: str) -> str:
    """The same text, as long, with digits and brackets of half width."""
    return "".join(unicodedata.normalize("NFKC", one) if "！" <= one <= "～" else one for one in text)
