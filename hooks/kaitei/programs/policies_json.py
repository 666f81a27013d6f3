"""`/policies.json`, for applications, and the schema that says what is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from kaitei import groups
from kaitei.cache.keys import digest
from kaitei.pages.context import Context
from kaitei.programs.catalogue import entry, heading
from kaitei.site import Standing

ADDRESS = "/policies.json"
SCHEMA = "/policies.schema.json"

_SCHEMA = Path(__file__).parents[1] / "schemas" / "policies.schema.json"


def policies_json(contexts: Mapping[str, Context]) -> str:
    """Return everything public of a site as JSON, given its locales, the default one first."""
    default = next(iter(contexts.values()))
    told = {"$schema": default.absolute(SCHEMA)} | asdict(heading(default.site))
    listed = ",\n".join(_entry(contexts, standing) for standing in default.site.standings())
    inner = f"[\n{listed}\n]".replace("\n", "\n  ").removesuffix(" ]") + "]" if listed else "[]"
    return _json(told).removesuffix("[]\n}") + inner + "\n}\n"


def _entry(contexts: Mapping[str, Context], standing: Standing) -> str:
    """Return a policy as JSON; kept, as a site has many."""
    kept = next(iter(contexts.values())).site.kept
    key = digest("entry", [groups.of_policy(context, standing) for context in contexts.values()])
    return kept.text(key, lambda: _json(asdict(entry(contexts, standing))))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def schema() -> str:
    """Return the JSON Schema (2020-12) of `policies.json`, the same on every site."""
    return _SCHEMA.read_text(encoding="utf-8")
