"""The fields of a document: contents, which Word makes by itself; links, ruby and enclosed signs written as fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kaitei.intake.word.names import Element, value, w

_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_RUBY = re.compile(r"\s*EQ\b.*\\o\s*\\a[a-z]\s*\(\s*\\s\s*\\up\s*\d+\s*\((.*)\)\s*[,;](.*)\)\s*", re.IGNORECASE)
_OVER = re.compile(r"\s*EQ\s*\\o\s*(?:\\a[a-z]\s*)?\(([^,;]*)[,;](.*)\)\s*", re.IGNORECASE)
"""Fields that write words over one another: かし over 瑕疵, ○ over 印."""

_LONGEST = 300  # characters of one
_GALLERY = "Table of Contents"


@dataclass
class _Field:
    """A field that is open: what it is to show, and whether what it shows has begun."""

    instruction: str = ""
    shown: bool = False


def address(instruction: str) -> str:
    """Where a link leads that is written as a field, "" where it is none or leads within the document."""
    found = _LINK.match(instruction)
    return found[1] if found else ""


def links(root: Element) -> dict[Element, str]:
    """The runs that are shown by fields which are links, with their addresses."""
    return {run: to for instruction, run in _shown(root) if (to := address(instruction))}


def contents(root: Element) -> set[Element]:
    """The paragraphs of lists of contents, whatever their style."""
    found = {run for instruction, run in _shown(root) if _CONTENTS.match(instruction)}
    made = {one for run in found for one in run.iterancestors(w("p"))}
    galleries = (one for one in root.iter(w("sdt")) if value(one, "sdtPr/docPartObj/docPartGallery") == _GALLERY)
    return made | {paragraph for one in galleries for paragraph in one.iter(w("p"))}


def written(root: Element) -> dict[Element, tuple[str, str]]:
    """The runs that end fields which write words over one another, with the words and their reading, "" for none."""
    found: dict[Element, tuple[str, str]] = {}
    fields: list[_Field] = []
    for part in root.iter(w("fldChar"), w("instrText")):
        ends = part.get(w("fldCharType")) == "end"
        if ends and fields and not fields[-1].shown and (words := _words(fields[-1].instruction)):
            found[part.getparent()] = words
        _step(fields, part)
    return found


def _words(instruction: str) -> tuple[str, str] | None:
    if len(instruction) > _LONGEST:
        return None
    if ruby := _RUBY.fullmatch(instruction):
        return ruby[2].strip(), ruby[1].strip()
    over = _OVER.fullmatch(instruction)
    return (over[2].strip(), "") if over else None


def _shown(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield the instruction of each field with each run that it shows."""
    fields: list[_Field] = []
    for run in root.iter(w("r")):
        for part in run.iter(w("fldChar"), w("instrText")):
            _step(fields, part)
        yield from ((one.instruction, run) for one in fields if one.shown)


def _step(fields: list[_Field], part: Element) -> None:
    kind = part.get(w("fldCharType"))
    if kind == "begin":
        fields.append(_Field())
    elif fields and kind == "separate":
        fields[-1].shown = True
    elif fields and kind == "end":
        fields.pop()
    elif fields and kind is None:
        fields[-1].instruction += part.text or ""
