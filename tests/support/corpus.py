"""Policies of any length and their amendments, made from sentences of our own, with every true edit known.

The same arguments give the same texts. A policy has chapters, numbered clauses under headings, nested items, tables
and the phrases that recur in every policy; an amendment rewords sentences, inserts, deletes and moves, and renumbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from kaitei.text.markdown.document import Clause
from tests.support.wording import JAPANESE, Wording

Part = tuple[str, str]
"""A stretch of a sentence, and the slot that it fills ("" for none)."""
Sentence = tuple[Part, ...]
Hunk = tuple[str, str]
"""What an editor took out and what they put in."""


@dataclass
class _Unit:
    """A clause that can still be edited; it keeps its name when it changes or moves."""

    name: int
    level: str  # chapter, clause, item, detail, text
    lines: list[list[Sentence]] = field(default_factory=list)  # a line's sentences, or a row's cells
    children: list[_Unit] = field(default_factory=list)
    table: int = 0  # how many lines at the end are rows, the header's among them

    def walk(self) -> Iterator[_Unit]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Amendment:
    """Two texts, and what an editor did to turn one into the other."""

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    pairs: frozenset[tuple[int, int]]  # clauses that are the same, by their places in reading order
    moved: frozenset[tuple[int, int]]
    hunks: tuple[Hunk, ...]  # inside clauses that are on both sides


def policy(characters: int, seed: int = 1) -> tuple[Clause, ...]:
    """Make a policy of about that many characters."""
    return _clauses(_Writer(seed).policy(characters), JAPANESE)


def amendment(characters: int, seed: int = 1, share: float = 0.17) -> Amendment:
    """Make a policy and its amendment, in which that share of the sentences was edited."""
    writer = _Writer(seed)
    units = writer.policy(characters)
    old, places = _clauses(units, JAPANESE), _places(units)
    editor = _Editor(writer, units)
    editor.reword(share)
    editor.restructure()
    now = _places(units)
    pairs = {name: (places[name], now[name]) for name in places if name in now}
    moved = frozenset(pairs[name] for name in editor.moved if name in pairs)
    hunks = tuple(hunk for name, hunk in editor.hunks if name in pairs)
    return Amendment(old, _clauses(units, JAPANESE), frozenset(pairs.values()), moved, hunks)


def revisions(
    characters: int, amount: int, seed: int = 1, share: float = 0.1, wording: Wording = JAPANESE
) -> Iterator[tuple[Clause, ...]]:
    """Make a policy and its amendments one upon the other, oldest first.

    Each rewords that share of the sentences and restructures one chapter in three, so that lengths hardly drift.
    """
    writer = _Writer(seed, wording)
    units = writer.policy(characters)
    yield _clauses(units, wording)
    for _ in range(amount - 1):
        editor = _Editor(writer, units)
        editor.reword(share)
        editor.restructure(1 / 3)
        yield _clauses(units, wording)


def size(clauses: tuple[Clause, ...]) -> int:
    """Count the characters of a text, numbers included."""
    every = (unit for clause in clauses for unit in clause.walk())
    return sum(len(unit.number) + sum(len(cell) for line in unit.lines for cell in line) for unit in every)


class _Writer:
    """Writes sentences and clauses, always the same ones for a seed."""

    def __init__(self, seed: int, wording: Wording = JAPANESE) -> None:
        self.random = random.Random(seed)
        self.wording = wording
        self.names = count()

    def policy(self, characters: int) -> list[_Unit]:
        units = [self.unit("text", [[self.sentence(), self.sentence()]])]
        written = 0
        while written < characters:
            chapter = self.unit("chapter", [[self.title()]])
            units.append(chapter)
            while len(chapter.children) < 6 and written < characters:
                chapter.children.append(self.clause())
                written += size(_clauses(chapter.children[-1:], self.wording))
        return [*units, self.unit("text", [[self.sentence()]])]

    def unit(self, level: str, lines: list[list[Sentence]]) -> _Unit:
        return _Unit(next(self.names), level, lines)

    def clause(self) -> _Unit:
        unit = self.unit("clause", [[self.title()], *self.paragraphs(1, 2)])
        for _ in range(self.random.choice((0, 2, 3))):
            unit.children.append(self.unit("item", self.paragraphs(1, 1)))
        sort = self.random.random()
        if sort < 0.35:
            (unit.children[-1] if unit.children else unit).children += self.listing(unit)
        elif sort < 0.5:
            rows = [self.row() for _ in range(self.random.randint(3, 7))]
            unit.lines += [[((cell, ""),) for cell in self.wording.header], *rows]
            unit.table = len(rows) + 1
        return unit

    def row(self) -> list[Sentence]:
        return [self.fill(cell) for cell in self.wording.row]

    def listing(self, unit: _Unit) -> list[_Unit]:
        (unit.children[-1] if unit.children else unit).lines[-1].append(((self.random.choice(self.wording.leads), ""),))
        items = [self.item() for _ in range(self.random.randint(3, 6))]
        return [self.unit("detail" if unit.children else "item", [[item]]) for item in items]

    def item(self) -> Sentence:
        common = self.random.random() < 0.35
        return (
            ((self.random.choice(self.wording.common), ""),)
            if common
            else self.fill(self.random.choice(self.wording.items))
        )

    def paragraphs(self, least: int, most: int) -> list[list[Sentence]]:
        amount = self.random.randint(least, most)
        return [[self.sentence() for _ in range(self.random.randint(1, 3))] for _ in range(amount)]

    def title(self) -> Sentence:
        return ((self.random.choice(self.wording.titles), "title"),)

    def sentence(self) -> Sentence:
        made = self.fill(self.random.choice(self.wording.sentences))
        return self.with_phrase(made)[0] if self.random.random() < 0.2 else made

    def fill(self, pattern: str) -> Sentence:
        pieces = pattern.replace(">", "<").split("<")
        parts = [
            (self.random.choice(self.wording.vocabulary[text]), text) if n % 2 else (text, "")
            for n, text in enumerate(pieces)
        ]
        return tuple(part for part in parts if part[0])

    def with_phrase(self, sentence: Sentence) -> tuple[Sentence, str]:
        """Put a phrase after a comma, or in front where there is none."""
        spots = [n for n, (text, _) in enumerate(sentence) if self.wording.comma in text]
        phrase = self.random.choice(self.wording.phrases)
        if not spots:
            return ((phrase, "phrase"), *sentence), phrase
        at = self.random.choice(spots)
        head, comma, tail = sentence[at][0].partition(self.wording.comma)
        parts = ((head + comma, ""), (phrase, "phrase"), (tail, ""))
        return (*sentence[:at], *(part for part in parts if part[0]), *sentence[at + 1 :]), phrase


class _Editor:
    """Amends a policy and writes down what it does."""

    def __init__(self, writer: _Writer, units: list[_Unit]) -> None:
        self.writer, self.units, self.random = writer, units, writer.random
        self.hunks: list[tuple[int, Hunk]] = []
        self.moved: set[int] = set()

    def reword(self, share: float) -> None:
        """Edit sentences, a share of all there are."""
        for unit in (unit for top in self.units for unit in top.walk()):
            for number, line in enumerate(unit.lines):
                row = number >= len(unit.lines) - unit.table
                for place in range(len(line) - 1, -1, -1):
                    if self.random.random() < share:
                        self._edit(unit, line, place, row or unit.level in ("chapter", "detail") or number == 0)

    def _edit(self, unit: _Unit, line: list[Sentence], place: int, plain: bool) -> None:
        deed = 0.0 if plain else self.random.random()
        if deed < 0.6:
            self._replace(unit, line, place)
        elif deed < 0.75:
            line[place], phrase = self.writer.with_phrase(line[place])
            self._note(unit, "", phrase)
        elif deed < 0.88 or len(line) < 2:
            line.insert(place + 1, self.writer.sentence())
            self._note(unit, "", _text(line[place + 1]))
        else:
            self._note(unit, _text(line.pop(place)), "")

    def _replace(self, unit: _Unit, line: list[Sentence], place: int) -> None:
        sentence = line[place]
        slots = [n for n, (_, slot) in enumerate(sentence) if slot in self.writer.wording.vocabulary]
        if not slots:
            return
        at = self.random.choice(slots)
        word, slot = sentence[at]
        other = self.random.choice([new for new in self.writer.wording.vocabulary[slot] if new != word])
        line[place] = (*sentence[:at], (other, slot), *sentence[at + 1 :])
        self._note(unit, word, other)

    def _note(self, unit: _Unit, gone: str, come: str) -> None:
        self.hunks.append((unit.name, (gone, come)))

    def restructure(self, share: float = 1) -> None:
        """Insert, delete and move clauses and items, a few for every chapter or for a share of them."""
        chapters = [unit for unit in self.units if unit.level == "chapter"]
        for chapter in chapters:
            if share < 1 and self.random.random() >= share:
                continue
            deed = self.random.randrange(4)
            if deed == 0:
                chapter.children.insert(self.random.randint(0, len(chapter.children)), self.writer.clause())
            elif deed == 1 and len(chapter.children) > 2:
                del chapter.children[self.random.randrange(len(chapter.children))]
            elif deed == 2:
                self._move(chapter, self.random.choice(chapters))
            self._items(chapter)
            self._rows(chapter)

    def _move(self, source: _Unit, target: _Unit) -> None:
        """Move a clause to another chapter, so that it is beyond doubt which one moved."""
        if source is not target and len(source.children) > 2:
            unit = source.children.pop(self.random.randrange(len(source.children)))
            target.children.insert(self.random.randint(0, len(target.children)), unit)
            self.moved.add(unit.name)

    def _items(self, chapter: _Unit) -> None:
        lists = [unit for unit in chapter.walk() if len(unit.children) > 2 and unit is not chapter]
        if lists:
            unit = self.random.choice(lists)
            level = unit.children[0].level
            unit.children.insert(self.random.randrange(3), self.writer.unit(level, [[self.writer.item()]]))
            if self.random.random() < 0.5:
                del unit.children[self.random.randrange(len(unit.children))]

    def _rows(self, chapter: _Unit) -> None:
        for unit in chapter.walk():
            if unit.table and self.random.random() < 0.5:
                row = self.writer.row()
                unit.lines.insert(len(unit.lines) - self.random.randrange(unit.table), row)
                unit.table += 1
                self._note(unit, "", " | ".join(map(_text, row)))


def _places(units: list[_Unit]) -> dict[int, int]:
    return {unit.name: place for place, unit in enumerate(unit for top in units for unit in top.walk())}


def _text(sentence: Sentence) -> str:
    return "".join(text for text, _ in sentence)


def _clauses(units: list[_Unit], wording: Wording) -> tuple[Clause, ...]:
    numbering = _Numbering(wording)
    return tuple(_clause(unit, place, numbering) for place, unit in enumerate(units, 1))


def _clause(unit: _Unit, place: int, numbering: _Numbering) -> Clause:
    number, anchor = numbering(unit.level, place)
    first, gap = len(unit.lines) - unit.table, numbering.wording.gap
    lines = tuple(
        tuple(map(_text, line)) if n >= first else (gap.join(map(_text, line)),) for n, line in enumerate(unit.lines)
    )
    children = tuple(_clause(child, n, numbering) for n, child in enumerate(unit.children, 1))
    return Clause(anchor, number, unit.level in ("chapter", "clause"), lines, children)


class _Numbering:
    """Numbers a text's chapters and clauses throughout, and items and details by their places."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.throughout = {"chapter": count(1), "clause": count(1)}

    def __call__(self, level: str, place: int) -> tuple[str, str]:
        """The number and the anchor of a unit."""
        if level not in self.wording.numbers:
            return "", ""
        n = next(self.throughout[level]) if level in self.throughout else place
        number = self.wording.numbers[level].format(n=n, wide=str(n).translate(_WIDE), circled=chr(0x245F + place))
        return number, f"{'c' if level == 'clause' else level}{n}"


_WIDE = {ord("0") + n: ord("０") + n for n in range(10)}
