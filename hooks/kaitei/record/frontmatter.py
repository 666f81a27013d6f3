"""Adding a revision to a living file, with every other byte of it kept: comments, order, quotes, line ends, BOM.

The new item is written by ruamel.yaml and put in as text, where the list begins; then the result is read again and held
against what it must be, so that YAML in an unusual shape is refused rather than spoilt.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import yaml
from ruamel.yaml import YAML

from kaitei.errors import KaiteiError, fail
from kaitei.source.yamltext import split

_BOM = "\ufeff"
_BREAK = re.compile("\r\n|\r|\n")


def with_revision(data: bytes, name: str, revision: Mapping[str, Any], place: int = 0) -> bytes:
    """A living file with one more revision in its list.

    Args:
        data: the file.
        name: of the file in messages.
        revision: the new item; dates as `datetime.date`, the rest as text or maps of text.
        place: how many items it comes after.

    Raises:
        KaiteiError: where its YAML has a shape in which this cannot be done safely.
    """
    whole = data.decode()
    mark = _BOM if whole.startswith(_BOM) else ""
    text = whole[len(mark) :]
    newline = found[0] if (found := _BREAK.search(text)) else "\n"
    plain = _BREAK.sub("\n", text)
    at, addition = _addition(plain, revision, place)
    result = mark + _raw(text, at, addition.replace("\n", newline))
    if not _as_wanted(plain, _BREAK.sub("\n", result[len(mark) :]), name, revision, place):
        raise fail("revise_front_matter", name, 1, lines=_item(revision, 0, 2).rstrip())
    return result.encode()


def with_key(data: bytes, name: str, key: str, value: str) -> bytes:
    """A living file with one more key above its list of revisions.

    Raises:
        KaiteiError: where it has the key, or its YAML has a shape in which this cannot be done safely.
    """
    text = data.decode()
    newline = found[0] if (found := _BREAK.search(text)) else "\n"
    result = re.sub(r"(?m)^(?=revisions\s*:)", lambda _: f"{key}: {value}{newline}", text, count=1)
    old = split(_BREAK.sub("\n", text.removeprefix(_BOM)), name)
    try:
        new = split(_BREAK.sub("\n", result.removeprefix(_BOM)), name)
    except KaiteiError:
        new = None
    wanted: Any = old.data.value if old else {}
    if not (old and new and old.body == new.body and new.data.value == wanted | {key: value}):
        raise fail("revise_key", name, 1, line=f"{key}: {value}")
    return result.encode()


def _addition(text: str, revision: Mapping[str, Any], place: int) -> tuple[int, str]:
    """Where in a text the new item goes, and the item as it is written there."""
    start = text.index("\n") + 1
    node = yaml.compose(_head(text), Loader=yaml.BaseLoader)
    assert isinstance(node, yaml.MappingNode)
    revisions = next(value for key, value in node.value if key.value == "revisions")
    mark, last = revisions.start_mark, place == len(revisions.value)
    if revisions.flow_style and last:
        return start + revisions.end_mark.index - 1, f", {_flow(revision).removesuffix(', ')}"
    if revisions.flow_style:
        return start + (revisions.value[place].start_mark.index if place else mark.index + 1), _flow(revision)
    column, first = mark.column, revisions.value[0].start_mark
    if last:
        return start + revisions.end_mark.index, _item(revision, column, max(first.column - column, 2))
    if place:
        mark = revisions.value[place].start_mark
        lead = text.rindex("\n", 0, start + mark.index) + 1
        return lead, _item(revision, column, max(first.column - column, 2))
    inner = first.column - column if first.line == mark.line else 2
    return start + mark.index - column, _item(revision, column, max(inner, 2))


def _head(text: str) -> str:
    """The YAML of a front matter, from its second line on."""
    body = split(text, "")
    assert body is not None
    lines = text.split("\n")[1 : body.body_line - 2]
    return "\n".join(lines) + "\n"


def _item(revision: Mapping[str, Any], column: int, inner: int) -> str:
    writer = YAML()
    writer.default_flow_style = False
    writer.width = 10_000
    writer.indent(mapping=2, sequence=inner, offset=0)
    stream = io.StringIO()
    writer.dump([dict(revision)], stream)
    return "".join(f"{' ' * column}{line}\n" for line in stream.getvalue().splitlines())


def _flow(revision: Mapping[str, Any]) -> str:
    writer = YAML()
    writer.default_flow_style = True
    writer.width = 10_000
    stream = io.StringIO()
    writer.dump(dict(revision), stream)
    return f"{stream.getvalue().strip()}, "


def _raw(text: str, at: int, addition: str) -> str:
    """Insert an addition into a text with its own line ends; `at` is an offset in it where CRLF counts as one."""
    for found in _BREAK.finditer(text):
        if found.start() >= at:
            break
        at += len(found[0]) - 1
    return text[:at] + addition + text[at:]


def _as_wanted(before: str, after: str, name: str, revision: Mapping[str, Any], place: int) -> bool:
    """Whether nothing but the new revision sets two texts of a file apart."""
    old = split(before, name)
    try:
        new = split(after, name)
    except KaiteiError:
        return False
    if old is None or new is None or old.body != new.body:
        return False
    wanted: Any = old.data.value
    listed = wanted["revisions"]
    wanted = wanted | {"revisions": [*listed[:place], _as_text(revision), *listed[place:]]}
    return bool(new.data.value == wanted)


def _as_text(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _as_text(inner) for key, inner in value.items()}
    return str(value)
