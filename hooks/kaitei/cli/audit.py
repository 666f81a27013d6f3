"""`kaitei audit`: for each revision who decided, approved and merged it, when it was public, and what of it is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path

import click

from kaitei.cli import shared
from kaitei.cli.shared import Options
from kaitei.cli.usage import FilePath
from kaitei.errors import Problem
from kaitei.pages.context import Context
from kaitei.record.writing import write_all
from kaitei.review import audit
from kaitei.review.audit import Row
from kaitei.review.listed import counterpart
from kaitei.wording.words import Words, message

COLUMNS = tuple(one.name for one in fields(Row))

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell begins with that spreadsheets calculate. Source: OWASP, CSV Injection."""


@click.command("audit")
@click.argument("policy", required=False)
@click.option("--format", "form", type=click.Choice(["csv", "html"]), default="csv", help="CSV, or a page to print.")
@click.option("-o", "--output", type=FilePath(), default=None, help="Write it here rather than to the screen.")
@click.pass_obj
def audit_command(options: Options, policy: str | None, form: str, output: Path | None) -> None:
    """Tell of each revision of POLICY, or of all, who decided and merged it, when it was public, what is recorded."""
    with options.told():
        site = options.load(drafts=True)
        everything = tuple(site.registry.policies.values())
        wanted = (counterpart(site, policy) or shared.policy(site, policy),) if policy is not None else everything
        rows, notes = audit.rows(site, wanted, options.lang)
        context = Context.make(site, options.lang)
        made = _as_csv(rows, context.words) if form == "csv" else _as_html(rows, notes, context)
        if output:
            place = output.resolve()
            write_all({place: made}, place.parent)
        options.say(notes, err=True)
        click.echo(str(output) if output else made, nl=output is not None)


def _as_csv(rows: Iterable[Row], words: Words) -> bytes:
    """A table as RFC 4180 has it, in UTF-8 with a BOM, without which Excel garbles Japanese."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(words(f"audit_{name}") for name in COLUMNS)
    writer.writerows([_inert(cell) for cell in astuple(row)] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _as_html(rows: Iterable[Row], notes: Iterable[Problem], context: Context) -> bytes:
    """A page of its own, to be read, printed or attached."""
    told = [message(one, context.locale) for one in notes]
    page = context.renderer.render("kaitei/audit.html", "/", rows=rows, notes=told, site=context.site)
    return f"{page.strip()}\n".encode()
