"""`kaitei lock`: the record takes in what it lacks, a correction, or another reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from kaitei.assembly.builder import check
from kaitei.cli.shared import Day, Options, policy
from kaitei.cli.usage import WrongUsage
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy.policy import Policy, Revision
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
@click.option("--corrections", is_flag=True, help="The same for every revision that reads otherwise and has some.")
@click.option("--reread", is_flag=True, help="Record unchanged sources as they read now, after an upgrade.")
@click.pass_obj
def lock_command(options: Options, correct: tuple[str, dt.date] | None, corrections: bool, reread: bool) -> None:
    """Add to record/ the texts that are public and not in it; nothing in it is changed."""
    if bool(correct) + corrections + reread > 1:
        raise WrongUsage("usage_together", names="--correct, --corrections, --reread")
    with options.told():
        site = options.load()
        if correct:
            options.say(_correct(site, *correct))
        else:
            options.say(_corrections(site) if corrections else _reread(site) if reread else _add(site))


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
    made = _corrected(site, [(found, revision)])
    told = {"id": found.id, "date": revision.date, "count": str(len(made.texts) // 2)}
    return _write(site, made, Problem("lock_corrected", "", 0, told), Problem("lock_as_recorded", "", 0, told))


def _corrections(site: Site) -> tuple[Problem, ...]:
    """Take whatever corrections there are into the record."""
    found = record.verify(site, files.read(site.settings)).problems
    changed = {(problem.params.get("id"), problem.params.get("date")) for problem in found}
    pairs = ((policy, one) for policy in site.registry.policies.values() for one in policy.revisions if one.corrections)
    made = _corrected(site, [(policy, one) for policy, one in pairs if (policy.id, one.date) in changed])
    done = Problem("lock_reread_count", "", 0, {"count": str(len(made.texts) // 2)})
    return _write(site, made, done, Problem("lock_reread_none"))


def _corrected(site: Site, wanted: Sequence[tuple[Policy, Revision]]) -> Record:
    """Return the record with the corrections of revisions; refuse while anything else does not read as recorded."""
    known = files.read(site.settings)
    keys = [(policy.id, revision.date) for policy, revision in wanted]
    listed = record.watched(site, record.entries(site, known))
    others = {key: entry for key, entry in listed.items() if key[:2] not in keys}
    if problems := record.verify(site, known, others).problems:
        raise KaiteiError(problems)
    made = known
    for pair in wanted:
        made = keeping.corrected(site, made, *pair)
    return made


def _write(site: Site, made: Record, done: Problem, nothing: Problem) -> tuple[Problem, ...]:
    written = made.files(site.settings)
    if not written:
        return (nothing,)
    write_all(written, site.settings.root)
    return done.at(files.SUMS), Problem("lock_next", "", 0, {"file": f"{files.FOLDER}/"})
