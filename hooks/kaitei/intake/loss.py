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

_MOST = 40_000_000  # pairs of pieces that are compared in order; beyond it they are counted


def lost(source: Iterable[Words], made: str) -> tuple[Words, ...]:
    """What of a source is not in what was made, with its place.

    Args:
        source: its words, in their order.
        made: the text as pages show it.
    """
    pieces = [(piece, words.place) for words in source for piece in _pieces(words.text)]
    old, new = [piece for piece, _ in pieces], _pieces(made)
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    gone, added = _differing(old[start : len(old) - end], new[start : len(new) - end])
    return tuple(_together(pieces, [start + at for at in gone], added))


def shown(title: str, body: str, file: str) -> str:
    """The words of a text as pages show them, its title first.

    Raises:
        KaiteiError: where there is something in it that no text may have.
    """
    return literal(canonical(content.make(title, body, file, 1, file).document.clauses))


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
