"""Values of files checked against the schemas in `schemas/`; what does not fit becomes a message for the editor."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import jsonschema_rs

from kaitei import dates
from kaitei.data import read
from kaitei.errors import KaiteiError, Problem
from kaitei.source import address, characters
from kaitei.source.yamltext import Data, said


def check(data: Data, name: str, file: str, locales: tuple[str, ...]) -> None:
    """Check parsed YAML against `schemas/<name>.yml`.

    A definition in a schema may carry `expects`, the key of a message that says what belongs in its place.

    Raises:
        KaiteiError: with one problem for each place that does not fit.
    """
    validator, schema = _validator(name, locales)
    problems = [p for error in validator.iter_errors(data.value) for p in _problems(error, schema, data, file)]
    if problems:
        raise KaiteiError(sorted(problems, key=lambda problem: problem.line))


@lru_cache(maxsize=16)
def _validator(name: str, locales: tuple[str, ...]) -> tuple[Any, dict[str, Any]]:
    common = read("schemas/common.yml")
    schema = read(f"schemas/{name}.yml")
    schema["$defs"] = common["$defs"] | schema.get("$defs", {})
    schema["$defs"]["locale"] = {"enum": list(locales)}
    return jsonschema_rs.validator_for(schema, validate_formats=True, formats=_FORMATS), schema


def _is_pattern(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(re.compile(value))
    except re.error:
        return False


_FORMATS = {
    "day": dates.is_day,
    "nameless": address.is_nameless,
    "pattern": _is_pattern,
    "usual_day": dates.is_usual,
    "visible": characters.visible,
    "web": address.is_web,
}
"""Formats of our own, which the schemas name by `format`, and what tests them."""


def _problems(error: Any, schema: dict[str, Any], data: Data, file: str) -> Iterator[Problem]:
    path, kind, instance = tuple(error.instance_path), error.kind, error.instance
    where = said(path)
    if kind.name == "propertyNames":  # it is a key that does not fit, not the map that has it
        path, kind, instance = (*path, kind.error.instance), kind.error.kind, kind.error.instance
    match kind.name:
        case "additionalProperties":
            known = list(_owner(schema, error.schema_path).get("properties", {}))
            for key in kind.unexpected:
                near = difflib.get_close_matches(key, known, n=1)
                params = {"key": key, "known": ", ".join(known), "near": near[0] if near else ""}
                yield Problem("key_unknown_near" if near else "key_unknown", file, data.line((*path, key)), params)
        case "required":
            yield Problem("key_missing", file, data.line(path), {"key": kind.property, "where": where})
        case "enum":
            options = ", ".join(map(str, kind.options))
            yield Problem(
                "value_enum", file, data.line(path), {"where": where, "value": str(instance), "options": options}
            )
        case _:
            expects = _expects(schema, error.schema_path)
            yield Problem(f"expects_{expects}", file, data.line(path), {"where": where, "value": _short(instance)})


def _owner(schema: dict[str, Any], path: list[str | int]) -> dict[str, Any]:
    node: Any = schema
    for step in path[:-1]:
        node = node[step]
    return node if isinstance(node, dict) else {}


def _expects(schema: dict[str, Any], path: list[str | int]) -> str:
    """The innermost `expects` on the way to the rule that failed."""
    node: Any = schema
    found = "other"
    for step in path:
        if isinstance(node, dict) and "expects" in node:
            found = node["expects"]
        node = node[step]
    return found


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
