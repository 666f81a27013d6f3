"""Numbers of clauses as they are compared: what they say, and in which style."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kaitei.comparison.letters import HIDDEN
from kaitei.text.markdown.numerals import number

_REMEMBERED = 2_000  # numbers
_WIDE = re.compile(r"[\uff01-\uff9f]+")  # letters, digits and signs of full width, kana of half width
_WORD = re.compile(r"[A-Za-z]{5}")  # Article, Section
_STYLES = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"の[0-9一二三四五六七八九十百〇]+", ""),
        (r"[0-9]+", "1"),
        (r"[一二三四五六七八九十百〇]+", "一"),
        (r"[①-⑳㉑-㉟㊱-㊿]", "①"),
        (r"[⑴-⒇]", "⑴"),
        (r"[ア-ン]", "ア"),
        (r"(?<![A-Za-z])[a-z]+(?![A-Za-z])", "a"),
        (r"(?<![A-Za-z])[A-Z]+(?![A-Za-z])", "A"),
    )
)
_NUMERAL = re.compile(r"[0-9]+|[一二三四五六七八九十百〇]+|[①-⑳⑴-⒇]")


@lru_cache(maxsize=_REMEMBERED)
def label(typed: str) -> str:
    """What a number says, however wide it is typed: "１．" → "1.", "第 ３ 条" → "第3条", "Article 2." → "Article2"."""
    if typed.isascii() and typed.isalnum():
        return typed
    text = HIDDEN.sub("", "".join(typed.split()))
    text = _WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), text)
    return text.rstrip(".:–") if _WORD.match(text) else text.rstrip(":")


@lru_cache(maxsize=_REMEMBERED)
def style(name: str) -> str:
    """The style of a `label`: "(12)" → "(1)", "ウ" → "ア", "第3条の2" → "第1条"."""
    for pattern, sign in _STYLES:
        name = pattern.sub(sign, name)
    return name


@lru_cache(maxsize=_REMEMBERED)
def value(name: str) -> tuple[int, ...]:
    """The numerals of a `label`: "第十二条の2" → 12, 2; text without a number is the first, (1,), as 第1項 is."""
    return tuple(number(numeral) for numeral in _NUMERAL.findall(name)) if name else (1,)
