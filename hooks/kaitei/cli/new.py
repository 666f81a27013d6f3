"""`kaitei new`: a site of one's own."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import click

from kaitei import dates
from kaitei.cli.shared import Options
from kaitei.cli.usage import FilePath
from kaitei.errors import Problem, fail
from kaitei.record.writing import write_all
from kaitei.starting.make import site

ZONES = {"ja": "Asia/Tokyo", "en": "UTC"}
"""The zone of a new site, by its language."""


@click.command("new")
@click.argument("folder", metavar="DIR", type=FilePath())
@click.option("--sample", is_flag=True, help="With the texts of the sample, in the looks of Material for MkDocs.")
@click.pass_obj
def new_command(options: Options, folder: Path, sample: bool) -> None:
    """Make a site of one's own in DIR, a folder that is empty or not there yet.

    The site, and what is written in it for its editors, is in the language of messages (--lang).
    """
    with options.told():
        _check(folder, sample)
        files = site(options.lang, sample, dates.today(ZONES[options.lang], os.environ))
        place = Path(os.path.abspath(folder))  # noqa: PTH100 - links are not followed
        write_all({place / path: data for path, data in files.items()}, _there(place))
        options.say((Problem("new_made", "", 0, {"folder": str(folder), "count": str(len(files))}),))


def _check(folder: Path, sample: bool) -> None:
    """Refuse a place at which something is, but for an empty repository of git."""
    if folder.exists() and not folder.is_dir():
        raise fail("new_no_folder", folder=folder)
    if folder.is_dir() and {path.name for path in folder.iterdir()} - {".git"}:
        raise fail("new_not_empty", folder=folder)
    if sample and find_spec("material") is None:
        raise fail("new_needs_material")


def _there(folder: Path) -> Path:
    """The nearest folder that is there already."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())
