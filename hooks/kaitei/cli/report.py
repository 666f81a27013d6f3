"""`kaitei report`: what a change does, for whoever reviews it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kaitei.cli.findings import found
from kaitei.cli.shared import Options
from kaitei.cli.usage import FilePath
from kaitei.record.writing import write_all
from kaitei.review import commit, drafted, report


@click.command("report")
@click.option("--base", "rev", required=True, metavar="REV", help="The commit or branch to hold the site against.")
@click.option("--html", "folder", type=FilePath(), default=None, help="Write pages and Word files for approval here.")
@click.pass_obj
def report_command(options: Options, rev: str, folder: Path | None) -> None:
    """Print the pull request's comment: a comparison (新旧対照表) of each policy touched, in Markdown."""
    with options.told():
        site = options.load()
        before = commit.read(options.config, rev, site, os.environ)
        problems, warnings = found(site, before, options.rehearse, options.lang)
        made = report.make(site, before, options.lang)
        comment = made.comment(problems, tuple(drafted.new(warnings, before)))
        if folder:
            pages = {name: text.encode() for name, text in made.pages().items()} | made.documents() | made.notices()
            write_all({folder.resolve() / name: data for name, data in pages.items()}, site.settings.root)
        click.echo(comment, nl=False)
