"""Articles typed unlike their siblings: without signs of a heading, in another width, with another bracket or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from kaitei.comparison.nodes import Node
from kaitei.drafting.draft import Draft, Hint

_FEWEST, _SHARE = 4, 0.75  # articles that there must be, and the share of them that is alike
_DELETED = re.compile(r"削\s*除|Deleted", re.IGNORECASE)
_DRESS = re.compile(r"[\s　]*(#+|\*\*|[-*+](?=\s))?")


def unlike(draft: Draft) -> Iterator[Hint]:
    """Tell of each article that differs in a way in which most of its siblings agree."""
    groups: dict[int, list[Node]] = {}
    above = 0
    for node in draft.nodes:
        above = (
            node.at if node.own.rank in ("supplement", "annex") else above if node.at < draft.nodes[above].end else 0
        )
        if node.own.rank == "article":
            groups.setdefault(above, []).append(node)
    for articles in groups.values():
        for key, look in _LOOKS.items():
            yield from _odd(draft, articles, key, look)


def _odd(draft: Draft, articles: list[Node], key: str, look: Callable[[Draft, Node], str | None]) -> Iterator[Hint]:
    looks = [(node, seen) for node in articles if (seen := look(draft, node)) is not None]
    [(usual, often)] = Counter(seen for _, seen in looks).most_common(1) or [("", 0)]
    if len(looks) >= _FEWEST and len(looks) > often >= _SHARE * len(looks):
        for node, seen in looks:
            if seen != usual:
                yield Hint(key, draft.begin(node.at), node.own.number)


def _dress(draft: Draft, node: Node) -> str:
    found = _DRESS.match(draft.raw(node.at))
    return (found and found[1]) or ""


def _width(_: Draft, node: Node) -> str | None:
    digits = re.findall("[0-9０-９]", node.own.number)
    return ("1" if digits[0].isascii() else "１") if digits else "一" if not node.own.number.isascii() else None


def _bracket(_: Draft, node: Node) -> str | None:
    first = node.own.lines[0][0].strip() if node.own.lines else ""
    if not any(map("".join, node.own.lines)) or _DELETED.match(first):
        return None
    return first[:1] if first[:1] in "（(【［[" else ""


_LOOKS = {"draft_article_dress": _dress, "draft_article_width": _width, "draft_article_caption": _bracket}
