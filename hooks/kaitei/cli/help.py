"""`--help` in the editor's language: English is in the code, the rest in `words/help.<lang>.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from kaitei import data


class Context(click.Context):
    """Where a command runs, which shows its help."""

    formatter_class: type[click.HelpFormatter] = click.HelpFormatter


@contextmanager
def speaking(group: click.Group, lang: str) -> Iterator[None]:
    """Have the help of a group and its commands say in a language what it says in English otherwise."""
    if lang == "en":
        yield
        return
    said: Mapping[str, Any] = data.read(f"words/help.{lang}.yml")
    before = [(one, dict(vars(one))) for one in _spoken(group)]
    for command in (group, *group.commands.values()):
        _put(command, said[str(command.name)], said["lang"])
    Context.formatter_class = _formatter(said["headings"])
    try:
        yield
    finally:
        Context.formatter_class = click.HelpFormatter
        for one, was in before:
            vars(one).update(was)


def _spoken(group: click.Group) -> Iterator[Any]:
    """Yield whatever has a text of help: commands and their options."""
    for command in (group, *group.commands.values()):
        yield command
        yield from (one for one in command.params if isinstance(one, click.Option))


def _put(command: click.Command, said: Mapping[str, str], lang: str) -> None:
    command.help = said[""]
    command.short_help = said[""].partition("\n")[0]
    for one in command.params:
        if isinstance(one, click.Option) and one.name != "version":
            one.help = lang if one.name == "lang" else said[str(one.name)]


def _formatter(headings: Mapping[str, str]) -> type[click.HelpFormatter]:
    """What lays out help, with these headings in the place of click's own."""

    def put(text: str) -> str:
        for english, own in headings.items():
            text = text.replace(english, own) if english.startswith(("[", "Show")) else text
        return text

    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{headings['Usage']}: ")

        def write_heading(self, heading: str) -> None:
            super().write_heading(headings.get(heading, heading))

        def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
            super().write_dl([(term, put(text)) for term, text in rows], col_max, col_spacing)

    return Formatter
