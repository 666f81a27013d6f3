"""`/policies.json`, for applications, and the schema that says what is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from kaitei.pages.context import Context
from kaitei.programs.catalogue import catalogue

ADDRESS = "/policies.json"
SCHEMA = "/policies.schema.json"

_SCHEMA = Path(__file__).parents[1] / "schemas" / "policies.schema.json"


def policies_json(contexts: Mapping[str, Context]) -> str:
    """Return everything public of a site as JSON, given its locales, the default one first."""
    default = next(iter(contexts.values()))
    told = {"$schema": default.absolute(SCHEMA)} | asdict(catalogue(contexts))
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def schema() -> str:
    """Return the JSON Schema (2020-12) of `policies.json`, the same on every site."""
    return _SCHEMA.read_text(encoding="utf-8")
