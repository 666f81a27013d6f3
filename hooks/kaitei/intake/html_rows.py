"""Rows of tables with merged cells, which are typed as HTML, and come back from an export as rows of Markdown."""

from __future__ import annotations

import re

from kaitei.intake.marks import unescaped

_ROW = re.compile(r"[ \t]*<tr\b[^<>]*>.*</tr>[ \t]*", re.IGNORECASE)
_CELL = re.compile(r"(<(?:td|th)\b[^<>]*>)(.*?)(</(?:td|th)>)", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\\)\|")
_EMPTY = re.compile(r"<table\b[^<>]*>\s*</table>\n*", re.IGNORECASE)


def is_row(line: str) -> bool:
    """Whether a line is a whole row."""
    return bool(_ROW.fullmatch(line))


def reworded(line: str, came: str) -> str | None:
    """A row with the words that came in its cells; None where these are of another number."""
    words = _words(came)
    cells = list(_CELL.finditer(line))
    if len(words) != len(cells):
        return None
    given = iter(words)
    return _CELL.sub(lambda cell: f"{cell[1]}{next(given)}{cell[3]}", line)


def row(came: str) -> str:
    """A row of its own."""
    return f"<tr>{''.join(f'<td>{words}</td>' for words in _words(came))}</tr>"


def without_empty(text: str) -> str:
    """A text without tables whose rows are all gone."""
    return _EMPTY.sub("", text)


def _words(came: str) -> list[str]:
    """The words of each cell, without marks of Markdown, which HTML has not."""
    line = came.strip()
    cells = _BETWEEN.split(line[1:-1]) if line.startswith("|") else [line]
    return [unescaped(cell.replace("**", "").strip()) for cell in cells]
