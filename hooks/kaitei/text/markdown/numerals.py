"""The numerals that Japanese documents number their clauses with, read and written."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_UNITS = "〇一二三四五六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_GOJUON = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF_GOJUON = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_HALF = str.maketrans(_GOJUON, _HALF_GOJUON)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"


_TENS = {"十": 10, "百": 100}


def number(text: str) -> int:
    """The number that digits of any sort write: "１２" → 12, "三十一" → 31, "二〇二六" → 2026, "②" → 2."""
    total = last = 0
    for character in text:
        unit = _TENS.get(character, 0)
        total, last = (
            (total + (last or 1) * unit, 0) if unit else (total, last * 10 + int(unicodedata.numeric(character)))
        )
    return total + last


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """A way of writing numbers: what it looks like, and what each writing means."""

    pattern: str  # a regular expression for one number
    scripts: tuple[Mapping[str, int], ...]  # several where a number can be written in several ways

    @property
    def firsts(self) -> frozenset[str]:
        """The characters with which a number can begin."""
        return frozenset(text[0] for script in self.scripts for text in script)

    def read(self, text: str) -> int | None:
        """The number that the text writes: "十二" → 12, "一二" → 12; None if it writes none ("一二十")."""
        return next((script[text] for script in self.scripts if text in script), None)

    def write(self, number: int, like: str) -> str:
        """The number written as `like` is: (13, "一二") → "一三", (2, "ｱ") → "ｲ".

        It is in digits where that way of writing has no such number: (51, "①") → "51".
        """
        script = next((script for script in self.scripts if like in script), {})
        return next((text for text, value in script.items() if value == number), str(number))


def _kanji(number: int) -> str:
    """Write 1 to 999 as 一, 十二, 二百三."""
    parts = []
    for unit, name in ((100, "百"), (10, "十")):
        count, number = divmod(number, unit)
        parts.append((_UNITS[count] if count > 1 else "") + name if count else "")
    return "".join(parts) + (_UNITS[number] if number else "")


def _roman(number: int) -> str:
    """Write 1 to 50 as i, ii, xlix."""
    text = ""
    for size, letters in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += letters * (number // size)
        number %= size
    return text


def _positional(number: int) -> str:
    """Write 10 to 999 as 一〇, 一二, 二〇三."""
    return "".join(_UNITS[int(digit)] for digit in str(number))


def _ordered(characters: str) -> dict[str, int]:
    return {character: number for number, character in enumerate(characters, 1)}


_ARABIC = (
    {str(number): number for number in range(1, 1000)},
    {str(number).translate(_WIDE): number for number in range(1, 1000)},
)
_KANJI = (
    {_kanji(number): number for number in range(1, 1000)},
    {_positional(number): number for number in range(10, 1000)},
)

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_FULL = {ord(letter): ord(letter) + 0xFEE0 for letter in _LATIN + _LATIN.upper()}
_ROMAN = {_roman(number): number for number in range(1, 51)}


def _in_either_width(script: Mapping[str, int]) -> tuple[Mapping[str, int], ...]:
    return script, {text.translate(_FULL): number for text, number in script.items()}


ARABIC = Numerals("[0-9０-９]{1,3}", _ARABIC)
KANJI = Numerals("[〇一二三四五六七八九十百]{1,7}", _KANJI)
COUNT = Numerals(f"(?:{ARABIC.pattern}|{KANJI.pattern})", _ARABIC + _KANJI)
CIRCLED = Numerals(f"[{_CIRCLED}]", (_ordered(_CIRCLED),))
PARENTHESISED_DIGITS = Numerals(f"[{_PARENTHESISED}]", (_ordered(_PARENTHESISED),))
GOJUON = Numerals(f"[{_GOJUON}{_HALF_GOJUON}]", (_ordered(_GOJUON), _ordered(_HALF_GOJUON)))
IROHA = Numerals(f"[{_IROHA}{_IROHA.translate(_HALF)}]", (_ordered(_IROHA), _ordered(_IROHA.translate(_HALF))))
LOWER = Numerals("[a-zａ-ｚ]", _in_either_width(_ordered(_LATIN)))
UPPER = Numerals("[A-ZＡ-Ｚ]", _in_either_width(_ordered(_LATIN.upper())))
ROMAN_LOWER = Numerals("(?:[ivxl]{1,6}|[ｉｖｘｌ]{1,6}|[ⅰ-ⅻ])", (*_in_either_width(_ROMAN), _ordered("ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ")))
ROMAN_UPPER = Numerals(
    "(?:[IVXL]{1,6}|[ＩＶＸＬ]{1,6}|[Ⅰ-Ⅻ])",
    (*_in_either_width({text.upper(): number for text, number in _ROMAN.items()}), _ordered("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")),
)
_BY_ITSELF = "(?<![A-Za-z]){}(?![A-Za-z])"
WORD = Numerals(f"(?:{ARABIC.pattern}|{_BY_ITSELF.format(ROMAN_UPPER.pattern)})", ARABIC.scripts + ROMAN_UPPER.scripts)
LABEL = Numerals(f"(?:{COUNT.pattern}|{_BY_ITSELF.format(UPPER.pattern)})", COUNT.scripts + UPPER.scripts)
NONE = Numerals("(?!)", ())
