"""What changed between two texts of a policy, clause by clause and word by word.

In: the clauses of both, facts filled in. Out: rows in the order of the new text, each side in marked segments.
"""

from __future__ import annotations

from kaitei.comparison.model import Change, Comparison, Row, Segment, Side
from kaitei.comparison.rows import compare

__all__ = ["Change", "Comparison", "Row", "Segment", "Side", "compare"]
