from __future__ import annotations

from typing import Any

import pytest

from kaitei import data
from kaitei.facts import facts
from kaitei.facts.changes import changed
from kaitei.pages.fact_lines import LABELS, lines
from tests.support.cases import cases
from tests.support.small import context, day, site


@pytest.mark.parametrize("case", cases("fact_lines"))
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_change_of_facts_says_what_was_and_what_is(case: dict[str, Any], locale: str) -> None:
    made = site({}, "2030-01-01", case["yaml"])
    when = day(case["day"])
    (change,) = [one for one in changed(made.facts, case["used"], day("2020-01-01"), when) if one.day == when]
    assert list(map(str, lines(context(made, locale), case["used"], change))) == case[locale]


def test_every_value_that_the_schema_knows_has_its_label() -> None:
    """All but what is told by itself: names, and what only says how a value looks."""
    schema = data.read("schemas/facts.yml")
    named = (part for part in schema["$defs"].values() if isinstance(part, dict))
    parts = [schema["properties"]["company"], *named, schema["$defs"]["partners"]["items"]]
    fields = {key for part in parts for key in part.get("properties", {})}
    assert fields - {"name", *facts.PRESENTATION} == LABELS.keys()
