"""Characters that no text has a use for, and those that a reader cannot see.

Refused, with an error, are controls, separators of lines that no editor shows, controls of direction (with which a
text reads otherwise than it is written) and noncharacters, of which the engine makes its own signs. Told, with a hint,
are private-use characters, Unicode's default ignorable ones, and what looks like another character: radicals (⼀ for
一), compatibility ideographs, kana in two parts (は and a mark for ば), kanji with a variation selector. Source:
product contract §5; Unicode's DerivedCoreProperties.txt and EquivalentUnifiedIdeograph.txt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from kaitei.errors import KaiteiError, Problem

_PLANES = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_REFUSED = f"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_PLANES}"
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)  # without variation selectors, which choose the form of a kanji
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

REFUSED = re.compile(f"[{_REFUSED}]")
IN_NAMES = re.compile(f"[\t\n{_REFUSED}]")
"""What no name of a file has a use for; bytes that are no UTF-8 are surrogates in Python's names."""

_EQUIVALENT = dict(zip("⺠⻁⻄⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲", "民虎西長青食鬼麦黄斉歯竜亀", strict=True))
"""Radicals that stand in Japanese texts out of PDFs, and that Unicode's NFKC lets be."""

_RADICALS = "\u2e80-\u2fdf"
_TOLD: dict[str, tuple[re.Pattern[str], Callable[[str], str]]] = {
    "unseen_characters": (re.compile(f"[{_UNSEEN}{_PRIVATE}]"), lambda found: named(found)),
    "double_characters": (re.compile(f"[{_RADICALS}\uf900-\ufaff\U0002f800-\U0002fa1f]"), lambda found: _other(found)),
    "parted_characters": (
        re.compile("[ぁ-ヿ][\u3099\u309a]"),
        lambda found: _pair(found, unicodedata.normalize("NFC", found)),
    ),
    "selected_characters": (
        re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\ufe00-\ufe0f\U000e0100-\U000e01ef]"),
        lambda found: _pair(found, found[0]),
    ),
}
"""What is told, by the key of its hint: how it is found, and how each is named ("" for what is all right after all)."""

_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
IGNORED = rf"\ufe00-\ufe0f\U000e0100-\U000e01ef{_UNSEEN}"
"""Within brackets of a regular expression: what is invisible, and selectors of a character's form."""

_NOTHING = rf"\s\u2800{IGNORED}"
_BLANK = re.compile(f"[{_NOTHING}]+")
_VISIBLE = re.compile(f"[^{_NOTHING}]")
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*([0-9]{1,7})(?![0-9]))")

MOST = 20
"""The most lines of a file for which there is a message; a file that is no text would have thousands."""


def code(character: str) -> str:
    """How messages name a character that cannot be seen: "U+200B"."""
    return f"U+{ord(character):04X}"


def printed(name: str) -> str:
    """The name of a file as messages can show it: what no name has a use for as escapes."""
    return IN_NAMES.sub(lambda match: match[0].encode("unicode_escape").decode(), name)


def problems(text: str, file: str, first_line: int = 1) -> Iterator[Problem]:
    """Yield an error for the first refused character of each line, for `MOST` lines at most."""
    told: set[int] = set()
    for match in REFUSED.finditer(text):
        line = first_line + text.count("\n", 0, match.start())
        if len(told) < MOST and line not in told:
            told.add(line)
            yield Problem("control_character", file, line, {"code": code(match[0])})


def check(text: str, file: str, line: int = 0) -> None:
    """Refuse a value that has a refused character; the message gives `line`, on whichever line of the value it stands.

    Raises:
        KaiteiError: for the first such character.
    """
    if match := REFUSED.search(text):
        raise KaiteiError([Problem("control_character", file, line, {"code": code(match[0])})])


def references(rendered: str) -> Iterator[tuple[str, str]]:
    """Yield HTML's references by number to characters that are refused, as ("&#x202e", "U+202E").

    Browsers and sanitisers put in the character itself; `html.unescape` drops it, and tells nobody.
    """
    if "&#" not in rendered:
        return
    for match in _REFERENCE.finditer(rendered):
        number = int(match[1], 16) if match[1] else int(match[2])
        if number < 0x110000 and REFUSED.match(chr(number)):
            yield match[0], code(chr(number))


def hint(text: str, file: str, first_line: int = 1) -> Iterator[Problem]:
    """Yield a hint for each kind of characters that are not what they seem, at the first, which names them all."""
    for key, (pattern, name) in _TOLD.items() if not text.isascii() else ():
        found = {match[0]: match.start() for match in reversed([*pattern.finditer(text)]) if name(match[0])}
        if found:
            at = min(found.values())
            shown = [name(one) for one in sorted(found)]
            more = f" … ({len(shown)})" if len(shown) > MOST else ""
            told = {"codes": ", ".join(shown[:MOST]) + more}
            yield Problem(key, file, first_line + text.count("\n", 0, at), told)


def told(text: str) -> bool:
    """Whether there are characters in a text for which `hint` has a hint."""
    return next(hint(text, ""), None) is not None


def squeezed(text: str) -> str:
    """A text for comparing: NFKC, without blanks: "磯部　澪子" → "磯部澪子"."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def named(character: str) -> str:
    """A character that cannot be seen as messages name it: "U+200B ZERO WIDTH SPACE"."""
    return f"{code(character)} {unicodedata.name(character, '')}".strip()


def _other(character: str) -> str:
    """What is to stand in a character's place: "⼀ U+2F00 → 一 U+4E00"; "" for 﨑 and others that are themselves."""
    plain = _EQUIVALENT.get(character, unicodedata.normalize("NFKC", character))
    return _pair(character, plain) if plain != character or "\u2e80" <= character <= "\u2fdf" else ""


def _pair(found: str, plain: str) -> str:
    codes = " ".join(map(code, found))
    return f"{found} {codes}" + (f" → {plain} {code(plain)}" if plain != found else "")


def seen(text: str) -> str:
    """A text without what is invisible in it; white space stays."""
    return _INVISIBLE.sub("", text)


def bare(text: str) -> str:
    """A text without its white space and all that is invisible."""
    return _BLANK.sub("", text)


def visible(text: str) -> bool:
    """Whether readers would see anything of a text."""
    return bool(_VISIBLE.search(text))
