"""The labels that Word shows before paragraphs and keeps nowhere: 第１条, （一）, ①, ア.

A paragraph belongs to a level of a list by its own properties, by those of its style or of one on which that is based,
or because a level names its style. Lists with one definition count on together. Source: ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kaitei.intake.word.names import Element, at, on, value, w, whole
from kaitei.intake.word.numerals import written

LEVELS = 9
BULLET = "・"
"""What stands for a bullet that is a character of a font of signs alone."""

_PLACE = re.compile("%([1-9])")
_DEEPEST = 20  # styles based on one another
_SEEN = re.compile("[^\ue000-\uf8ff\u2022\u00b7\uff65o§\x00-\x20]")


class Label(NamedTuple):
    """What is shown before a paragraph."""

    text: str = ""
    nested: int = 0  # the levels above it that are written as its own is, from which indentation alone tells it


class _Place(NamedTuple):
    """A level of a list."""

    list: str
    level: int


@dataclass
class _Level:
    """How a level is counted and written."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # the number of the level after which it begins anew; 0 never; None after any before it
    legal: bool = False  # all numbers in it in digits
    of: str | None = None  # the style of the paragraphs that are on it
    hidden: bool = False


@dataclass
class _List:
    """A list: the definition that it shares with others, and its levels."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)  # levels that begin with another number in this list


class Numbering:
    """Counts through a document; ask it for each paragraph once, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        """Read definitions of lists and styles."""
        self.styles = {
            one.get(w("styleId")): one for one in (styles if styles is not None else ()) if one.tag == w("style")
        }
        self.lists = _lists(numbering, self.styles) if numbering is not None else {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[_Place] = set()

    def label(self, properties: Element | None) -> Label:
        """The label of a paragraph with these properties (`w:pPr`)."""
        place = self._place(properties)
        found = self.lists.get(place.list) if place else None
        if place is None or found is None or place.level not in found.levels:
            return Label()
        counts = self._count(place, found)
        level = found.levels[place.level]
        if level.hidden:
            return Label()
        if level.style == "bullet":
            return Label(level.text if _SEEN.search(level.text) else BULLET, place.level)
        numbers = {at: counts.get(at, found.levels[at].start) for at in found.levels}
        styles = {at: "decimal" if level.legal else one.style for at, one in found.levels.items()}
        text = _PLACE.sub(lambda of: _part(int(of[1]) - 1, numbers, styles), level.text)
        return Label(text, sum(_alike(one, level) for at, one in found.levels.items() if at < place.level))

    def style_of(self, properties: Element | None) -> list[Element]:
        """The style of a paragraph and those on which it is based, the nearest first."""
        name, found = value(properties, "pStyle") or self._default(), list[Element]()
        while name in self.styles and len(found) < _DEEPEST:
            found.append(self.styles[name])
            name = value(found[-1], "basedOn")
        return found

    def _default(self) -> str | None:
        marked = (
            name
            for name, one in self.styles.items()
            if one.get(w("default")) == "1" and one.get(w("type")) == "paragraph"
        )
        return next(marked, None)

    def _place(self, properties: Element | None) -> _Place | None:
        styles = self.style_of(properties)
        number, level = value(properties, "numPr/numId"), value(properties, "numPr/ilvl")
        for style in styles:
            number = number or value(style, "pPr/numPr/numId")
            level = level or (value(style, "pPr/numPr/ilvl") if number else None)
        if number in (None, "0"):
            return None
        assert number
        names = [style.get(w("styleId")) for style in styles]
        own = self.lists[number].levels if number in self.lists else {}
        linked = next((at for name in names for at, one in own.items() if one.of == name), 0)
        return _Place(number, whole(level, 0) if level is not None else linked)

    def _count(self, place: _Place, found: _List) -> dict[int, int]:
        """Count a paragraph; the numbers of all levels as they are at it."""
        counts = self.counts.setdefault(found.definition, {})
        level = place.level
        if level in found.starts and place not in self.begun:
            counts[level] = found.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else found.levels[level].start
        self.begun.add(place)
        for above in range(level):
            if above in found.levels:
                counts.setdefault(above, found.levels[above].start)
        for deeper in [one for one in counts if one > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                del counts[deeper]
        return counts


def _part(level: int, numbers: Mapping[int, int], styles: Mapping[int, str]) -> str:
    return written(numbers[level], styles[level]) if level in numbers else ""


def _alike(one: _Level, other: _Level) -> bool:
    """Whether two levels write their labels alike: 1. beneath 1."""
    return (one.style, _PLACE.sub("%", one.text)) == (other.style, _PLACE.sub("%", other.text))


def _lists(numbering: Element, styles: Mapping[str, Element]) -> dict[str, _List]:
    definitions = {one.get(w("abstractNumId")): one for one in numbering.iter(w("abstractNum"))}
    numbers = {one.get(w("numId")): one for one in numbering.iter(w("num"))}
    made = {}
    for name, one in numbers.items():
        definition = value(one, "abstractNumId") or ""
        definition = _linked(definition, definitions, numbers, styles)
        levels = _levels(definitions.get(definition))
        starts = {}
        for override in one.iter(w("lvlOverride")):
            level = whole(override.get(w("ilvl")))
            if (other := at(override, "lvl")) is not None:
                levels[level] = _level(other)
            if (start := value(override, "startOverride")) is not None:
                starts[level] = whole(start, 1)
        made[name] = _List(definition, levels, starts)
    return made


def _linked(
    name: str, definitions: Mapping[str, Element], numbers: Mapping[str, Element], styles: Mapping[str, Element]
) -> str:
    """The definition that a style of lists stands for, where one only names such a style."""
    for _ in range(_DEEPEST):
        link = value(definitions.get(name), "numStyleLink")
        number = value(styles.get(link or ""), "pPr/numPr/numId")
        other = value(numbers.get(number or ""), "abstractNumId")
        if not other or other == name:
            return name
        name = other
    return name


def _levels(definition: Element | None) -> dict[int, _Level]:
    found = definition.iter(w("lvl")) if definition is not None else ()
    return {level: _level(one) for one in found if 0 <= (level := whole(one.get(w("ilvl")))) < LEVELS}


def _level(one: Element) -> _Level:
    restart = value(one, "lvlRestart")
    return _Level(
        style=_format(one),
        text=value(one, "lvlText") or "",
        start=whole(value(one, "start"), 1),
        restart=None if restart is None else whole(restart),
        legal=on(one, "isLgl"),
        of=value(one, "pStyle"),
        hidden=on(one, "rPr/vanish"),
    )


def _format(one: Element) -> str:
    """The format of a level, wherever newer files keep it (in the branch for newer programs)."""
    found = at(one, "numFmt")
    formats = [found] if found is not None else list(one.iter(w("numFmt")))
    return (formats[0].get(w("val")) or "decimal") if formats else "decimal"
