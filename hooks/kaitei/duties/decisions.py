"""What a site has decided about lists of duties: `duties.yml` at its root, dated, each with who decided it."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kaitei import dates
from kaitei.duties.lists import DutyList
from kaitei.errors import Problem
from kaitei.source import schema, textfile, yamltext
from kaitei.source.settings import Settings

FILE = "duties.yml"
Kind = Literal["not_applicable", "applicable", "found"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a list, or on an item of one."""

    kind: Kind
    reason: str
    since: dt.date  # the day of the decision
    by: str
    line: int
    places: Mapping[str, str] = field(default_factory=dict)  # anchors by policy, of what was found


Decisions = Mapping[str, Decided]
"""By list, "jp-appi-32", or item, "jp-appi-32.fees"."""


def read(settings: Settings) -> dict[str, Decided]:
    """The decisions of a site; none where it has no such file.

    Raises:
        KaiteiError: for everything in the file that does not fit.
    """
    content = textfile.optional(settings.root / FILE, FILE)
    if content is None:
        return {}
    data = yamltext.parse(textfile.decoded(content, FILE), FILE)
    schema.check(data, "duties", FILE, settings.codes)
    value: Any = data.value
    return {key: _decided(one, data.line((key,))) for key, one in value.items()}


def _decided(one: Mapping[str, Any], line: int) -> Decided:
    kind: Kind = next(key for key in ("not_applicable", "applicable", "found") if key in one)
    said = one[kind]
    places = said if isinstance(said, dict) else {}
    return Decided(kind, "" if places else said, dates.parse(one["since"]), one["by"], line, places)


_IMPOSSIBLE = (("list", "found"), ("item", "applicable"))


def unknown(decisions: Decisions, lists: Iterable[DutyList]) -> Iterator[Problem]:
    """Yield the decisions on what is in no list, and those that cannot be made of it."""
    known = {one.id: "list" for one in lists}
    known |= {f"{one.id}.{item.id}": "item" for one in lists for item in one.items}
    for key, decided in decisions.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            yield Problem("duty_unknown", FILE, decided.line, {"key": key, "near": near[0] if near else "—"})
        elif (known[key], decided.kind) in _IMPOSSIBLE:
            yield Problem("duty_decision", FILE, decided.line, {"key": key, "kind": decided.kind})
