"""What Word makes of a document when all its tracked changes are accepted, or all are rejected."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn


def accepted(file: bytes) -> list[str]:
    """The paragraphs after all changes were accepted."""
    return _settled(file, "ins", "del")


def rejected(file: bytes) -> list[str]:
    """The paragraphs after all changes were rejected."""
    return _settled(file, "del", "ins")


def _settled(file: bytes, kept: str, dropped: str) -> list[str]:
    """The paragraphs that say anything; one whose own mark goes is joined to the next."""
    found, begun = [], ""
    for line in docx.Document(io.BytesIO(file)).element.body.iter(qn("w:p")):
        row = next(line.iterancestors(qn("w:tr")), None)
        if row is not None and row.find(f"{qn('w:trPr')}/{qn(f'w:{dropped}')}") is not None:
            continue
        begun += "".join(_words(line, dropped))
        if line.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(f'w:{dropped}')}") is None:
            found.append(begun)
            begun = ""
    assert not begun
    return [line for line in found if line]


def _words(line: Any, dropped: str) -> Iterator[str]:
    for run in line.iter(qn("w:r")):
        if next(run.iterancestors(qn(f"w:{dropped}")), None) is None:
            for part in run:
                yield "\n" if part.tag == qn("w:br") else part.text or ""
