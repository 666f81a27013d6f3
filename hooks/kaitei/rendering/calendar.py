"""How a reader sees a day: 2023年12月20日, 令和5年12月20日, December 20, 2023."""

from __future__ import annotations

import datetime as dt

from kaitei.wording.words import Words


def written(day: dt.date | str, words: Words, style: str = "western") -> str:
    """Write a day in the form of a locale: in ja 2023年12月20日, 令和5年12月20日, or 2023年（令和5年）12月20日.

    Args:
        day: a date, or `YYYY-MM` or `YYYY` where no more is known.
        words: the locale's, with `day_form`, `month_form`, `year_form` and, for Japan, `eras`.
        style: `western`, `wareki` or `both`; locales without eras have one form only.
    """
    text = day if isinstance(day, str) else day.isoformat()
    year, month, date = (*text.split("-"), "", "")[:3]
    western = _form(year, month, date, words)
    if style == "western" or "eras" not in words.texts:
        return western
    japanese = _form(_era_year(text, words), month, date, words)
    if style == "wareki":
        return japanese
    rest = western[len(_form(year, "", "", words)) :]
    return words(
        "both_form", year=_form(year, "", "", words), era=_form(_era_year(text, words), "", "", words), rest=rest
    )


def _form(year: str, month: str, date: str, words: Words) -> str:
    if not month:
        return words("year_form", year=year)
    name = words.texts["months"][int(month) - 1] if "months" in words.texts else str(int(month))
    if not date:
        return words("month_form", year=year, month=name)
    return words("day_form", year=year, month=name, day=str(int(date)))


def _era_year(text: str, words: Words) -> str:
    """The year in its era: `2019-05-01` → 令和元; a partial date counts as its first day, `2019` → 平成31."""
    first = (text + "-01-01")[:10] if len(text) < 10 else text
    for start, name in words.texts["eras"]:
        if first >= str(start):
            number = int(text[:4]) - int(str(start)[:4]) + 1
            return f"{name}{'元' if number == 1 else number}"
    return text[:4]
