"""`kaitei import`: texts come from elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import click

from kaitei import dates
from kaitei.assembly.builder import check
from kaitei.cli.shared import Options
from kaitei.cli.usage import WrongUsage
from kaitei.errors import KaiteiError, Problem
from kaitei.intake import decoding, plan, read
from kaitei.intake.read import Version, Wishes
from kaitei.intake.word.inline import Tracked
from kaitei.record import files, keeping
from kaitei.record.writing import write_all
from kaitei.source import textfile

KINDS = ("basic-policy", "privacy", "terms", "commercial-transactions", "external-transmission", "other")


@click.command("import")
@click.argument("policy")
@click.argument("given", nargs=-1, metavar="[DATE=]FILE...")
@click.option("--yes", is_flag=True, help="Take what is proposed: days, title and kind.")
@click.option("--title", default="", help="The policy's title, where the text does not begin with it.")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="What kind of policy it is.")
@click.option("--select", default="", help="The part of a saved page that is the text: #terms, .policy, main.")
@click.option(
    "--tracked", type=click.Choice(get_args(Tracked)), default="refuse", help="What to do with tracked changes in Word."
)
@click.option("--encoding", type=click.Choice(decoding.ENCODINGS), default=None, help="The encoding of text files.")
@click.pass_obj
def import_command(options: Options, /, policy: str, given: tuple[str, ...], yes: bool, **said: Any) -> None:
    """Bring in a policy from Word, saved pages, text or Markdown.

    Several versions may be given at once, each with the day of effect: 2024-04-01=terms-2024.docx. Without
    the days, what the texts say of them is proposed, and taken with --yes.
    """
    if not given:
        raise WrongUsage("usage_missing", name="FILE")
    with options.told():
        site = options.load()
        wishes = Wishes(said["encoding"] or "", said["select"], said["tracked"])
        versions = tuple(_versions(given, wishes))
        made = plan.plan(site, plan.Wanted(policy, said["title"], said["kind"] or ""), versions)
        if made.proposed and not yes:
            options.say((*made.proposed, Problem("import_confirm")), err=True)
            raise SystemExit(1)
        write_all(made.files, site.settings.root, lambda: _record(options))
        options.say(made.told)


def _record(options: Options) -> None:
    """Enter what is public into the record; refuse what cannot be read or published."""
    site = options.load()
    check(site)
    write_all(keeping.added(site, files.read(site.settings)).files(site.settings), site.settings.root)


def _versions(given: Sequence[str], wishes: Wishes) -> Iterator[Version]:
    """Yield the versions that are given, all that is wrong with any of them told at once."""
    problems: list[Problem] = []
    for one in given:
        day, path = _dated(one)
        try:
            yield read.version(textfile.content(path, str(path)), str(path), day, wishes)
        except KaiteiError as error:
            problems += error.problems
    if problems:
        raise KaiteiError(problems)


def _dated(given: str) -> tuple[dt.date | None, Path]:
    """The day, None where none is given, and the file: "2024-04-01=a.docx"."""
    day, equals, name = given.partition("=")
    if not equals or Path(given).exists():
        return None, Path(given)
    found = dates.typed(day)
    if found is None:
        raise WrongUsage("usage_day", name="DATE=FILE", value=day)
    return found, Path(name)
