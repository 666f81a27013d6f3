"""`--help`: whole in the editor's language, wherever the language is said."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from kaitei import data
from kaitei.cli.main import COMMANDS, main

SAID = data.read("words/help.ja.yml")
ENGLISH = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+\b|Usage|Options:|Commands:|Show |required|Language")


def help_(*arguments: str, lang: str = "en") -> str:
    result = CliRunner().invoke(main, arguments, env={"KAITEI_LANG": lang})
    return result.output


@pytest.mark.parametrize("command", [None, *(one.name for one in COMMANDS)])
def test_no_english_is_left_in_japanese(command: str | None) -> None:
    found = help_(*([command] if command else []), "--help", lang="ja")
    assert found.startswith("使い方: kaitei")
    assert "この説明を表示します。" in found
    assert ENGLISH.findall(found) == []


@pytest.mark.parametrize("command", [main, *COMMANDS], ids=lambda one: str(one.name))
def test_every_option_is_described_in_both_languages_and_nothing_else(command: click.Command) -> None:
    options = {str(one.name): one.help for one in command.params if isinstance(one, click.Option)}
    assert all(options.values())
    assert set(SAID[command.name]) == {"", *options} - {"lang", "version"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "ja", "revise", "--help"),
        ("revise", "--lang", "ja", "--help"),
        ("revise", "--help", "--lang", "ja"),
        ("--lang=ja", "revise", "-h"),
    ],
)
def test_the_language_is_said_before_or_after(arguments: tuple[str, ...]) -> None:
    assert "改定を始めます" in help_(*arguments)


def test_english_is_as_before_once_japanese_was_asked_for() -> None:
    before = help_("revise", "--help")
    assert "使い方" in help_("revise", "--help", lang="ja")
    assert help_("revise", "--help") == before
    assert before.startswith("Usage: kaitei revise")


def test_without_a_command_the_help_is_shown() -> None:
    assert help_(lang="ja").startswith("使い方: kaitei")
    assert "会社情報を、サイトのとおりにします" in help_(lang="ja")
