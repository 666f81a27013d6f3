"""The rows of a comparison as pages show them: what each side says, what is remarked, what is folded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from kaitei.comparison.model import Row, Side
from kaitei.comparison.numbers import label, style
from kaitei.pages.change_marks import listed, merged
from kaitei.pages.compare_cells import Look, cell, led
from kaitei.pages.compare_merged import with_gone
from kaitei.pages.views import CompareCell, CompareFold, CompareRow
from kaitei.source.characters import code
from kaitei.wording.words import Words

Sides = tuple[tuple[Look, ...], tuple[Look, ...]]
"""The looks of a row's old and new side."""

Maker = Callable[[Row, Sides, str, tuple[str, ...], bool, bool], CompareRow]
"""Makes a row, given how it looks, its clause's name, the editor's remarks, whether it leads to a changed one, and
whether only facts changed."""

REMEMBERED = 400
"""The number of rows cached: most are in the next comparison of the policy too."""

SHORT = 80
"""The number of characters up to which an unchanged clause above a changed one is shown, not folded."""


def maker(words: Words) -> Maker:
    """What makes the rows of a locale, and remembers them."""
    return lru_cache(maxsize=REMEMBERED)(partial(_row, words, listed(words)))


def folded(
    words: Words,
    make: Maker,
    rows: Sequence[Row],
    looks: Sequence[Sides],
    remarks: Mapping[int, Sequence[str]],
    facts: Collection[int],
) -> Iterator[CompareRow | CompareFold]:
    """Fold consecutive rows without a change, and those of which the number alone has changed.

    Those that a changed row stands beneath are not folded. A fold is named by its outermost clauses, so it ends where
    one begins that the first of them stands beneath.

    Args:
        words: of the locale.
        make: makes its rows.
        rows: of the comparison.
        looks: of each row.
        remarks: the editor's, by the places of rows.
        facts: the places of rows in which only facts changed.
    """
    group: list[CompareRow] = []
    leading = _leading_to_change(rows)
    for index, (row, name) in enumerate(zip(rows, named(words, rows), strict=True)):
        shown = make(row, looks[index], name, tuple(remarks.get(index, ())), index in leading, index in facts)
        if group and not (shown.alike and _sort(shown) == _sort(group[0]) and _depth(shown) >= _depth(group[0])):
            yield from _fold(words, group)
            group = []
        if shown.alike:
            group.append(shown)
        else:
            yield shown
    yield from _fold(words, group)


def named(words: Words, rows: Sequence[Row]) -> Iterator[str]:
    """Yield what the clause of each row is called, by its number and those of the clauses around it: 第2条（７）.

    A heading without a number is called by its words.
    """
    above: list[tuple[int, str]] = []  # the depth and the number of each
    for row in rows:
        side = row.new or row.old
        assert side
        while above and above[-1][0] >= side.depth:
            above.pop()
        above.append((side.depth, side.number or (side.text.partition("\n")[0] if side.heading else "")))
        yield "".join([number for _, number in above]) or words("compare_text")


def _sort(row: CompareRow) -> tuple[str, tuple[str, ...]]:
    return row.kind, row.remarks


def _depth(row: CompareRow) -> int:
    side = row.new or row.old
    return side.depth if side else 0


def _leading_to_change(rows: Sequence[Row]) -> set[int]:
    """The indexes of the rows that have a changed row among the deeper ones following them."""
    found: set[int] = set()
    reach = -1  # a row that is less deep than this leads to a change; -1 where none follows
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        side = row.new or row.old
        depth = side.depth if side else 0
        if reach > depth:
            found.add(index)
        if reach > depth or row.change not in ("unchanged", "renumbered"):
            reach = depth
    return found


def _fold(words: Words, group: list[CompareRow]) -> Iterator[CompareRow | CompareFold]:
    """Yield the fold of a group; a row alone of which the number has changed is shown as a row."""
    if not group:
        return
    renumbered = group[0].kind == "renumbered"
    if renumbered and len(group) == 1:
        yield replace(group[0], alike=False, folded=True)
        return
    span = "compare_from_to" if renumbered else "compare_range"
    new, old = (_span(words, span, [getattr(row, side) for row in group]) for side in ("new", "old"))
    yield CompareFold(new, old, tuple(group), group[0].remarks)


def _span(words: Words, key: str, cells: Sequence[CompareCell | None]) -> str:
    """The first and last number of a group's outermost clauses, `1.～2.`; "" where none has a number."""
    numbered = [(cell.depth, cell.number) for cell in cells if cell and cell.number]
    if not numbered:
        return ""
    top = min(numbered)[0]
    numbers = [number for depth, number in numbered if depth == top]
    first, last = numbers[0], numbers[-1]
    return first if first == last else words(key, first=first, last=last)


def _row(
    words: Words,
    dates: frozenset[str],
    row: Row,
    looks: Sides,
    name: str,
    remarks: tuple[str, ...],
    leads: bool,
    facts: bool,
) -> CompareRow:
    olds, news = led(*looks) if row.change == "targets" else looks
    old, new = cell(row.old, olds), cell(row.new, news)
    title, same = _is_title(row), row.change in ("unchanged", "renumbered")
    beneath = row.change == "renumbered" and _unnumbered(row.old) != _unnumbered(row.new)  # numbers there differ too
    alike = same and not (leads or remarks or title or row.unseen or beneath)
    short = title or (leads and new is not None and new.size <= SHORT)
    told = (*[words(key) for key in _change_words(row, facts)], *_unseen(words, row), *remarks)
    folds = same and not alike and not short
    both = with_gone(merged(old, new, dates), new) if old and new and _loses(row) else None
    return CompareRow(row.change, old, new, name, both, told, folded=folds, alike=alike)


def _loses(row: Row) -> bool:
    """Whether something of the older side is there no more, be it the target of a link."""
    return row.change == "targets" or (row.old is not None and any(op == "-" for op, _ in row.old.segments))


def _unnumbered(side: Side | None) -> str:
    return side.text[len(side.number) :].lstrip() if side else ""


def _is_title(row: Row) -> bool:
    """Whether a row is the policy's title, which stands at the head of every comparison."""
    side = row.new or row.old
    return side is not None and side.heading and not side.anchor and not side.number


def _change_words(row: Row, facts: bool) -> Iterator[str]:
    match row.change:
        case "changed":
            yield "change_facts" if facts else _rewording(row)
        case "moved":
            yield "change_moved"
            if row.reworded:
                yield _rewording(row)
        case "added" | "deleted" | "targets":
            yield f"change_{row.change}"
    if row.renumbered and row.change not in ("moved", "added", "deleted"):
        yield _renumbering(row)


def _rewording(row: Row) -> str:
    """What has happened to the words of a clause; the narrowest that is true."""
    narrow = (
        ("change_references", row.follows),
        ("change_paragraphs", row.only_divided),
        ("change_spelling", row.only_respelt),
        ("change_rewritten", row.rewritten),
        ("change_words_added", row.only_added),
    )
    return next((key for key, true in narrow if true), "change_changed")


def _renumbering(row: Row) -> str:
    """What has happened to the number of a clause: none before, none now, another style, or another number."""
    old, new = (label(side.number) if side else "" for side in (row.old, row.new))
    if not old or not new:
        return "change_number_added" if new else "change_number_removed"
    return "change_renumbered" if style(old) == style(new) else "change_number_style"


def _unseen(words: Words, row: Row) -> Iterator[str]:
    """Name the characters that differ where readers see no difference."""
    if row.unseen and not row.reworded:
        yield words("change_unseen", characters=", ".join(map(code, row.unseen)))
