"""`kaitei notice`: the announcement of a revision."""

from __future__ import annotations

import datetime as dt

import click

from kaitei.cli.output import Order, making
from kaitei.cli.shared import Day, Options
from kaitei.documents import notice
from kaitei.errors import fail
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing


@click.command("notice")
@making(notice.FORMS, "mail", "A mail in plain text, a page in HTML or Markdown, or a short text for an app.")
@click.argument("date", type=Day(), required=False)
def notice_command(options: Options, order: Order, date: dt.date | None) -> None:
    """Write the announcement of a revision of POLICY: that of DATE, or the newest.

    Where it would go out too late, or too early, this is told on the error stream.
    """
    revision = _revision(order.standing, date)
    made = notice.written(order.context, order.standing, revision, order.form)
    order.deliver(made, notice.FORMS[order.form], revision.date, "notice")
    options.say(notice.told(order.standing, revision), err=True)


def _revision(found: Standing, day: dt.date | None) -> Revision:
    known = next((one for one in found.revisions if day in (None, one.day)), None)
    if known is None:
        raise fail(
            "notice_no_revision", found.policy.file, date=day, known=", ".join(one.date for one in found.revisions)
        )
    return known
