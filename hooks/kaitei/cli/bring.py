"""`kaitei import`: texts come from elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import click

from kaitei import dates
from kaitei.cli.shared import Options, locale
from kaitei.cli.usage import FilePath, WrongUsage
from kaitei.errors import KaiteiError, Problem
from kaitei.intake import decoding, history, plan, read, returned, translations
from kaitei.intake import facts as intake_facts
from kaitei.intake.history import Source
from kaitei.intake.plan import Plan
from kaitei.intake.read import Version, Wishes
from kaitei.intake.word.inline import Tracked
from kaitei.record import files, keeping
from kaitei.record.writing import write_all
from kaitei.site.site import Site

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
@click.option(
    "--facts",
    is_flag=True,
    help="Put facts into company.yml, and placeholders for them and for lines of dates; shown first, done with --yes.",
)
@click.option(
    "--locale", "code", default=None, help="The language of translations; DATE.en=FILE names it for one file."
)
@click.option("--versions", type=FilePath(), default=None, metavar="DIR", help="A folder of Open Terms Archive.")
@click.option("--encoding", type=click.Choice(decoding.ENCODINGS), default=None, help="The encoding of text files.")
@click.pass_obj
def import_command(options: Options, /, policy: str, given: tuple[str, ...], yes: bool, **said: Any) -> None:
    """Bring in a policy from Word, saved pages, text or Markdown.

    Several versions may be given at once, each with the day of effect: 2024-04-01=terms-2024.docx. Without
    the days, what the texts say of them is proposed, and taken with --yes.

    --locale en brings in translations of texts that are there or come at once: 2024-04-01.en=terms-en.docx
    beside 2024-04-01=terms.docx.

    A text that kaitei export gave and that was edited becomes the revision of the day given.
    """
    if not (given or said["git"] or said["versions"]):
        raise WrongUsage("usage_missing", name="FILE")
    with options.told():
        site = options.load()
        code = locale(site, said["code"])
        wishes = Wishes(said["encoding"] or "", said["select"], said["tracked"])
        versions, superseded = _versions(
            _sources(site, given, said["git"], said["versions"], code), wishes, site.settings.default
        )
        parts = [[one for one in versions if bool(one.locale) == translated] for translated in (False, True)]
        made, record = _planned(site, policy, parts[0], parts[1], said | {"yes": yes})
        if (made.proposed or made.changes) and not yes:
            options.say((*superseded, *made.proposed), err=True)
            for change in made.changes:
                click.echo(change, err=True)
            options.say((Problem("import_confirm"),), err=True)
            raise SystemExit(1)
        write_all(made.files, site.settings.root, lambda: _record(options) if record else options.checked())
        options.say((*superseded, *made.told))


def _planned(
    site: Site, policy: str, originals: Sequence[Version], translated: Sequence[Version], said: Mapping[str, Any]
) -> tuple[Plan, bool]:
    """What bringing in texts writes, and whether it comes into the record at once: a text that came back does not."""
    known, made = site.registry.policies.get(policy), Plan({}, (), ())
    came = returned.plan(site, known, originals) if known and originals else None
    if came:
        made = came
    elif originals:
        wanted = plan.Wanted(policy, said["title"], said["kind"] or "")
        made = _new(site, wanted, originals, said) if not known else plan.plan(site, wanted, originals)
    if translated:
        title = "" if originals else said["title"]
        made = translations.joined(site, policy, made, originals, translated, title)
    return made, came is None


def _new(site: Site, wanted: plan.Wanted, versions: Sequence[Version], said: Mapping[str, Any]) -> Plan:
    """The plan for a policy that the site has not, with facts put in where that is wished and confirmed."""
    settled = intake_facts.settled(site, wanted.id, versions, said["facts"], said["yes"])
    made = plan.plan(site, wanted, settled.versions)
    facts = settled.told if made.proposed or settled.changes else ()
    told = (*settled.told, *plan.written(site, settled.files), *made.told)
    shown = tuple(one.shown for one in settled.changes)
    return Plan({**settled.files, **made.files}, (*made.proposed, *facts), told, shown)


def _record(options: Options) -> None:
    """Enter what is public into the record; refuse what cannot be read or published."""
    site = options.checked()
    write_all(keeping.added(site, files.read(site.settings)).files(site.settings), site.settings.root)


def _sources(
    site: Site, given: Sequence[str], git: tuple[Path, str] | None, versions: Path | None, code: str
) -> Iterator[tuple[str, Iterator[Source]]]:
    """Yield where the versions are, each with its language: in files and folders, a repository, an archive."""
    for one in given:
        day, named, path = _dated(one, site.settings.codes)
        yield named or code, history.folder(path) if path.is_dir() else history.file(path, day)
    if git:
        yield code, history.commits(*git)
    if versions:
        yield code, history.archive(versions)


def _versions(
    sources: Iterator[tuple[str, Iterator[Source]]], wishes: Wishes, default: str
) -> tuple[tuple[Version, ...], tuple[Problem, ...]]:
    """The versions, all that is wrong with any of them told at once; of a history the last of each day."""
    problems: list[Problem] = []
    found: list[Version] = []
    told: list[Problem] = []
    for code, several in sources:
        try:
            made = [read.version(one.data, one.name, one.day, wishes, one.given, one.near) for one in several]
        except KaiteiError as error:
            problems += error.problems
            continue
        kept, superseded = history.distinct(made)
        found += [replace(one, locale=code) if code != default else one for one in kept]
        told += superseded
    if problems:
        raise KaiteiError(problems)
    return tuple(found), tuple(told)


def _dated(given: str, codes: Sequence[str]) -> tuple[dt.date | None, str, Path]:
    """The day, None where none is given, the language, "" where none is, and the file: "2024-04-01.en=a.docx"."""
    said, equals, name = given.partition("=")
    if not equals or Path(given).exists():
        return None, "", Path(given)
    day, _, code = said.rpartition(".")
    day, code = (day, code) if code in codes else (said, "")
    found = dates.typed(day)
    if found is None:
        key = "usage_partial_day" if dates.is_partial(day) else "usage_day"
        raise WrongUsage(key, name="DATE=FILE", value=day)
    return found, code, Path(name)
