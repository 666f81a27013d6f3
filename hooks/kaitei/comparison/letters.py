"""Characters that are told apart by no reader: invisible ones, and those that look like others."""

from __future__ import annotations

import re
import unicodedata

from kaitei.source.characters import IGNORED

MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\u1161-\u11ff\ufe20-\ufe2f"
"""What may stand on the character before it, within brackets of a regular expression; NFC makes one of both."""

LIKE = "\u2126\u212a\u212b\u2e80-\u2fdf"
"""Signs and radicals that look like another character, likewise."""

HIDDEN = re.compile(f"[{IGNORED}{LIKE}{MARKS}]")
"""The characters that make no difference where all else is equal."""

_INVISIBLE = re.compile(f"[{IGNORED}]+")
_BLANK = re.compile(" (?:(?<![A-Za-z0-9] )|(?![A-Za-z0-9]))")
_SIGNS = str.maketrans(",.", "、。")


def seen(typed: str) -> str:
    """What characters look like: one "プ" for a "フ" with its mark, 一 for ⼀, nothing for what is invisible."""
    if _INVISIBLE.fullmatch(typed):
        return ""
    return unicodedata.normalize("NFKC" if "\u2e80" <= typed[0] <= "\u2fdf" else "NFC", typed)


def spelt(text: str) -> str:
    """A text in letters, digits and signs of one width, with blanks between Latin ones only: "１０日， " → "10日、"."""
    narrow = unicodedata.normalize("NFKC", " ".join(text.split())).translate(_SIGNS)
    return _BLANK.sub("", narrow)
