"""`kaitei show`: a text as it stood on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import click

from kaitei.cli.shared import Day, Options, in_force, locale, standing
from kaitei.errors import Problem
from kaitei.site.edition import Edition


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
        edition = in_force(found, when, wanted)
        click.echo(edition.canonical_on(when), nl=False)
        if day:
            options.say(_facts(edition, day), err=True)


def _facts(edition: Edition, day: dt.date) -> Iterator[Problem]:
    """Yield a heading and the facts that a text showed on a day, a line each; a line that there were none."""
    shown = edition.shown(day)
    yield Problem("show_facts" if shown else "show_no_facts", params={"day": day.isoformat()})
    for name, values in shown:
        yield Problem("show_fact", params={"name": name, "values": " / ".join(values).replace("\n", " ")})
