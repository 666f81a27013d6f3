"""`kaitei lock`: the record takes in what it lacks, a correction, or another reading."""

from __future__ import annotations

import datetime as dt

import click

from kaitei.assembly.builder import check
from kaitei.cli.shared import Day, Options, policy
from kaitei.cli.usage import WrongUsage
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.record import files, keeping, record
from kaitei.record.files import Record
from kaitei.record.writing import write_all
from kaitei.site.site import Site


@click.command("lock")
@click.option(
    "--correct",
    type=(str, Day()),
    default=None,
    metavar="POLICY YYYY-MM-DD",
    help="Record one revision as it reads now, where its `corrections` are the difference.",
)
@click.option("--reread", is_flag=True, help="Record unchanged sources as they read now, after an upgrade.")
@click.pass_obj
def lock_command(options: Options, correct: tuple[str, dt.date] | None, reread: bool) -> None:
    """Add to record/ the texts that are public and not in it; nothing in it is changed."""
    if correct and reread:
        raise WrongUsage("usage_together", names="--correct, --reread")
    with options.told():
        site = options.load()
        options.say(_correct(site, *correct) if correct else _reread(site) if reread else _add(site))


def _add(site: Site) -> tuple[Problem, ...]:
    """Add what is missing; refuse while anything listed does not read as recorded."""
    check(site)
    known = files.read(site.settings)
    made = keeping.added(site, known)
    return _write(site, made, Problem("lock_added", "", 0, {"count": str(len(made.texts))}), Problem("lock_complete"))


def _reread(site: Site) -> tuple[Problem, ...]:
    """Record what the engine reads otherwise, and show it."""
    made, told = keeping.reread(site, files.read(site.settings))
    done = Problem("lock_reread_count", "", 0, {"count": str(len(told))})
    return (*told, *_write(site, made, done, Problem("lock_reread_none")))


def _correct(site: Site, id_: str, day: dt.date) -> tuple[Problem, ...]:
    """Take a correction into the record; refuse while anything else does not read as recorded."""
    found = policy(site, id_)
    id_ = found.id
    revision = next((one for one in found.revisions if one.date == day.isoformat()), None)
    if revision is None:
        raise fail("compare_not_held", found.file, date=day, known=", ".join(one.date for one in found.revisions))
    known = files.read(site.settings)
    others = record.watched(site, record.entries(site, known))
    others = {key: entry for key, entry in others.items() if key[:2] != (found.id, revision.date)}
    if problems := record.verify(site, known, others).problems:
        raise KaiteiError(problems)
    made = keeping.corrected(site, known, found, revision)
    told = {"id": found.id, "date": revision.date, "count": str(len(made.texts) // 2)}
    return _write(site, made, Problem("lock_corrected", "", 0, told), Problem("lock_as_recorded", "", 0, told))


def _write(site: Site, made: Record, done: Problem, nothing: Problem) -> tuple[Problem, ...]:
    written = made.files(site.settings)
    if not written:
        return (nothing,)
    write_all(written, site.settings.root)
    return done.at(files.SUMS), Problem("lock_next", "", 0, {"file": f"{files.FOLDER}/"})
