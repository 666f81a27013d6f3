"""The engine against amendments as people make them: the rows are those that a lawyer would write."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kaitei.comparison import Comparison, compare
from kaitei.text.markdown.document import Clause
from kaitei.text.markdown.plain_text import canonical
from tests.support.amendments import HALVES, Half, Verdict, amendments, clauses_of, neighbours, verdicts
from tests.support.typed import FORMS

Text = tuple[Clause, ...]

_SWAPPED = {"added": "deleted", "deleted": "added"}

halves = pytest.mark.parametrize("half", HALVES)


def _told(found: Verdict, half: Half) -> str:
    """What is wrong with a pair; of the half set apart nothing but how much."""
    if half == "apart":
        return f"{found.file}: {len(found.missing)} missing, {len(found.extra)} extra, {len(found.lost)} lost"
    wrong = {"missing": found.missing, "extra": found.extra, "lost": found.lost}
    return "\n".join([found.file, *(f"  {key}: {line}" for key, lines in wrong.items() for line in lines)])


def _report(found: list[Verdict], half: Half) -> str:
    return "\n".join(["", *(_told(verdict, half) for verdict in found)])


@halves
def test_of_ten_pairs_nine_have_exactly_the_rows_of_a_lawyer(half: Half) -> None:
    found = verdicts(half)
    wrong = [verdict for verdict in found if not verdict.exact]
    if len(wrong) > len(found) / 10:
        pytest.fail(f"{len(wrong)} of {len(found)} pairs{_report(wrong, half)}", pytrace=False)


@halves
def test_no_article_that_stays_is_shown_as_deleted(half: Half) -> None:
    wrong = [verdict for verdict in verdicts(half) if verdict.lost]
    if wrong:
        pytest.fail(_report(wrong, half), pytrace=False)


def _failing(half: Half, right: Callable[[Text, Text], bool]) -> list[str]:
    """The files of a half of which something does not hold; nothing else of them may be printed."""
    pairs = [*amendments(half), *neighbours(half)]
    return [pair.file for pair in pairs if not (right(*pair.clauses) and right(*reversed(pair.clauses)))]


@halves
def test_a_text_and_itself_have_no_change(half: Half) -> None:
    assert not _failing(half, lambda old, _: _same(old, old))


@halves
def test_both_sides_rebuild_their_texts(half: Half) -> None:
    assert not _failing(half, _rebuilt)


@halves
def test_swapped_sides_have_swapped_pairs(half: Half) -> None:
    assert not _failing(half, lambda old, new: _pairs(compare(new, old)) == _pairs(compare(old, new), swap=True))


@halves
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_another_typed_form_is_no_change(half: Half, form: Callable[[str], str]) -> None:
    texts = [(pair.file, text) for pair in amendments(half) for text in pair.texts]
    wrong = {file for file, text in texts if not _same(clauses_of(text), clauses_of(form(text)))}
    if wrong:
        pytest.fail(f"{len(wrong)} files: {sorted(wrong)}", pytrace=False)


def _same(old: Text, new: Text) -> bool:
    return all(row.change == "unchanged" for row in compare(old, new).rows)


def _rebuilt(old: Text, new: Text) -> bool:
    found = compare(old, new)
    return all(_joined(found, side) == _bare(canonical(text)) for side, text in enumerate((old, new)))


def _joined(found: Comparison, side: int) -> str:
    """The segments of one side, in the order in which they stand in its text."""
    sides = [(places[side], (row.old, row.new)[side]) for row, places in zip(found.rows, found.places, strict=True)]
    there = sorted(((place, one) for place, one in sides if one), key=lambda pair: pair[0])
    return _bare("".join(one.text for _, one in there))


def _bare(text: str) -> str:
    return "".join(text.split())


def _pairs(found: Comparison, swap: bool = False) -> set[tuple[str, int, int]]:
    """The rows of a comparison, by the places of their clauses."""
    rows = zip(found.rows, found.places, strict=True)
    if swap:
        return {(_SWAPPED.get(row.change, row.change), new, old) for row, (old, new) in rows}
    return {(row.change, old, new) for row, (old, new) in rows}
