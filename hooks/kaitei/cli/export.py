"""`kaitei export`: a text by itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from kaitei.cli.output import deliver, named, to_file
from kaitei.cli.shared import Day, Options, in_force, locale, standing
from kaitei.documents.export import FORMS, Whole
from kaitei.pages.context import Context


@click.command("export")
@click.argument("policy")
@click.option("--on", "day", type=Day(), default=None, help="The day; today where it is left out.")
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="md", help="Markdown, HTML, or for Word.")
@click.option("--locale", "code", default=None, help="The language of the text; the site's first where it is left out.")
@to_file
@click.pass_obj
def export_command(
    options: Options, policy: str, day: dt.date | None, form: str, code: str | None, file: Path | None, force: bool
) -> None:
    """Give the text of POLICY as it stood on a day, numbers as typed, with the facts of that day.

    Markdown and HTML are printed, a Word file is called after the policy and the revision, unless -o names one.
    """
    with options.told():
        site = options.load(drafts=True)
        found, wanted = standing(site, policy), locale(site, code)
        edition = in_force(found, day or site.today, wanted)
        whole = Whole.of(Context.make(site, wanted), found, edition, day or site.today)
        name = named(found.policy, wanted, site.settings.default, edition.revision.date)
        deliver(FORMS[form](whole), file, f"{name}.{form}", force)
