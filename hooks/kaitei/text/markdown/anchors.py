"""What headings and clauses are called: in addresses (``c3-2-1``) and in sentences (第3条第2項)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kaitei.text.markdown.document import Diagnostic
from kaitei.text.markdown.outline import Branch

_TYPED = re.compile(r"[ \t　]*\{:?(?:[^{}]*\s)?#([^\s{}]+)[^{}]*\}$")
_ANYWHERE = re.compile(r"\{:?[^{}\n#]{0,200}#([^\s{}]+)")
_TARGET = re.compile(r"\]\([^()\s]{0,500}\)")
_NO_WORD = re.compile(r"[^\w\s-]")
_GAP = re.compile(r"[\s_-]+")


def assign(nodes: Iterable[Branch], text: str) -> list[Diagnostic]:
    """Set the path and the anchor of every node; return a `duplicate_anchor` for each typed one that stands twice.

    An anchor is typed (`{#name}`), or made from numbers ("c3-2-1") or from a heading's text. One that is made gets a
    suffix where the name is taken, or typed anywhere in the text: "title", then "title_2".
    """
    errors = []
    typed: set[str] = set()
    naming = _Naming(_ANYWHERE.findall(text))
    for node in nodes:
        node.path = _path(node)
        found = _TYPED.search(node.text[-300:]) if "}" in node.text else None
        if found:
            node.anchor = found.group(1)
            node.text = node.text[: len(node.text) - len(found.group())]
            if node.anchor in typed:
                errors.append(Diagnostic(node.line, "duplicate_anchor", {"anchor": node.anchor}))
            typed.add(node.anchor)
        else:
            node.anchor = naming.free("c" + "-".join(node.path) if node.reading else slug(node.text))
    return errors


class _Naming:
    """Names that are taken; `free` gives out each name once: "title", then "title_2"."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.met: dict[str, int] = {}

    def free(self, name: str) -> str:
        while True:
            count = self.met[name] = self.met.get(name, 0) + 1
            candidate = name if count == 1 else f"{name}_{count}"
            if candidate not in self.taken:
                self.taken.add(candidate)
                return candidate


def _numbered(node: Branch | None) -> Branch | None:
    """The node itself if it has a number, otherwise the nearest above it that has one."""
    while node and not node.reading:
        node = node.parent
    return node


def _path(node: Branch) -> list[str]:
    """The numbers that lead to a node, from which its anchor is made; the node above must have its path.

    "第3条の2" → ["3no2"], and "（１）" beneath it → ["3no2", "1"]. "3.2" beneath "3." → ["3", "2"], since it repeats
    the number above it; beneath "2." → ["2", "3", "2"]. A node without a number has the path of the node above.
    """
    steps = node.parent.path if node.parent else []
    if not node.reading:
        return steps
    parts = [str(number) for number in node.reading.value]
    if not node.reading.style.compound:
        return [*steps, "no".join(parts)]
    return [*steps, parts[-1]] if steps[1 - len(parts) :] == parts[:-1] else [*steps, *parts]


def citation(node: Branch) -> str:
    """The number as a sentence names it, with the numbers above it: "（二）" → "第1条第2項（二）".

    The punctuation of lists is left out: "2)" beneath "2." → "2.2". It is "" for a node without a number.
    """
    above = _numbered(node.parent)
    if not node.reading:
        return ""
    if not above or node.reading.style.alone:
        return node.reading.core
    form = node.reading.style.cited if above.reading and above.reading.style.section else "{}"
    outer, inner = citation(above), form.format(node.reading.core)
    return outer + _between(outer[-1:], inner[:1]) + inner


def _between(end: str, start: str) -> str:
    """The point between two numbers that would be read as one: ("1", "2") → ".", ("条", "第") → ""."""
    if not (end.isnumeric() and start.isnumeric()) or unicodedata.category(start) == "No":
        return ""
    return "．" if unicodedata.east_asian_width(start) in "FW" else "."


def slug(title: str) -> str:
    """Make an anchor of a heading's text: "【開示等の手続き】" → "開示等の手続き", "Your Rights" → "your-rights"."""
    plain = _NO_WORD.sub("", _TARGET.sub("", unicodedata.normalize("NFKC", title))).strip().lower()
    return _GAP.sub("-", plain).strip("-") or "section"
