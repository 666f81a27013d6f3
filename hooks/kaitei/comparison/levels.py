"""Where a text moves a level: what stood under an article's caption becomes its first paragraph, or the reverse."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz.distance import Indel

from kaitei.comparison.align import Alignment
from kaitei.comparison.nodes import Lines, Nodes
from kaitei.comparison.wording import wording

_ALIKE = 0.6  # likeness from which a text is the same


def levelled(old: Nodes, new: Nodes, found: Alignment) -> tuple[Nodes, Nodes]:
    """Part the clauses whose text is a paragraph of its own on the other side: 第1条（目的）甲は… beside 1. 甲は…."""
    pairs = dict(found.pairs)
    back = {b: a for a, b in found.pairs}
    olds = {a: parts for a, b in found.pairs if a and (parts := _parts(old, a, new, b, back))}
    news = {b: parts for a, b in found.pairs if a and (parts := _parts(new, b, old, a, pairs))}
    return old.parted(olds) if olds else old, new.parted(news) if news else new


def _parts(whole: Nodes, a: int, other: Nodes, b: int, origins: Mapping[int, int]) -> tuple[Lines, ...]:
    """Give what the clause at `a` says, in as many parts as its counterpart has children for; () where it has none.

    The first of these must say what the body says, or its first paragraph, and more so than its own counterpart does.
    """
    children, own = other.children[b], whole[a].own
    if not children or other[b].own.body or not own.body:
        return ()
    first, origin = other[children[0]].own.key, origins.get(children[0], 0)
    kept = Indel.normalized_similarity(whole[origin].own.key, first) if origin else 0.0
    scores = [(_score(parts[0], first), parts) for parts in ((own.body,), own.paragraphs)]
    score, best = max(scores, key=lambda one: one[0])
    return best if score > max(kept, _ALIKE) else ()


def _score(lines: Lines, text: str) -> float:
    return Indel.normalized_similarity(wording(lines).plain, text)
