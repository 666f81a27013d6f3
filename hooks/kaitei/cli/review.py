"""`kaitei check` and `kaitei report`: what is wrong with a site, and what a change does to it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kaitei.build.builder import check
from kaitei.checks.hints import advice
from kaitei.cli.shared import Options
from kaitei.cli.usage import FilePath
from kaitei.errors import KaiteiError, Problem
from kaitei.record import lock, record
from kaitei.record.writing import write_all
from kaitei.review import against_commit as since
from kaitei.review import commit as base
from kaitei.review import report
from kaitei.review.commit import Base
from kaitei.site.site import Site, texts


@click.command("check")
@click.option("--base", "rev", default=None, metavar="REV", help="A commit or branch to hold the site against.")
@click.pass_obj
def check_command(options: Options, rev: str | None) -> None:
    """Check everything that a build would check, the record, and what has changed since a commit."""
    with options.told():
        site = options.load()
        before = None if rev is None else base.read(options.config, rev, site, os.environ)
        problems, warnings = _found(site, before)
        options.say(warnings)
        if problems:
            raise KaiteiError([*problems, Problem("check_found", "", 0, {"count": str(len(problems))})])
        counts = {"policies": str(len(site.registry.policies)), "texts": str(len(list(texts(site))))}
        options.say([Problem("check_done", "", 0, counts)])


@click.command("report")
@click.option("--base", "rev", required=True, metavar="REV", help="The commit or branch to hold the site against.")
@click.option("--html", "folder", type=FilePath(), default=None, help="Write a page for approval here.")
@click.pass_obj
def report_command(options: Options, rev: str, folder: Path | None) -> None:
    """Print the pull request's comment: a comparison (新旧対照表) of each policy touched, in Markdown."""
    with options.told():
        site = options.load()
        before = base.read(options.config, rev, site, os.environ)
        problems, warnings = _found(site, before)
        made = report.make(site, before, options.lang)
        comment = made.comment(problems, warnings)
        if folder:
            pages = {folder.resolve() / name: text.encode() for name, text in made.pages().items()}
            write_all(pages, site.settings.root)
        click.echo(comment, nl=False)


def _found(site: Site, before: Base | None) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return all problems and all warnings."""
    problems: list[Problem] = []
    warnings: list[Problem] = []
    try:
        warnings += check(site)
        problems += _unlisted(site)
    except KaiteiError as error:
        problems += error.problems
    if before:
        problems += since.problems(site, before)
        if any(problem.key == "since_lock_gone" for problem in problems):
            problems = [problem for problem in problems if problem.key != "lock_unlisted"]
        warnings += since.warnings(site, before)
    warnings += advice(site)
    return KaiteiError(problems).problems, KaiteiError(warnings).problems


def _unlisted(site: Site) -> list[Problem]:
    """Tell what the record lacks, with the lines to add."""
    missing = record.unlisted(site, record.read(site))
    lines = "\n".join(entry.line for entry in missing)
    name = site.settings.name(lock.path(site.settings))
    return [Problem("lock_unlisted", name, 0, {"count": str(len(missing)), "lines": lines})] if missing else []
