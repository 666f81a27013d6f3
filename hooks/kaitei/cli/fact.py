"""`kaitei fact`: a fact of the company changes."""

from __future__ import annotations

import datetime as dt
import re

import click

from kaitei.cli.shared import Day, Options
from kaitei.cli.usage import WrongUsage
from kaitei.record.writing import write_all
from kaitei.starting import fact


@click.command("fact")
@click.argument("given", nargs=-1, required=True, metavar="NAME=VALUE...")
@click.option("--from", "day", type=Day(), required=True, help="The day from which it holds.")
@click.pass_obj
def fact_command(options: Options, given: tuple[str, ...], day: dt.date) -> None:
    """Write into the facts file (company.yml) what the company's facts say from a day on.

    All that is given changes on one day: representative.title=… representative.name=…
    Per language: representative.name.ja=… representative.name.en=…
    """
    wanted = dict(map(_given, given))
    with options.told():
        site = options.load()
        plan = fact.plan(site, wanted, day)
        write_all(plan.files, site.settings.root, options.checked)
        options.say(plan.told)


def _given(text: str) -> tuple[str, str]:
    """Read a name with its value: `desks.privacy.phone=0120-111-111`."""
    name, equals, value = text.partition("=")
    value = re.sub(r"\s*[\r\n]\s*", " ", value).strip()
    if not (name.strip() and equals and value):
        raise WrongUsage("usage_fact", value=text)
    return name.strip(), value
