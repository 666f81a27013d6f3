"""Adding a revision or a correction to a living file, every other byte of it kept: comments, order, quotes, line ends.

What is new is written by ruamel.yaml and put in as text, where it belongs; then the result is read again and held
against what it must be, so that YAML in an unusual shape is refused rather than spoilt.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml
from ruamel.yaml import YAML

from kaitei.errors import KaiteiError, fail
from kaitei.source.yamltext import end_of, node_at, split

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
    refusal = fail("revise_front_matter", name, 1, lines=_item(revision, 0, 2).rstrip())
    listed = _as_text(revision)
    return _put(
        data,
        name,
        lambda text: _addition(text, revision, place),
        lambda old: old | {"revisions": [*old["revisions"][:place], listed, *old["revisions"][place:]]},
        refusal,
    )


def with_correction(data: bytes, name: str, date: str, correction: Mapping[str, Any]) -> bytes:
    """A living file with one more item in the `corrections` of a revision, after those that are there.

    Args:
        data: the file.
        name: of the file in messages.
        date: of the revision, as written.
        correction: the new item.

    Raises:
        KaiteiError: where its YAML has a shape in which this cannot be done safely.
    """
    listed = _as_text(correction)

    def wanted(old: dict[str, Any]) -> dict[str, Any]:
        noted = [
            one | {"corrections": [*one.get("corrections", ()), listed]} if one["date"] == date else one
            for one in old["revisions"]
        ]
        return old | {"revisions": noted}

    refusal = fail("correct_front_matter", name, 1, date=date, line=f"- {_flow(correction)}")
    return _put(data, name, lambda text: _noted(text, date, _flow(correction)), wanted, refusal)


def _put(
    data: bytes,
    name: str,
    added: Callable[[str], tuple[int, str]],
    wanted: Callable[[dict[str, Any]], dict[str, Any]],
    refusal: KaiteiError,
) -> bytes:
    """A living file with an addition to its front matter.

    Args:
        data: the file.
        name: of the file in messages.
        added: where in its text something is added, and what; lines end with line feeds.
        wanted: what the front matter is then, given what it was.
        refusal: to be raised where it does not come to that.
    """
    whole = data.decode()
    mark = _BOM if whole.startswith(_BOM) else ""
    text = whole[len(mark) :]
    newline = found[0] if (found := _BREAK.search(text)) else "\n"
    plain = _BREAK.sub("\n", text)
    at, addition = added(plain)
    result = mark + _raw(text, at, addition.replace("\n", newline))
    if not _as_wanted(plain, _BREAK.sub("\n", result[len(mark) :]), name, wanted):
        raise refusal
    return result.encode()


def with_key(data: bytes, name: str, key: str, value: str) -> bytes:
    """A living file with one more key above its list of revisions.

    Raises:
        KaiteiError: where it has the key, or its YAML has a shape in which this cannot be done safely.
    """
    line = f"{key}: {value}"

    def added(text: str) -> tuple[int, str]:
        found = re.search(r"^revisions\s*:", text, re.MULTILINE)
        return (found.start(), f"{line}\n") if found else (0, "")

    return _put(data, name, added, lambda old: old | {key: value}, fail("revise_key", name, 1, line=line))


def _addition(text: str, revision: Mapping[str, Any], place: int) -> tuple[int, str]:
    """Where in a text the new item goes, and the item as it is written there."""
    start, revisions = _listed(text)
    mark, last = revisions.start_mark, place == len(revisions.value)
    if revisions.flow_style and last:
        return start + revisions.end_mark.index - 1, f", {_flow(revision)}"
    if revisions.flow_style:
        at = revisions.value[place].start_mark.index if place else mark.index + 1
        return start + at, f"{_flow(revision)}, "
    column, first = mark.column, revisions.value[0].start_mark
    if last:
        return start + revisions.end_mark.index, _item(revision, column, max(first.column - column, 2))
    if place:
        mark = revisions.value[place].start_mark
        lead = text.rindex("\n", 0, start + mark.index) + 1
        return lead, _item(revision, column, max(first.column - column, 2))
    inner = first.column - column if first.line == mark.line else 2
    return start + mark.index - column, _item(revision, column, max(inner, 2))


def _noted(text: str, date: str, item: str) -> tuple[int, str]:
    """Where in a text a correction of a revision goes, and the item as it is written there."""
    start, revisions = _listed(text)
    revision = next(one for one in revisions.value if node_at(one, "date").value == date)
    listed = node_at(revision, "corrections")
    if listed is None and revision.flow_style:
        return start + revision.end_mark.index - 1, f", corrections: [{item}]"
    if listed is None:
        column = " " * revision.start_mark.column
        return _line_after(text, start + end_of(revision)), f"{column}corrections:\n{column}  - {item}\n"
    if listed.flow_style:
        return start + listed.end_mark.index - 1, f", {item}" if listed.value else item
    return _line_after(text, start + end_of(listed)), f"{' ' * listed.start_mark.column}- {item}\n"


def _listed(text: str) -> tuple[int, Any]:
    """Where the YAML of a text begins, and its list of revisions."""
    return text.index("\n") + 1, node_at(yaml.compose(_head(text), Loader=yaml.BaseLoader), "revisions")


def _line_after(text: str, at: int) -> int:
    """The beginning of the next line, or the place itself where it is one."""
    return at if text[at - 1] == "\n" else text.index("\n", at) + 1


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
    return stream.getvalue().strip()


def _raw(text: str, at: int, addition: str) -> str:
    """Insert an addition into a text with its own line ends; `at` is an offset in it where CRLF counts as one."""
    for found in _BREAK.finditer(text):
        if found.start() >= at:
            break
        at += len(found[0]) - 1
    return text[:at] + addition + text[at:]


def _as_wanted(before: str, after: str, name: str, wanted: Callable[[dict[str, Any]], dict[str, Any]]) -> bool:
    """Whether nothing but what is wanted of the front matter sets two texts of a file apart."""
    old = split(before, name)
    try:
        new = split(after, name)
    except KaiteiError:
        return False
    if old is None or new is None or old.body != new.body:
        return False
    was: Any = old.data.value
    return bool(new.data.value == wanted(was))


def _as_text(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _as_text(inner) for key, inner in value.items()}
    return str(value)
