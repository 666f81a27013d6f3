"""Printed pages, read as a person would: lines from top to bottom, and what stands in the margins."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from playwright.sync_api import Browser
from pypdf import PageObject, PdfReader

from tests.support.browsing import opened

MARGIN = 56.7
"""Of a sheet at top and bottom, in points (20 mm)."""


@dataclass(frozen=True)
class Piece:
    """Some characters at a place."""

    x: float  # from the left, in points
    y: float  # of the base line, from the bottom, in points
    size: float  # of the type, in points
    text: str

    @property
    def right(self) -> float:
        """Where it ends, roughly."""
        return self.x + self.size * sum(1 if unicodedata.east_asian_width(char) in "WF" else 0.45 for char in self.text)


@dataclass(frozen=True)
class Sheet:
    """A page of paper."""

    width: float
    height: float
    pieces: tuple[Piece, ...]

    @property
    def head(self) -> str:
        """What stands in the margin above."""
        return "".join(self.head_lines)

    @property
    def head_lines(self) -> tuple[str, ...]:
        """The lines of it."""
        return _lines(piece for piece in self.pieces if piece.y > self.height - MARGIN)

    @property
    def foot(self) -> str:
        """What stands in the margin below."""
        return squeezed("".join(piece.text for piece in sorted(self.pieces, key=lambda one: one.x) if piece.y < MARGIN))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text itself, top to bottom; pieces of about one height are one line."""
        return _lines(piece for piece in self.pieces if MARGIN <= piece.y <= self.height - MARGIN)

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "".join(self.lines)

    def overprinted(self) -> list[tuple[str, str]]:
        """Pieces that are printed over one another."""
        pairs = combinations(self.pieces, 2)
        return [
            (a.text, b.text) for a, b in pairs if 0.5 < abs(a.y - b.y) < 5 and a.x < b.right - 1 and b.x < a.right - 1
        ]


def _lines(pieces: Iterable[Piece]) -> tuple[str, ...]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.y):
        if rows and rows[-1][0].y - piece.y < 4:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return tuple(squeezed("".join(piece.text for piece in sorted(row, key=lambda one: one.x))) for row in rows)


def squeezed(text: str) -> str:
    """A text without white space, its characters in their usual form (fonts may give radicals for 文 or 行)."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def printed(browser: Browser, url: str, **options: Any) -> list[Sheet]:
    """Print a page as Chromium does, on the paper that the page asks for."""
    with opened(browser, url, **options) as found:
        data = found.page.pdf(prefer_css_page_size=True)
    return sheets(data)


def sheets(data: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    return [_sheet(page) for page in PdfReader(io.BytesIO(data)).pages]


def _sheet(page: PageObject) -> Sheet:
    pieces: list[Piece] = []

    def note(text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            pieces.append(Piece(x, y, abs(size * tm[3] * cm[3]), text))

    page.extract_text(visitor_text=note)
    return Sheet(float(page.mediabox.width), float(page.mediabox.height), tuple(pieces))
