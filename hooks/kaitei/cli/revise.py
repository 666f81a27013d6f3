"""`kaitei revise`: a revision is begun."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

import click

from kaitei.cli.shared import Day, Options, localized, texts
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

_REMARKS = re.compile(r"[;；](?=[^;；=＝]*[=＝])")
"""What parts remarks from each other: before the next anchor only, so that a remark may have it too."""


@click.command("revise")
@click.argument("policy")
@click.argument("date", type=Day())
@texts("--summary", "What changes, for readers.")
@texts("--reason", "Why it changes, for readers.")
@texts("--transition", "What goes on for what was agreed before (経過措置).")
@click.option("--remark", "remarks", multiple=True, help="Remarks on clauses, for the 備考 column: --remark c8=…；c9=…")
@click.option("--announced", type=Day(), default=None, help="The day on which it is made public (公表日).")
@click.option("--adopted", type=Day(), default=None, help="The day on which it was decided (改定日).")
@click.option("--replaces", type=Day(), default=None, help="The date of the withdrawn revision whose place it takes.")
@click.option("--recorded", type=Day(), default=None, help="For a past revision: the day on which it is added here.")
@texts("--source", "For a past revision: where its text is from.")
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
    fields |= {key: localized(site, f"--{key}", given[key]) for key in ("summary", "reason", "transition", "source")}
    fields |= {"event": "repealed"} if given["repeal"] else {}
    if given["successor"]:
        if fields["event"] != "repealed":
            raise WrongUsage("usage_successor")
        fields["successor"] = find(site, given["successor"]).id
    decided = {"by": given["decided_by"], "ref": given["decided_ref"]}
    fields["decided"] = {key: said for key, said in decided.items() if said}
    fields["remarks"] = dict(_remark(one) for several in given["remarks"] for one in _REMARKS.split(several))
    return Wanted(date, **fields)


def _remark(given: str) -> tuple[str, str]:
    """Read a remark with the anchor of its clause: `c8=新設` → ("c8", "新設")."""
    anchor, *said = re.split("[=＝]", given, maxsplit=1)
    text = " ".join("".join(said).split())
    if not (anchor.strip() and text):
        raise WrongUsage("usage_remark", value=given)
    return anchor.strip(), text


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
