"""The rules of drafting on texts of a few lines: what each tells, and what it lets be."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kaitei.drafting.hints import RULES, hints
from kaitei.errors import Problem
from kaitei.site.site import Standing
from kaitei.wording.words import message
from tests.support.cases import load
from tests.support.small import frozen, living, site, translated

COMPANY = """\
company: {name: {ja: 見本株式会社, en: Mihon Inc.}, address: 千葉県見本市岬町1-2-3}
representative:
  - {title: 代表取締役, name: 浜田 渚}
  - {from: 2024-06-25, title: 代表取締役, name: 磯部 澪子}
desks: {privacy: {name: 個人情報窓口, phone: 03-0000-1111}}
"""
CASES: dict[str, dict[str, Any]] = load("drafting")
TELLING = {name: case for name, case in CASES.items() if case["told"]}
REVISIONS = "- {date: 2026-04-01, summary: 改定}\n- {date: 2022-04-01, summary: 制定"


def told(case: dict[str, Any]) -> list[Problem]:
    """What is told of a case's text, of Japanese in the living file, of English in its translation."""
    old, new = case.get("old", ""), case["text"]
    listed = REVISIONS + ("}" if old else ", text: not-held}")
    head = "kind: privacy\n" + (f"intended: {case['intended']}\n" if "intended" in case else "")
    files = {"privacy.md": living(listed, "本文です。\n" if case.get("english") else new, head=head)}
    if old:
        files["privacy/2022-04-01.md"] = frozen("本文です。\n" if case.get("english") else old)
    if case.get("english"):
        files["privacy.en.md"] = translated("2026-04-01", new)
        files |= {"privacy/2022-04-01.en.md": frozen(old)} if old else {}
    made = site(files, "2026-11-22", COMPANY)
    return list(hints(Standing.whole(made.registry.policies["privacy"], made)))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_text_is_told_of_by_key_and_words(case: dict[str, Any]) -> None:
    found = [
        " ".join(filter(None, (one.key.removeprefix("draft_"), one.params["what"], one.params.get("new"))))
        for one in told(case)
    ]
    assert found == case["told"]


@pytest.mark.parametrize("case", TELLING.values(), ids=TELLING)
def test_a_hint_stands_on_the_line_of_its_words(case: dict[str, Any]) -> None:
    for one in told(case):
        first = 5 if case.get("english") else 8 + ("intended" in case)
        line = case["text"].split("\n")[one.line - first] if one.line else one.params["what"]
        assert re.sub(r"\s", "", one.params["what"]) in re.sub(r"\s", "", line)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("case", TELLING.values(), ids=TELLING)
def test_a_hint_says_how_to_let_it_be(case: dict[str, Any], lang: str) -> None:
    for one in told(case):
        said = message(one, lang)
        assert one.key == "draft_intended_idle" or f'intended: ["{one.params["what"]}"]' in said


@pytest.mark.parametrize("case", TELLING.values(), ids=TELLING)
def test_what_is_intended_is_let_be(case: dict[str, Any]) -> None:
    words = {one.params["what"] for one in told(case)}
    if "intended" not in case:
        assert told(case | {"intended": [*words]}) == []


def test_every_rule_tells_of_some_case() -> None:
    assert len({one.key for case in CASES.values() for one in told(case)}) >= len(RULES)


def test_rules_take_time_that_grows_with_the_text_alone() -> None:
    """A text ten times as long as another has ten times as many hints, and not a hundred times the lines looked at."""
    text = "第1条（目的）\n第9条及び前条により、本サービスは2月30日に●年まで、弊社及びおよび当社。\n"
    assert len(told({"text": text * 100})) < 10 * len(told({"text": text * 10})) + 10
