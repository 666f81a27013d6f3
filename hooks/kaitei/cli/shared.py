"""What the commands share: days, the site, problems told a line each, exit codes."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kaitei import dates
from kaitei.cli.usage import WrongUsage, hint
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy.policy import Policy
from kaitei.site import site
from kaitei.site.site import Site, Standing
from kaitei.source.settings import Configuration
from kaitei.wording.words import messages


class Day(click.ParamType[dt.date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read a day; wrong usage where it is none."""
        if isinstance(value, dt.date):
            return value
        if not dates.is_usual(value):
            raise WrongUsage("usage_day", name=hint(param, ctx), value=str(value))
        return dates.parse(value)


@dataclass(frozen=True, slots=True)
class Options:
    """What is given before the command's name."""

    lang: str  # of messages
    config: Path

    def load(self, drafts: bool = False) -> Site:
        """Read the site; with drafts as `mkdocs serve` shows it, else as `mkdocs build` publishes it."""
        return site.load(self.configuration(drafts), os.environ)

    def configuration(self, drafts: bool = False) -> Configuration:
        """Read the site's settings alone."""
        from kaitei.mkdocs.configuration import load

        return load(self.config, drafts)

    def say(self, problems: Iterable[Problem], err: bool = False) -> None:
        """Print something, a line each."""
        text = messages(problems, self.lang)
        if text:
            click.echo(text, err=err)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Print problems, a line each, and end with exit code 1."""
        try:
            yield
        except KaiteiError as error:
            self.say(error.problems, err=True)
            raise SystemExit(1) from error


def locale(made: Site, wanted: str | None) -> str:
    """The locale asked for, the default one where none is; wrong usage for one that the site has not."""
    if wanted and wanted not in made.settings.codes:
        raise WrongUsage("usage_locale", value=wanted, known=", ".join(made.settings.codes))
    return wanted or made.settings.default


def policy(made: Site, id_: str) -> Policy:
    """A policy by its id.

    Raises:
        KaiteiError: where there is none.
    """
    found = made.registry.policies.get(id_)
    if found is None:
        raise fail("policy_unknown", id=id_, known=", ".join(made.registry.policies))
    return found


def standing(made: Site, id_: str) -> Standing:
    """A policy with all its revisions, those to be announced later included: an editor may see them."""
    return Standing.whole(policy(made, id_), made)
