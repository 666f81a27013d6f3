"""What the commands share: days, the site, problems told a line each, exit codes."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kaitei import dates
from kaitei.assembly.builder import check
from kaitei.cli.usage import WrongUsage, hint
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy import states
from kaitei.policy.policy import Policy
from kaitei.site import site
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing
from kaitei.source.settings import Configuration
from kaitei.starting import forms
from kaitei.wording.per_locale import Localized
from kaitei.wording.words import messages


class Day(click.ParamType[dt.date]):
    """A day, as YYYY-MM-DD or as people write it."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read a day; wrong usage where it is none."""
        if isinstance(value, dt.date):
            return value
        day = dates.typed(str(value))
        if day is None:
            raise WrongUsage("usage_day", name=hint(param, ctx), value=str(value))
        return day


@dataclass(frozen=True, slots=True)
class Options:
    """What is given before the command's name."""

    lang: str  # of messages
    config: Path

    def load(self, drafts: bool = False) -> Site:
        """Read the site; with drafts as `mkdocs serve` shows it, else as `mkdocs build` publishes it."""
        return site.load(self.configuration(drafts), os.environ)

    def checked(self) -> Site:
        """Read the site again, after something was written; refuse what cannot be read or published."""
        made = self.load()
        check(made)
        return made

    def configuration(self, drafts: bool = False) -> Configuration:
        """Read the settings alone, for what needs no text."""
        from kaitei.mkdocs.configuration import load

        return load(self.config, drafts)

    def rehearse(self) -> tuple[Problem, ...]:
        """Build the site without publishing it; see `mkdocs.rehearsal`."""
        from kaitei.mkdocs.rehearsal import rehearse

        return rehearse(self.config)

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


def texts(name: str, what: str) -> Callable[[Any], Any]:
    """Make an option for a text that readers see, which may be given once for each language."""
    return click.option(name, multiple=True, help=f"{what} Per language: {name} ja=… {name} en=…")


def localized(made: Site, name: str, given: tuple[str, ...]) -> Localized:
    """Read an option's texts: one text, or one per language as `ja=…`; of several one may be bare, in the site's first.

    Args:
        made: the site.
        name: of the option.
        given: what was typed.
    """
    codes = made.settings.codes
    found: dict[str, str] = {}
    for value in given:
        code, equals, text = value.partition("=")
        if not (code in codes and equals):
            code, text = made.settings.default, value
        if code in found or re.match(r"[A-Za-z]{2}(?:-\w+)?[=＝]", text):
            raise WrongUsage("usage_per_language", name=name, known=", ".join(f"{code}=…" for code in codes))
        found[code] = " ".join(text.split())
    bare = len(given) == 1 and given[0].partition("=")[0] not in codes
    return found[made.settings.default] if bare else found


def locale(made: Site, wanted: str | None) -> str:
    """The locale asked for, the default one where none is; wrong usage for one that the site has not."""
    if wanted and wanted not in made.settings.codes:
        raise WrongUsage("usage_locale", value=wanted, known=", ".join(made.settings.codes))
    return wanted or made.settings.default


def policy(made: Site, name: str) -> Policy:
    """A policy by its id, by its title in any language, or as a form has it: 利用規約（terms）.

    Raises:
        KaiteiError: where there is none, or more than one of this title.
    """
    policies = made.registry.policies
    for id_ in (name, forms.chosen(name)):
        if id_ in policies:
            return policies[id_]
    found = [one for one in policies.values() if name.strip() in _titles(one)]
    if not found:
        raise fail("policy_unknown", id=name, known=", ".join(policies))
    if len(found) > 1:
        raise fail("policy_ambiguous", title=name, known=", ".join(one.id for one in found))
    return found[0]


def _titles(found: Policy) -> set[str]:
    return {found.title} | {text.title for text in found.texts.values() if text.living}


def standing(made: Site, id_: str) -> Standing:
    """A policy with all its revisions, those to be announced later included: an editor may see them."""
    return Standing.whole(policy(made, id_), made)


def in_force(found: Standing, day: dt.date, code: str) -> Edition:
    """The text of a policy that is in force on a day.

    Raises:
        KaiteiError: where there is none, or it is not held in the locale.
    """
    revision = states.in_force(found.revisions, day)
    if revision is None:
        raise fail("show_not_yet", found.policy.file, date=found.revisions[-1].date, day=day)
    if revision.event == "repealed":
        raise fail("show_repealed", found.policy.file, revision.line, date=revision.date, day=day)
    edition = found.edition(revision, code)
    if edition is None:
        raise fail("show_not_held", found.policy.file, revision.line, date=revision.date, locale=code)
    return edition
