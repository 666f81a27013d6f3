"""The newer side of a comparison's row with what is gone in it: one text that tells of both, for narrow windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaitei.comparison.model import Op, Segment
from kaitei.pages.change_marks import Gone, Stream
from kaitei.pages.views import CompareBlock, CompareCell, CompareLine, CompareRun


def with_gone(stream: Stream, new: CompareCell) -> CompareCell | None:
    """Put what is gone where it stood; None where nothing is.

    Args:
        stream: of both sides, as `change_marks.merged` has made it.
        new: the newer side of which it was made.
    """
    return _Putter(stream).cell(new) if stream.before or stream.after else None


class _Putter:
    """Goes through a side character by character, as its stream was made."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.left = sorted({*stream.before, *stream.after}, reverse=True)  # the places where something is gone
        self.at = 0
        self.rows: tuple[list[CompareLine], list[CompareLine]] = ([], [])  # gone before and after the present one

    def cell(self, new: CompareCell) -> CompareCell:
        return new._replace(blocks=tuple([self._block(block) for block in new.blocks]))

    def _block(self, block: CompareBlock) -> CompareBlock:
        lines: list[CompareLine] = []
        held: list[CompareLine] = []  # gone rows that are to stand below what merged cells reach over
        table, reach = block.kind == "table", 0
        for line in block.lines:
            self.rows = ([], [])
            shown = line._replace(cells=tuple([self._runs(runs, table) for runs in line.cells]))
            before, after = self.rows
            free = bool(lines) and not reach  # the first row is the head
            lines += [*before, shown] if free else [shown]
            held += after if free else [*before, *after]
            reach = max(reach - 1, *(down - 1 for _, down in line.spans), 0)
            if not reach:
                lines += held
                held = []
        return block._replace(lines=(*lines, *held))

    def _runs(self, runs: Sequence[CompareRun], table: bool) -> tuple[CompareRun, ...]:
        return tuple([run._replace(segments=tuple(self._segments(run, table))) for run in runs])

    def _segments(self, run: CompareRun, table: bool) -> Iterator[Segment]:
        for op, text in run.segments:
            yield from (one for one in self._cut(op, text, table) if one.text)

    def _cut(self, op: Op, text: str, table: bool) -> Iterator[Segment]:
        """Yield a segment, or its parts with what is gone between them."""
        size = len("".join(text.split())) if op != "~" else 0
        if not self.left or self.left[-1] >= self.at + size:
            self.at += size
            yield Segment(op, text)
            return
        start = 0
        for end, char in enumerate(text):
            if char.isspace():
                continue
            if self.left and self.left[-1] == self.at:
                self.left.pop()
                for words, cut in ((self._before(table), end), (self._after(table), end + 1)):
                    if words:
                        yield from (Segment(op, text[start:cut]), Segment("-", words))
                        start = cut
            self.at += 1
        yield Segment(op, text[start:])

    def _before(self, table: bool) -> str:
        return "".join([f"{words}\n" if line else words for words, line in self._words(self.stream.before, 0, table)])

    def _after(self, table: bool) -> str:
        return "".join([f"\n{words}" if line else words for words, line in self._words(self.stream.after, 1, table)])

    def _words(self, found: dict[int, list[Gone]], side: int, table: bool) -> Iterator[tuple[str, bool]]:
        """Yield what is gone here, and whether it was a line of its own; rows of tables go beside the present one."""
        for gone in found.get(self.at, ()):
            if gone.kind == "row" and table:
                self.rows[side].append(
                    CompareLine(tuple([(CompareRun((Segment("-", one),)),) for one in gone.cells]), gone=True)
                )
            else:
                yield gone.text, gone.kind != "words"
