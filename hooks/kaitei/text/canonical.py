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
from typing import Any

from kaitei import data
from kaitei.facts import facts
from kaitei.facts.facts import Gone, NotYet, Snapshot
from kaitei.source.placeholders import BRACES, OPEN, TOKEN, literal
from kaitei.text.markdown.document import Clause, Line
from kaitei.wording.per_locale import pick

_REMEMBERED = 1000  # clauses


_PARTS = {"signature": ("dates", "company.name", "representative")}


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
        return [line for part in _PARTS.get(name, (name,)) for line in _flat(self.value(part), _order(part))]

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


def _flat(value: Any, order: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of a value, those of a map in the order of its keys in the schema."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key in sorted(value, key=lambda key: order.index(key) if key in order else len(order)):
            yield from _flat(value[key], order)
    else:
        for inner in value or ():
            yield from _flat(inner, order)


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


def _put_in(lines: tuple[Line, ...], values: Values) -> tuple[Line, ...]:
    return tuple(filled for line in lines for filled in _filled_line(line, values))


def _filled_line(line: Line, values: Values) -> Iterator[Line]:
    """Put values into a line; a placeholder alone in it becomes a line for each of its values.

    Within a sentence, or a cell of a table, the values are parted by line feeds instead.
    """
    alone = TOKEN.fullmatch(line[0]) if len(line) == 1 else None
    if alone:
        yield from ((value,) for value in values.lines(alone[1]))
        return
    yield tuple(literal(TOKEN.sub(lambda match: "\n".join(values.lines(match[1])), cell)) for cell in line)


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
