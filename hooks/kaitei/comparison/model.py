"""What a comparison says: rows in the order of the new text, each with what stood there and what stands there now."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from kaitei.comparison.letters import HIDDEN, spelt

Op = Literal["=", "+", "-", "~"]
Change = Literal["changed", "added", "deleted", "moved", "renumbered", "targets", "unchanged"]

_CAPTION = re.compile(r"\s*[（(][^（()）]*[）)]")
_ENDS = ("。", "）", ".")  # of sentences; a phrase is changed rather than rewritten


class Segment(NamedTuple):
    """A stretch of text that stayed ("="), came ("+"), went ("-") or is not compared ("~")."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One revision's half of a row: a clause's own text, or with all beneath it where the same happened to all of it.

    Compared by identity (`eq=False`): comparisons in which the same half occurs share the object.
    """

    anchor: str  # "" for text under no clause
    number: str  # as typed; the text begins with it
    depth: int  # 0 for a clause that stands in no other
    heading: bool  # whether the first line is a heading
    segments: tuple[Segment, ...]  # lines end in "\n", a table's cells are parted by " | "

    @property
    def text(self) -> str:
        """The side's text without its marks."""
        return "".join(segment.text for segment in self.segments)


class Row(NamedTuple):
    """A pair of clauses, or a clause that has no counterpart; where they stand is in `Comparison.places`."""

    change: Change
    old: Side | None
    new: Side | None
    renumbered: bool = False  # the number differs, whatever else has happened
    follows: bool = False  # nothing is reworded but references to clauses that have been renumbered (引用条項の整理)

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere now, with or without new wording."""
        return self.change == "moved"

    @property
    def reworded(self) -> bool:
        """Whether words differ between two sides that belong together."""
        return None not in (self.old, self.new) and (_marked(self.old) or _marked(self.new))

    @property
    def only_added(self) -> bool:
        """Whether nothing but new words sets the sides apart (追加)."""
        return self.reworded and not _marked(self.old)

    @property
    def only_deleted(self) -> bool:
        """Whether nothing but missing words sets the sides apart."""
        return self.reworded and not _marked(self.new)

    @property
    def only_divided(self) -> bool:
        """Whether nothing but the division into paragraphs sets the sides apart."""
        return self.reworded and not any(
            text.strip() for side in self._sides for op, text in side.segments if op in "+-"
        )

    @property
    def only_respelt(self) -> bool:
        """Whether nothing but widths of letters, digits and signs sets the sides apart: 10日，→１０日、."""
        return self.reworded and len({_spelt(side) for side in self._sides}) == 1

    @property
    def rewritten(self) -> bool:
        """Whether the sentences of a clause are others, and so is its caption, if it has one."""
        if not self.reworded or not all(side.text.endswith(_ENDS) for side in self._sides):
            return False
        titles, rests = zip(*map(_remains, self._sides), strict=True)
        return all(side.number for side in self._sides) and not all(titles) and not any(rests)

    @property
    def unseen(self) -> tuple[str, ...]:
        """The characters that cannot be seen, or look like others, in which the sides differ."""
        if len(self._sides) < 2:
            return ()
        olds, news = (Counter(HIDDEN.findall(side.text)) for side in self._sides)
        return tuple(sorted((olds - news) + (news - olds)))

    @property
    def _sides(self) -> tuple[Side, ...]:
        return tuple([side for side in (self.old, self.new) if side])


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that sets two revisions apart, and everything that does not."""

    rows: tuple[Row, ...]
    places: tuple[tuple[int, int], ...]  # of each row's clauses in reading order, from 0; -1 where there is none

    @property
    def counts(self) -> dict[Change, int]:
        """How many rows there are of each kind, every kind named."""
        counts: dict[Change, int] = dict.fromkeys(get_args(Change), 0)
        for row in self.rows:
            counts[row.change] += 1
        return counts

    def as_data(self) -> dict[str, Any]:
        """Give `counts` and `rows` as the command's JSON has them."""
        rows = [
            {"change": row.change, "old": _side_data(row.old, old), "new": _side_data(row.new, new)}
            for row, (old, new) in zip(self.rows, self.places, strict=True)
        ]
        return {"counts": self.counts, "rows": rows}


def _marked(side: Side | None) -> bool:
    return side is not None and any(segment.op in "+-" for segment in side.segments)


def _spelt(side: Side) -> str:
    return spelt("".join([text for op, text in side.segments if op != "~"]).removeprefix(side.number))


def _remains(side: Side) -> tuple[bool, bool]:
    """Whether the caption or heading stayed, if there is one, and whether anything did that stands under it."""
    text, begin = side.text, len(side.number)
    caption = _CAPTION.match(text, begin)
    end = caption.end() if caption else len(text.partition("\n")[0]) if side.heading else begin
    title, rest, place = end > begin, end == len(text), 0
    for op, words in side.segments:
        title = title and (op == "=" or place >= end)
        rest = rest or (op == "=" and bool(words[max(end - place, 0) :].strip()))
        place += len(words)
    return title, rest


def _side_data(side: Side | None, place: int) -> dict[str, Any] | None:
    if side is None:
        return None
    segments = [[segment.op, segment.text] for segment in side.segments]
    return {"anchor": side.anchor, "number": side.number, "index": place, "segments": segments}
