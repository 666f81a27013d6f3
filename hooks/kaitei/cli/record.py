"""`kaitei lock` and `kaitei revise`: the commands that write."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import get_args

import click

from kaitei.build.builder import check
from kaitei.cli.shared import Day, Options, policy
from kaitei.cli.usage import WrongUsage
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy.policy import Users
from kaitei.record import lock, record, revise
from kaitei.record.lock import Entry
from kaitei.record.revise import Wanted
from kaitei.record.writing import write_all
from kaitei.review import commit as base
from kaitei.site.site import Site
from kaitei.source.yamltext import split
from kaitei.wording.per_locale import Localized


@click.command("lock")
@click.option(
    "--correct",
    type=(str, Day()),
    default=None,
    metavar="POLICY YYYY-MM-DD",
    help="Update the entry of one revision, where a new item of its `corrections` explains the change.",
)
@click.pass_obj
def lock_command(options: Options, correct: tuple[str, dt.date] | None) -> None:
    """Add to docs/revisions.lock the frozen texts that it lacks; nothing in it is changed."""
    with options.told():
        site = options.load()
        options.say(_correct(site, *correct) if correct else _add(site))


@click.command("revise")
@click.argument("policy")
@click.argument("date", type=Day())
@click.option("--summary", multiple=True, help="What changes, for readers. Per language: --summary ja=… --summary en=…")
@click.option("--announced", type=Day(), default=None, help="The day on which it is made public (公表日).")
@click.option("--adopted", type=Day(), default=None, help="The day on which it was decided (改定日).")
@click.option("--users", type=click.Choice(get_args(Users)), default=None, help="What users who agreed are owed.")
@click.pass_obj
def revise_command(
    options: Options,
    policy: str,
    date: dt.date,
    summary: tuple[str, ...],
    announced: dt.date | None,
    adopted: dt.date | None,
    users: str | None,
) -> None:
    """Begin a revision of POLICY that takes effect on DATE: keep the outgoing text and put the revision on the list."""
    with options.told():
        site = options.load()
        wanted = Wanted(date, _summary(site, summary), announced, adopted, users or "")
        plan = revise.plan(site, policy, wanted)
        _unedited(options, site, policy)
        write_all(plan.files, site.settings.root)
        options.say(plan.told)


def _add(site: Site) -> tuple[Problem, ...]:
    """Add what is missing; refuse while anything listed does not read as recorded."""
    check(site)
    entries = record.read(site)
    missing = record.unlisted(site, entries)
    if not missing:
        return (Problem("lock_complete"),)
    return _write(site, [*entries.values(), *missing], Problem("lock_added", "", 0, {"count": str(len(missing))}))


def _correct(site: Site, id_: str, day: dt.date) -> tuple[Problem, ...]:
    """Take a correction into the record; refuse while anything else does not read as recorded."""
    found = policy(site, id_)
    revision = next((one for one in found.revisions if one.date == day.isoformat()), None)
    if revision is None:
        raise fail("compare_not_held", found.file, date=day, known=", ".join(one.date for one in found.revisions))
    entries = record.read(site)
    others = {key: entry for key, entry in entries.items() if key[:2] != (id_, revision.date)}
    if problems := tuple(record.verify(site, others)):
        raise KaiteiError(problems)
    changed = record.corrected(site, entries, found, revision)
    told = {"id": id_, "date": revision.date, "count": str(len(changed))}
    if not changed:
        return (Problem("lock_as_recorded", "", 0, told),)
    return _write(site, (entries | changed).values(), Problem("lock_corrected", "", 0, told))


def _write(site: Site, entries: Iterable[Entry], done: Problem) -> tuple[Problem, ...]:
    file = lock.path(site.settings)
    name = site.settings.name(file)
    write_all({file: lock.written(entries)}, site.settings.root)
    return done.at(name), Problem("lock_next", "", 0, {"file": name})


def _summary(site: Site, given: tuple[str, ...]) -> Localized:
    """Read `--summary`: one text, or one per language as `ja=…`."""
    if not given:
        return ""
    parts = [value.partition("=") for value in given]
    if all(code in site.settings.codes and equals for code, equals, _ in parts):
        return {code: " ".join(text.split()) for code, _, text in parts}
    if len(given) > 1 or re.match(r"[A-Za-z]{2}(?:-\w+)?[=＝]", given[0]):
        raise WrongUsage("usage_summary", known=", ".join(f"{code}=…" for code in site.settings.codes))
    return " ".join(given[0].split())


def _unedited(options: Options, site: Site, id_: str) -> None:
    """Refuse to keep as outgoing a text that was edited since it was committed, where git can tell."""
    file = site.registry.policies[id_].file
    last = base.committed(options.config, file)
    if last is None:
        return
    text = last.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    try:
        head = split(text, file)
    except KaiteiError:
        return
    living = next((one for one in site.registry.policies[id_].texts.values() if one.file == file), None)
    if head and living and head.body != living.body:
        raise fail("revise_edited", file, 0, file=file)
