"""The engine against amendments whose true edits are known."""

from __future__ import annotations

from functools import cache

import pytest

from kaitei.comparison import compare
from kaitei.comparison.align import align
from kaitei.comparison.nodes import flatten
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
