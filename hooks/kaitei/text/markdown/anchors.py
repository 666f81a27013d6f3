"""What headings and clauses are called: in addresses (``c3-2-1``) and in sentences (第3条第2項)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kaitei.text.markdown.document import Remark
from kaitei.text.markdown.outline import Branch

_TYPED = re.compile(r"[ \t　]*\{:?(?:[^{}]*\s)?#([^\s{}]+)[^{}]*\}$")
_ANYWHERE = re.compile(r"\{:?[^{}\n#]{0,200}#([^\s{}]+)")
_TARGET = re.compile(r"\]\([^()\s]{0,500}\)")
_NO_WORD = re.compile(r"[^\w\s-]")
_GAP = re.compile(r"[\s_-]+")


def assign(nodes: Iterable[Branch], text: str) -> list[Remark]:
    """Give every node its anchor and return what is wrong with those that the author typed.

    Anchors made from numbers and titles give way to every anchor typed anywhere in the text.
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
                errors.append(Remark(node.line, "duplicate_anchor", {"anchor": node.anchor}))
            typed.add(node.anchor)
        else:
            node.anchor = naming.free("c" + "-".join(node.path) if node.reading else slug(node.text))
    return errors


class _Naming:
    """Hands out names, each once."""

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
    """Return the nearest numbered node at or above one."""
    while node and not node.reading:
        node = node.parent
    return node


def _path(node: Branch) -> list[str]:
    """Return the numbers that lead to a node, those of the one above known.

    第3条の2 is one step, ``3no2``, and 3.2 beneath 3. adds a 2.
    """
    steps = node.parent.path if node.parent else []
    if not node.reading:
        return steps
    parts = [str(number) for number in node.reading.value]
    if not node.reading.style.compound:
        return [*steps, "no".join(parts)]
    return [*steps, parts[-1]] if steps[1 - len(parts) :] == parts[:-1] else [*steps, *parts]


def citation(node: Branch) -> str:
    """Return the number as a sentence names it, whole and without the punctuation of lists: 第3条第2項（一）."""
    above = _numbered(node.parent)
    if not node.reading:
        return ""
    if not above or node.reading.style.alone:
        return node.reading.core
    form = node.reading.style.cited if above.reading and above.reading.style.section else "{}"
    outer, inner = citation(above), form.format(node.reading.core)
    return outer + _between(outer[-1:], inner[:1]) + inner


def _between(end: str, start: str) -> str:
    """Part two numbers that would be read as one: 2 beneath 1 is 1.2."""
    if not (end.isnumeric() and start.isnumeric()) or unicodedata.category(start) == "No":
        return ""
    return "．" if unicodedata.east_asian_width(start) in "FW" else "."


def slug(title: str) -> str:
    """Make an anchor of a heading's text, Japanese kept: 【開示等の手続き】 becomes 開示等の手続き."""
    plain = _NO_WORD.sub("", _TARGET.sub("", unicodedata.normalize("NFKC", title))).strip().lower()
    return _GAP.sub("-", plain).strip("-") or "section"
