"""Tables that only set a text out on its page, as files were made before there were better ways, and clauses in others.

A frame around a text, a blank column before it, a column of numbers beside it: what stands in these is no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kaitei.intake.blocks import Block, Paragraph, Table, plain
from kaitei.text.markdown.dress import undressed

_LONGEST = 8  # characters of a number that stands alone


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table only sets a text out: in each row the last cell alone has words, or a number stands before it.

    Args:
        rows: the words of its cells; one whose last cell is blank is a form that is to be filled in.
    """
    return all(map(_is_set_out, filter(None, rows)))


def _is_set_out(row: Sequence[str]) -> bool:
    *before, last = [text.strip() for text in row]
    filled = list(filter(None, before))
    return not filled or (bool(last) and len(filled) == 1 and _is_number(filled[0]))


def _is_number(text: str) -> bool:
    return len(text) <= _LONGEST and any(not one.text for one in undressed(text))


def led(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, a number that stands alone with the line that it leads."""
    number: Paragraph | None = None
    for block in blocks:
        if number and isinstance(block, Paragraph) and not (block.label or block.level):
            yield replace(block, label=_said(number), apart=number.apart)
            number = None
            continue
        if number:
            yield number
        number = block if isinstance(block, Paragraph) and not block.level and _is_number(_said(block)) else None
        if not number:
            yield block
    if number:
        yield number


def _said(paragraph: Paragraph) -> str:
    return f"{paragraph.label}{plain(paragraph.runs)}".strip()


def articles(blocks: Iterable[Block]) -> list[str]:
    """The beginnings of articles with their titles that stand in tables, where they are no clauses."""
    cells = (cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row)
    lines = (plain(line).strip() for cell in cells for line in cell.lines)
    return [
        line for line in lines if any(one.style.rank == "article" and _is_titled(one.text) for one in undressed(line))
    ]


def _is_titled(text: str) -> bool:
    return text[:1] in ("（", "(")
