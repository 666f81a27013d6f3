"""A change of facts is written into the file, and every other byte of it kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kaitei.errors import KaiteiError
from kaitei.facts.edit import When, changed
from kaitei.source.yamltext import parse
from tests.support.cases import cases

DAY = dt.date(2027, 4, 1)


def edited(case: dict[str, Any]) -> str:
    recorded = dt.date.fromisoformat(str(case["recorded"])) if "recorded" in case else None
    values = {key: value if isinstance(value, dict) else str(value) for key, value in case["set"].items()}
    before = _bytes(case, case["before"])
    return changed(before, "company.yml", tuple(case["of"]), values, When(DAY, recorded), ("ja", "en")).decode()


@pytest.mark.parametrize("case", cases("fact_edits"))
def test_what_changes_is_added_and_every_other_byte_kept(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(KaiteiError) as error:
            edited(case)
        assert [problem.key for problem in error.value.problems] == [case["refused"]]
    else:
        assert edited(case) == _bytes(case, case["after"]).decode()


@pytest.mark.parametrize(
    "text", ["a: b", "- #1 “x”", "no", "{x}", "'", "2026", "長い" * 200, "&a *b", "a\\b", "\u3000"]
)
@pytest.mark.parametrize("value", ["甲", "[甲, {from: 2026-04-01, value: 乙}]"])
def test_any_text_is_quoted_as_it_must_be(text: str, value: str) -> None:
    case = {"of": ["company"], "set": {"name": {"ja": text, "en": text}}, "before": f"company:\n  name: {value}\n"}
    found: Any = parse(edited(case), "company.yml").value
    assert found["company"]["name"][-1] == {"from": "2027-04-01", "ja": text, "en": text}


def _bytes(case: dict[str, Any], text: str) -> bytes:
    text = text.replace("\n", "\r\n") if "crlf" in case else text
    return text.encode("utf-8-sig" if "bom" in case else "utf-8")
