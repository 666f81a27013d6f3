"""`kaitei compare`: what sets two revisions apart."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from kaitei.cli.output import deliver, named, to_file
from kaitei.cli.shared import Day, Options, locale, standing
from kaitei.cli.usage import WrongUsage
from kaitei.documents import compared, pdf, redline
from kaitei.errors import fail
from kaitei.pages.compare import compare
from kaitei.pages.context import Context
from kaitei.pages.notes import days
from kaitei.pages.pair import Pair
from kaitei.policy.policy import Revision
from kaitei.review import report
from kaitei.site.site import Standing


def _as_json(pair: Pair) -> str:
    data = {"policy": pair.standing.policy.id, "old": pair.old.date, "new": pair.new.date}
    return json.dumps(data | pair.comparison().as_data(), ensure_ascii=False, indent=2) + "\n"


def _as_markdown(pair: Pair) -> str:
    view = replace(compare(pair), previous=None, next=None)
    return str(pair.context.renderer.render("kaitei/compare.md", "/", view=view)) + "\n"


def _as_word(pair: Pair) -> bytes:
    return compared.document(pair.context, compare(pair), days(pair.context, pair.new), pair.new.day)


def _as_pdf(pair: Pair) -> bytes:
    return pdf.printed(report.approval(pair.context.site, report.revised(pair)), pair.new.day)


FORMATS: dict[str, tuple[Callable[[Pair], str | bytes], str]] = {
    "md": (_as_markdown, ".md"),
    "json": (_as_json, ".json"),
    "docx": (_as_word, ".docx"),
    "pdf": (_as_pdf, ".pdf"),
    "redline": (redline.document, "-redline.docx"),
}
"""What makes each format, and how its file's name ends."""


@click.command("compare")
@click.argument("policy")
@click.argument("old", type=Day(), required=False)
@click.argument("new", type=Day(), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="md",
    help="Markdown (a table), JSON, or a file: the comparison for Word, as PDF, or the text with tracked changes.",
)
@click.option("--locale", "code", default=None, help="The language of the texts; the site's first where left out.")
@to_file
@click.pass_obj
def compare_command(
    options: Options,
    policy: str,
    old: dt.date | None,
    new: dt.date | None,
    form: str,
    code: str | None,
    file: Path | None,
    force: bool,
) -> None:
    """Compare two revisions of POLICY: OLD and NEW, or OLD and the newest, or the newest two.

    Word and PDF files are called after the policy and the two dates, unless -o names one.
    """
    with options.told():
        site = options.load(drafts=True)
        found = standing(site, policy)
        wanted = locale(site, code)
        pair = Pair(Context.make(site, wanted), found, *_two(found, wanted, old, new))
        make, suffix = FORMATS[form]
        name = named(found.policy, wanted, site.settings.default, pair.old.date, pair.new.date)
        deliver(make(pair), file, f"{name}{suffix}", force)


def _two(found: Standing, code: str, old: dt.date | None, new: dt.date | None) -> tuple[Revision, Revision]:
    """Choose the two revisions: those given, else the newest held and the one before it."""
    held = found.held(code)

    def given(day: dt.date) -> Revision:
        known = next((revision for revision in held if revision.day == day), None)
        if known is None:
            raise fail("compare_not_held", found.policy.file, date=day, known=", ".join(r.date for r in held))
        return known

    newer = given(new) if new else next(iter(held), None)
    older = given(old) if old else next((one for one in held if newer and one.day < newer.day), None)
    if newer is None or older is None:
        raise fail("compare_nothing", found.policy.file)
    if older.day >= newer.day:
        raise WrongUsage("usage_order", old=older.date, new=newer.date)
    return older, newer
