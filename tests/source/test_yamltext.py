from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.errors import KaiteiError
from kaitei.source import yamltext
from kaitei.source.yamltext import MAX_NODES, parse, split, typed
from tests.support.cases import cases, problems


@pytest.mark.parametrize("case", cases("yamltext", "values"))
def test_values_stay_as_typed(case: dict[str, Any]) -> None:
    data = parse(case["yaml"], "x.yml")
    assert isinstance(data.value, dict)
    assert data.value["a"] == case["value"]


@pytest.mark.parametrize("case", cases("yamltext", "problems"))
def test_what_is_no_plain_yaml_is_told_with_its_line(case: dict[str, Any]) -> None:
    with pytest.raises(KaiteiError) as error:
        parse(case["yaml"], "x.yml")
    assert problems(error) == [case["problem"]]
    assert error.value.problems[0].file == "x.yml"


@pytest.mark.parametrize("case", cases("yamltext", "quotes"))
def test_a_value_that_has_to_stand_in_quotes_is_told_with_them(case: dict[str, Any]) -> None:
    with pytest.raises(KaiteiError) as error:
        parse(case["yaml"], "x.yml")
    assert problems(error) == [case["problem"]]
    assert error.value.problems[0].params["write"] == case["write"]
    assert parse(case["write"], "x.yml").value


@pytest.mark.parametrize("case", cases("yamltext", "heads"))
def test_front_matter_ends_where_the_body_begins(case: dict[str, Any]) -> None:
    head = split(case["text"], "docs/x.md")
    assert head is not None
    assert (head.body, str(head.body_line)) == (case["body"], case["line"])


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    with pytest.raises(KaiteiError) as error:
        parse("b: 1\na: 2\na: 3\n", "x.yml")
    assert error.value.problems[0].params == {"key": "a", "first": "2"}


def test_lines_are_those_of_keys_and_items() -> None:
    data = parse("a:\n  b: 1\n  c:\n    - x\n    - y\n", "x.yml", first_line=10)
    assert data.lines == {(): 10, ("a",): 10, ("a", "b"): 11, ("a", "c"): 12, ("a", "c", 0): 13, ("a", "c", 1): 14}


def test_a_path_without_a_line_has_the_line_around_it() -> None:
    assert parse("a: 1\nb:\n  c: 2\n", "x.yml").line(("b", "missing", 3)) == 2


def test_an_empty_file_is_an_empty_map() -> None:
    data = parse("# nothing yet\n", "x.yml")
    assert (data.value, data.line(("a",))) == ({}, 1)


def test_a_duplicate_in_front_matter_is_told_with_the_line_of_the_file() -> None:
    with pytest.raises(KaiteiError) as error:
        split("---\ntitle: a\nkind: b\ntitle: c\n---\n", "docs/x.md")
    assert problems(error) == ["yaml_duplicate 4"]


def test_tags_are_read_as_text_where_the_file_may_have_them() -> None:
    text = "a: !ENV HOME\nb: !!python/name:os.system ''\nc: !ENV [A, B]\n"
    assert parse(text, "mkdocs.yml", any_tag=True).value == {"a": "HOME", "b": "", "c": ["A", "B"]}


def test_an_alias_bomb_ends_quickly() -> None:
    """Nine levels of nine would be 387 million values."""
    levels = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    levels += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    start = time.process_time()
    with pytest.raises(KaiteiError) as error:
        parse("\n".join(levels), "x.yml")
    assert time.process_time() - start < 2
    assert error.value.problems[0].key == "yaml_too_large"


def test_a_bomb_of_maps_ends_too() -> None:
    levels = ["a: &a {k: x, l: x, m: x, n: x}"]
    levels += [
        f"{new}: &{new} {{k: *{old}, l: *{old}, m: *{old}, n: *{old}}}"
        for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
    ]
    with pytest.raises(KaiteiError) as error:
        parse("\n".join(levels), "x.yml")
    assert error.value.problems[0].key == "yaml_too_large"


@pytest.mark.parametrize("depth", [51, 900, 60_000])
def test_lists_deeper_than_anybody_means_are_a_message(depth: int) -> None:
    with pytest.raises(KaiteiError) as error:
        parse("[" * depth + "]" * depth, "x.yml")
    assert error.value.problems[0].key == "yaml_too_deep"


def test_as_many_values_as_a_facts_file_may_have_are_read() -> None:
    rows = MAX_NODES - 2
    assert parse("a: [" + ",".join("x" * rows) + "]", "x.yml").value == {"a": ["x"] * rows}


@pytest.mark.parametrize(
    "text", ["# 見出し\n\n本文\n", "", "----\n本文\n----\n", "本文\n---\ntitle: a\n---\n", "---x\n---\n"]
)
def test_a_file_that_does_not_open_front_matter_has_none(text: str) -> None:
    assert split(text, "docs/x.md") is None


@pytest.mark.parametrize("text", ["---\n", "---\ntitle: a\n\n本文\n", "---\ntitle: a\n ---\n", "---\ntitle: a\n----\n"])
def test_front_matter_without_an_end_is_told(text: str) -> None:
    with pytest.raises(KaiteiError) as error:
        split(text, "docs/x.md")
    assert problems(error) == ["front_matter_open 1"]


@pytest.mark.parametrize("inner", ["- title: a\n- b", "'title: a'"])
def test_front_matter_that_is_no_map_is_told(inner: str) -> None:
    with pytest.raises(KaiteiError) as error:
        split(f"---\n{inner}\n---\n本文\n", "docs/x.md")
    assert problems(error) == ["front_matter_map 2"]


def test_empty_front_matter_is_an_empty_map() -> None:
    head = split("---\n---\n本文\n", "docs/x.md")
    assert head is not None
    assert (head.data.value, head.body, head.body_line) == ({}, "本文\n", 3)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:-[]{}&*!'\"#|>,? \n\t%@`", max_size=60))
def test_any_text_is_either_read_or_a_message(text: str) -> None:
    """No input ends in another exception, and what is read holds text only."""
    try:
        value, lines = parse(text, "x.yml").value, [1]
    except KaiteiError as error:
        value, lines = "", [problem.line for problem in error.problems]
    assert min(lines) >= 1
    assert _text_only(value)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:-[]{}&*!'\"#|>,? \n~", max_size=60))
def test_every_value_has_the_tag_that_pyyaml_gives_it(text: str) -> None:
    """What is not looked up is what would have been found."""
    assert _composed(text, yamltext._Loader) == _composed(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _composed(text: str, loader: Any) -> str:
    try:
        return repr(_tags(yaml.compose(text, Loader=loader)))
    except yaml.YAMLError:
        return "wrong"


def _tags(node: Any, depth: int = 0) -> Any:
    if node is None or depth > 9 or isinstance(node.value, str):
        return (node.tag, node.value) if node is not None and depth <= 9 else None
    pairs = [inner if isinstance(inner, tuple) else (inner,) for inner in node.value]
    return node.tag, [[_tags(one, depth + 1) for one in pair] for pair in pairs]


def _text_only(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _text_only(inner) for key, inner in value.items())
    return all(map(_text_only, value)) if isinstance(value, list) else isinstance(value, str)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", 2),
        ("1.5", 1.5),
        ("true", True),
        ("No", False),
        ("2026-04-01", "2026-04-01"),
        ("null", "null"),
        ("", ""),
        ("[a]", "[a]"),
        ("{a: b}", "{a: b}"),
        ("a: b: c", "a: b: c"),
        ("規約", "規約"),
        (["2", {"hide": ["toc", "true"]}], [2, {"hide": ["toc", True]}]),
    ],
)
def test_what_others_read_has_the_types_of_yaml(text: object, value: object) -> None:
    found = typed(text)
    assert (found, type(found)) == (value, type(value))
