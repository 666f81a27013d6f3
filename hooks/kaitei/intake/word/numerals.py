"""Numbers as Word's formats write them. Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kaitei.text.markdown import numerals

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壱弐参四伍六七八九拾百阡")
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


def written(number: int, style: str) -> str:
    """A number in a format: (3, "decimalFullWidth") → "３"; in plain digits where the format is not known here."""
    return _STYLES.get(style, str)(number) if number > 0 else "" if style in ("none", "bullet") else str(number)


def _kanji(number: int) -> str:
    """1234 → 千二百三十四."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        count, number = divmod(number, unit)
        text += ("" if count == 1 else _DIGITS[count % 10]) + name if count else ""
    return text + (_DIGITS[number] if number else "")


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _letter(number: int) -> str:
    """1 → a, 27 → aa, 28 → bb, as Word counts."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(times + 1, 9)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * min(number // size, 9)
        number %= size
    return text


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _of(known: numerals.Numerals, like: str) -> Callable[[int], str]:
    """A row of characters; after its end Word begins again."""
    count = len(next(script for script in known.scripts if like in script))
    return lambda number: known.write((number - 1) % count + 1, like)


def _within(first: int, last: int) -> Callable[[int], str]:
    """Signs that follow one another in Unicode, as far as they go."""
    return lambda number: chr(first + number - 1) if number <= last else str(number)


def _circled(number: int) -> str:
    return numerals.CIRCLED.write(number, "①")


_STYLES: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _within(0x2474, 20),
    "decimalEnclosedFullstop": _within(0x2488, 20),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "japaneseCounting": _kanji,
    "chineseCounting": _kanji,
    "chineseCountingThousand": _kanji,
    "japaneseDigitalTenThousand": _positional,
    "ideographDigital": _positional,
    "japaneseLegal": lambda number: _kanji(number).translate(_LEGAL),
    "ideographEnclosedCircle": _within(0x3280, 10),
    "aiueo": _of(numerals.GOJUON, "ｱ"),
    "aiueoFullWidth": _of(numerals.GOJUON, "ア"),
    "iroha": _of(numerals.IROHA, "ｲ"),
    "irohaFullWidth": _of(numerals.IROHA, "イ"),
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    "ideographZodiac": lambda number: "子丑寅卯辰巳午未申酉戌亥"[(number - 1) % 12],
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
    "bullet": lambda number: "",
}
