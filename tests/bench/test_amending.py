from __future__ import annotations

from typing import Any

import pytest

from tests.bench import amending
from tests.support.amendments import HALVES, Amendment, Verdict, amendments, expected, judged

OLD = "## 1. 会費\n会費は年額とします。\n\n## 2. 退会\nいつでも退会できます。\n"
NEW = "## 1. 会費\n会費は月額とします。\n"
CHANGED = {"change": "changed", "old": "c1", "new": "c1", "gone": ["年"], "come": ["月"]}
DELETED = {"change": "deleted", "old": "c2", "new": "null"}


def _verdict(*rows: dict[str, Any]) -> Verdict:
    return judged(Amendment("pair.yml", (OLD, NEW), tuple(map(expected, rows))))


def test_the_rows_expected_are_right() -> None:
    assert _verdict(CHANGED, DELETED) == Verdict("pair.yml", 2, (), (), ())


def test_a_row_that_is_not_expected_is_extra_and_its_article_lost() -> None:
    assert _verdict(CHANGED) == Verdict("pair.yml", 1, (), ("deleted c2 → null",), ("c2",))


@pytest.mark.parametrize("other", [{"change": "moved"}, {"new": "c2"}, {"gone": ["額"]}, {"come": []}])
def test_a_row_with_another_change_side_or_mark_is_missing(other: dict[str, Any]) -> None:
    found = _verdict(CHANGED | other, DELETED)
    assert (found.right, len(found.missing), len(found.extra), found.exact) == (1, 1, 1, False)


def test_either_of_two_changes_fits_and_a_row_may_be_missing() -> None:
    either = CHANGED | {"change": "moved|changed"}
    assert _verdict(either, DELETED, {"change": "targets", "old": "c1", "new": "c1", "may": "true"}).exact


def test_a_sentence_marked_whole_for_one_word_does_not_fit() -> None:
    text = "## 1. 会費\n{}\n"
    texts = text.format("会費は年額三千円とします。"), text.format("本会の維持のために必要な負担金を集めます。")
    assert not judged(Amendment("pair.yml", texts, (expected(CHANGED | {"gone": ["年"], "come": ["本"]}),))).exact


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_fifteen_pairs_or_more_and_a_line_in_the_report(half: str) -> None:
    assert len(amendments("read")) >= 15 <= len(amendments("apart"))
    assert any(line.split()[:1] == [half] for line in amending.report().splitlines())
