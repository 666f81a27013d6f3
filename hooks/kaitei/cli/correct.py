"""`kaitei correct`: a slip is put right."""

from __future__ import annotations

import datetime as dt

import click

from kaitei.cli.shared import Day, Options, locale, localized, texts
from kaitei.cli.shared import policy as find
from kaitei.errors import KaiteiError
from kaitei.policy.policy import Correction
from kaitei.record import correct, files, keeping, record
from kaitei.record.revise import bare_summary
from kaitei.record.writing import write_all
from kaitei.site.edition import Edition


@click.command("correct")
@click.argument("policy")
@click.argument("date", type=Day(), required=False)
@click.option("--before", required=True, help="The words as they stand in the text.")
@click.option("--after", required=True, help="The words as they should be.")
@texts("--summary", "What was put right, for readers.")
@click.option("--count", type=click.IntRange(1, 9999), default=1, help="How often the words stand in the text.")
@click.option("--locale", "code", default=None, help="Language of the translation that alone has the slip.")
@click.pass_obj
def correct_command(
    options: Options,
    /,
    policy: str,
    date: dt.date | None,
    before: str,
    after: str,
    summary: tuple[str, ...],
    count: int,
    code: str | None,
) -> None:
    """Put a slip right in the text of POLICY, named by its id or title, that took effect on DATE.

    Without DATE it is the text in force. The words are put right in their file, the correction goes on the list and
    into the record; there is no new revision.
    """
    with options.told():
        site = options.load()
        if problems := record.verify(site, files.read(site.settings)).problems:
            raise KaiteiError(problems)
        edition = correct.chosen(site, find(site, policy), date, locale(site, code))
        other = edition.text.locale if edition.text.locale != site.settings.default else ""
        said = localized(site, "--summary", summary) or bare_summary(site, "slip_corrected")
        before, after = (" ".join(one.split()) for one in (before, after))
        made = correct.plan(site, edition, Correction(site.today, said, before, after, count, other))
        write_all(made.files, site.settings.root, lambda: _record(options, edition))
        options.say(made.told)


def _record(options: Options, edition: Edition) -> None:
    """Take the correction into the record, where the text is in it."""
    site = options.load()
    policy, date = site.registry.policies[edition.policy.id], edition.revision.date
    known = files.read(site.settings)
    if (policy.id, date, edition.text.locale) in record.entries(site, known):
        revision = next(one for one in policy.revisions if one.date == date)
        write_all(keeping.corrected(site, known, policy, revision).files(site.settings), site.settings.root)
