"""Facts put into clauses as plain text, for the canonical text of a revision: what it says, for good.

The canonical text has the title, the body with the targets of links, facts as of the revision's first day (their values
in schema order) and dates in ISO form. No template, label or setting touches it, so its SHA-256 stays the same as long
as the wording does. `markdown/plain_text` joins the clauses, `site/edition` calls both. Source: product contract §2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import is_
from typing import Any, NamedTuple

from kaitei import data
from kaitei.facts import facts
from kaitei.facts.facts import Gone, NotYet, Snapshot
from kaitei.source.placeholders import BRACES, OPEN, TOKEN, literal
from kaitei.text.markdown.document import Clause, Line
from kaitei.text.markdown.plain_text import CELLS
from kaitei.wording.per_locale import pick

_REMEMBERED = 1000  # clauses


_PARTS = {"signature": ("dates", "company.name", "representative")}


class Value(NamedTuple):
    """A text that a placeholder stands for, alone or with others."""

    text: str
    path: tuple[str, ...]  # in the facts: ("desks", "privacy", "phone")
    labelled: bool = False  # whether it is one of a block, in which the last of its path says what it is


class Put(NamedTuple):
    """Where in a line, its cells joined, a value stands."""

    start: int
    end: int
    value: Value
    alone: bool = False  # whether the line is the value's own


@dataclass(frozen=True)
class Values:
    """The facts of a day as plain text."""

    snapshot: Snapshot
    locale: str
    default: str
    locales: tuple[str, ...]
    dates: tuple[str, ...]  # the revision's own, the day of effect last; the day of adoption where it is another

    def lines(self, name: str) -> list[str]:
        """The values that a placeholder stands for, a line each; none for a fact that does not hold that day."""
        return [value.text for value in self.items(name)]

    def items(self, name: str) -> list[Value]:
        """The same with what each of them is."""
        if name == "dates":
            kinds = ("adopted", "effective")[-len(self.dates) :] if self.dates else ()
            return [Value(day, (name, kind), True) for kind, day in zip(kinds, self.dates, strict=True)]
        if name in _PARTS:
            return [value._replace(labelled=True) for part in _PARTS[name] for value in self.items(part)]
        path = tuple(name.split("."))
        found = _flat(self.value(name), _order(name), path)
        return [Value(text, keys, len(keys) > len(path)) for text, keys in found]

    def value(self, name: str) -> Any:
        """What a placeholder stands for: text, lists and maps of it; None for a fact that does not hold that day."""
        match name:
            case "dates":
                return list(self.dates)
            case "revision.date":
                return self.dates[-1]
            case "signature":
                return [self.value(part) for part in _PARTS[name]]
        return self._plain(facts.find(self.snapshot, name))

    def _plain(self, value: Any) -> Any:
        if value is None or isinstance(value, NotYet | Gone):
            return None
        if facts.is_text(value, self.locales):
            return pick(value, self.locale, self.default).text
        if isinstance(value, dict):
            return {key: self._plain(inner) for key, inner in value.items() if key not in facts.PRESENTATION}
        return [self._plain(inner) for inner in value]


def _flat(value: Any, order: tuple[str, ...], path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the texts of a value with their paths, those of a map in the order of its keys in the schema."""
    if isinstance(value, str):
        yield value, path
    elif isinstance(value, dict):
        for key in sorted(value, key=lambda key: order.index(key) if key in order else len(order)):
            yield from _flat(value[key], order, (*path, key))
    else:
        for inner in value or ():
            yield from _flat(inner, order, path)


def filled(clause: Clause, values: Values) -> Clause:
    """Put values into a clause and all beneath it; where none of these has a placeholder, return the same object."""
    children = tuple([filled(child, values) for child in clause.children])
    if _marked(clause.lines):
        return replace(clause, lines=_put_in(clause.lines, values), children=children)
    same = all(map(is_, children, clause.children))
    return clause if same else replace(clause, children=children)


@lru_cache(maxsize=_REMEMBERED)
def _marked(lines: tuple[Line, ...]) -> bool:
    """Whether the lines of a clause have placeholders or literal braces; remembered, as revisions share most lines."""
    return any(OPEN in cell or BRACES in cell for line in lines for cell in line)


def filled_lines(lines: tuple[Line, ...], values: Values) -> tuple[Line, ...]:
    """Put values into the lines of a clause; without placeholders they are the same object."""
    return _put_in(lines, values) if _marked(lines) else lines


def placed(lines: tuple[Line, ...], values: Values) -> Iterator[tuple[Line, tuple[Put, ...]]]:
    """Yield the lines of `filled_lines`, each with the values put into it."""
    for line in lines:
        yield from _filled_line(line, values)


def _put_in(lines: tuple[Line, ...], values: Values) -> tuple[Line, ...]:
    return tuple(line for line, _ in placed(lines, values))


def _filled_line(line: Line, values: Values) -> Iterator[tuple[Line, tuple[Put, ...]]]:
    """Put values into a line; a placeholder alone in it becomes a line for each of its values.

    Within a sentence, or a cell of a table, the values are parted by line feeds instead.
    """
    alone = TOKEN.fullmatch(line[0]) if len(line) == 1 else None
    if alone:
        for value in values.items(alone[1]):
            yield (value.text,), (Put(0, len(value.text), value, alone=True),)
        return
    cells: list[str] = []
    found: list[Put] = []
    start = 0
    for cell in line:
        cells.append(_filled_cell(cell, values, start, found))
        start += len(cells[-1]) + len(CELLS)
    yield tuple(cells), tuple(found)


def _filled_cell(cell: str, values: Values, start: int, found: list[Put]) -> str:
    """Put values into a cell that begins at `start`, and add to `found` where they stand."""
    names = iter(TOKEN.split(cell))  # what stands before a name, and the name, in turn
    text = literal(next(names))
    for name in names:
        for nth, value in enumerate(values.items(name)):
            text += "\n" if nth else ""
            found.append(Put(start + len(text), start + len(text) + len(value.text), value))
            text += value.text
        text += literal(next(names))
    return text


def _order(name: str) -> tuple[str, ...]:
    """The keys of a fact in the order of its schema, outer before inner."""
    return tuple(_orders().get(name.split(".")[0], ()))


@lru_cache(maxsize=1)
def _orders() -> dict[str, list[str]]:
    schema = data.read("schemas/facts.yml")
    return {key: list(dict.fromkeys(_keys(part, schema["$defs"]))) for key, part in schema["properties"].items()}


def _keys(part: Any, definitions: dict[str, Any]) -> Iterator[str]:
    if isinstance(part, list):
        for inner in part:
            yield from _keys(inner, definitions)
    if not isinstance(part, dict):
        return
    if "$ref" in part:
        yield from _keys(definitions.get(part["$ref"].rpartition("/")[2], {}), definitions)
    for key, inner in part.get("properties", {}).items():
        yield key
        yield from _keys(inner, definitions)
    for rule in ("then", "else", "items", "additionalProperties", "anyOf"):
        yield from _keys(part.get(rule), definitions)
