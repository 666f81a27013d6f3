"""`kaitei notice`: the announcement of a revision."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from kaitei.cli.output import deliver, named, to_file
from kaitei.cli.shared import Day, Options, locale, standing
from kaitei.documents import notice
from kaitei.errors import fail
from kaitei.pages.context import Context
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing


@click.command("notice")
@click.argument("policy")
@click.argument("date", type=Day(), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(notice.FORMS)),
    default="mail",
    help="A mail in plain text, a page in HTML or Markdown, or a short text for an app.",
)
@click.option("--locale", "code", default=None, help="The language of the notice; the site's first where left out.")
@to_file
@click.pass_obj
def notice_command(
    options: Options, policy: str, date: dt.date | None, form: str, code: str | None, file: Path | None, force: bool
) -> None:
    """Write the announcement of a revision of POLICY: that of DATE, or the newest.

    Where it would go out too late, or too early, this is told on the error stream.
    """
    with options.told():
        site = options.load(drafts=True)
        found, wanted = standing(site, policy), locale(site, code)
        revision = _revision(found, date)
        made = notice.written(Context.make(site, wanted), found, revision, form)
        name = named(found.policy, wanted, site.settings.default, revision.date, "notice")
        deliver(made, file, f"{name}{notice.FORMS[form]}", force)
        options.say(notice.told(found, revision), err=True)


def _revision(found: Standing, day: dt.date | None) -> Revision:
    known = next((one for one in found.revisions if day in (None, one.day)), None)
    if known is None:
        raise fail(
            "notice_no_revision", found.policy.file, date=day, known=", ".join(one.date for one in found.revisions)
        )
    return known
