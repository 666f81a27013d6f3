"""A text that was shown, edited elsewhere and read again, put back into what it was typed as.

Lines whose words are the same stay exactly as typed, with placeholders, gists and marks; others take the new words,
in which placeholders stay whose value still stands in its place.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from kaitei.comparison.tokens import differences
from kaitei.intake import html_rows, marks
from kaitei.intake.marks import CLOSE, OPENED, SPAN, Marked
from kaitei.text.markdown.delimited import opening
from kaitei.text.markdown.dress import undressed

_DRESS = re.compile(r"[ \t\u3000]*(?:#{1,6}[ \t]+|[-*+][ \t]+)?")
_BLANK = re.compile(r"\s+(?:(?<![A-Za-z0-9]\s)|(?![A-Za-z0-9]))")
_LETTERS = re.compile(r"[\w\U000f0000-\U000ffffd]")
_UNSAID = re.compile(r"<[^<>]*>|\{[:#][^{}]*\}")


@dataclass(frozen=True, slots=True)
class Lost:
    """A placeholder, a link or a mark that could not be kept."""

    line: int  # of the body, from 1
    typed: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A line, or the lines of a block of facts, as shown."""

    key: str  # its letters alone, a mark for what is between marks
    lines: tuple[str, ...]  # marks in them


class _Span(NamedTuple):
    """What is marked in lines that changed."""

    start: int
    end: int
    typed: str
    line: int  # of the body, from 1


@dataclass(slots=True)
class _Piece:
    """A line as typed with the lines after it that are not shown, and where in the text shown it stands."""

    line: str
    at: int  # of the body, from 1
    trail: list[str] = field(default_factory=list)
    start: int = 0
    end: int = 0


def said(body: str) -> list[str]:
    """The words of each line that says anything, whatever it is dressed in."""
    return [_said(line) for line in _spoken(body)]


def kept(body: str, marked: Marked, shown: str, came: str) -> tuple[str, tuple[Lost, ...]]:
    """A text with the words that came back, and what of it could not be kept.

    Args:
        body: as typed.
        marked: the same, marked.
        shown: what was made of that.
        came: what came in place of it.
    """
    found = list(_shown(shown))
    head, pieces = _pieces(body, marked, found)
    return _Writer(head, pieces, [line for one in found for line in one.lines], came, marked.typed).written()


def _spoken(body: str) -> list[str]:
    lines = body.split("\n")
    return [line for line, seen in zip(lines, marks.shown(lines), strict=True) if seen]


def _said(line: str) -> str:
    bare = _DRESS.sub("", marks.unmarked(line), count=1).replace("**", "")
    return _BLANK.sub("", html.unescape(marks.unescaped(bare)).strip())


def _key(line: str) -> str:
    """The letters of a line by which it is known however it is written: for what is marked its mark alone."""
    plain = unicodedata.normalize("NFKC", _UNSAID.sub("", SPAN.sub(r"\1", line)))
    return "".join(_LETTERS.findall(html.unescape(plain)))


def _shown(text: str) -> Iterator[_Shown]:
    """Yield lines as shown, those between the marks of a block together."""
    block, held = "", list[str]()
    for line in _spoken(text):
        alone = line.strip()
        if not block and OPENED.fullmatch(alone):
            block, held = alone, []
        elif block and alone == CLOSE:
            yield _Shown(block, tuple(held))
            block = ""
        elif block:
            held.append(line)
        else:
            yield _Shown(_key(line), (line,))


def _pieces(body: str, marked: Marked, found: Sequence[_Shown]) -> tuple[list[str], list[_Piece]]:
    """What stands before all that is shown, and the pieces of a text."""
    lines, head, pieces = body.split("\n"), list[str](), list[_Piece]()
    for at, (line, seen) in enumerate(zip(lines, marks.shown(lines), strict=True), 1):
        if seen:
            pieces.append(_Piece(line, at))
        else:
            (pieces[-1].trail if pieces else head).append(line)
    starts = [0]
    for one in found:
        starts.append(starts[-1] + len(one.lines))
    keys = [one.key for one in _shown(marked.text)]
    for edit in Levenshtein.opcodes(keys, [one.key for one in found]):
        for nth in range(edit.src_start, edit.src_end):
            same = edit.dest_start + nth - edit.src_start if edit.tag in ("equal", "replace") else edit.dest_start
            pieces[nth].start, pieces[nth].end = starts[same], starts[same + (edit.tag != "delete")]
    for before, after in pairwise(pieces):  # what no line of its own is typed for belongs to the line before
        before.end = max(before.end, after.start)
    if pieces:
        pieces[0].start, pieces[-1].end = 0, starts[-1]
    return head, pieces


class _Writer:
    """Goes through the lines that were shown and those that came."""

    def __init__(
        self, head: list[str], pieces: list[_Piece], old: list[str], came: str, typed: tuple[str, ...]
    ) -> None:
        self.head, self.pieces, self.old, self.typed = head, pieces, old, typed
        _, incoming = _pieces(came, Marked(came, ()), ())
        self.new = [one.line for one in incoming]
        self.trails = [one.trail for one in incoming]
        self.made: list[_Piece] = []
        self.lost: list[Lost] = []
        self.keys = [_said(line) for line in old], [_said(line) for line in self.new]
        self.places = {
            edit.src_start + nth: edit.dest_start + nth
            for edit in Levenshtein.opcodes(*self.keys)
            if edit.tag == "equal"
            for nth in range(edit.src_end - edit.src_start)
        }
        self.moved: dict[str, _Piece] = {}

    def written(self) -> tuple[str, tuple[Lost, ...]]:
        """The text with the new words."""
        stays = [self._stays(piece) for piece in self.pieces]
        gone = [piece for piece, place in zip(self.pieces, stays, strict=True) if place is None]
        self.moved = {self.keys[0][one.start]: one for one in reversed(gone) if one.start < one.end}
        waiting: list[_Piece] = []
        at = 0
        for piece, place in zip(self.pieces, stays, strict=True):
            if place is None:
                waiting.append(piece)
                continue
            self._changed(waiting, at, place)
            self.made.append(piece)
            waiting, at = [], place + piece.end - piece.start
        self._changed(waiting, at, len(self.new))
        lines = [*self.head, *(line for one in self.made for line in (one.line, *one.trail))]
        return html_rows.without_empty("\n".join(lines)).rstrip("\n") + "\n", tuple(
            sorted(self.lost, key=lambda one: one.line)
        )

    def _stays(self, piece: _Piece) -> int | None:
        """Where among the lines that came all lines of a piece stand; None where they do not."""
        first = self.places.get(piece.start)
        same = first is not None and all(
            self.places.get(piece.start + nth) == first + nth for nth in range(piece.end - piece.start)
        )
        return first if same else None

    def _changed(self, gone: list[_Piece], start: int, end: int) -> None:
        """Write what came in place of some pieces."""
        came, left = list(range(start, end)), list(gone)
        found: dict[int, _Piece] = {}
        while came:
            at = came[0]
            piece = self.moved.get(self.keys[1][at])
            span = slice(piece.start, piece.end) if piece else slice(0)
            if piece and self.keys[0][span] == self.keys[1][at : min(at + piece.end - piece.start, end)]:
                found[at] = self.moved.pop(self.keys[1][at])
                left = [one for one in left if one is not piece]
                del came[: piece.end - piece.start]
            else:
                came.pop(0)
        taken = {at + nth for at, piece in found.items() for nth in range(piece.end - piece.start)}
        rest = [at for at in range(start, end) if at not in taken]
        texts = dict(zip(rest, self._filled(left, [self.new[at] for at in rest]), strict=True))
        pairs = dict(zip(rest, left, strict=True)) if len(rest) == len(left) else {}
        for at in range(start, end):
            if at in found:
                self._put(found[at].line, found[at].trail)
            elif at in pairs:
                self.made.append(_Piece(_dressed(texts[at], pairs[at]), 0, pairs[at].trail))
            elif at in texts:
                self._put(texts[at], self.trails[at])
        if not pairs:
            self._closed([piece for piece in gone if piece not in found.values()])

    def _filled(self, gone: list[_Piece], came: list[str]) -> list[str]:
        """The lines that came, with what was typed in place of what still stands where it stood."""
        if not came:
            return []
        parts, spans, at = [], list[_Span](), 0
        for piece in gone:
            lines = self.old[piece.start : piece.end]
            if len(lines) != 1 and "{{" in piece.line:
                self.lost.append(Lost(piece.at, piece.line.strip()))
            for line in lines:
                position = 0
                for part in SPAN.finditer(line):
                    at += part.start() - position
                    spans.append(_Span(at, at + len(part[2]), self.typed[marks.number(part[1])], piece.at))
                    at, position = at + len(part[2]), part.end()
                at += len(line) - position + 1
                parts.append(marks.unmarked(line))
        return self._substituted("\n".join(parts), "\n".join(came), spans).split("\n")

    def _substituted(self, old: str, new: str, spans: Sequence[_Span]) -> str:
        made, done, shift = list[str](), 0, 0
        hunks = iter((*differences(old, new), None))
        hunk = next(hunks)
        for span in spans:
            while hunk and hunk.old_end <= span.start:
                shift, hunk = hunk.new_end - hunk.old_end, next(hunks)
            if hunk and hunk.old < span.end:
                self.lost.append(Lost(span.line, span.typed))
                continue
            made += [new[done : span.start + shift], span.typed]
            done = span.end + shift
        return "".join((*made, new[done:]))

    def _put(self, line: str, trail: list[str]) -> None:
        """Write a line that is not in the place of another, as close to the one before it as its like are."""
        before = self.made[-1] if self.made else None
        if before and line.startswith("|") and html_rows.is_row(before.line):
            self.made.append(_Piece(html_rows.row(line), 0, before.trail))
            before.trail = []
            return
        if before and not any(map(str.strip, before.trail)) and self._close(line):
            self.made.append(_Piece(line, 0, before.trail))
            before.trail = []
            return
        rule = [one for one in trail if one.strip()]
        row = bool(before and line.startswith("|") and before.line.startswith("|"))
        if before and not row and not any(not one.strip() for one in before.trail):
            before.trail = [*before.trail, ""]
        self.made.append(_Piece(line, 0, [] if row else rule if line.startswith("|") else [*rule, ""]))

    def _close(self, line: str) -> bool:
        """Whether a line follows the last one without a blank line."""
        before, above = self.made[-1], self.made[-2] if len(self.made) > 1 else None
        if line.startswith("|"):
            return before.line.startswith("|")
        items = undressed(line.strip()) and undressed(before.line.strip()) and not before.line.startswith("#")
        return bool(items and not line.startswith("#") and above and not above.trail)

    def _closed(self, gone: Sequence[_Piece]) -> None:
        """Keep the blank line after pieces that are gone."""
        blank = any(not one.strip() for piece in gone for one in piece.trail)
        self.lost += [Lost(piece.at + 1, one) for piece in gone for one in piece.trail if opening(one)]
        tags = [one for piece in gone for one in piece.trail if marks.is_tags(one)]
        if self.made and tags:
            self.made[-1].trail = [*_without_last_blank(self.made[-1].trail), *_apart(tags)]
        if self.made and blank and not any(not one.strip() for one in self.made[-1].trail):
            self.made[-1].trail = [*self.made[-1].trail, ""]


def _without_last_blank(trail: Sequence[str]) -> list[str]:
    return [*trail[:-1], *(one for one in trail[-1:] if one.strip())]


def _apart(tags: Sequence[str]) -> list[str]:
    """Tags of tables, a blank line before one that begins, and after one that ends."""
    opens, closes = not tags[0].lstrip().startswith("</"), tags[-1].lstrip().startswith("</")
    return [*([""] if opens else []), *tags, *([""] if closes else [])]


def _dressed(line: str, piece: _Piece) -> str:
    """A new line in the dress of the one whose place it takes."""
    if html_rows.is_row(piece.line) and (row := html_rows.reworded(piece.line, line)):
        return row
    found, wanted = _DRESS.match(line), _DRESS.match(piece.line)
    return f"{wanted[0] if wanted else ''}{line[found.end() if found else 0 :]}"
