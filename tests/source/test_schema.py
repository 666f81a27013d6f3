from __future__ import annotations

from typing import Any

import pytest

from kaitei.errors import KaiteiError, Problem
from kaitei.source import schema
from kaitei.source.yamltext import Data, split
from kaitei.wording.words import message
from tests.support.cases import cases, told
from tests.support.small import LOCALES


def check(head: str, name: str) -> tuple[Problem, ...]:
    """What is said about a front matter."""
    front = split(f"---\n{head.rstrip()}\n---\n本文\n", "docs/x.md")
    assert front
    try:
        schema.check(front.data, name, "docs/x.md", LOCALES)
    except KaiteiError as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    ("name", "case"),
    [
        pytest.param(name, *param.values, id=f"{name}-{param.id}")
        for name in ("policy", "translation", "page")
        for param in cases("front_matter", name)
    ],
)
def test_front_matter_is_held_against_its_schema(name: str, case: dict[str, Any]) -> None:
    found = check(case["head"], name)
    assert [told(problem) for problem in found] == case["problems"]
    for problem in found:
        assert problem.file == "docs/x.md"
        assert "{" not in message(problem, "en").replace("{ja: …, en: …}", "")


def test_a_missing_key_is_named_with_its_place() -> None:
    (problem,) = check(
        "title: a\nkind: terms\nrevisions:\n  - {date: 2023-12-20, summary: b}\n  - {date: 2022-12-20}", "policy"
    )
    assert problem.params == {"key": "summary", "where": "revisions.2"}


def test_an_unknown_key_is_told_with_the_nearest_known_one() -> None:
    (problem,) = check("title: Terms\ntranslate: x\ntranslates: 2023-12-20", "translation")
    assert problem.params == {"key": "translate", "near": "translates", "known": "title, translates"}


def test_a_value_that_is_none_of_several_is_told_with_all_of_them() -> None:
    (problem,) = check("title: a\nkind: terms\nrevisions: [{date: 2023-12-20, summary: b, users: ask}]", "policy")
    assert problem.params == {"where": "revisions.1.users", "value": "ask", "options": "consent, notify, none"}


def test_a_long_value_is_shortened_in_the_message() -> None:
    (problem,) = check(f"title: Terms\ntranslates: {'2' * 500}", "translation")
    assert problem.params["value"] == "2" * 57 + "…"


def test_the_locales_are_those_of_the_site() -> None:
    data = Data({"title": "a", "kind": "terms", "revisions": [{"date": "2023-12-20", "summary": {"fr": "b"}}]}, {(): 1})
    schema.check(data, "policy", "docs/x.md", ("ja", "fr"))
    with pytest.raises(KaiteiError):
        schema.check(data, "policy", "docs/x.md", ("ja", "en"))
