"""The engine against amendments whose true edits are known."""

from __future__ import annotations

from functools import cache

import pytest

from kaitei.comparison import compare
from kaitei.comparison.align import align
from kaitei.comparison.marking import Marks, mark
from kaitei.comparison.nodes import flatten
from kaitei.comparison.wording import wording
from tests.support.corpus import Amendment, amendment, policy, size

SIZES = (5_000, 20_000, 80_000)
CASES = [(characters, seed) for characters in SIZES for seed in (1, 2)]

_amended = cache(amendment)


@pytest.mark.parametrize(("characters", "seed"), CASES)
def test_marks_are_those_of_the_true_edit(characters: int, seed: int) -> None:
    found = _amended(characters, seed)
    marks = _marks(found)
    truth = [words for hunk in found.hunks for words in hunk if words]
    assert 0.9 <= len(marks) / len(truth) <= 1.1
    assert 0.9 <= sum(map(len, marks)) / sum(map(len, truth)) <= 1.1


@pytest.mark.parametrize(("characters", "seed"), CASES)
def test_clauses_are_paired_with_themselves(characters: int, seed: int) -> None:
    found = _amended(characters, seed)
    alignment = align(flatten(found.old), flatten(found.new))
    pairs = {(old - 1, new - 1) for old, new in alignment.pairs if old}
    moved = {(old - 1, new - 1) for old, new in alignment.moved}
    assert len(pairs & found.pairs) / len(pairs) >= 0.98
    assert len(pairs & found.pairs) / len(found.pairs) >= 0.98
    assert moved >= found.moved
    assert moved & found.pairs == found.moved


def test_words_are_marked_alike_with_or_without_a_character_that_nobody_sees() -> None:
    """Lines in which all counts as it is typed are read in one go, which must come to the same."""
    found = _amended(20_000, 1)
    olds, news = ([clause for outer in text for clause in outer.walk()] for text in (found.old, found.new))
    pairs = [(olds[a].lines, news[b].lines) for a, b in found.pairs if olds[a].lines and news[b].lines]
    plain = [_seen(mark(*map(wording, pair))) for pair in pairs]
    hidden = [
        _seen(mark(*(wording((*lines[:-1], (*lines[-1][:-1], f"{lines[-1][-1]}\u200b"))) for lines in pair)))
        for pair in pairs
    ]
    assert len(pairs) > 50
    assert plain == hidden


def _seen(marks: Marks) -> list[list[tuple[str, str]]]:
    """Both sides in segments, without what nobody sees."""
    return [[(op, text.replace("\u200b", "")) for op, text in side if text != "\u200b"] for side in marks]


def test_heavy_editing_still_pairs_clauses() -> None:
    found = _amended(20_000, 1, 0.6)
    pairs = {(old - 1, new - 1) for old, new in align(flatten(found.old), flatten(found.new)).pairs if old}
    assert len(pairs & found.pairs) / len(found.pairs) >= 0.95


def test_an_amendment_swapped_has_the_same_pairs() -> None:
    found = _amended(20_000, 1)
    there, back = flatten(found.old), flatten(found.new)
    assert align(back, there) == align(there, back).swapped()


def test_unrelated_policies_share_next_to_nothing() -> None:
    counts = compare(policy(5_000, 11), policy(5_000, 12)).counts
    assert counts["added"] + counts["deleted"] > 5 * (counts["moved"] + counts["unchanged"] + counts["renumbered"])


@pytest.mark.parametrize("characters", SIZES)
def test_the_corpus_is_as_long_as_asked_and_always_the_same(characters: int) -> None:
    assert characters <= size(policy(characters)) <= characters * 1.2
    assert amendment(characters, 3) == amendment(characters, 3)


def _marks(found: Amendment) -> list[str]:
    """The marks in clauses that are the same; those that took a deleted one's number are none of the true edits."""
    compared = compare(found.old, found.new)
    rows = [row for row, place in zip(compared.rows, compared.places, strict=True) if place in found.pairs]
    sides = [side for row in rows for side in (row.old, row.new) if side]
    return [part.text for side in sides for part in side.segments if part.op != "="]
