"""The rows of a comparison as pages show them: what each side says, what is remarked, what is folded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from kaitei.comparison.model import Row, Segment, Side
from kaitei.comparison.numbers import label, style
from kaitei.comparison.wording import BULLET
from kaitei.pages.views import CompareCell, CompareFold, CompareRow
from kaitei.source.characters import code
from kaitei.wording.words import Words

Maker = Callable[[Row, tuple[str, ...], bool, bool], CompareRow]
"""Makes a row, given the editor's remarks on it, whether it leads to a changed one, and whether only facts changed."""

REMEMBERED = 400
"""The number of rows cached: most are in the next comparison of the policy too."""

SHORT = 80
"""The number of characters up to which an unchanged clause above a changed one is shown, not folded."""


def maker(words: Words) -> Maker:
    """What makes the rows of a locale, and remembers them."""
    return lru_cache(maxsize=REMEMBERED)(partial(_row, words))


def folded(
    words: Words, make: Maker, rows: Sequence[Row], remarks: Mapping[int, Sequence[str]], facts: Collection[int]
) -> Iterator[CompareRow | CompareFold]:
    """Fold consecutive rows without a change, but for those that a changed row stands beneath.

    A fold is named by its outermost clauses, so it ends where one begins that the first of them stands beneath.

    Args:
        words: of the locale.
        make: makes its rows.
        rows: of the comparison.
        remarks: the editor's, by the places of rows.
        facts: the places of rows in which only facts changed.
    """
    group: list[CompareRow] = []
    leading = _leading_to_change(rows)
    for index, row in enumerate(rows):
        shown = make(row, tuple(remarks.get(index, ())), index in leading, index in facts)
        if not shown.alike or (group and _depth(shown) < _depth(group[0])):
            yield from _fold(words, group)
            group = []
        if shown.alike:
            group.append(shown)
        else:
            yield shown
    yield from _fold(words, group)


def _depth(row: CompareRow) -> int:
    side = row.new or row.old
    return side.depth if side else 0


def _leading_to_change(rows: Sequence[Row]) -> set[int]:
    """The indexes of the rows that have a changed row among the deeper ones following them."""
    found: set[int] = set()
    reach = -1  # a row that is less deep than this leads to a change; -1 where none follows
    for index in range(len(rows) - 1, -1, -1):
        change = rows[index].change
        side = rows[index].new or rows[index].old
        depth = side.depth if side else 0
        if reach > depth:
            found.add(index)
        if reach > depth or change not in ("unchanged", "renumbered"):
            reach = depth
    return found


def _fold(words: Words, group: list[CompareRow]) -> Iterator[CompareFold]:
    if group:
        new, old = [row.new for row in group], [row.old for row in group]
        yield CompareFold(_span(words, new), _span(words, old), tuple(group))


def _span(words: Words, cells: Sequence[CompareCell | None]) -> str:
    """The first and last number of a group's outermost clauses, `1.～2.`; "" where none has a number."""
    numbered = [(cell.depth, cell.number) for cell in cells if cell and cell.number]
    if not numbered:
        return ""
    top = min(numbered)[0]
    numbers = [number for depth, number in numbered if depth == top]
    first, last = numbers[0], numbers[-1]
    return first if first == last else words("compare_range", first=first, last=last)


def _row(words: Words, row: Row, remarks: tuple[str, ...], leads: bool, facts: bool) -> CompareRow:
    told = (*[words(key) for key in _change_words(row, facts)], *_unseen(words, row), *remarks)
    alike = row.change == "unchanged" and not leads and not told
    same = row.change in ("unchanged", "renumbered") and not alike
    side = row.new or row.old
    short = leads and side is not None and len(side.text) <= SHORT
    return CompareRow(
        kind=row.change,
        old=cell(row.old),
        new=cell(row.new),
        remarks=told,
        folded=same and not short,
        alike=alike,
    )


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


@lru_cache(maxsize=REMEMBERED)
def cell(side: Side | None) -> CompareCell | None:
    """Make one side of a row; an unchanged clause is the same on both."""
    if side is None:
        return None
    segments = _without(side.number, tuple(_shown(side.segments)))
    heading, words = _parted(segments) if side.heading else ((), segments)
    title = "".join([segment.text for segment in heading])
    address = f"#{side.anchor}" if side.anchor else ""
    return CompareCell(side.number, address, title, side.depth, segments, heading, words)


def _shown(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield what a cell shows: no targets of links, which readers know by their words; bullets, as what stayed."""
    for segment in segments:
        if segment.op != "~":
            yield segment
        elif segment.text == BULLET:
            yield Segment("=", BULLET)


def _without(number: str, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Remove the number, which the cell shows by itself, and the blank after it: `（１） 氏名` → `氏名`."""
    if not number:
        return segments
    left = number
    for index, (op, text) in enumerate(segments):
        taken = len(left) if text.startswith(left) else len(text) if left.startswith(text) else 0
        left, rest = left[taken:], text[taken:]
        if not left:
            return (Segment(op, rest.lstrip(" \t\u3000")), *segments[index + 1 :])
    return ()


def _parted(segments: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Split at the first line feed: heading, rest. The line feed stays with the rest, unmarked (`=`).

    `+ 目的⏎本規約は` → `+ 目的` and `= ⏎`, `+ 本規約は`.
    """
    heading: list[Segment] = []
    for index, (op, text) in enumerate(segments):
        title, line, rest = text.partition("\n")
        if title:
            heading.append(Segment(op, title))
        if line:
            begins = (Segment("=", line + rest),) if op == "=" else (Segment("=", line), Segment(op, rest))
            return tuple(heading), tuple([part for part in (*begins, *segments[index + 1 :]) if part.text])
    return tuple(heading), ()
