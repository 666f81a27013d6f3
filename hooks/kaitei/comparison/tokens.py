"""Which words of two stretches of running text differ, marked as a person would mark them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

_ISLAND = 2  # equal characters that do not part two marks
_ROOM = 400_000_000  # product of two lengths up to which words are compared
_REMEMBERED = 500  # pairs of sentences: one amendment of a clause is seen again beside another
_TOKEN = re.compile(r"[A-Za-zÀ-ɏ]+|[0-9]+(?:[.,][0-9]+)*|[０-９]+(?:[．，][０-９]+)*|.", re.DOTALL)
_JOINT = re.compile(r"[A-Za-zÀ-ɏ0-9０-９]{2}")  # what makes a token longer than a character
_WORDS = 0xF0000  # from here on a character stands for a whole word
_INSIDE = re.compile(r"[A-Za-zÀ-ɏ]{2}|[0-9][0-9.,]|[.,][0-9]|[０-９][０-９．，]|[．，][０-９]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")


class Hunk(NamedTuple):
    """A stretch that was replaced; positions are characters from the start of either text."""

    old: int
    old_end: int
    new: int
    new_end: int

    def swapped(self) -> Hunk:
        """The hunk with old and new exchanged."""
        return Hunk(self.new, self.new_end, self.old, self.old_end)

    def shifted(self, old: int, new: int) -> Hunk:
        """The hunk moved on by numbers of characters."""
        return Hunk(self.old + old, self.old_end + old, self.new + new, self.new_end + new)


@lru_cache(maxsize=_REMEMBERED)
def differences(old: str, new: str) -> tuple[Hunk, ...]:
    """Find the stretches that differ, in order; words in a spaced script and numbers are never cut.

    "price 100 yen", "price 110 yen" → Hunk(6, 9, 6, 9), which is the whole number.
    """
    whole = _trimmed(Hunk(0, len(old), 0, len(new)), old, new)
    inner = old[whole.old : whole.old_end], new[whole.new : whole.new_end]
    hunks = [_trimmed(hunk.shifted(whole.old, whole.new), old, new) for hunk in _raw(*inner)]
    return tuple(_slid(hunks, old, new))


def _trimmed(hunk: Hunk, old: str, new: str) -> Hunk:
    """Leave out what both sides begin and end with."""
    if hunk.old == hunk.old_end or hunk.new == hunk.new_end:
        return hunk
    a, b = old[hunk.old : hunk.old_end], new[hunk.new : hunk.new_end]
    head = _inwards(a, b, Prefix.similarity(a, b))
    most = min(len(a), len(b)) - head
    tail = _inwards(a[::-1], b[::-1], min(most, Postfix.similarity(a, b)))
    return Hunk(hunk.old + head, hunk.old_end - tail, hunk.new + head, hunk.new_end - tail)


def _inwards(old: str, new: str, size: int) -> int:
    """Shorten the common start of two texts, `size` characters, until it ends within no word or number of either."""
    while size and (_cuts(old, size) or _cuts(new, size)):
        size -= 1
    return size


def _cuts(text: str, at: int) -> bool:
    return bool(_INSIDE.match(text[at - 1 : at + 1]))


def _raw(old: str, new: str) -> list[Hunk]:
    if not (old and new) or len(old) * len(new) > _ROOM:
        return [Hunk(0, len(old), 0, len(new))] if old or new else []
    words: dict[str, str] = {}
    sides = _Tokens.of(old, words), _Tokens.of(new, words)
    codes = Indel.opcodes(sides[0].codes, sides[1].codes)
    raw = [Hunk(c.src_start, c.src_end, c.dest_start, c.dest_end) for c in codes if c.tag != "equal"]
    return [_placed(hunk, *sides) for hunk in _bridged(raw, sides[0])]


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A text with one character for each token (word, number or other character), and where the tokens stand."""

    codes: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str, words: dict[str, str]) -> _Tokens:
        if not _JOINT.search(text):
            return cls(text, range(len(text)), range(1, len(text) + 1))
        codes: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        end = 0
        for token in _TOKEN.findall(text):
            start, end = end, end + len(token)
            codes.append(_code(token, words))
            starts.append(start)
            ends.append(end)
        return cls("".join(codes), starts, ends)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the characters of a run of tokens."""
        if start < end:
            return self.starts[start], self.ends[end - 1]
        at = self.ends[start - 1] if start else 0
        return at, at


def _code(token: str, words: dict[str, str]) -> str:
    """The character that stands for a token: itself, or one of `words` for a word."""
    return token if len(token) == 1 else words.setdefault(token, chr(_WORDS + len(words)))


def _bridged(hunks: Sequence[Hunk], old: _Tokens) -> list[Hunk]:
    """Join marks that only an island of one or two equal characters parts."""
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and _apart(old, joined[-1], hunk) <= _ISLAND:
            hunk = Hunk(joined[-1].old, hunk.old_end, joined.pop().new, hunk.new_end)
        joined.append(hunk)
    return joined


def _apart(old: _Tokens, hunk: Hunk, after: Hunk) -> int:
    start, end = old.span(hunk.old_end, after.old)
    return end - start


def _slid(hunks: list[Hunk], old: str, new: str) -> Iterator[Hunk]:
    """Slide each mark that stands on one side only to where phrases begin and end, without touching the next."""
    floor = 0, 0
    for hunk, after in zip_longest(hunks, hunks[1:], fillvalue=Hunk(len(old) + 1, 0, len(new) + 1, 0)):
        if hunk.old == hunk.old_end:
            by = _slide(new, (hunk.new, hunk.new_end), floor[1], after.new - 1)
        elif hunk.new == hunk.new_end:
            by = _slide(old, (hunk.old, hunk.old_end), floor[0], after.old - 1)
        else:
            by = 0
        yield hunk.shifted(by, by)
        floor = hunk.old_end + by + 1, hunk.new_end + by + 1


def _slide(text: str, span: tuple[int, int], floor: int, ceiling: int) -> int:
    """Find how many characters to slide a mark over text that repeats itself; backwards is negative."""
    start, end = span
    least = most = 0
    while start + least > floor and text[start + least - 1] == text[end + least - 1]:
        least -= 1
    while end + most < ceiling and text[start + most] == text[end + most]:
        most += 1
    if least == most:
        return 0
    return max(range(least, most + 1), key=lambda by: (_seam(text, start + by) + _seam(text, end + by), -abs(by), by))


def _seam(text: str, at: int) -> int:
    """Rate a place as the border of a mark: from 3 (at either end of the text, after "。") to -3 (within a word)."""
    before, after = text[max(at - 1, 0) : at], text[at : at + 1]
    if not before or not after or before == "。":
        return 3
    if before in "、，,;）」』】 \n" or after in "（「『【":
        return 2
    if _cuts(text, at):
        return -3
    return int(bool(_HIRAGANA.match(before)) and not _HIRAGANA.match(after) and after not in "、。")


def _placed(hunk: Hunk, old: _Tokens, new: _Tokens) -> Hunk:
    """Turn places of tokens into places of characters."""
    return Hunk(*old.span(hunk.old, hunk.old_end), *new.span(hunk.new, hunk.new_end))
