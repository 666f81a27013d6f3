"""The command `kaitei`: the engine at a terminal, for people who rarely use one."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from kaitei.cli.audit import audit_command
from kaitei.cli.bring import import_command
from kaitei.cli.check import check_command
from kaitei.cli.compare import compare_command
from kaitei.cli.correct import correct_command
from kaitei.cli.duties import duties_command
from kaitei.cli.export import export_command
from kaitei.cli.fact import fact_command
from kaitei.cli.forms import forms_command
from kaitei.cli.help import Context
from kaitei.cli.lock import lock_command
from kaitei.cli.new import new_command
from kaitei.cli.notice import notice_command
from kaitei.cli.report import report_command
from kaitei.cli.revise import revise_command
from kaitei.cli.shared import Options
from kaitei.cli.show import show
from kaitei.cli.stamp import stamp_command
from kaitei.cli.usage import FilePath, Group
from kaitei.cli.verify import verify_command
from kaitei.wording.words import MESSAGE_LANGUAGES, system_language


@click.group("kaitei", cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(MESSAGE_LANGUAGES), default=None, help="Language of messages.")
@click.option("-f", "--config", type=FilePath(), default=Path("mkdocs.yml"), help="The site's mkdocs.yml.")
@click.version_option(package_name="kaitei")
@click.pass_context
def main(ctx: click.Context, lang: str | None, config: Path) -> None:
    """Keep policies and the record of their revisions."""
    ctx.obj = Options(lang or system_language(os.environ), config)


def _lang(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Let the language be given after the command's name too."""
    if value:
        ctx.obj = replace(ctx.obj, lang=value)


COMMANDS = (
    new_command,
    import_command,
    revise_command,
    correct_command,
    check_command,
    show,
    compare_command,
    export_command,
    notice_command,
    report_command,
    duties_command,
    fact_command,
    forms_command,
    lock_command,
    verify_command,
    stamp_command,
    audit_command,
)

for command in COMMANDS:
    again = click.Option(
        ["--lang"],
        type=click.Choice(MESSAGE_LANGUAGES),
        expose_value=False,
        callback=_lang,
        help="Language of messages.",
    )
    command.context_class = Context
    command.params.append(again)
    main.add_command(command)
