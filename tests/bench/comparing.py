"""What comparing two revisions costs, beside whole-text difflib where that ends at all, and how near its marks come."""

from __future__ import annotations

import difflib
import statistics
import time
from collections.abc import Callable
from functools import partial

from kaitei.comparison import compare
from kaitei.text.markdown.plain_text import canonical
from tests.support.corpus import Amendment, amendment

SIZES = (5_000, 20_000, 80_000)
DIFFLIB_UP_TO = 5_000
"""Characters up to which the standard library's comparison of whole texts is worth waiting for."""


def report() -> str:
    """Measure each size of the corpus of edited policies."""
    head = ["Comparison", "", f"{'characters':>10} {'median ms':>10} {'difflib ×':>10} {'hunks':>7} {'marked':>7}"]
    return "\n".join([*head, *(_row(size) for size in SIZES)])


def _row(size: int) -> str:
    found = [amendment(size, seed) for seed in range(1, 10)]
    own = statistics.median(_taken(partial(compare, one.old, one.new)) for one in found)
    other = f"{_taken(lambda: _opcodes(found[0])) / own:10.0f}" if size <= DIFFLIB_UP_TO else f"{'–':>10}"
    hunks, marked = _marks(found[0])
    return f"{size:>10,} {own * 1000:>10.1f} {other} {hunks:>7.2f} {marked:>7.2f}"


def _opcodes(found: Amendment) -> object:
    old, new = canonical(found.old), canonical(found.new)
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _marks(found: Amendment) -> tuple[float, float]:
    """The hunks and the marked characters, each as a multiple of the true edit's."""
    compared = compare(found.old, found.new)
    rows = [row for row, place in zip(compared.rows, compared.places, strict=True) if place in found.pairs]
    sides = [side for row in rows for side in (row.old, row.new) if side]
    marks = [segment.text for side in sides for segment in side.segments if segment.op != "="]
    truth = [words for hunk in found.hunks for words in hunk if words]
    return len(marks) / len(truth), sum(map(len, marks)) / sum(map(len, truth))


def _taken(run: Callable[[], object]) -> float:
    """The seconds that something takes the first time; a comparison remembers what it has seen."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
