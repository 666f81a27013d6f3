"""Where a text moves a level: what stood under an article's caption becomes its first paragraph, or the reverse."""

from __future__ import annotations

from rapidfuzz.distance import Indel

from kaitei.comparison.align import Alignment
from kaitei.comparison.nodes import Nodes
from kaitei.comparison.wording import wording

_ALIKE = 0.6  # likeness from which a text is the same


def levelled(old: Nodes, new: Nodes, found: Alignment) -> tuple[Nodes, Nodes]:
    """Part the clauses whose text is a paragraph of its own on the other side: 第1条（目的）甲は… beside 1. 甲は…."""
    pairs = dict(found.pairs)
    back = {b: a for a, b in found.pairs}
    olds = {a for a, b in found.pairs if a and _sunk(old, a, new, b, back)}
    news = {b for a, b in found.pairs if a and a not in olds and _sunk(new, b, old, a, pairs)}
    return old.parted(olds) if olds else old, new.parted(news) if news else new


def _sunk(whole: Nodes, a: int, other: Nodes, b: int, origins: dict[int, int]) -> bool:
    """Whether what the clause at `a` says is what the first child of its counterpart says, more than any other."""
    if not whole[a].own.body or not other.children[b] or other[b].own.body:
        return False
    first = other.children[b][0]
    text, child = wording(whole[a].own.body).plain, other[first].own
    score = Indel.normalized_similarity(text, child.key, score_cutoff=_ALIKE)
    origin = origins.get(first, 0)
    return score > 0 and (not origin or score > Indel.normalized_similarity(whole[origin].own.key, child.key))
