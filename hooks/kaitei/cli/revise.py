"""`kaitei revise`: a revision is begun."""

from __future__ import annotations

import datetime as dt
import re
from typing import get_args

import click

from kaitei.cli.shared import Day, Options
from kaitei.cli.usage import WrongUsage
from kaitei.errors import KaiteiError, fail
from kaitei.policy.policy import Users
from kaitei.record import revise
from kaitei.record.revise import Wanted
from kaitei.record.writing import write_all
from kaitei.review import commit
from kaitei.site.site import Site
from kaitei.source.yamltext import split
from kaitei.wording.per_locale import Localized


@click.command("revise")
@click.argument("policy")
@click.argument("date", type=Day())
@click.option("--summary", multiple=True, help="What changes, for readers. Per language: --summary ja=… --summary en=…")
@click.option("--announced", type=Day(), default=None, help="The day on which it is made public (公表日).")
@click.option("--adopted", type=Day(), default=None, help="The day on which it was decided (改定日).")
@click.option("--users", type=click.Choice(get_args(Users)), default=None, help="What users who agreed are owed.")
@click.pass_obj
def revise_command(
    options: Options,
    policy: str,
    date: dt.date,
    summary: tuple[str, ...],
    announced: dt.date | None,
    adopted: dt.date | None,
    users: str | None,
) -> None:
    """Begin a revision of POLICY that takes effect on DATE: keep the outgoing text and put the revision on the list."""
    with options.told():
        site = options.load()
        wanted = Wanted(date, _summary(site, summary), announced, adopted, users or "")
        if policy in site.registry.policies:  # first: the record would say to put the wording back, and no more
            _unedited(options, site, policy)
        plan = revise.plan(site, policy, wanted)
        write_all(plan.files, site.settings.root)
        options.say(plan.told)


def _summary(site: Site, given: tuple[str, ...]) -> Localized:
    """Read `--summary`: one text, or one per language as `ja=…`."""
    if not given:
        return ""
    parts = [value.partition("=") for value in given]
    if all(code in site.settings.codes and equals for code, equals, _ in parts):
        return {code: " ".join(text.split()) for code, _, text in parts}
    if len(given) > 1 or re.match(r"[A-Za-z]{2}(?:-\w+)?[=＝]", given[0]):
        raise WrongUsage("usage_summary", known=", ".join(f"{code}=…" for code in site.settings.codes))
    return " ".join(given[0].split())


def _unedited(options: Options, site: Site, id_: str) -> None:
    """Refuse to keep as outgoing a text that was edited since it was committed, where git can tell."""
    file = site.registry.policies[id_].file
    last = commit.committed(options.config, file)
    if last is None:
        return
    text = last.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    try:
        head = split(text, file)
    except KaiteiError:
        return
    living = next((one for one in site.registry.policies[id_].texts.values() if one.file == file), None)
    if head and living and head.body != living.body:
        raise fail("revise_edited", file, 0, file=file)
