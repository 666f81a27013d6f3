"""`kaitei show`: a text as it stood on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import click

from kaitei.cli.shared import Day, Options, locale, standing
from kaitei.errors import Problem, fail
from kaitei.policy import states
from kaitei.policy.policy import Revision
from kaitei.site.edition import Edition
from kaitei.site.site import Standing


@click.command()
@click.argument("policy")
@click.option("--on", "day", type=Day(), default=None, help="The day; today where it is left out.")
@click.option("--locale", "code", default=None, help="The language of the text; the site's first where it is left out.")
@click.pass_obj
def show(options: Options, policy: str, day: dt.date | None, code: str | None) -> None:
    """Print the text of POLICY as it stood on a day, with the facts of that day.

    With --on it is followed, on the error stream so that the text can be sent to a file, by the facts that it showed.
    """
    with options.told():
        site = options.load(drafts=True)
        when = day or site.today
        found = standing(site, policy)
        wanted = locale(site, code)
        revision = _shown(found, when)
        edition = found.edition(revision, wanted)
        if edition is None:
            raise fail("show_not_held", found.policy.file, revision.line, date=revision.date, locale=wanted)
        click.echo(edition.canonical_on(when), nl=False)
        if day:
            options.say(_facts(edition, day), err=True)


def _facts(edition: Edition, day: dt.date) -> Iterator[Problem]:
    """Yield a heading and the facts that a text showed on a day, a line each; a line that there were none."""
    shown = edition.shown(day)
    yield Problem("show_facts" if shown else "show_no_facts", params={"day": day.isoformat()})
    for name, values in shown:
        yield Problem("show_fact", params={"name": name, "values": " / ".join(values).replace("\n", " ")})


def _shown(found: Standing, day: dt.date) -> Revision:
    revision = states.in_force(found.revisions, day)
    if revision is None:
        raise fail("show_not_yet", found.policy.file, date=found.revisions[-1].date, day=day)
    if revision.event == "repealed":
        raise fail("show_repealed", found.policy.file, revision.line, date=revision.date, day=day)
    return revision
