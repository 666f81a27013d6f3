from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.source.placeholders import BRACES, CLOSE, OPEN, TOKEN, literal, mark
from tests.support.cases import cases, told

SHOWN = str.maketrans({OPEN: "‹", CLOSE: "›", BRACES: "¦"})


@pytest.mark.parametrize("case", cases("placeholders", "marked"))
def test_placeholders_become_tokens(case: dict[str, Any]) -> None:
    marked = mark(case["body"], "docs/x.md", 5)
    assert marked.text.translate(SHOWN) == case["text"]
    assert {name: str(line) for name, line in marked.names.items()} == case["names"]


@pytest.mark.parametrize("case", cases("placeholders", "wrong"))
def test_braces_that_hold_no_name_are_told(case: dict[str, Any]) -> None:
    (problem,) = mark(case["body"], "docs/x.md", 5).problems
    assert told(problem) == case["problem"]
    assert problem.params == {"text": case["text"]}


def test_literal_braces_come_back() -> None:
    assert literal(mark(r"\{{ a }} と \{{", "x.md", 1).text) == "{{ a }} と {{"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["{{ a.b }}", r"\{{", "{", "}", "}}", "\n", "本文", " "]), max_size=12).map("".join))
def test_lines_stay_where_they_are_and_names_are_those_used(text: str) -> None:
    """Later messages name lines of the file, so tokens must not move any."""
    marked = mark(text, "x.md", 1)
    assert marked.text.count("\n") == text.count("\n")
    assert set(marked.names) == set(TOKEN.findall(marked.text))
    assert marked.problems or not re.search(r"(?<!\{)\{\{(?!\{)", marked.text)
