"""What stands in a paragraph of Word: runs with their looks, breaks, links, ruby, notes; changes taken or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kaitei.intake.blocks import Run, safe
from kaitei.intake.word.fields import address
from kaitei.intake.word.names import FALLBACK, MATH, PICTURES, RELATION, Element, at, on, w

Tracked = Literal["accept", "reject", "refuse"]

ADDED, GONE = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
"""What changes that were tracked put in, and what they take out."""

_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_NOTES = {w("footnoteReference"): "", w("endnoteReference"): "e"}
_WITHOUT = (w("pPr"), w("rPr"), w("instrText"), w("rt"), w("txbxContent"), w("delInstrText"), FALLBACK)
UNKNOWN = "■"
_NOBODY = 0xF8FF
_WINGDINGS = {0x6C: "●", 0x6E: "◾", 0x6F: "□", 0x75: "◆", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xE0: "→"} | {
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_LOOKS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "□"},
    "symbol": {0xB7: "•", 0xAE: "→", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xD3: "©", 0xD2: "®", 0xD4: "™"},
}
"""Characters of fonts of signs alone that people put into texts, by the last two digits of their codes."""


@dataclass(frozen=True)
class Inline:
    """How runs are read."""

    links: Mapping[str, str]
    tracked: Tracked = "refuse"
    fields: Mapping[Element, str] = field(default_factory=dict)  # runs that a field links, with their addresses
    written: Mapping[Element, tuple[str, str]] = field(default_factory=dict)  # those that end one that writes words

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is passed over with all that stands in it."""
        return (*_WITHOUT, *(ADDED if self.tracked == "reject" else GONE))

    def runs(self, paragraph: Element) -> tuple[Run, ...]:
        """The runs of a paragraph."""
        return tuple(run for child in paragraph for run in self._of(child, ""))

    def _of(self, element: Element, href: str) -> Iterator[Run]:
        tag = element.tag
        if tag in self.left_out or not isinstance(tag, str):
            return
        if tag == w("r"):
            yield from self._run(element, href)
        elif tag == w("ruby"):
            yield from self._ruby(element, href)
        elif tag == MATH:
            yield Run(element.text or "")
        else:
            to = self._address(element) if tag in (w("hyperlink"), w("fldSimple")) else href
            for child in element:
                yield from self._of(child, safe(to))

    def _address(self, link: Element) -> str:
        """Where an element leads, by a relation of the document or as a field."""
        return self.links.get(link.get(RELATION, ""), "") or address(link.get(w("instr"), ""))

    def _run(self, run: Element, href: str) -> Iterator[Run]:
        if on(run, "rPr/vanish") or on(run, "rPr/webHidden"):
            return
        href = href or safe(self.fields.get(run, ""))
        like = Run("", bold=on(run, "rPr/b"), struck=on(run, "rPr/strike") or on(run, "rPr/dstrike"), href=href)
        for child in run:
            if child.tag in (w("t"), w("delText")):
                yield replace(like, text=child.text or "")
            elif child.tag in _SIGNS:
                yield replace(like, text=_SIGNS[child.tag])
            elif child.tag == w("br"):
                yield replace(like, text="\n")
            elif child.tag in _NOTES:
                yield replace(like, note=f"{_NOTES[child.tag]}{child.get(w('id'))}")
            elif child.tag == w("sym"):
                yield replace(like, text=symbol(child))
            elif child.tag == w("ruby"):
                yield from self._ruby(child, href)
            elif child.tag == w("fldChar") and run in self.written:
                words, reading = self.written[run]
                yield replace(like, text=words, ruby=reading)
            elif len(child):
                yield from self._of(child, href)

    def _ruby(self, ruby: Element, href: str) -> Iterator[Run]:
        base, reading = at(ruby, "rubyBase"), at(ruby, "rt")
        parts: list[Element] = [] if base is None else list(base)
        runs = [run for one in parts for run in self._of(one, href)]
        said = "".join(one.text or "" for one in reading.iter(w("t"))) if reading is not None else ""
        yield Run("".join(run.text for run in runs), ruby=said)


def symbol(element: Element) -> str:
    """A character of a font: one of a font of signs alone is what it looks like, where that is known, else ■."""
    code = _code(element.get(w("char")))
    own = 0xE000 <= code <= 0xF8FF or code < 0x20
    known = _LOOKS.get((element.get(w("font")) or "").lower())
    if known and (own or code <= 0xFF):
        return known.get(code & 0xFF, UNKNOWN)
    return UNKNOWN if own else chr(code)


def _code(text: str | None) -> int:
    """A number in hexadecimal digits; that of a sign which nobody knows where it is none."""
    return int(text, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", text or "") else _NOBODY  # type: ignore[arg-type]


def unknown_symbols(element: Element) -> int:
    """How many characters of fonts there are of which it is not known what they look like."""
    return sum(symbol(one) == UNKNOWN for one in element.iter(w("sym")))


def pictures(element: Element) -> int:
    """How many pictures there are in an element."""
    return sum(1 for _ in element.iter(*PICTURES))


def boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes that hang on a paragraph, each once."""
    for box in paragraph.iter(w("txbxContent")):
        if not any(one.tag in (FALLBACK, w("txbxContent")) for one in box.iterancestors()):
            yield box
