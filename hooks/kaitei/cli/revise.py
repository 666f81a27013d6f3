"""`kaitei revise`: a revision is begun."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

import click

from kaitei.cli.shared import Day, Options
from kaitei.cli.shared import policy as find
from kaitei.cli.usage import WrongUsage
from kaitei.drafting.hints import of_references
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy.policy import Basis, Users
from kaitei.record import revise
from kaitei.record.revise import Plan, Wanted
from kaitei.record.writing import write_all
from kaitei.review import commit
from kaitei.site.site import Site, Standing
from kaitei.source.yamltext import split
from kaitei.wording.per_locale import Localized


def _texts(name: str, what: str) -> Callable[[Any], Any]:
    """Make an option for a text that readers see, which may be given once for each language."""
    return click.option(name, multiple=True, help=f"{what} Per language: {name} ja=… {name} en=…")


@click.command("revise")
@click.argument("policy")
@click.argument("date", type=Day())
@_texts("--summary", "What changes, for readers.")
@_texts("--reason", "Why it changes, for readers.")
@_texts("--transition", "What goes on for what was agreed before (経過措置).")
@click.option("--remark", "remarks", multiple=True, help="A remark on a clause, for the 備考 column: --remark c8=…")
@click.option("--announced", type=Day(), default=None, help="The day on which it is made public (公表日).")
@click.option("--adopted", type=Day(), default=None, help="The day on which it was decided (改定日).")
@click.option("--replaces", type=Day(), default=None, help="The date of the withdrawn revision whose place it takes.")
@click.option("--recorded", type=Day(), default=None, help="For a past revision: the day on which it is added here.")
@_texts("--source", "For a past revision: where its text is from.")
@click.option("--users", type=click.Choice(get_args(Users)), default=None, help="What users who agreed are owed.")
@click.option("--event", type=click.Choice(["revised", "repealed"]), default=None, help="Whether the policy goes on.")
@click.option("--repeal", is_flag=True, help="Repeal the policy on DATE; the same as --event repealed.")
@click.option("--successor", default="", metavar="POLICY", help="With --repeal: the policy that replaces it.")
@click.option("--decided-by", default="", help="Who decided it; published nowhere.")
@click.option("--decided-ref", default="", help="The number of the minutes or the approval; published nowhere.")
@click.option(
    "--basis",
    type=click.Choice(get_args(Basis)[1:]),
    default=None,
    help="The basis of a change of terms (Civil Code art. 548-4); published nowhere.",
)
@click.pass_obj
def revise_command(options: Options, /, policy: str, date: dt.date, **given: Any) -> None:
    """Begin a revision of POLICY, named by its id or title, that takes effect on DATE.

    The outgoing text is kept and the revision put on the list.
    """
    with options.told():
        site = options.load()
        id_ = find(site, policy).id
        wanted = _wanted(site, date, given)
        _unedited(options, site, id_)  # first: the record would say to put the wording back, and no more
        plan = revise.plan(site, id_, wanted)
        references = tuple(_references(site, id_, plan))
        write_all(plan.files, site.settings.root)
        options.say((*references, *plan.told))


def _references(site: Site, id_: str, plan: Plan) -> Iterator[Problem]:
    """Yield which references the revision had better mend, on their lines in the file that has its item."""
    policy = site.registry.policies[id_]
    living = site.settings.root / policy.file
    grown = (plan.files[living] or b"").count(b"\n") - living.read_bytes().count(b"\n")
    for one in of_references(Standing.whole(policy, site)):
        yield replace(one, line=one.line + grown) if one.file == policy.file else one


def _wanted(site: Site, date: dt.date, given: Mapping[str, Any]) -> Wanted:
    fields: dict[str, Any] = {key: given[key] for key in ("announced", "adopted", "replaces", "recorded")}
    fields |= {key: given[key] or "" for key in ("users", "event", "basis")}
    fields |= {key: _said(site, f"--{key}", given[key]) for key in ("summary", "reason", "transition", "source")}
    fields |= {"event": "repealed"} if given["repeal"] else {}
    if given["successor"]:
        if fields["event"] != "repealed":
            raise WrongUsage("usage_successor")
        fields["successor"] = find(site, given["successor"]).id
    decided = {"by": given["decided_by"], "ref": given["decided_ref"]}
    fields["decided"] = {key: said for key, said in decided.items() if said}
    fields["remarks"] = dict(map(_remark, given["remarks"]))
    return Wanted(date, **fields)


def _said(site: Site, name: str, given: tuple[str, ...]) -> Localized:
    """Read an option's texts: one text, or one per language as `ja=…`."""
    if not given:
        return ""
    parts = [value.partition("=") for value in given]
    if all(code in site.settings.codes and equals for code, equals, _ in parts):
        return {code: " ".join(text.split()) for code, _, text in parts}
    if len(given) > 1 or re.match(r"[A-Za-z]{2}(?:-\w+)?[=＝]", given[0]):
        raise WrongUsage("usage_per_language", name=name, known=", ".join(f"{code}=…" for code in site.settings.codes))
    return " ".join(given[0].split())


def _remark(given: str) -> tuple[str, str]:
    """Read a remark with the anchor of its clause: `c8=新設` → ("c8", "新設")."""
    anchor, equals, text = given.partition("=")
    if not (anchor and equals and text.strip()):
        raise WrongUsage("usage_remark", value=given)
    return anchor.strip(), " ".join(text.split())


def _unedited(options: Options, site: Site, id_: str) -> None:
    """Refuse to keep as outgoing a text that was edited since it was committed, where git can tell."""
    file = site.registry.policies[id_].file
    last = commit.committed(options.config, file)
    if last is None:
        return
    text = last.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    try:
        head = split(text, file)
    except KaiteiError:
        return
    living = next((one for one in site.registry.policies[id_].texts.values() if one.file == file), None)
    if head and living and head.body != living.body:
        raise fail("revise_edited", file, 0, file=file)
