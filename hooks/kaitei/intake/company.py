"""Facts that a text gives, put into `company.yml` as text, with every other byte of it kept.

What cannot be put in so that the file then says this and nothing else is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from kaitei.errors import KaiteiError
from kaitei.facts import facts
from kaitei.source import yamltext

_WIDEST = 1_000_000  # characters of a line; none is broken


def added(text: str, file: str, found: Mapping[str, str], locales: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """A facts file with more facts, and the names of those that are in it now.

    Args:
        text: the file.
        file: its name in messages.
        found: values by dotted names: "representative.name".
        locales: of the site, the default one first.
    """
    groups: dict[str, dict[str, str]] = {}
    for name, value in found.items():
        key, _, inner = name.partition(".")
        if inner and "." not in inner:
            groups.setdefault(key, {})[inner] = value
    done = set[str]()
    for key, values in groups.items():
        tried = _with(text, key, values)
        if _says(tried, text, file, key, values, locales):
            text = tried
            done |= {f"{key}.{inner}" for inner in values}
    return text, frozenset(done)


def _with(text: str, key: str, values: Mapping[str, str]) -> str:
    """The file with values at the beginning of an entry, or with the entry at its end where it has none."""
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    entry = yamltext.node_at(node, key)
    if entry is None:
        return f"{text.rstrip()}\n\n{_dumped({key: dict(values)})}"
    start = entry.start_mark
    if not isinstance(entry, yaml.MappingNode):
        return text
    if entry.flow_style:
        inner = _dumped(dict(values), True).strip()[1:-1]
        return f"{text[: start.index + 1]}{inner}, {text[start.index + 1 :]}"
    margin = " " * start.column
    lines = "".join(f"{margin}{line}\n" for line in _dumped(dict(values)).splitlines())
    begin = start.index - start.column
    return f"{text[:begin]}{lines}{text[begin:]}"


def _dumped(values: Mapping[str, Any], flow: bool = False) -> str:
    dumped = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=_WIDEST, default_flow_style=flow)
    return str(dumped)


def _says(new: str, old: str, file: str, key: str, values: Mapping[str, str], locales: tuple[str, ...]) -> bool:
    """Whether a file is one of facts, and nothing but values sets it apart from another."""
    try:
        data, wanted = yamltext.parse(new, file), yamltext.parse(old, file).value
        facts.read(data, file, locales)
    except KaiteiError:
        return False
    entry = wanted.get(key, {}) if isinstance(wanted, dict) else None
    return isinstance(entry, dict) and data.value == {**wanted, key: {**entry, **values}}  # type: ignore[dict-item]
