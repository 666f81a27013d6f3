"""`kaitei lock`: the record takes in what it lacks, or a correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import click

from kaitei.assembly.builder import check
from kaitei.cli.shared import Day, Options, policy
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.record import lock, record
from kaitei.record.lock import Entry
from kaitei.record.writing import write_all
from kaitei.site.site import Site


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
    id_ = found.id
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
