"""The counters of a page's styles, as a browser counts them, and what is written of them before elements.

A counter that an element begins anew is that of the element, what follows it in its parent, and all within these; one
that nobody began begins where it is first counted. Source: CSS Lists and Counters 3, section 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lxml import etree

from kaitei.intake.word.numerals import written

Steps = Sequence[tuple[str, int]]
"""Names of counters, each with the number to which it is set or by which it goes on."""


class Part(NamedTuple):
    """A part of what stands before an element: a text, or the counter of that name."""

    text: str
    form: str = ""  # how the number is written; "" for a text
    between: str | None = None  # what stands between those of all levels; None where the innermost alone is shown


@dataclass
class _Scope:
    """A counter, and the element within which it counts."""

    within: Any
    number: int


class Counters:
    """Counts through a page once."""

    def __init__(self, resets: Mapping[Any, Steps], increments: Mapping[Any, Steps]) -> None:
        """Take what the styles say of elements."""
        self._resets, self._increments = resets, increments
        self._open: dict[str, list[_Scope]] = {}

    def shown(self, root: Any, contents: Mapping[Any, Sequence[Part]]) -> Iterator[tuple[Any, str]]:
        """Yield the elements before which something is written, with that."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "end":
                self._leave(element)
                continue
            for name, number in self._resets.get(element, ()):
                self._begin(name, element, number)
            for name, step in self._increments.get(element, ()):
                if not self._open.get(name):
                    self._begin(name, element, 0)
                self._open[name][-1].number += step
            if element in contents:
                yield element, "".join(map(self._written, contents[element]))

    def _begin(self, name: str, element: Any, number: int) -> None:
        scopes, within = self._open.setdefault(name, []), element.getparent()
        if scopes and scopes[-1].within is within:
            scopes[-1].number = number
        else:
            scopes.append(_Scope(within, number))

    def _leave(self, element: Any) -> None:
        for scopes in self._open.values():
            if scopes and scopes[-1].within is element:
                scopes.pop()

    def _written(self, part: Part) -> str:
        if not part.form:
            return part.text
        numbers = [scope.number for scope in self._open.get(part.text, ())] or [0]
        shown = numbers[-1:] if part.between is None else numbers
        return (part.between or "").join(written(number, part.form) for number in shown)
