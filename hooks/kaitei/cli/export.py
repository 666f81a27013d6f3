"""`kaitei export`: a text by itself."""

from __future__ import annotations

import datetime as dt

import click

from kaitei.cli.output import Order, making
from kaitei.cli.shared import Day, Options, in_force
from kaitei.documents.export import FORMS, Whole


@click.command("export")
@click.option("--on", "day", type=Day(), default=None, help="The day; today where it is left out.")
@making(FORMS, "md", "Markdown, HTML, or for Word.")
def export_command(options: Options, order: Order, day: dt.date | None) -> None:
    """Give the text of POLICY as it stood on a day, numbers as typed, with the facts of that day.

    Markdown and HTML are printed, a Word file is called after the policy and the revision, unless -o names one.
    """
    day = day or order.context.site.today
    edition = in_force(order.standing, day, order.context.locale)
    whole = Whole.of(order.context, order.standing, edition, day)
    order.deliver(FORMS[order.form](whole), f".{order.form}", edition.revision.date)
