"""`kaitei verify`: the record held against itself and against what is published; and first sightings of the latter."""

from __future__ import annotations

from pathlib import Path

import click

from kaitei.cli.shared import Options
from kaitei.cli.stamp import verified
from kaitei.cli.usage import WrongUsage
from kaitei.errors import KaiteiError, Problem
from kaitei.record import files, sightings, verify
from kaitei.record.files import SUMS
from kaitei.record.meet import meet
from kaitei.record.places import Folder, Place, Web
from kaitei.record.verify import Kept
from kaitei.record.writing import write_all


@click.command("verify")
@click.argument("where", required=False, metavar="[ADDRESS|DIR]")
@click.option(
    "--sightings",
    "note",
    is_flag=True,
    help="Add to record/published.tsv when each text was first met at the site's own address.",
)
@click.option(
    "--wait",
    type=click.IntRange(0),
    metavar="SECONDS",
    help="With --sightings: try again for so long where a text is not yet there as recorded.",
)
@click.pass_obj
def verify_command(options: Options, where: str | None, note: bool, wait: int | None) -> None:
    """Hold a published site (by default the one at site_url), a built one or downloaded texts against the record."""
    if (note and where is not None) or (wait is not None and not note):
        raise WrongUsage("usage_arguments")
    folder = Path(where) if where and "://" not in where else None
    if where == "" or (folder and not folder.is_dir()):
        raise WrongUsage("usage_place", value=where or "")
    with options.told():
        kept = Kept.read(options.configuration())
        if problems := tuple(_own(kept)):
            raise KaiteiError([*problems, _found(problems)])
        if folder and not _is_site(folder):
            _downloads(options, kept, folder)
        elif note:
            _sightings(options, kept, wait or 0)
        else:
            _site(options, kept, Folder(folder) if folder else Web.of(where or kept.settings.site_url))


def _own(kept: Kept) -> tuple[Problem, ...]:
    """What is wrong with the record itself, before anything is held against it."""
    try:
        if kept.settings.stamp and (kept.settings.root / files.STAMPS).is_dir():
            verified(kept.settings)
    except KaiteiError as error:
        return (*verify.itself(kept), *error.problems)
    return tuple(verify.itself(kept))


def _is_site(folder: Path) -> bool:
    return (folder / SUMS).is_file() or (folder / "index.html").is_file()


def _site(options: Options, kept: Kept, place: Place) -> None:
    if problems := tuple(verify.published(kept, place)):
        raise KaiteiError([*problems, _found(problems)])
    options.say([Problem("verify_done", place.name("/"), 0, {"count": str(len(kept.public))})])


def _downloads(options: Options, kept: Kept, folder: Path) -> None:
    found = tuple(verify.downloaded(kept, folder))
    options.say(one for known, one in found if known)
    if problems := tuple(one for known, one in found if not known):
        raise KaiteiError([*problems, _found(problems)])
    options.say([Problem("verify_done", folder.as_posix(), 0, {"count": str(len(found))})])


def _sightings(options: Options, kept: Kept, wait: int) -> None:
    """Write down what was met, and then tell of what was not: a sighting is one, whatever else is missing."""
    settings = kept.settings
    known = sightings.read(settings)
    met, problems = meet(kept, Web.of(settings.site_url), wait)
    found = sightings.new(met, known)
    if found:
        write_all({settings.root / sightings.FILE: sightings.added(sightings.content(settings), found)}, settings.root)
    click.echo("".join(one.line for one in found), nl=False)
    options.say([Problem("sighting_done", sightings.FILE, 0, {"count": str(len(found)), "met": str(len(met))})])
    if problems:
        raise KaiteiError([*problems, _found(problems)])


def _found(problems: tuple[Problem, ...] | list[Problem]) -> Problem:
    return Problem("verify_found", "", 0, {"count": str(len(problems))})
