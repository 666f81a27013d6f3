"""How near comparisons come to what a lawyer would have written: pairs of revisions with the rows expected of them."""

from __future__ import annotations

from tests.support.amendments import HALVES, Half, verdicts

_COLUMNS = ("pairs", "exact", "rows right", "missing", "extra", "articles lost")


def report() -> str:
    """Count rows right and wrong, of the pairs that may be read and of those set apart."""
    head = f"{'half':>8} " + " ".join(f"{column:>13}" for column in _COLUMNS)
    return "\n".join(["Amendments", "", head, *map(_row, HALVES)])


def _row(half: Half) -> str:
    found = verdicts(half)
    counts = [(len(one.missing), len(one.extra), len(one.lost)) for one in found]
    sums = [sum(column) for column in zip(*counts, strict=True)]
    exact = f"{sum(one.exact for one in found) / len(found):.1%}"
    cells = [len(found), exact, sum(one.right for one in found), *sums]
    return f"{half:>8} " + " ".join(f"{cell:>13}" for cell in cells)
