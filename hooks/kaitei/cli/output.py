"""What commands make of a policy: a text on the terminal, anything else in a file that is not there yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kaitei.cli.shared import Options, locale, standing
from kaitei.cli.usage import FilePath
from kaitei.errors import fail
from kaitei.pages.context import Context
from kaitei.record.writing import write_all
from kaitei.site.site import Standing


@dataclass(frozen=True)
class Order:
    """What is to be made, and where it goes."""

    standing: Standing
    context: Context  # of its language
    form: str
    file: Path | None  # to write, where one is asked for
    force: bool  # whether a file that is there may be written over

    def deliver(self, made: str | bytes, ending: str, *parts: str) -> None:
        """Print a text, or write a file and print where it is: `shop_terms-2025-04-01-2026-07-01.en.docx`.

        Args:
            made: the text, or what is to be in a file.
            ending: of the file's name where none is asked for.
            parts: of that name, after the policy.

        Raises:
            KaiteiError: where a file may not be written over, or cannot be written.
        """
        if isinstance(made, str) and self.file is None:
            click.echo(made, nl=False)
            return
        name = "-".join((self.standing.policy.id.replace("/", "_"), *parts))
        path = self.file or Path(f"{name}{'' if self.context.is_default else f'.{self.context.locale}'}{ending}")
        if path.exists() and not self.force:
            raise fail("output_there", str(path))
        beside = next(folder for folder in path.resolve().parents if folder.is_dir())
        write_all({path.resolve(): made.encode() if isinstance(made, str) else made}, beside)
        click.echo(path)


def making(forms: Iterable[str], default: str, said: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command POLICY and the options of what it makes, and hand it an `Order` in their place."""

    def added(command: Callable[..., None]) -> Callable[..., None]:
        @click.argument("policy")
        @click.option("--format", "form", type=click.Choice(list(forms)), default=default, help=said)
        @click.option("--locale", "code", default=None, help="The language; the site's first where it is left out.")
        @click.option("-o", "--output", "file", type=FilePath(), default=None, help="The file to write.")
        @click.option("--force", is_flag=True, help="Write over a file that is there.")
        @wraps(command)
        @click.pass_obj
        def run(
            options: Options, /, policy: str, code: str | None, form: str, file: Path | None, force: bool, **own: Any
        ) -> None:
            with options.told():
                site = options.load(drafts=True)
                found, context = standing(site, policy), Context.make(site, locale(site, code))
                command(options, Order(found, context, form, file, force), **own)

        return run

    return added
