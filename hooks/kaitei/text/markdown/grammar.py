"""What counts as a clause's marker: a table of styles and a table of ranks.

"第1条（目的）" begins with a marker; "第1条（目的）から" and "1から3" do not, because of the particle after the number.
`kaitei.text.markdown.dress` takes off what a marker may be dressed in before it is looked for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from kaitei.text.markdown.document import Rank
from kaitei.text.markdown.numerals import (
    ARABIC,
    CIRCLED,
    COUNT,
    GOJUON,
    IROHA,
    KANJI,
    LABEL,
    LOWER,
    NONE,
    PARENTHESISED_DIGITS,
    ROMAN_LOWER,
    ROMAN_UPPER,
    UPPER,
    WORD,
    Numerals,
)

Value = tuple[int, ...]
"""A number as its parts: 3 is ``(3,)``, 第3条の2 and 3.2 are ``(3, 2)``."""

RANKS: dict[Rank, tuple[int, str]] = {
    "supplement": (0, "sp"),
    "annex": (0, "t"),
    "part": (1, "pt"),
    "chapter": (2, "ch"),
    "section": (3, "s"),
    "subsection": (4, "ss"),
    "division": (5, "dv"),
    "article": (6, "c"),
}
"""Ranks that hold by their words, outermost first, and what their steps in addresses begin with."""

OUTERMOST: tuple[Rank, ...] = ("supplement", "annex")
GROUPINGS: tuple[Rank, ...] = ("part", "chapter", "section", "subsection", "division")
"""What articles are gathered in; their numbers run through these, mostly."""

_PARTICLE = "から|[〜～~・･のにを]|及び|および|又は|または|並びに|若しくは|ないし"
_BRACKET = "(（【［[〔「『〈《"
_SPACE = "[ \t　]"
_GAP = "[ 　]{0,2}"  # as text taken out of a PDF has around its numbers
_UNCITED = rf"(?![(（][^()（）]{{0,60}}[)）](?:{_PARTICLE}|、))"
_OPEN = f"[{re.escape(_BRACKET)}]"
_SECTION = rf"(?={_OPEN}|{_SPACE}|$){_UNCITED}"
_ALONE = rf"(?={_SPACE}*{_OPEN}|{_SPACE}*$){_UNCITED}"
_ENGLISH = rf"(?=(?<=[.:]){_SPACE}|{_SPACE}*[–—]|{_SPACE}*\((?!\w{{1,4}}\))|{_SPACE}*$)"
_NO_DIGIT = "(?![0-9０-９])"
_NO_WORD = "(?![A-Za-z0-9])"
_SENTENCES = {
    "open": f"(?!(?:{_PARTICLE})|、{{again}})",
    "bracket": f"(?!(?:{_PARTICLE.removeprefix('から|')})|(?:から|、){{again}})",
    "sign": f"(?!(?<=、){{again}}(?:、|{_PARTICLE}))",
}
"""What a number in a sentence goes on with, by what ends a marker: 第3条から, （１）、（２）の, ア、イ及び."""

_RANGE = "第{n}条(?:の{n})*(?:から|及び|および|、|・|[〜～])第{n}条(?:の{n})*(?:まで)?"


Role = Literal["paragraph", "item", ""]
"""What a number is beneath an article: 項, 号 or neither."""


@dataclass(frozen=True, eq=False)
class Style:
    """One way of writing markers."""

    name: str  # what is called alike is counted on in one list
    form: str  # regular expression of the marker, `{n}` standing for the number
    numerals: Numerals
    ahead: str  # regular expression of what must follow the marker
    rank: Rank = ""
    heading: str = ""  # what must follow in a heading, where that is less
    role: Role = ""
    compound: bool = False  # all parts of the value are steps of the number path (3.2), not a branch (3の2)
    beneath: bool = False  # only beneath an open number that it repeats: 1.1 beneath 1
    run: int = 1  # how many numbers must count up for a list to begin
    ends: Literal["open", "bracket", "sign"] = "sign"  # what ends it, by which it is told from a number in a sentence
    first: str = ""  # the characters with which it begins, unless that is its number

    @cached_property
    def line(self) -> re.Pattern[str]:
        """The marker at the start of a line, white space before it not included."""
        return self._pattern(self.ahead)

    @cached_property
    def title(self) -> re.Pattern[str]:
        """The marker at the start of a heading."""
        return self._pattern(self.heading or self.ahead)

    def _pattern(self, ahead: str) -> re.Pattern[str]:
        form = f"(?:{self.form.replace('{n}', self.numerals.pattern)})"
        again = f"(?:{form}|{self.numerals.pattern})"
        return re.compile(form + ahead + _SENTENCES[self.ends].replace("{again}", again))

    @cached_property
    def number(self) -> re.Pattern[str]:
        """One number within a marker."""
        return re.compile(self.numerals.pattern)

    @property
    def firsts(self) -> frozenset[str]:
        """The characters with which a marker can begin."""
        return frozenset(self.first) or self.numerals.firsts


@dataclass(frozen=True, slots=True, eq=False)
class MarkerReading:
    """One way to read the start of a line as a marker: "（２）あ" → style "enclosed", value (2,), text "あ"."""

    style: Style
    value: Value  # empty where the marker has no number: 附則
    marker: str  # as typed
    space: str  # as typed between the marker and the text
    text: str
    key: str  # tells lists apart: "enclosed"; "dotted 2" for 1.1, "dotted 3" for 1.1.1
    end: Value = ()  # the last number of several that the marker stands for: (4,) of 第2条から第4条まで
    bold: bool = False  # whether the whole line is bold

    @property
    def core(self) -> str:
        """The number as a sentence would name it: 3 for "3.", 第3条 and （２） as they are."""
        core = self.marker.rstrip(".．、:：")
        return core.rstrip(")）") if core[:1] not in "(（" else core

    @property
    def digits(self) -> str:
        """The number alone: "２" of "（２）", "一" of "一、"."""
        return "".join(self.style.number.findall(self.marker)[:1])

    def successor(self, last: Value) -> str:
        """The marker after `last`, written as this one is: of "第九条", with `last` (3,), it is "第四条"."""
        numbers = list(self.style.number.finditer(self.marker))
        depth = min(len(last), len(numbers))
        found = numbers[depth - 1]
        end = numbers[depth].start() - 1 if depth < len(numbers) else len(self.marker)
        text = self.style.numerals.write(last[depth - 1] + 1, found.group())
        return self.marker[: found.start()] + text + self.marker[found.end() : end]


def _statute(rank: Rank, word: str) -> Style:
    """A rank of statutes: 第3章, 第3章の2."""
    form = f"第{_GAP}{{n}}{_GAP}{word}(?:{_GAP}の{_GAP}{{n}})*[:：]?"
    return Style(rank, form, COUNT, f"(?:(?<=[:：])|{_SECTION})", rank, first="第")


def _english(name: str, word: str, rank: Rank) -> Style:
    """A rank in English: "Article 3 (Scope)", "Section 3.1: Scope"."""
    form = f"(?:{word}|{word.upper()}) {{n}}(?:[.]{{n}})*[.:]?"
    return Style(name, form, WORD, _ENGLISH, rank, f"(?={_SPACE}|[(]|$)", compound=True, first=word[0])


def _enclosed(name: str, numerals: Numerals, role: Role = "", run: int = 1) -> Style:
    return Style(name, "[(（]{n}[)）]", numerals, "", role=role, run=run, ends="bracket", first="(（")


def _lettered(name: str, numerals: Numerals, role: Role = "") -> tuple[Style, ...]:
    return (
        Style(f"{name} dot", "{n}[.．]", numerals, "", role=role),
        Style(f"{name} comma", "{n}、", numerals, "", role=role),
        Style(f"{name} parenthesis", "{n}[)）]", numerals, "", role=role),
        Style(f"{name} space", "{n}", numerals, f"(?={_SPACE})", role=role),
    )


def _counted(name: str, numerals: Numerals) -> tuple[Style, ...]:
    """Letters, which are markers only where two of them count up: "(a)", "a)", "a."."""
    return (
        _enclosed(f"enclosed {name}", numerals, run=2),
        Style(f"{name} parenthesis", "{n}[)）]", numerals, _NO_WORD, run=2),
        Style(f"{name} dot", "{n}[.．]", numerals, _NO_WORD, run=2),
    )


_ANNEX = "(?:別表|別紙|別添|別記様式|別記|様式)"
_SCHEDULE = "(?:Schedule|Annex|Appendix|SCHEDULE|ANNEX|APPENDIX)"
DOT = Style("dot", "{n}[.．]", ARABIC, _NO_DIGIT, role="paragraph")

STYLES: tuple[Style, ...] = (
    Style("supplement", f"[附付]{_SPACE}{{0,4}}則(?:第?{{n}})?", COUNT, _ALONE, "supplement", first="附付"),
    Style("supplement", f"[(（][附付]{_SPACE}{{0,4}}則[)）]", NONE, _ALONE, "supplement", first="(（"),
    Style("annex", f"{_ANNEX}{_SPACE}?第?{{n}}号?(?:の{{n}})*", COUNT, _SECTION, "annex", first="別様"),
    Style("annex", _ANNEX, NONE, _ALONE, "annex", first="別様"),
    Style("annex", f"{_SCHEDULE} {{n}}[.:]?", LABEL, _ENGLISH, "annex", f"(?={_SPACE}|[(]|$)", first="SA"),
    Style("annex", f"{_SCHEDULE}[.:]?", NONE, _ENGLISH, "annex", first="SA"),
    _statute("part", "編"),
    _statute("chapter", "章"),
    _statute("section", "節"),
    _statute("subsection", "款"),
    _statute("division", "目"),
    _statute("article", "条"),
    Style("article", _RANGE, COUNT, f"(?={_SPACE}*削除)", "article", first="第"),
    _english("part", "Part", "part"),
    _english("chapter", "Chapter", "chapter"),
    _english("Article", "Article", "article"),
    _english("Section", "Section", "article"),
    Style("ordinal", "第{n}", COUNT, f"(?={_SPACE})", run=2, first="第"),
    Style("word", "第{n}項", COUNT, _SECTION, role="paragraph", first="第"),
    Style("word", "{n}項", COUNT, _SECTION, role="paragraph"),
    DOT,
    Style("comma", "{n}、", ARABIC, _NO_DIGIT),
    Style("parenthesis", "{n}[)）]", ARABIC, _NO_DIGIT),
    Style("dashed", "{n}(?:[-－‐−]{n})+[.．]", ARABIC, _NO_DIGIT, compound=True),
    Style("dashed", "{n}(?:[-－‐−]{n})+", ARABIC, f"(?={_SPACE})", compound=True, beneath=True),
    Style("dotted", "{n}(?:[.．]{n})+[.．]?", ARABIC, f"(?={_SPACE})", compound=True, beneath=True),
    Style("bare", "{n}", ARABIC, "(?=[\t　])", role="paragraph"),
    Style("bare", "{n}", ARABIC, "(?= )", role="paragraph", run=3),
    _enclosed("enclosed", ARABIC, "item"),
    _enclosed("enclosed kana", GOJUON),
    _enclosed("enclosed iroha", IROHA),
    _enclosed("enclosed kanji", KANJI, "item"),
    Style("circled", "{n}", CIRCLED, "", ends="open"),
    Style("parenthesised", "{n}", PARENTHESISED_DIGITS, "", ends="open"),
    *_lettered("kana", GOJUON),
    *_lettered("iroha", IROHA),
    *_lettered("kanji", KANJI, "item"),
    *_counted("lower", LOWER),
    *_counted("upper", UPPER),
    *_counted("roman", ROMAN_LOWER),
    *_counted("ROMAN", ROMAN_UPPER),
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
_CLOSING = re.compile(r"以\s{0,4}上\s*")
_TABS = 2  # in a line that is one of a table
_CONTENTS = re.compile(r"[(（]第[^()（）]{1,8}条[^()（）]{0,20}[)）]\s*$")  # ends a line of a table of contents


def readings(text: str, heading: bool = False) -> tuple[MarkerReading, ...]:
    """Every way to read the start of `text` as a marker, in the order of `STYLES`.

    "（２）あ" has one; "イ、あ" has two, as イ is the second of アイウ and the first of イロハ; "1から3" has none, nor
    has a line of a table that was pasted with tabs.
    """
    styles = _BY_FIRST.get(text[:1])
    return tuple(_read(text, styles, heading)) if styles and text.count("\t") < _TABS else ()


def _read(text: str, styles: Iterable[Style], heading: bool = False) -> Iterator[MarkerReading]:
    for style in styles:
        found = (style.title if heading else style.line).match(text)
        numbers = [style.numerals.read(n) for n in style.number.findall(found.group())] if found else []
        if found and None not in numbers:
            space = _SPACES.match(text, found.end())
            end = space.end() if space else found.end()
            value = tuple(number for number in numbers if number is not None)
            if style.rank in GROUPINGS and not heading and _CONTENTS.search(text):
                continue
            key = f"{style.name} {len(value)}" if style.compound and not style.rank else style.name
            yield _ranged(MarkerReading(style, value, found.group(), text[found.end() : end], text[end:], key))


def _ranged(reading: MarkerReading) -> MarkerReading:
    """A reading whose marker stands for several numbers, with the first as its value and the last as its end."""
    parts = reading.marker.split("第")[1:]
    if reading.style.rank != "article" or len(parts) != 2:
        return reading
    first = len(reading.style.number.findall(parts[0]))
    return replace(reading, value=reading.value[:first], end=reading.value[first:])


def is_note(text: str) -> bool:
    """Tell whether a line is a note on what stands above it; it stays on a line of its own."""
    return text.startswith(_NOTES)


def is_caption(text: str) -> bool:
    """Tell whether a line announces what follows it (【…】, ■); it stays on a line of its own."""
    return text.startswith(_CAPTIONS)


def is_closing(text: str) -> bool:
    """Tell whether a line ends every list although it is no marker: 以上."""
    return bool(_CLOSING.fullmatch(text))


def follows(last: Value, value: Value) -> bool:
    """Tell whether `value` is the number after `last`, branches included: 3の2 and 4 both follow 3."""
    if value == (*last, 2):
        return True
    shared = len(value) - 1
    return 0 <= shared < len(last) and value[:shared] == last[:shared] and value[-1] == last[shared] + 1
