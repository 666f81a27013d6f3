"""A compact way to write trees of clauses and rows of comparisons in test cases.

A clause is a line: two blanks for each level, `#` for a heading, the number, `|`, the text; ` / ` parts lines, ` & `
the cells of a row. A row is its change (with `+number` where the number has changed as well) and its two sides, marked
words in double brackets, what is not compared in single ones: `[changed, 1. 料金は⟦無料⟧です, 1. 料金は⟦有料⟧です]`.
"""

from __future__ import annotations

import re

from kaitei.comparison.model import Row, Side
from kaitei.text.markdown.document import Clause, Rank

_LINE = re.compile(r"( *)(#?)([^|]*)\| ?(.*)")

_RANKS: dict[str, Rank] = {
    r"第.+編|Part .+": "part",
    r"第.+章|Chapter .+": "chapter",
    r"第.+節": "section",
    r"第.+款": "subsection",
    r"第.+目": "division",
    r"第.+条(の.+)?|Article .+|Section .+": "article",
    r"附則.*": "supplement",
    r"別表.*|Annex.*": "annex",
}

Branch = tuple[Clause, list["Branch"]]


def tree(text: str) -> tuple[Clause, ...]:
    """Read clauses."""
    top: list[Branch] = []
    levels = [top]
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        assert match, line
        indent, heading, number, words = match.groups()
        lines = tuple(tuple(part.split(" & ")) for part in words.split(" / ")) if words else ()
        del levels[len(indent) // 2 + 1 :]
        children: list[Branch] = []
        levels[-1].append((Clause(number, number, bool(heading), lines, (), _rank(number)), children))
        levels.append(children)
    return _grown(top)


def _grown(branches: list[Branch]) -> tuple[Clause, ...]:
    return tuple(
        Clause(clause.anchor, clause.number, clause.heading, clause.lines, _grown(children), clause.rank)
        for clause, children in branches
    )


def _rank(number: str) -> Rank:
    return next((rank for pattern, rank in _RANKS.items() if re.fullmatch(pattern, number)), "")


def shown(row: Row) -> list[str | None]:
    """Write a row."""
    change = row.change + ("+number" if row.renumbered and row.change != "renumbered" else "")
    return [change, _shown(row.old), _shown(row.new)]


_SIGNS = {"=": "{}", "+": "⟦{}⟧", "-": "⟦{}⟧", "~": "⟨{}⟩"}


def _shown(side: Side | None) -> str | None:
    if side is None:
        return None
    parts = (_SIGNS[part.op].format(part.text) for part in side.segments)
    return "".join(parts).replace("\n", " / ")
