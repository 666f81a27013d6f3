from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import Any

import pytest
import yaml

from kaitei.data import TEMPLATES
from kaitei.errors import KaiteiError, Problem
from kaitei.wording.per_locale import Said
from kaitei.wording.words import MESSAGE_LANGUAGES, Words, message, messages, system_language, words
from tests.support.cases import problems
from tests.support.small import REPOSITORY

PACKAGE = REPOSITORY / "hooks" / "kaitei"


def file(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((PACKAGE / "words" / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded


def fields(text: object) -> set[str]:
    """The names of the parameters of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name}


def constants(*names: str) -> set[str]:
    """The texts that the engine gives as first argument to functions of a name."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in names and node.args:
                found |= {
                    one.value
                    for one in ast.walk(node.args[0])
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def expected() -> set[str]:
    """The messages that the schemas name by `expects`."""
    texts = (path.read_text(encoding="utf-8") for path in (PACKAGE / "schemas").glob("*.yml"))
    return {f"expects_{name}" for text in texts for name in re.findall(r"expects: (\w+)", text)}


def test_every_problem_of_the_engine_has_a_message_in_every_language() -> None:
    keys = {
        key for key in constants("fail", "Problem", "WrongUsage") if re.fullmatch(r"[a-z][a-z0-9_]*[a-z0-9]", key)
    } | expected()
    assert len(keys) > 40
    for lang in MESSAGE_LANGUAGES:
        assert sorted(keys - file(f"messages.{lang}").keys()) == []


def test_messages_say_the_same_in_every_language() -> None:
    ja, en = file("messages.ja"), file("messages.en")
    assert sorted(ja) == sorted(en)
    assert [key for key in ja if not fields(ja[key]) <= fields(en[key]) | {"where", "value", "known"}] == []


def test_readers_find_the_same_words_in_every_language() -> None:
    ja, en = file("ja")["reader"], file("en")["reader"]
    apart = {"eras", "months", "both_form"}
    assert sorted(ja.keys() - apart) == sorted(en.keys() - apart)


def test_every_word_that_pages_ask_for_is_there() -> None:
    asked = constants("words")
    asked -= {key for key in asked if key.endswith("_") or not re.fullmatch(r"[a-z][a-z0-9_]+", key)}
    assert len(asked) > 40
    for locale in ("ja", "en"):
        texts = file(locale)["reader"]
        assert sorted(key for key in asked - texts.keys() if key not in ("both_form",)) == []


def test_every_word_that_templates_ask_for_is_there() -> None:
    asked = {
        key
        for path in TEMPLATES.rglob("*.html")
        for key in re.findall(r"""\bt\(\s*["']([a-z0-9_]+)["']\s*[,)]""", path.read_text(encoding="utf-8"))
    }
    assert asked
    for locale in ("ja", "en"):
        assert sorted(asked - file(locale)["reader"].keys()) == []


def test_parameters_are_filled_in() -> None:
    assert Words("ja", {"k": "{day}まで"})("k", day="明日") == "明日まで"


def test_the_revision_word_is_used_everywhere() -> None:
    assert words("ja", "改正")("page_history") == "改正履歴"
    assert Words("ja", {"k": "{day}に改定します"}, "改訂")("k", day="明日") == "明日に改訂します"


def test_the_revision_word_leaves_what_is_filled_in_as_it_is() -> None:
    """A title is the editor's own."""
    assert Words("ja", {"k": "{title}の改定"}, "改正")("k", title="規約改定の手引") == "規約改定の手引の改正"


def test_braces_in_what_is_filled_in_are_not_read_again() -> None:
    assert Words("ja", {"k": "{a}{b}"})("k", a="{b}", b="x") == "{b}x"


def test_a_missing_word_has_the_default_given() -> None:
    assert Words("ja", {"k": "有"}).get("k", "無") == "有"
    assert Words("ja", {}).get("k", "無") == "無"


def test_a_locale_without_words_is_told() -> None:
    with pytest.raises(KaiteiError) as error:
        words("xx")
    assert problems(error) == ["words_missing"]
    assert error.value.problems[0].params == {"locale": "xx"}


def test_a_message_names_file_and_line() -> None:
    problem = Problem("date_twice", "docs/privacy.md", 7, {"date": "2023-12-20"})
    assert (
        message(problem, "en")
        == "docs/privacy.md:7: Two revisions take effect on 2023-12-20. Keep one, or correct a date."
    )
    assert message(problem, "ja").startswith("docs/privacy.md:7: ")
    assert "2023-12-20" in message(problem, "ja")


def test_a_message_without_a_line_names_the_file_only() -> None:
    assert message(Problem("facts_missing", "company.yml"), "en").startswith("company.yml: ")


def test_a_message_without_a_file_has_no_place() -> None:
    assert message(Problem("today_invalid", params={"value": "x"}), "en").startswith("KAITEI_TODAY is ")


def test_a_language_without_messages_is_answered_in_english() -> None:
    problem = Problem("yaml_key", "x.yml", 1)
    assert message(problem, "fr") == message(problem, "en") != message(problem, "ja")


def test_a_value_that_is_missing_does_not_hide_the_message() -> None:
    assert message(Problem("yaml_duplicate", "x.yml", 3), "en").startswith("x.yml:3: “” stands here a second time")


def test_braces_in_a_value_are_told_as_they_are() -> None:
    problem = Problem("placeholder_syntax", "x.md", 1, {"text": "{{ a|b }}"})
    assert "“{{ a|b }}”" in message(problem, "en")
    assert "{{ company.name }}" in message(problem, "en")


def test_each_problem_has_a_line() -> None:
    found = messages([Problem("yaml_key", "x.yml", 1), Problem("yaml_key", "x.yml", 2)], "en")
    assert [line.split(": ")[0] for line in found.split("\n")] == ["x.yml:1", "x.yml:2"]


@pytest.mark.parametrize("path", sorted((PACKAGE / "words").glob("*.yml")), ids=lambda path: path.name)
def test_every_text_can_be_filled_in(path: Path) -> None:
    """No stray brace makes a message fail when it is needed."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key, text in loaded.get("reader", loaded).items():
        if isinstance(text, str):
            assert text.format_map(dict.fromkeys(fields(text), "x")), key


def test_words_as_html_escape_what_is_filled_in_unless_it_is_html() -> None:
    texts = Words("ja", {"k": "改定：{title}"}, "改正")
    assert texts.html("k", title="<b>改定</b>") == "改正：&lt;b&gt;改定&lt;/b&gt;"
    assert texts.html("k", title=Said("甲", "en").html) == '改正：<span lang="en">甲</span>'


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "ja"),
        ({"LANG": "en_GB.UTF-8", "KAITEI_LANG": "ja"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "KAITEI_LANG": "en"}, "en"),
    ],
)
def test_messages_are_in_the_language_of_the_terminal(environ: dict[str, str], lang: str) -> None:
    assert system_language(environ) == lang
