"""What a clause says: of its text as typed, that which is compared, and where each of its characters stands.

Not compared are white space (but between Latin letters and digits), line breaks within a sentence, characters that
cannot be seen, targets of links and images, and bullets. Characters that are equal in Unicode's NFC are one, and a
radical is the character that looks like it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from kaitei.comparison.letters import LIKE, MARKS, seen
from kaitei.comparison.model import Op, Segment
from kaitei.source.characters import IGNORED
from kaitei.text.markdown.document import Line
from kaitei.text.markdown.plain_text import CELLS, line_text

Place = tuple[int, int]
"""A stretch of a text: where it begins, and where it ends."""

_BULLET = re.compile(" *- ")
"""What stands before an item without a number."""

_REMEMBERED = 2_000
"""How many clauses are kept for the next text: about those of two policies, and what they were before."""

_ADDRESS = r"(?:[/#]|[A-Za-z][A-Za-z0-9+.\-]*:)[^<>\n]*"
_APART = re.compile(rf"[\s<!{IGNORED}{LIKE}{MARKS}]")
_PARTS = re.compile(
    rf"(?P<target>\s*<(?P<at>{_ADDRESS})>)"
    rf"|(?P<image>!\[(?=[^\[\]\n]*\]\s*<{_ADDRESS}>))|(?P<closed>\](?=\s*<{_ADDRESS}>))"
    rf"|(?P<blank>\s+)|[{IGNORED}]+|[{LIKE}]|[^\s{MARKS}][{MARKS}]+"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9０-９Ａ-Ｚａ-ｚ]{2}")
_SAID = re.compile(r"[。！？.!?][」』”）)\"]*$")
_TAIL = 8  # characters before a blank in which a sentence is seen to end


class Places(NamedTuple):
    """Where what is compared stands in a text."""

    ends: frozenset[int]  # places in what is compared where a line ends, or a sentence before a blank
    rows: tuple[tuple[Place, ...], ...]  # of tables: the places of the cells, likewise
    starts: tuple[int, ...]  # likewise, where each stretch begins that stands in the text without a break,
    origins: tuple[Place, ...]  # and where in the text it stands


@dataclass(frozen=True, eq=False, slots=True)
class Wording:
    """What a clause says by itself, wherever it stands and whatever stands beneath it.

    Compared by identity (`eq=False`): where clauses say the same in the same letters, they share the object.
    """

    text: str  # its lines as typed, joined
    plain: str  # what of it is compared, with "\n" where a paragraph or a row of a table ends
    places: Places  # where in `text` the characters of `plain` stand
    targets: tuple[str, ...] = ()  # where its links lead and its images are, in order
    dress: tuple[Place, ...] = ()  # places in `text` of what is not compared but is seen

    def marked(self, marks: Sequence[Place], op: Op, rest: Op = "=") -> tuple[Segment, ...]:
        """The text in segments: `op` at places of `plain`, "~" for what is not compared, else `rest`."""
        if not marks and not self.dress:
            return (Segment(rest, self.text),) if self.text else ()
        stretches: list[tuple[int, int, Op]] = []
        done = 0
        for start, end in [self._typed(*mark) for mark in marks if mark[0] < mark[1]]:
            stretches += [(done, start, rest), (start, end, op)]
            done = end
        stretches.append((done, len(self.text), rest))
        if self.dress:
            stretches = [part for stretch in stretches for part in self._dressed(*stretch)]
        return tuple([Segment(of, self.text[start:end]) for start, end, of in stretches if start < end])

    def _typed(self, start: int, end: int) -> Place:
        """Turn a place of `plain` into one of `text`; words are marked without the line feeds around them."""
        words = self.plain[start:end]
        if not words.isspace():
            start, end = start + len(words) - len(words.lstrip("\n")), end - len(words) + len(words.rstrip("\n"))
        _, _, starts, origins = self.places
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
        whole = end == (starts[last + 1] if last + 1 < len(starts) else len(self.plain))
        return origins[first][0] + start - starts[first], origins[last][whole] + (0 if whole else end - starts[last])

    def _dressed(self, start: int, end: int, op: Op) -> Iterator[tuple[int, int, Op]]:
        """Yield a stretch of the text in parts, with "~" for what of it is not compared."""
        at = bisect_left(self.dress, (start, start))
        while at < len(self.dress) and self.dress[at][1] <= end:
            begin, after = self.dress[at]
            yield start, begin, op
            yield begin, after, "~"
            start, at = after, at + 1
        yield start, end, op


def ends(text: str) -> bool:
    """Whether a text ends with the end of a sentence."""
    return bool(_SAID.search(text[-_TAIL:]))


@lru_cache(maxsize=_REMEMBERED)
def wording(lines: tuple[Line, ...]) -> Wording:
    """Read the lines of a clause."""
    text = "\n".join(map(line_text, lines))
    if not _APART.search("".join(map("".join, lines))) and not any(_BULLET.match(line[0]) for line in lines):
        return Wording(text, *_simple(lines))
    reader = _Reader()
    for line in lines:
        reader.line(line)
    return Wording(text, "".join(reader.parts), reader.places(), tuple(reader.targets), tuple(reader.dress))


def _simple(lines: tuple[Line, ...]) -> tuple[str, Places]:
    """What is compared of lines in which nothing but their ends is read otherwise than it is typed."""
    parts: list[str] = []
    rows: list[tuple[Place, ...]] = []
    ends, starts, origins = [], [0], [0]
    size = place = 0
    tail, table = "", False
    for number, line in enumerate(lines):
        row = len(line) > 1
        words = CELLS.join(line) if row else line[0]
        if number:
            feed = _feed(row or table, tail, words[:1])
            ends.append(size)
            parts.append(feed)
            place, size = place + 1, size + len(feed)
            if not feed:
                starts.append(size)
                origins.append(place)
        if row:
            rows.append(_cells(line, size))
        parts.append(words)
        place, size = place + len(words), size + len(words)
        tail, table = words[-_TAIL:] or tail, row
    limits = [*(start - 1 for start in origins[1:]), place]
    return "".join(parts), Places(frozenset(ends), tuple(rows), tuple(starts), tuple(zip(origins, limits, strict=True)))


def _cells(row: Line, start: int) -> tuple[Place, ...]:
    """Give the places of the cells of a row that begins at `start`."""
    starts = accumulate((len(cell) + len(CELLS) for cell in row), initial=start)
    return tuple([(begin, begin + len(cell)) for begin, cell in zip(starts, row, strict=False)])


def _feed(hard: bool, before: str, after: str) -> str:
    """What a line feed is: itself where a sentence or a row ends, a blank between Latin letters, else nothing."""
    if hard or ends(before):
        return "\n"
    return " " if _LATIN.match(before[-1:] + after) else ""


class _Reader:
    """Reads lines as they are typed, and keeps what of them is compared."""

    def __init__(self) -> None:
        self.parts: list[str] = []  # of what is compared
        self.size = 0  # of them
        self.tail = ""  # the last characters of them
        self.place = 0  # in the text as typed
        self.begun = self.row = self.image = False  # whether there was a line, a row just now, an image is open
        self.ends: set[int] = set()
        self.rows: list[tuple[Place, ...]] = []
        self.targets: list[str] = []
        self.dress: list[Place] = []
        self.starts: list[int] = []
        self.origins: list[Place] = []

    def places(self) -> Places:
        """Where what was read stands."""
        return Places(frozenset(self.ends), tuple(self.rows), tuple(self.starts), tuple(self.origins))

    def line(self, line: Line) -> None:
        """Read a line that follows those read before."""
        row = len(line) > 1
        if self.begun:
            self._break(hard=row or self.row, after=line[0][:1])
        self.begun, self.row = True, row
        if row:
            self._cells(line)
            return
        text = line[0].replace("\n", " ")
        bullet = _BULLET.match(text)
        if bullet:
            self._undressed(bullet.end())
        self._text(text, bullet.end() if bullet else 0)

    def _break(self, hard: bool, after: str) -> None:
        self.ends.add(self.size)
        feed = _feed(hard, self.tail, after)
        self._keep(feed, 1)

    def _cells(self, line: Line) -> None:
        places: list[Place] = []
        for cell in line:
            if places:
                self._keep(CELLS, len(CELLS))
            start = self.size
            self._text(cell.replace("\n", " "), 0)
            places.append((start, self.size))
        self.rows.append(tuple(places))

    def _text(self, text: str, done: int) -> None:
        if _APART.search(text, done):
            for part in _PARTS.finditer(text, done):
                self._keep(text[done : part.start()])
                self._part(part, text[part.end() : part.end() + 1])
                done = part.end()
        self._keep(text[done:])

    def _part(self, part: re.Match[str], after: str) -> None:
        """Read what is not compared as it is typed."""
        size, kind = part.end() - part.start(), part.lastgroup
        if kind == "blank":
            self._blank(size, after)
        elif kind in ("target", "image") or (kind == "closed" and self.image):
            self.targets += [part["at"]] if kind == "target" else []
            self.image = kind == "image"
            self._undressed(size)
        else:
            self._keep(seen(part[0]), size)

    def _blank(self, size: int, after: str) -> None:
        if ends(self.tail):
            self.ends.add(self.size)
        self._keep(" " if _LATIN.match(self.tail[-1:] + after) else "", size)

    def _undressed(self, size: int) -> None:
        self.dress.append((self.place, self.place + size))
        self.place += size

    def _keep(self, plain: str, size: int = -1) -> None:
        """Compare some characters, which are typed as `size` characters here, if not as themselves."""
        size = len(plain) if size < 0 else size
        if plain:
            self._stretch(len(plain), size)
            self.parts.append(plain)
            self.size += len(plain)
            self.tail = (self.tail + plain[-_TAIL:])[-_TAIL:]
        self.place += size

    def _stretch(self, length: int, size: int) -> None:
        """Go on with the last stretch if this one follows it and both are typed as they are compared."""
        start, (begin, end) = (self.starts[-1], self.origins[-1]) if self.starts else (0, (0, -1))
        if end == self.place and self.size - start == end - begin and length == size:
            self.origins[-1] = begin, end + size
        else:
            self.starts.append(self.size)
            self.origins.append((self.place, self.place + size))
