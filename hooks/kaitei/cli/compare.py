"""`kaitei compare`: what sets two revisions apart."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace

import click

from kaitei.cli.output import Order, making
from kaitei.cli.shared import Day, Options
from kaitei.cli.usage import WrongUsage
from kaitei.documents import compared, pdf, redline
from kaitei.errors import fail
from kaitei.pages.compare import compare
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


def _as_page(pair: Pair) -> str:
    return report.approval(pair.context.site, report.revised(pair))


def _as_pdf(pair: Pair) -> bytes:
    return pdf.printed(_as_page(pair), pair.new.day)


FORMATS: dict[str, tuple[Callable[[Pair], str | bytes], str]] = {
    "md": (_as_markdown, ".md"),
    "json": (_as_json, ".json"),
    "html": (_as_page, ".html"),
    "docx": (_as_word, ".docx"),
    "pdf": (_as_pdf, ".pdf"),
    "redline": (redline.document, "-redline.docx"),
}
"""What makes each format, and how its file's name ends."""


@click.command("compare")
@making(
    FORMATS,
    "md",
    "Markdown (a table), JSON, the page for the approval, or a file: for Word, that page as PDF, or tracked changes.",
)
@click.argument("old", type=Day(), required=False)
@click.argument("new", type=Day(), required=False)
def compare_command(options: Options, order: Order, old: dt.date | None, new: dt.date | None) -> None:
    """Compare two revisions of POLICY: OLD and NEW, or OLD and the newest, or the newest two.

    Word and PDF files are called after the policy and the two dates, unless -o names one.
    """
    pair = Pair(order.context, order.standing, *_two(order.standing, order.context.locale, old, new))
    make, ending = FORMATS[order.form]
    order.deliver(make(pair), ending, pair.old.date, pair.new.date)


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
