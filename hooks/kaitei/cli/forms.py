"""`kaitei forms`: what the hosting platform's forms offer."""

from __future__ import annotations

import click

from kaitei.cli.shared import Options
from kaitei.errors import KaiteiError, Problem
from kaitei.record.writing import write_all
from kaitei.starting import forms


@click.command("forms")
@click.option("--check", is_flag=True, help="Only tell which forms are behind, and write nothing.")
@click.pass_obj
def forms_command(options: Options, check: bool) -> None:
    """Bring the lists of policies and facts in the forms (.github/workflows) up to date."""
    with options.told():
        site = options.load()
        found = tuple(forms.behind(site))
        root = site.settings.root
        if check and found:
            raise KaiteiError(Problem("forms_behind", site.settings.name(path), line) for path, line, _ in found)
        write_all({path: made for path, _, made in found}, root)
        told = [Problem("forms_written", site.settings.name(path), line) for path, line, _ in found]
        options.say(told or [Problem("forms_same", forms.FOLDER)])
