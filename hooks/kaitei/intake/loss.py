"""The words of a source held against those of what was made of it, so that nothing is lost in silence.

What is made is read as pages read it. White space and what Unicode's NFKC makes equal tell nothing apart, nor do
footnotes that stand at the end of the text instead of the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Indel

from kaitei.intake.blocks import Words
from kaitei.source import characters
from kaitei.source.placeholders import literal
from kaitei.text import content
from kaitei.text.markdown.plain_text import canonical

_LONG = 8  # characters of a line that is found anywhere
_SOON = 400  # characters within which a shorter one must follow
_MOST_LEFT = 500  # lines that are looked for and not there
_MOST = 40_000_000  # pairs of pieces that are compared in order; beyond it they are counted


def lost(source: Iterable[Words], made: str) -> tuple[Words, ...]:
    """What of a source is not in what was made, with its place.

    Lines that are there whole are found first, so that a line that is gone is told as one.

    Args:
        source: its words, in their order.
        made: the text as pages show it.
    """
    left, rest = _unmatched(source, "".join(_pieces(made)))
    pieces = [(piece, words.place) for words in left for piece in _pieces(words.text)]
    gone, added = _differing([piece for piece, _ in pieces], _pieces(rest))
    return tuple(_together(pieces, gone, added))


def _unmatched(source: Iterable[Words], made: str) -> tuple[list[Words], str]:
    """The lines that are not there whole, and what of the text made is none of the others, a space where they were."""
    used, at, left = bytearray(len(made)), 0, list[Words]()
    for words in source:
        line = "".join(_pieces(words.text))
        if not line:
            continue
        start = _place(line, made, at, used) if len(left) < _MOST_LEFT else -1
        if start < 0:
            left.append(words)
            continue
        used[start : start + len(line)] = b"\1" * len(line)
        at = max(at, start + len(line))
    rest = "".join(" " if taken else character for character, taken in zip(made, used, strict=True))
    return left, rest


def _place(line: str, made: str, at: int, used: bytearray) -> int:
    """Where a line stands: next, soon, or where no other was found; -1 where it is not. Short ones stand soon."""
    start = made.find(line, at, len(made) if len(line) >= _LONG else at + _SOON)
    again = 0
    while start < 0 and len(line) >= _LONG and (again := made.find(line, again)) >= 0:
        if not any(used[again : again + len(line)]):
            return again
        again += 1
    return start


def shown(title: str, body: str, file: str, line: int = 1) -> str:
    """The words of a text as pages show them, its title first.

    Args:
        title: of the text.
        body: the Markdown.
        file: in messages.
        line: of the file, on which the body begins.

    Raises:
        KaiteiError: where there is something in it that no text may have.
    """
    return literal(canonical(content.make(title, body, file, line, file).document.clauses))


def _pieces(text: str) -> list[str]:
    plain = characters.seen(unicodedata.normalize("NFKC", text))
    return [piece for piece in re.findall(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]", plain) if piece not in "|・•-*+"]


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], Counter[str]]:
    """The places in `old` of what is not in `new`, and what is in `new` alone."""
    if len(old) * len(new) > _MOST:
        left, gone = Counter(new), list[int]()
        for at, piece in enumerate(old):
            left[piece] -= 1
            if left[piece] < 0:
                gone.append(at)
        return gone, Counter()
    gone, added = [], Counter[str]()
    for step in Indel.editops(old, new):
        if step.tag == "delete":
            gone.append(step.src_pos)
        else:
            added[new[step.dest_pos]] += 1
    return gone, added


def _together(pieces: Sequence[tuple[str, int]], gone: Sequence[int], added: Counter[str]) -> Iterable[Words]:
    """Yield what is gone, pieces that follow one another together; what stands elsewhere is not gone."""
    groups: list[list[int]] = []
    for at in gone:
        if groups and groups[-1][-1] == at - 1 and pieces[at][1] == pieces[at - 1][1]:
            groups[-1].append(at)
        else:
            groups.append([at])
    for group in groups:
        wanted = Counter(pieces[at][0] for at in group)
        if wanted <= added:
            added -= wanted
            continue
        yield Words("".join(pieces[at][0] for at in group), pieces[group[0]][1])
