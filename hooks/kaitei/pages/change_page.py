"""Marks put into the HTML of a text: the one way in which a page of changes differs from the page of its text.

The text is gone through once, in reading order, beside the clauses that were read off it. Where a clause begins, its
element has the clause's anchor; text under no clause follows a list of clauses. Within a clause whose words differ,
each piece of text is found again in its `Stream`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from kaitei.pages.change_marks import Gone, Stream
from kaitei.text.fill import BLOCK

_PIECE = re.compile(f"(<[^<>]*>|{BLOCK})")
_NAME = re.compile(r"</?([a-z0-9]+)")
_ID = re.compile(r' id="([^"]*)"')
_UNIT = re.compile(r"&[#\w]+;|.", re.DOTALL)
_BLOCKS = frozenset({"p", "ul", "ol", "dl", "table", "div", "pre", "blockquote", "details", "hr"})
_FOOTNOTES = '<div class="footnote">'
_CLAUSES, _CLAUSE, _BODY, _MARKER = ' class="clauses', ' class="clause"', ' class="clause-body"', ' class="marker"'
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Lost(NamedTuple):
    """A clause that is no longer there."""

    depth: int
    html: Markup  # as an item of a list of clauses
    alone: Markup  # where it stands in none


@dataclass(frozen=True)
class Marks:
    """What is to be marked in a text, by the places of its clauses in reading order."""

    anchors: Mapping[str, int]
    nameless: frozenset[int]  # text under no clause
    depths: Sequence[int]
    new: frozenset[int]  # all that they say is new
    streams: Mapping[int, Stream]
    notes: Mapping[int, Markup]  # what is said beside them
    lost: Mapping[int, Sequence[Lost]]  # what stood after them
    came: Callable[[str], str]  # marks HTML as new
    gone: Callable[[Gone], str]  # shows what is gone


class Writer:
    """Writes a text with its marks."""

    def __init__(self, marks: Marks) -> None:
        """Begin before the title, which is the first clause."""
        self.marks = marks
        self.out: list[str] = []
        self.place = 0
        self.unknown = False  # whether what is read now stands in no clause that is known
        self.follows = False  # whether a list of clauses, or the title, stands before
        self.lost = list(marks.lost.get(0, ()))
        self.found = 0  # how far the stream of the clause is written
        self.ends = 0  # after the last words of the clause that are written
        self.heading = False  # whether this is the heading of a clause
        self.mute = ""
        self.block = False  # whether this is a block of facts, whose values stand in an order of their own
        self.values: dict[str, str] = {}  # the value in each piece of the clause's blocks
        self.row = -1  # where the row of a table begins
        self.under: list[str] = []  # gone rows that follow it
        self.items: list[int] = []  # open <li>: the place of the clause, -1 for any other
        self.bodies: list[int] = []  # open <div>: the same
        self.lists: list[bool] = []  # open <ol> and <ul>: whether they are of clauses

    def title(self, text: str) -> Markup:
        """Write the title."""
        self._text(text)
        self._leave()
        found, self.out, self.ends, self.follows = Markup("".join(self.out)), [], 0, True
        return found

    def text(self, filled: str) -> Markup:
        """Write the text that follows it."""
        for piece in _PIECE.split(filled):
            if piece == BLOCK:
                self.block = not self.block
            elif piece[:1] == "<":
                self._tag(piece)
            elif piece:
                self._text(piece)
        self._leave()
        self._tell_lost()
        return Markup("".join(self.out))

    def _tag(self, tag: str) -> None:
        name = _NAME.match(tag)
        named = name[1] if name else ""
        if self.mute:
            self.mute = "" if tag == f"</{self.mute}>" else self.mute
            self.out.append(tag)
        elif tag[1] == "/":
            self._end(named, tag)
        else:
            self._start(named, tag)

    def _start(self, name: str, tag: str) -> None:
        place = self._place(name, tag)
        if place >= 0:
            self._enter(place, listed=name == "li")
        elif tag == _FOOTNOTES:
            last = len(self.marks.depths) - 1
            self._enter(last if last in self.marks.nameless else 1)
            self._tell_note()
        elif self.follows and name in _BLOCKS and _CLAUSES not in tag:
            self._follow()
        self._open(name, tag, place)
        self.out.append(tag)
        if name == "div" and self.bodies[-1] >= 0:
            self._tell_note()
        if place >= 0 or (name == "div" and self.bodies[-1] >= 0):
            self.ends = len(self.out)

    def _place(self, name: str, tag: str) -> int:
        """The clause that begins with a tag, -1 for none."""
        found = _ID.search(tag) if name in _HEADINGS or (name == "li" and _CLAUSE in tag) else None
        return self.marks.anchors.get(html.unescape(found[1]), -1) if found else -1

    def _open(self, name: str, tag: str, place: int) -> None:
        """Remember what is open."""
        if name == "li":
            self.items.append(place)
        elif name in ("ol", "ul"):
            self.lists.append(_CLAUSES in tag)
        elif name == "div":
            self.bodies.append(self.items[-1] if _BODY in tag and self.items else -1)
        elif name == "tr":
            self.row = len(self.out)
        elif name == "aside" or (name == "span" and _MARKER in tag and self.place not in self.marks.new):
            self.mute = name
        elif name in _HEADINGS:
            self.heading = place >= 0

    def _end(self, name: str, tag: str) -> None:
        if name == "div" and self.bodies and (place := self.bodies.pop()) == self.place:
            self._leave()
            while self.lost and self.lost[0].depth > self.marks.depths[place]:
                self.out.append(self.lost.pop(0).alone)
        self.out.append(tag)
        if name == "li" and self.items and (place := self.items.pop()) >= 0:
            while self.lost and self.lost[0].depth == self.marks.depths[place]:
                self.out.append(self.lost.pop(0).html)
        elif name in ("ol", "ul") and self.lists:
            self.follows = self.lists.pop() or self.follows
        elif name == "tr":
            self.out += self.under
            self.row, self.under = -1, []
        elif name in _HEADINGS and self.heading:
            self._tell_note()
            self.heading = False

    def _follow(self) -> None:
        """Go on with text that stands under no clause."""
        if self.place + 1 in self.marks.nameless:
            self._enter(self.place + 1)
            self._tell_note()
        else:
            self._leave()
            self.unknown, self.follows = True, False

    def _enter(self, place: int, listed: bool = False) -> None:
        """Begin with a clause; what stood before it and is gone is told first."""
        self._leave()
        self._tell_lost(listed)
        self.place, self.found, self.unknown, self.follows = place, 0, False, False
        self.values.clear()
        self.lost = list(self.marks.lost.get(place, ()))
        self.ends = len(self.out)

    def _tell_note(self) -> None:
        self.out.append(self.marks.notes.get(self.place, ""))

    def _tell_lost(self, listed: bool = False) -> None:
        self.out += [one.html if listed else one.alone for one in self.lost]
        self.lost = []

    def _leave(self) -> None:
        """Tell what is gone of the clause and was not told where it stood, as what stands there now was not found."""
        stream = self.marks.streams.get(self.place)
        if stream and not self.unknown:
            left = sorted([*stream.before.items(), *stream.after.items()])
            self.out[self.ends : self.ends] = [self.marks.gone(one) for _, gone in left for one in gone]
            stream.before.clear()
            stream.after.clear()

    def _text(self, text: str) -> None:
        if self.mute or self.unknown or not text.strip():
            self.out.append(text)
            return
        if self.place in self.marks.new:
            self.out.append(self.marks.came(text))
        elif stream := self.marks.streams.get(self.place):
            self._words(stream, text)
        else:
            self.out.append(text)
        self.ends = len(self.out)

    def _words(self, stream: Stream, text: str) -> None:
        units = [(unit, html.unescape(unit)) for unit in _UNIT.findall(text)]
        key = "".join([char for _, char in units if not char.isspace()])
        places = iter(self._places(stream, key))
        run: list[str] = []
        came = False
        for unit, char in units:
            at = -1 if char.isspace() else next(places)
            gone = stream.before.pop(at, ())
            if gone or (not char.isspace() and came != (at >= 0 and stream.came[at])):
                self._run(run, came)
                run, came = [], at >= 0 and stream.came[at]
                self._gone(gone, before=True)
            run.append(unit)
            if gone := stream.after.pop(at, ()):
                self._run(run, came)
                run = []
                self._gone(gone, before=False)
        self._run(run, came)

    def _places(self, stream: Stream, key: str) -> list[int]:
        """Where in the stream each character of a piece of text stands, -1 for nowhere.

        A piece of a block is one of its values, or what is said around one: 2026年4月1日改定.
        """
        if not self.block:
            at = stream.text.find(key, self.found)
            self.found = max(self.found, at + len(key)) if at >= 0 else self.found
            return list(range(at, at + len(key))) if at >= 0 else [-1] * len(key)
        if key not in self.values:
            within = (one for one in stream.lines if one and one in key)
            self.values[key] = key if key in stream.lines else next(within, "")
        value = self.values[key]
        places, begin = [-1] * len(key), key.find(value)
        if value:
            places[begin : begin + len(value)] = range(stream.lines[value], stream.lines[value] + len(value))
        return places

    def _run(self, run: list[str], came: bool) -> None:
        """Write words; blanks after those that came are no part of them."""
        words = "".join(run)
        said = words.rstrip() if came else ""
        self.out += [self.marks.came(said) if said else "", words[len(said) :]]

    def _gone(self, gone: Sequence[Gone], before: bool) -> None:
        for one in gone:
            if one.kind != "row" or self.row < 0:
                self.out.append(self.marks.gone(one._replace(kind="line") if one.kind == "row" else one))
            elif before:
                self.out.insert(self.row, self.marks.gone(one))
                self.row += 1
            else:
                self.under.append(self.marks.gone(one))
