"""Pairs of revisions with the rows that a lawyer would write, and how near a comparison comes to them.

A pair is a file of `tests/cases/amendments`: `name`, the Markdown of both sides as `old` and `new`, and `rows`, those
that are not unchanged. A row says its `change` and the anchors of its `old` and `new` side, `null` where there is none;
`changed|moved` is either of two that the contract leaves open, `may: true` a row that may be missing. `gone` and `come`
are words that must be marked on the old and on the new side, with little else; `[]` forbids marks. A row that is added
or deleted stands for a clause with all beneath it.

The half in `read` may be read by whoever writes the engine, that in `apart` may not: of it only counts are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import yaml

from kaitei.comparison import Comparison, Row, Side, compare
from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.document import Clause

FOLDER = Path(__file__).parents[1] / "cases"

Half = Literal["read", "apart"]
HALVES: tuple[Half, ...] = ("read", "apart")

_ARTICLE = re.compile(r"第.+条|Article |Section ")
_SLACK = 8
"""Characters that may be marked beside twice the words expected: how much of 三十日 is marked is not the question here."""


@dataclass(frozen=True)
class Expected:
    """A row that a lawyer would write."""

    change: frozenset[str]
    old: frozenset[str | None]
    new: frozenset[str | None]
    gone: tuple[str, ...] | None  # words marked in the old text; None: whatever is
    come: tuple[str, ...] | None
    may: bool
    shown: str

    def fits(self, row: Row) -> bool:
        """Whether a row says the same, marks and all."""
        return (
            row.change in self.change
            and _anchor(row.old) in self.old
            and _anchor(row.new) in self.new
            and _marks_fit(self.gone, row.old, "-")
            and _marks_fit(self.come, row.new, "+")
        )


@dataclass(frozen=True)
class Amendment:
    """Two texts and the rows between them."""

    file: str
    texts: tuple[str, str]
    rows: tuple[Expected, ...]

    @cached_property
    def clauses(self) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
        """The clauses of the old and of the new text."""
        return clauses_of(self.texts[0]), clauses_of(self.texts[1])


@dataclass(frozen=True)
class Verdict:
    """What a comparison made of a pair."""

    file: str
    right: int
    missing: tuple[str, ...]  # rows that a lawyer would have written
    extra: tuple[str, ...]  # rows that no lawyer would have written
    lost: tuple[str, ...]  # anchors of old articles that are shown as deleted and are not

    @property
    def exact(self) -> bool:
        """Whether the rows are those of the lawyer, and no others."""
        return not (self.missing or self.extra)


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a text as its page has them."""
    return convert(text, "題名").clauses


def expected(row: dict[str, Any]) -> Expected:
    """Read a row as a case has it."""
    old, new = (frozenset(None if one == "null" else one for one in row[side].split("|")) for side in ("old", "new"))
    gone, come = (tuple(row[key]) if key in row else None for key in ("gone", "come"))
    shown = f"{row['change']} {row['old']} → {row['new']}"
    marks = " ".join(f"{key} {'、'.join(row[key]) or '–'}" for key in ("gone", "come") if key in row)
    change = frozenset(row["change"].split("|"))
    return Expected(change, old, new, gone, come, "may" in row, f"{shown} {marks}".rstrip())


@cache
def amendments(half: Half) -> tuple[Amendment, ...]:
    """Load one half of the pairs."""
    return tuple(
        Amendment(file, (data["old"], data["new"]), tuple(map(expected, data["rows"])))
        for file, data in _files("amendments", half)
    )


@cache
def neighbours(half: Half) -> tuple[Amendment, ...]:
    """Pair each text of `tests/cases/typing` with the next, which has nothing to do with it."""
    texts = [(file, data["text"]) for file, data in _files("typing", half)]
    return tuple(Amendment(file, (one, two), ()) for (file, one), (_, two) in pairwise(texts))


def _files(name: str, half: Half) -> list[tuple[str, Any]]:
    """Read a folder of cases; every scalar in it is text."""
    paths = sorted((FOLDER / name / half).glob("*.yml"))
    return [(path.name, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)) for path in paths]


@cache
def verdicts(half: Half) -> tuple[Verdict, ...]:
    """Judge the comparison of each pair of a half."""
    return tuple(map(judged, amendments(half)))


def judged(pair: Amendment) -> Verdict:
    """Hold the rows of a pair's comparison against those expected."""
    found = compare(*pair.clauses)
    open_rows = [row for row in pair.rows if not row.may]
    extra = []
    for row in found.rows:
        if row.change == "unchanged" or any(one.fits(row) for one in pair.rows if one.may):
            continue
        fitting = next((one for one in open_rows if one.fits(row)), None)
        if fitting:
            open_rows.remove(fitting)
        else:
            extra.append(_shown(row))
    right = sum(not row.may for row in pair.rows) - len(open_rows)
    missing = tuple(row.shown for row in open_rows)
    return Verdict(pair.file, right, missing, tuple(extra), tuple(_lost(pair, found)))


def _lost(pair: Amendment, found: Comparison) -> Iterator[str]:
    """Find the articles that a deleted row shows, by itself or beneath it, against what is expected."""
    rows = {old: row for row, (old, _) in zip(found.rows, found.places, strict=True) if row.old}
    expected = {anchor for row in pair.rows if "deleted" in row.change for anchor in row.old}
    for place, (clause, above) in enumerate(_placed(pair.clauses[0])):
        if not clause.anchor or not (clause.heading or _ARTICLE.match(clause.number)):
            continue
        chain = ((place, clause), *above)
        telling = next((rows[at] for at, _ in chain if at in rows), None)
        if telling and telling.change == "deleted" and not expected & {one.anchor for _, one in chain}:
            yield clause.anchor


Above = tuple[tuple[int, Clause], ...]


def _placed(clauses: tuple[Clause, ...]) -> list[tuple[Clause, Above]]:
    """List clauses in reading order, each with its place's and its ancestors' numbers, the nearest first."""
    listed: list[tuple[Clause, Above]] = []

    def visit(clause: Clause, above: Above) -> None:
        here = ((len(listed), clause), *above)
        listed.append((clause, above))
        for child in clause.children:
            visit(child, here)

    for clause in clauses:
        visit(clause, ())
    return listed


def _anchor(side: Side | None) -> str | None:
    return side.anchor if side else None


def _marks(side: Side | None, op: str) -> list[str]:
    return ["".join(part.text.split()) for part in side.segments if part.op == op] if side else []


def _marks_fit(words: tuple[str, ...] | None, side: Side | None, op: str) -> bool:
    if words is None:
        return True
    marks = _marks(side, op)
    most = 2 * sum(map(len, words)) + _SLACK if words else 0
    return sum(map(len, marks)) <= most and all(any("".join(word.split()) in mark for mark in marks) for word in words)


def _shown(row: Row) -> str:
    anchors = " → ".join("null" if one is None else one for one in (_anchor(row.old), _anchor(row.new)))
    marks = {"gone": _marks(row.old, "-"), "come": _marks(row.new, "+")} if row.old and row.new else {}
    return " ".join([f"{row.change} {anchors}", *(f"{key} {'、'.join(words) or '–'}" for key, words in marks.items())])
