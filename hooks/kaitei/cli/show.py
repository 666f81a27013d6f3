"""`kaitei show`: a text as it stood on a day."""

from __future__ import annotations

import datetime as dt

import click

from kaitei.cli.shared import Day, Options, locale, standing
from kaitei.errors import fail
from kaitei.policy import states
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing


@click.command()
@click.argument("policy")
@click.option("--on", "day", type=Day(), default=None, help="The day; today where it is left out.")
@click.option("--locale", "code", default=None, help="The language of the text; the site's first where it is left out.")
@click.pass_obj
def show(options: Options, policy: str, day: dt.date | None, code: str | None) -> None:
    """Print the text of POLICY as it stood on a day, with the facts of that day."""
    with options.told():
        site = options.load(drafts=True)
        when = day or site.today
        found = standing(site, policy)
        wanted = locale(site, code)
        revision = _shown(found, when)
        edition = found.edition(revision, wanted)
        if edition is None:
            raise fail("show_not_held", found.policy.file, revision.line, date=revision.date, locale=wanted)
        click.echo(edition.canonical_on(max(when, revision.day)), nl=False)


def _shown(found: Standing, day: dt.date) -> Revision:
    revision = states.in_force(found.revisions, day)
    if revision is None:
        raise fail("show_not_yet", found.policy.file, date=found.revisions[-1].date, day=day)
    if revision.event == "repealed":
        raise fail("show_repealed", found.policy.file, revision.line, date=revision.date, day=day)
    return revision
