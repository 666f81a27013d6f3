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
from kaitei.cli.usage import FilePath, WrongUsage
from kaitei.errors import KaiteiError, Problem
from kaitei.intake import decoding, history, plan, read, returned
from kaitei.intake import facts as intake_facts
from kaitei.intake.history import Source
from kaitei.intake.read import Version, Wishes
from kaitei.intake.word.inline import Tracked
from kaitei.record import files, keeping
from kaitei.record.writing import write_all

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
@click.option(
    "--git",
    type=(FilePath(), str),
    default=None,
    metavar="REPO PATH",
    help="Every version of a file that a git repository has.",
)
@click.option("--facts", is_flag=True, help="Put placeholders for facts of company.yml and for lines of dates.")
@click.option("--versions", type=FilePath(), default=None, metavar="DIR", help="A folder of Open Terms Archive.")
@click.option("--encoding", type=click.Choice(decoding.ENCODINGS), default=None, help="The encoding of text files.")
@click.pass_obj
def import_command(options: Options, /, policy: str, given: tuple[str, ...], yes: bool, **said: Any) -> None:
    """Bring in a policy from Word, saved pages, text or Markdown.

    Several versions may be given at once, each with the day of effect: 2024-04-01=terms-2024.docx. Without
    the days, what the texts say of them is proposed, and taken with --yes.

    A text that kaitei export gave and that was edited becomes the revision of the day given.
    """
    if not (given or said["git"] or said["versions"]):
        raise WrongUsage("usage_missing", name="FILE")
    with options.told():
        site = options.load()
        wishes = Wishes(said["encoding"] or "", said["select"], said["tracked"])
        versions, superseded = _versions(_sources(given, said["git"], said["versions"]), wishes)
        facts: tuple[Problem, ...] = ()
        known = site.registry.policies.get(policy)
        if known and (came := returned.plan(site, known, versions)):
            write_all(came.files, site.settings.root, lambda: _checked(options))
            options.say(came.told)
            return
        if not known:
            versions, facts = intake_facts.settled(site, versions, said["facts"])
        made = plan.plan(site, plan.Wanted(policy, said["title"], said["kind"] or ""), versions)
        if made.proposed and not yes:
            options.say((*superseded, *made.proposed, *facts, Problem("import_confirm")), err=True)
            raise SystemExit(1)
        write_all(made.files, site.settings.root, lambda: _record(options))
        options.say((*superseded, *facts, *made.told))


def _checked(options: Options) -> None:
    """Refuse what cannot be read or published."""
    check(options.load())


def _record(options: Options) -> None:
    """Enter what is public into the record; refuse what cannot be read or published."""
    site = options.load()
    check(site)
    write_all(keeping.added(site, files.read(site.settings)).files(site.settings), site.settings.root)


def _sources(given: Sequence[str], git: tuple[Path, str] | None, versions: Path | None) -> Iterator[Iterator[Source]]:
    """Yield where the versions are: in files and folders that are given, in a repository, in an archive."""
    for one in given:
        day, path = _dated(one)
        yield history.folder(path) if path.is_dir() else history.file(path, day)
    if git:
        yield history.commits(*git)
    if versions:
        yield history.archive(versions)


def _versions(sources: Iterator[Iterator[Source]], wishes: Wishes) -> tuple[tuple[Version, ...], tuple[Problem, ...]]:
    """The versions, all that is wrong with any of them told at once; of a history the last of each day."""
    problems: list[Problem] = []
    found: list[Version] = []
    told: list[Problem] = []
    for several in sources:
        try:
            made = [read.version(one.data, one.name, one.day, wishes, one.given, one.near) for one in several]
        except KaiteiError as error:
            problems += error.problems
            continue
        kept, superseded = history.distinct(made)
        found += kept
        told += superseded
    if problems:
        raise KaiteiError(problems)
    return tuple(found), tuple(told)


def _dated(given: str) -> tuple[dt.date | None, Path]:
    """The day, None where none is given, and the file: "2024-04-01=a.docx"."""
    day, equals, name = given.partition("=")
    if not equals or Path(given).exists():
        return None, Path(given)
    found = dates.typed(day)
    if found is None:
        raise WrongUsage("usage_day", name="DATE=FILE", value=day)
    return found, Path(name)
