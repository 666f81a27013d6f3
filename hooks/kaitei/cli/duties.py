"""`kaitei duties`: what laws ask to be written, held against the texts. It judges nothing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from kaitei.cli.shared import Day, Options, locale
from kaitei.cli.usage import FilePath
from kaitei.duties import answers, laws, lists, telling
from kaitei.duties.answers import Duties
from kaitei.errors import Problem, fail
from kaitei.pages.context import Context
from kaitei.record.writing import write_all
from kaitei.wording.words import message


@click.command("duties")
@click.argument("list_id", metavar="[LIST]", required=False)
@click.option("--on", "day", type=Day(), default=None, help="The day of texts, facts and laws; today if left out.")
@click.option("--locale", "code", default=None, help="The language of the texts; the site's first if left out.")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="How to tell it.")
@click.option("-o", "--output", type=FilePath(), default=None, help="Write it here rather than to the screen.")
@click.option("--laws", "ask", is_flag=True, help="Ask the public API of laws which articles were revised since.")
@click.pass_obj
def duties_command(
    options: Options,
    list_id: str | None,
    day: dt.date | None,
    code: str | None,
    form: str,
    output: Path | None,
    ask: bool,
) -> None:
    """Hold the texts against lists of what laws ask for, all or the one called LIST.

    It tells what seems to be there, with its words, what is not seen and what is to be settled. It is no legal advice.
    """
    with options.told():
        site = options.load(drafts=True)
        known = lists.read(site.settings)
        if list_id is not None and list_id not in known:
            raise fail("duty_list_unknown", id=list_id, known=", ".join(known))
        if ask:
            wanted = [known[list_id]] if list_id else list(known.values())
            _laws(options, wanted, day or site.today)
            return
        found = answers.held(site, day or site.today, locale(site, code), list_id or "")
        context = Context.make(site, options.lang)
        made = _made(found, context, form)
        if output:
            place = output.resolve()
            write_all({place: made.encode()}, place.parent)
        options.say(telling.stale(found), err=True)
        click.echo(str(output) if output else made, nl=output is not None)


def _made(found: Duties, context: Context, form: str) -> str:
    words = context.words
    if form == "json":
        return json.dumps(telling.values(found, words), ensure_ascii=False, indent=2) + "\n"
    sheets = [telling.told(sheet, words) for sheet in found.sheets]
    if form == "html":
        known = {
            "sheets": sheets,
            "day": found.day,
            "notes": [message(one, words.locale) for one in telling.stale(found)],
        }
        return f"{context.renderer.render('kaitei/duties.html', '/', **known).strip()}\n"
    lines = [words("duties_lead", day=found.day)]
    for sheet in sheets:
        lines += [
            "",
            words("duties_heading", title=sheet.title, id=sheet.id),
            *filter(None, (sheet.against,)),
            *sheet.notes,
        ]
        for row in sheet.rows:
            lines.append(words("duties_line", told=row.told, name=row.name, article=row.article))
            lines += [words("duties_below", text=text) for text in (*row.places, *row.notes)]
    return "\n".join(lines) + "\n"


def _laws(options: Options, wanted: list[lists.DutyList], day: dt.date) -> None:
    """Print which articles were revised since they were looked at, and which will be; nothing where none was."""
    found = tuple(laws.revised(wanted, day, laws.fetch))
    options.say(found)
    if not found:
        options.say([Problem("laws_same", params={"day": str(day)})], err=True)
