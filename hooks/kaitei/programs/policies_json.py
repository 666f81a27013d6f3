"""`/policies.json`, for applications, and the schema that says what is in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from kaitei import data
from kaitei.pages.context import Context
from kaitei.programs.catalogue import entry, heading
from kaitei.record.record import Entry
from kaitei.site.site import Standing

ADDRESS = "/policies.json"
SCHEMA = "/policies.schema.json"

_SCHEMA = data.FOLDER / "schemas" / "policies.schema.json"


def policies_json(default: Context, policies: Iterable[str], next_change: str) -> str:
    """Everything public of a site as JSON.

    Args:
        default: the default locale.
        policies: `policy_json` of each policy, in the order of lists.
        next_change: the next day on which the site says something else, "" where none is known.
    """
    told = {"$schema": default.absolute(SCHEMA)} | asdict(heading(default.site, next_change))
    listed = ",\n".join(policies)
    inner = f"[\n{listed}\n]".replace("\n", "\n  ").removesuffix(" ]") + "]" if listed else "[]"
    return _json(told).removesuffix("[]\n}") + inner + "\n}\n"


def policy_json(contexts: Mapping[str, Context], standing: Standing, recorded: Iterable[Entry] = ()) -> str:
    """Everything public of a policy as JSON, given the site's locales, the default one first, and what is recorded."""
    return _json(asdict(entry(contexts, standing, recorded)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def schema() -> str:
    """The JSON Schema (2020-12) of `policies.json`, the same on every site."""
    return _SCHEMA.read_text(encoding="utf-8")
