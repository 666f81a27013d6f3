"""Where commands put what they make: a text on the terminal, anything else into a file that is not there yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kaitei.cli.usage import FilePath
from kaitei.errors import fail
from kaitei.policy.policy import Policy
from kaitei.record.writing import write_all


def to_file(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `-o` and `--force`."""
    force = click.option("--force", is_flag=True, help="Write over a file that is there.")
    return click.option("-o", "--output", "file", type=FilePath(), default=None, help="The file to write.")(
        force(command)
    )


def deliver(made: str | bytes, file: Path | None, name: str, force: bool) -> None:
    """Print a text, or write a file and print where it is.

    Args:
        made: the text, or what is to be in a file.
        file: to write, where one is asked for.
        name: of the file in the folder at hand otherwise; a text is printed then.
        force: whether a file that is there may be written over.

    Raises:
        KaiteiError: where it may not, or the file cannot be written.
    """
    if isinstance(made, str) and file is None:
        click.echo(made, nl=False)
        return
    path = file or Path(name)
    if path.exists() and not force:
        raise fail("output_there", str(path))
    beside = next(folder for folder in path.resolve().parents if folder.is_dir())
    write_all({path.resolve(): made.encode() if isinstance(made, str) else made}, beside)
    click.echo(path)


def named(policy: Policy, locale: str, default: str, *parts: str) -> str:
    """How a file of a policy is called, but for its suffix: `shop_terms-2025-04-01-2026-07-01.en`."""
    name = "-".join((policy.id.replace("/", "_"), *parts))
    return name if locale == default else f"{name}.{locale}"
