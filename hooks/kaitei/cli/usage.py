"""Wrong usage of the command, told in the editor's language, and an output that cannot be written."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import click

from kaitei.cli.help import Context, speaking
from kaitei.errors import Problem
from kaitei.wording.words import MESSAGE_LANGUAGES, message, messages, system_language


class WrongUsage(click.UsageError):
    """Arguments that do not go together, as a problem."""

    def __init__(self, key: str, **params: str) -> None:
        """Keep the problem."""
        self.problem = Problem(key, params=params)
        super().__init__(message(self.problem, "en"))


class FilePath(click.Path):
    """A path that is named."""

    def __init__(self) -> None:
        """Take any path, there or not."""
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read a path; wrong usage where it is empty, which would be the folder at hand."""
        if not str(value).strip():
            raise WrongUsage("usage_empty", name=hint(param, ctx))
        return super().convert(value, param, ctx)


class Group(click.Group):
    """The command, whose wrong usage ends with 2, and whose unwritable output with 1, in the editor's language."""

    context_class = Context

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise WrongUsage("usage_command", name=args[0], known=", ".join(self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run the command and end the process."""
        given = list(sys.argv[1:] if args is None else args)
        _for_files()
        lang = _language(given)
        try:
            with speaking(self, lang):
                code = super().main(given, *rest, **{"prog_name": self.name, **extra, "standalone_mode": False})
            sys.exit(code if isinstance(code, int) else 0)
        except click.exceptions.NoArgsIsHelpError as error:
            with speaking(self, lang):
                click.echo((error.ctx or Context(self)).get_help(), err=True)
            sys.exit(2)
        except click.UsageError as error:
            click.echo(_told(error, error.ctx or Context(self, info_name=self.name), lang), err=True)
            sys.exit(2)
        except click.Abort:
            sys.exit(1)
        except OSError as error:
            _close(error, lang)


def _for_files() -> None:
    """Write what goes into a file or a pipe as UTF-8 with line feeds, whatever Windows would make of it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", newline="\n")


def _told(error: click.UsageError, ctx: click.Context, lang: str) -> str:
    """What is wrong and how the command is used, a line each."""
    usage = " ".join((ctx.command_path, *ctx.command.collect_usage_pieces(ctx)))
    told = Problem("usage", params={"usage": usage, "command": ctx.command_path})
    return messages((_problem(error), told), lang)


def _problem(error: click.UsageError) -> Problem:
    """Click's error as a problem."""
    if isinstance(error, WrongUsage):
        return error.problem
    if isinstance(error, click.NoSuchOption):
        return Problem("usage_option", params={"name": error.option_name})
    if isinstance(error, click.BadOptionUsage):
        return Problem("usage_option_value", params={"name": error.option_name})
    if isinstance(error, click.MissingParameter):
        return Problem("usage_missing", params={"name": hint(error.param, error.ctx)})
    if isinstance(error, click.BadParameter):
        kind = error.param.type if error.param else None
        known = {"known": ", ".join(map(str, kind.choices))} if isinstance(kind, click.Choice) else {}
        key = "usage_choice" if known else "usage_value"
        return Problem(key, params={"name": hint(error.param, error.ctx), **known})
    group = error.ctx.command if error.ctx else None
    if error.ctx and isinstance(group, click.Group):
        return Problem("usage_no_command", params={"known": ", ".join(group.list_commands(error.ctx))})
    return Problem("usage_arguments")


def hint(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """What an editor calls a parameter: `--on`, `POLICY`."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.make_metavar(ctx or click.get_current_context()).strip("[]") if param else ""


def _language(given: Sequence[str]) -> str:
    """The language asked for, though what was given may make no sense otherwise."""
    asked = [after for before, after in pairwise(given) if before == "--lang"]
    asked += [one.removeprefix("--lang=") for one in given if one.startswith("--lang=")]
    return next((one for one in asked if one in MESSAGE_LANGUAGES), system_language(os.environ))


def _close(error: OSError, lang: str) -> NoReturn:
    """End where the output cannot be written; in silence where nobody reads it any more."""
    if not isinstance(error, BrokenPipeError):
        click.echo(message(Problem("output_unwritable", params={"detail": error.strerror or ""}), lang), err=True)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # what is left in them has no place to go
    sys.exit(1)
