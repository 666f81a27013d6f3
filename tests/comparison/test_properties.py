from __future__ import annotations

from collections import Counter
from itertools import permutations

from hypothesis import given, settings

from kaitei.comparison import Comparison, Row, Side, compare
from kaitei.comparison.nodes import flatten
from kaitei.comparison.rows import compare_nodes
from kaitei.text.markdown.document import Clause
from kaitei.text.markdown.plain_text import canonical
from tests.comparison.strategies import policies, revisions

Pair = tuple[tuple[Clause, ...], tuple[Clause, ...]]
_SWAPPED = {"+": "-", "-": "+", "=": "=", "~": "~"}


def _bare(text: str) -> str:
    return "".join(text.split())


def _sides(found: Comparison, new: bool) -> list[tuple[int, Side]]:
    """Give the sides of one text with their places, in the order of the rows."""
    pairs = [(places[new], row.new if new else row.old) for row, places in zip(found.rows, found.places, strict=True)]
    assert all((side is None) == (place < 0) for place, side in pairs)
    return [(place, side) for place, side in pairs if side]


def _rebuilt(found: Comparison, new: bool) -> str:
    there = sorted(_sides(found, new), key=lambda one: one[0])
    return _bare("".join(segment.text for _, side in there for segment in side.segments))


def _plain(side: Side | None, place: int, swap: bool = False) -> tuple[object, ...] | None:
    if side is None:
        return None
    return place, tuple((_SWAPPED[part.op] if swap else part.op, part.text) for part in side.segments)


def _rows(found: Comparison, swap: bool = False) -> Counter[tuple[object, ...]]:
    changes = {"added": "deleted", "deleted": "added"} if swap else {}
    plain = [
        (changes.get(row.change, row.change), _plain(row.old, old, swap), _plain(row.new, new, swap))
        for row, (old, new) in zip(found.rows, found.places, strict=True)
    ]
    return Counter((change, new, old) if swap else (change, old, new) for change, old, new in plain)


@settings(max_examples=60, deadline=None)
@given(revisions())
def test_both_sides_rebuild_their_texts(pair: Pair) -> None:
    found = compare(*pair)
    assert _rebuilt(found, new=False) == _bare(canonical(pair[0]))
    assert _rebuilt(found, new=True) == _bare(canonical(pair[1]))


@settings(max_examples=40, deadline=None)
@given(policies)
def test_a_text_and_itself_have_no_change(policy: tuple[Clause, ...]) -> None:
    assert all(row.change == "unchanged" and not row.reworded for row in compare(policy, policy).rows)


@settings(max_examples=60, deadline=None)
@given(revisions())
def test_swapped_sides_give_swapped_rows(pair: Pair) -> None:
    old, new = pair
    assert _rows(compare(new, old)) == _rows(compare(old, new), swap=True)


@settings(max_examples=60, deadline=None)
@given(revisions())
def test_marks_agree_with_the_change(pair: Pair) -> None:
    for row in compare(*pair).rows:
        _agree(row)


def _agree(row: Row) -> None:
    olds, news = ({part.op for part in side.segments} if side else set() for side in (row.old, row.new))
    assert olds <= {"=", "-", "~"}
    assert news <= {"=", "+", "~"}
    match row.change:
        case "added":
            assert row.old is None
            assert news <= {"+", "~"}
        case "deleted":
            assert row.new is None
            assert olds <= {"-", "~"}
        case "unchanged" | "renumbered" | "targets":
            assert olds | news <= {"=", "~"}
        case "changed":
            assert {"+", "-"} & (olds | news)


@settings(max_examples=40, deadline=None)
@given(revisions())
def test_new_sides_stand_in_the_order_of_the_new_text(pair: Pair) -> None:
    places = [place for place, _ in _sides(compare(*pair), new=True)]
    assert places == sorted(places)


@settings(max_examples=60, deadline=None)
@given(revisions(), policies)
def test_a_text_is_compared_alike_however_often_it_was_before(pair: Pair, other: tuple[Clause, ...]) -> None:
    texts = [flatten(text) for text in (*pair, other)]
    for old, new in permutations(texts, 2):
        compare_nodes(old, new)
    again = [compare_nodes(old, new) for old, new in permutations(texts, 2)]
    assert again == [compare(old, new) for old, new in permutations((*pair, other), 2)]
