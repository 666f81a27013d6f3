"""What counts as a clause's marker: one table of styles, and the words that make a number plain text.

"第1条（目的）" begins with a marker; "第1条（目的）から" and "1から3" do not, because of the particle after the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kaitei.text.markdown.numerals import ARABIC, CIRCLED, COUNT, GOJUON, IROHA, KANJI, PARENTHESISED_DIGITS, Numerals

Value = tuple[int, ...]
"""A number as its parts: 3 is ``(3,)``, 第3条の2 and 3.2 are ``(3, 2)``."""

_PARTICLE = "から|[〜～~・･、，のにを]|及び|および|又は|または|並びに|若しくは|ないし"
_BRACKET = "(（【［[〔「『〈《"
_SPACE = "[ \t　]"
_SECTION = rf"(?=[{re.escape(_BRACKET)}]|{_SPACE}|$)(?![(（][^()（）]{{0,60}}[)）](?:{_PARTICLE}))"
_NO_DIGIT = "(?![0-9０-９])"
_BEFORE_SPACE = f"(?={_SPACE})"


@dataclass(frozen=True, eq=False)
class Style:
    """One way of writing markers; what is written alike stands at one level of a list."""

    name: str
    form: str  # regular expression of the marker, `{n}` standing for the number
    numerals: Numerals
    ahead: str  # regular expression of what must follow the marker
    level: int | None = None  # a fixed rank among styles, negative; None: by order of appearance
    starts: frozenset[int] = frozenset({1})  # numbers with which a list may begin
    compound: bool = False  # all parts of the value are steps of the number path (3.2), not a branch (3の2)
    cited: str = "{}"  # how a reference names it beneath a 章, 節 or 条
    alone: bool = False  # a reference names it without what stands above it

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The marker at the start of a text, white space before it not included."""
        return re.compile(f"(?:{self.form.replace('{n}', self.numerals.pattern)}){self.ahead}(?!{_PARTICLE})")

    @cached_property
    def number(self) -> re.Pattern[str]:
        """One number within a marker."""
        return re.compile(self.numerals.pattern)

    @property
    def firsts(self) -> frozenset[str]:
        """The characters with which a marker can begin."""
        before = self.form.partition("{n}")[0]
        return frozenset(before.strip("[]")) or self.numerals.firsts

    @cached_property
    def section(self) -> bool:
        """Whether what follows belongs to it as to a heading (章, 節, 条)."""
        return self.level is not None


@dataclass(frozen=True, slots=True, eq=False)
class MarkerReading:
    """One way to read the start of a line as a marker: "（２）あ" → style "enclosed", value (2,), text "あ"."""

    style: Style
    value: Value
    marker: str  # as typed
    space: str  # as typed between the marker and the text
    text: str
    key: str  # tells lists apart: "enclosed"; "dotted 2" for 1.1, "dotted 3" for 1.1.1

    @property
    def core(self) -> str:
        """The number as a sentence would name it: 3 for "3.", 第3条 and （２） as they are."""
        core = self.marker.rstrip(".．、")
        return core.rstrip(")）") if core[:1] not in "(（" else core

    def successor(self, last: Value) -> str:
        """The marker after `last`, written as this one is: of "第九条", with `last` (3,), it is "第四条"."""
        numbers = list(self.style.number.finditer(self.marker))
        depth = min(len(last), len(numbers))
        found = numbers[depth - 1]
        end = numbers[depth].start() - 1 if depth < len(numbers) else len(self.marker)
        text = self.style.numerals.write(last[depth - 1] + 1, found.group())
        return self.marker[: found.start()] + text + self.marker[found.end() : end]


def _enclosed(name: str, numerals: Numerals) -> Style:
    return Style(name, "[(（]{n}[)）]", numerals, "")


def _lettered(name: str, numerals: Numerals) -> tuple[Style, ...]:
    return (
        Style(f"{name} dot", "{n}[.．]", numerals, ""),
        Style(f"{name} comma", "{n}、", numerals, ""),
        Style(f"{name} parenthesis", "{n}[)）]", numerals, ""),
        Style(f"{name} space", "{n}", numerals, _BEFORE_SPACE),
    )


DOT = Style("dot", "{n}[.．]", ARABIC, _NO_DIGIT)
PARAGRAPH = Style("paragraph", "{n}", ARABIC, "(?=[\t　])", starts=frozenset({1, 2}), cited="第{}項")

STYLES: tuple[Style, ...] = (
    Style("chapter", "第{n}章", COUNT, _SECTION, level=-40),
    Style("section", "第{n}節", COUNT, _SECTION, level=-30),
    Style("article", "第{n}条(?:の{n})*", COUNT, _SECTION, level=-20, alone=True),
    DOT,
    Style("comma", "{n}、", ARABIC, _NO_DIGIT),
    Style("parenthesis", "{n}[)）]", ARABIC, _NO_DIGIT),
    Style("dashed", "{n}(?:[-－‐−]{n})+[.．]", ARABIC, _NO_DIGIT, compound=True, alone=True),
    Style("dotted", "{n}(?:[.．]{n})+[.．]?", ARABIC, _BEFORE_SPACE, compound=True, alone=True),
    PARAGRAPH,
    _enclosed("enclosed", ARABIC),
    _enclosed("enclosed kana", GOJUON),
    _enclosed("enclosed iroha", IROHA),
    _enclosed("enclosed kanji", KANJI),
    Style("circled", "{n}", CIRCLED, ""),
    Style("parenthesised", "{n}", PARENTHESISED_DIGITS, ""),
    *_lettered("kana", GOJUON),
    *_lettered("iroha", IROHA),
    *_lettered("kanji", KANJI),
)


def _by_first() -> dict[str, tuple[Style, ...]]:
    """The styles, in their order, by the characters with which their markers begin."""
    found: dict[str, tuple[Style, ...]] = {}
    for style in STYLES:
        for first in style.firsts:
            found[first] = (*found.get(first, ()), style)
    return found


_BY_FIRST = _by_first()
_SPACES = re.compile(f"{_SPACE}*")
_NOTES = ("※", "＊", "・", "･", "（注", "(注")
_CAPTIONS = ("●", "○", "◆", "◇", "■", "□", "【")
_CLOSING = re.compile(r"(?:附\s{0,4}則|以\s{0,4}上)(?:[(（][^()（）]{0,60}[)）])?\s*")


def readings(text: str) -> tuple[MarkerReading, ...]:
    """Every way to read the start of `text` as a marker, in the order of `STYLES`.

    "（２）あ" has one; "イ、あ" has two, as イ is the second of アイウ and the first of イロハ; "1から3" has none.
    """
    styles = _BY_FIRST.get(text[:1])
    return tuple(_read(text, styles)) if styles else ()


def _read(text: str, styles: Iterable[Style]) -> Iterable[MarkerReading]:
    for style in styles:
        found = style.pattern.match(text)
        numbers = [style.numerals.read(n) for n in style.number.findall(found.group())] if found else []
        if found and None not in numbers:
            space = _SPACES.match(text, found.end())
            end = space.end() if space else found.end()
            value = tuple(number for number in numbers if number is not None)
            key = f"{style.name} {len(value)}" if style.compound else style.name
            yield MarkerReading(style, value, found.group(), text[found.end() : end], text[end:], key)


def is_note(text: str) -> bool:
    """Tell whether a line is a note on what stands above it; it stays on a line of its own."""
    return text.startswith(_NOTES)


def is_caption(text: str) -> bool:
    """Tell whether a line announces what follows it (【…】, ■); it stays on a line of its own."""
    return text.startswith(_CAPTIONS)


def is_closing(text: str) -> bool:
    """Tell whether a line ends every list although it is no marker: 以上, 附則, 附　則（2022年2月1日）."""
    return bool(_CLOSING.fullmatch(text))


def follows(last: Value, value: Value) -> bool:
    """Tell whether `value` is the number after `last`, branches included: 3の2 and 4 both follow 3."""
    if value == (*last, 2):
        return True
    shared = len(value) - 1
    return shared < len(last) and value[:shared] == last[:shared] and value[-1] == last[shared] + 1
