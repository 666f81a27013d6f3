"""`kaitei check`: what is wrong with a site."""

from __future__ import annotations

import os

import click

from kaitei.cli.findings import found
from kaitei.cli.shared import Options
from kaitei.errors import KaiteiError, Problem
from kaitei.review import commit
from kaitei.site.site import texts


@click.command("check")
@click.option("--base", "rev", default=None, metavar="REV", help="A commit or branch to hold the site against.")
@click.pass_obj
def check_command(options: Options, rev: str | None) -> None:
    """Check everything that a build would check, the record, and what has changed since a commit."""
    with options.told():
        site = options.load()
        before = None if rev is None else commit.read(options.config, rev, site, os.environ)
        problems, warnings = found(site, before, options.rehearse, options.lang)
        options.say(warnings)
        if problems:
            raise KaiteiError([*problems, Problem("check_found", "", 0, {"count": str(len(problems))})])
        counts = {"policies": str(len(site.registry.policies)), "texts": str(len(list(texts(site))))}
        options.say([Problem("check_done", "", 0, counts)])
