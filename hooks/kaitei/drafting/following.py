"""References that a renumbering has left behind: what they named before, where it is now, and the edit for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kaitei.comparison.numbers import value
from kaitei.comparison.references import References
from kaitei.drafting.draft import Draft, Hint
from kaitei.drafting.references import own
from kaitei.site.edition import Edition
from kaitei.text.markdown.numerals import COUNT

_PART = re.compile(
    "第[^第前次]+?[編章節款目条項号](?:の[0-9０-９一二三四五六七八九十百〇]+)*|[前次][条項]"
    "|(?:Article|Section) *[0-9.]+"
)
_UNIT = re.compile("[編章節款目条項号]")
_DIGITS = re.compile("[0-9]+|[０-９]+|[一二三四五六七八九十百〇]+")


def behind(draft: Draft) -> Iterator[Hint]:
    """Tell of references that read as before, while the clause that they named has another number or is gone."""
    new, old = draft.edition, draft.before
    if old is None:
        return
    was, now, origins = References(old.nodes), References(new.nodes), new.origins(old)
    moved = {origin: at for at, origin in origins.items()}
    for at, origin in origins.items():
        before = {found[0]: found for found in own(was, origin)} if at else {}
        for found in own(now, at) if before else ():
            if found[0] in before:
                yield from _told(draft, at, found, (was.path(origin, before[found[0]]), now.path(at, found)), moved)


def _told(
    draft: Draft,
    at: int,
    found: re.Match[str],
    paths: tuple[tuple[int, ...], tuple[int, ...]],
    moved: Mapping[int, int],
) -> Iterator[Hint]:
    """Yield a hint where a reference led to one clause, and leads to another than what became of that."""
    (*_, named), (*_, names) = paths
    meant = moved.get(named, 0)
    if not named or meant == names:
        return
    assert draft.before
    line, was = draft.typed(at, found[0]), _name(draft.before, named)
    if not meant:
        yield Hint("draft_reference_gone", line or draft.begin(at), found[0], {"was": was})
        return
    new = _written(draft.edition, at, found[0], meant)
    old = found[0]
    if not line:  # `[](#c5)`, which reads so
        old, new = (f"#{draft.nodes[one].own.anchor}" for one in (names, meant))
        line = draft.line(at, old)
    yield Hint("draft_reference_follows", line, old, {"new": new, "was": was})


def _written(edition: Edition, at: int, typed: str, meant: int) -> str:
    """A reference written anew, in the numerals in which it is typed: "第五条第2項" → "第六条第2項"."""
    known = References(edition.nodes)
    chain = [meant]
    while not edition.nodes[chain[0]].own.rank and edition.nodes[chain[0]].parent > 0:
        chain.insert(0, edition.nodes[chain[0]].parent)
    parts = [found[0] for found in _PART.finditer(typed)]
    if parts[0][-1] in "項号" and chain[0] == known.article(at):
        chain = chain[1:] or [0]
    elif parts[0][-1] in "項号":
        parts.insert(0, "第1条")
    if len(parts) > len(chain):  # 第1項 is the article itself
        chain.insert(1, 0)
    return "".join(_part(edition, *pair) for pair in zip(parts, chain, strict=False))


def _part(edition: Edition, typed: str, at: int) -> str:
    """A part of a reference with the number of a clause: "第５条の２" with that of 第7条の2 → "第７条の２"."""
    numbers = value(edition.nodes[at].own.label) if at else (1,)
    like = (_DIGITS.findall(typed) or _DIGITS.findall(edition.nodes[at].own.number) or ["1"])[0]
    first, *rest = (COUNT.write(number, like) for number in numbers)
    if typed[0] in "AS":
        return _DIGITS.sub("", typed).rstrip(".") + ".".join((first, *rest))
    return f"第{first}{_UNIT.findall(typed)[-1]}{''.join(f'の{number}' for number in rest)}"


def _name(edition: Edition, at: int) -> str:
    own = edition.nodes[at].own
    return f"{own.number}{edition.nodes[at].title and f'（{edition.nodes[at].title}）'}"
