"""Writing a change of facts into the facts file as text: what holds from a day is added, all else stays as typed.

A list of dated ones gets one more in its place. Where there is none yet, a person becomes one, as title and name belong
together: the new entry carries over what does not change. Of anything else the value alone does, such as a desk's
telephone number. Comments, order, quotes and line ends stay: the result is read again and held against what it must be,
so that YAML in an unusual shape is refused rather than spoilt. Source: product contract §1, "Facts".

`{title: a, name: b}` of a person → `[{title: a, name: b}, {from: 2027-04-01, title: a, name: c}]`;
`{name: a, phone: b}` of a desk → `{name: a, phone: [b, {from: 2027-04-01, value: c}]}`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from kaitei.errors import KaiteiError, fail
from kaitei.facts.dated import said_of
from kaitei.facts.facts import PERSONS
from kaitei.source import yamltext
from kaitei.source.yamltext import Path, parse
from kaitei.wording.per_locale import Localized

Values = Mapping[str, Localized]
"""What changes of an entry, by key: `{"title": {"ja": "会長"}}`; of a text per language, the languages that change."""

_WITH_ITS_ENTRY = "valid_until"
"""The key that says until when its entry holds, and so is no value of its own."""


@dataclass(frozen=True, slots=True)
class When:
    """The day from which something holds and, where it has passed, that on which it is entered."""

    day: dt.date
    recorded: dt.date | None = None

    @property
    def keys(self) -> dict[str, str]:
        """The keys of a dated entry that say so."""
        return {"from": str(self.day)} | ({"recorded": str(self.recorded)} if self.recorded else {})


def changed(
    data: bytes, file: str, entry: tuple[str, ...], values: Values, when: When, codes: tuple[str, ...]
) -> bytes:
    """A facts file in which an entry says something else from a day on.

    Args:
        data: the file.
        file: its name in messages.
        entry: where the entry is, such as `("desks", "privacy")`; it is there, and a map or a list of dated ones.
        values: what changes.
        when: from when.
        codes: the site's languages; the first is that of a text given without one where texts are per language.

    Raises:
        KaiteiError: where something is entered for that day already, nothing is known before it, nothing would change,
            languages would be lost, or the YAML has a shape in which this cannot be done safely.
    """
    text = data.decode()
    known: Any = parse(text.removeprefix("\ufeff"), file)
    value = _at(known.value, entry)
    places = tuple(_places(value, entry, values))
    edits: list[tuple[int, int, str]] = []
    wanted: Any = known.value
    for place in places:
        writer = _Writer(text, file, place, when, codes, known.line(place.path))
        around, node = _find(text, place.path)
        there = _at(known.value, place.path)
        added = writer.said(there)
        edits += writer.edits(around, node, there, added)
        wanted = _put(wanted, place.path, writer.listed(there, added))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    if not _is(text.removeprefix("\ufeff"), file, wanted):
        lines = "\n".join(_flow(when.keys | dict(place.values)) for place in places)
        raise fail("fact_shape", file, known.line(entry), lines=lines)
    return text.encode()


def _places(value: Any, entry: tuple[str, ...], values: Values) -> Iterator[_Place]:
    """Yield what is to be a dated list: the entry, or each value by itself."""
    there = isinstance(value, dict) and values.keys() <= value.keys() and _WITH_ITS_ENTRY not in values
    if there and (entry[0] not in PERSONS or any(isinstance(inner, list) for inner in value.values())):
        yield from (_Place((*entry, key), {key: inner}, True) for key, inner in values.items())
    else:
        yield _Place(entry, values, False)


@dataclass(frozen=True, slots=True)
class _Place:
    """What becomes a dated list, or is one: an entry, or one of its values."""

    path: Path
    values: Values
    alone: bool  # a value by itself, under its own name in `values`


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one dated item."""

    text: str
    file: str
    place: _Place
    when: When
    codes: tuple[str, ...]
    line: int

    def said(self, value: Any) -> dict[str, Any]:
        """The new item: what held before, with what changes."""
        before = value[self.index(value)] if isinstance(value, list) else value
        return self.when.keys | (self._value(before) if self.place.alone else self._entry(said_of(before)))

    def _value(self, before: Any) -> dict[str, Any]:
        old = said_of(before) if isinstance(before, dict) else before
        old = old["value"] if isinstance(old, dict) and list(old) == ["value"] else old
        new = self._merged(self.place.path[-1], old, next(iter(self.place.values.values())))
        self._differs(old, new, self.name)
        return {"value": new} if isinstance(new, str) else dict(new)

    def _entry(self, old: dict[str, Any]) -> dict[str, Any]:
        new = {key: self._merged(key, old.get(key), given) for key, given in self.place.values.items()}
        self._differs({key: old.get(key) for key in new}, new, f"{self.name}.{next(iter(new))}")
        return old | new

    def index(self, items: list[Any]) -> int:
        """The place of the item that holds just before the day."""
        day = self.when.day.isoformat()
        starts = [item.get("from", "") if isinstance(item, dict) else "" for item in items]
        if day in starts:
            raise fail("fact_entered", self.file, self.line, name=self.name, day=day)
        if not any(start < day for start in starts):
            raise fail("fact_before", self.file, self.line, name=self.name, day=day, first=starts[0])
        return max(index for index, start in enumerate(starts) if start < day)

    def listed(self, value: Any, added: dict[str, Any]) -> list[Any]:
        """The list as it must be."""
        items = value if isinstance(value, list) else [value]
        after = self.index(items) + 1
        return [*items[:after], added, *items[after:]]

    @property
    def name(self) -> str:
        """What changes, as messages name it."""
        return ".".join(map(str, self.place.path))

    def _merged(self, key: str | int, old: Any, new: Localized) -> Localized:
        """A text with what changes of it; of one given per language the others stay, but are not lost unsaid."""
        default = self.codes[0]
        if not isinstance(old, dict):
            return new if isinstance(new, str) or old is None else {default: old} | dict(new)
        if isinstance(new, str):
            if lost := [code for code in old if code in self.codes[1:]]:
                name = self.name if self.place.alone else f"{self.name}.{key}"
                write = " ".join(f"{name}.{code}=…" for code in lost)
                raise fail("fact_languages", self.file, self.line, name=name, write=write)
            return {default: new}
        return {code: text for code, text in old.items() if code in self.codes} | dict(new)

    def _differs(self, old: Any, new: Any, name: str) -> None:
        if old == new:
            raise fail("fact_same", self.file, self.line, name=name)

    def edits(
        self, around: _Node, node: yaml.Node, value: Any, added: dict[str, Any]
    ) -> Iterator[tuple[int, int, str]]:
        """Yield what is to be put in place of what in the text, by where it begins and ends."""
        if isinstance(node, yaml.SequenceNode):
            before = node.value[self.index(value)]
            if node.flow_style:
                yield (before.end_mark.index,) * 2 + (f", {self._flow(before, added)}",)
            else:
                yield self._below(before, node.start_mark.column, before.start_mark.column, 0, added)
        elif around.flow:
            yield (node.start_mark.index,) * 2 + ("[",)
            yield (node.end_mark.index,) * 2 + (f", {self._flow(node, added)}]",)
        elif isinstance(node, yaml.MappingNode) and not node.flow_style:
            yield from self._indented(node)
            column = node.start_mark.column
            yield self._below(node, column, column + 2, 2, added)
        else:
            column = around.key.start_mark.column + 2
            lead = f"{self._newline}{' ' * column}- "
            yield self.text.index(":", around.key.end_mark.index) + 1, node.start_mark.index, lead
            yield self._below(node, column, column + 2, 0, added)

    def _indented(self, node: yaml.MappingNode) -> Iterator[tuple[int, int, str]]:
        """A map in lines, as the first item of a list."""
        start = node.start_mark.index
        yield start, start, "- "
        for found in re.finditer(r"(?<=\n)(?=[^\r\n])", self.text[: _end(self.text, node)]):
            if found.start() > start:
                yield found.start(), found.start(), "  "

    def _below(
        self, before: yaml.Node, dash: int, column: int, deeper: int, added: dict[str, Any]
    ) -> tuple[int, int, str]:
        """The new item in lines of its own, after that which held before it."""
        at = _line_end(self.text, _end(self.text, before))
        lead = f"{self._newline}{' ' * dash}-{' ' * (column - dash - 1)}"
        if not isinstance(before, yaml.MappingNode) or before.flow_style or self.place.alone:
            return at, at, lead + self._flow(before, added)
        between = f"{self._newline}{' ' * column}"
        return at, at, lead + between.join(self._pairs(before, added, deeper))

    def _flow(self, before: yaml.Node, added: dict[str, Any]) -> str:
        return "{" + ", ".join(self._pairs(before, added, 0)) + "}"

    def _pairs(self, before: yaml.Node, added: dict[str, Any], deeper: int) -> Iterator[str]:
        """Yield keys with their values, those that are carried over as they are typed."""
        typed = {}
        if isinstance(before, yaml.MappingNode) and not self.place.alone:
            typed = {key.value: (key, value) for key, value in before.value}
        for key, value in added.items():
            if key in typed and key not in (*self.place.values, *self.when.keys):
                name, node = typed[key]
                yield self.text[name.start_mark.index : _end(self.text, node)].replace("\n", "\n" + " " * deeper)
            else:
                yield _pair(key, value)

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"


@dataclass(frozen=True, slots=True)
class _Node:
    """The map around a value, and the key of it there."""

    flow: bool
    key: yaml.Node


def _find(text: str, path: Path) -> tuple[_Node, yaml.Node]:
    """What stands at a path of keys, and what is around it."""
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    assert node is not None
    for step in path:
        assert isinstance(node, yaml.MappingNode)
        around = node
        key, node = next(pair for pair in node.value if pair[0].value == step)
    return _Node(bool(around.flow_style), key), node


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends, without the blanks after it."""
    return len(text[: yamltext.end_of(node)].rstrip())


def _line_end(text: str, at: int) -> int:
    found = re.compile(r"\r?\n|\Z").search(text, at)
    return found.start() if found else len(text)


def _flow(value: Mapping[str, Any]) -> str:
    return "{" + ", ".join(_pair(key, inner) for key, inner in value.items()) + "}"


def _pair(key: str, value: Any) -> str:
    return f"{key}: {_flow(value) if isinstance(value, Mapping) else _scalar(value)}"


def _scalar(text: str) -> str:
    """A text as YAML, plain where every reader takes it for this text, within brackets too."""
    try:
        plain = text.replace("\u3000", "").isprintable() and yaml.safe_load(f"[{text}]") == [text]
    except yaml.YAMLError:
        plain = False
    return text if plain or _DAY.fullmatch(text) else json.dumps(text, ensure_ascii=False)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _put(value: Any, path: Path, new: Any) -> Any:
    return {**value, path[0]: _put(value[path[0]], path[1:], new)} if path else new


def _is(text: str, file: str, wanted: Any) -> bool:
    try:
        return bool(parse(text, file).value == wanted)
    except KaiteiError:
        return False
