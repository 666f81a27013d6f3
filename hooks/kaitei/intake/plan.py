"""The files of a policy whose texts come from elsewhere: newest text living, the others frozen, days in front matter.

Nothing here is sure: title, kind and days are proposals until somebody takes them.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.intake.dated import Dated
from kaitei.intake.markdown import literal
from kaitei.intake.read import Version
from kaitei.policy.policy import NOT_HELD, Policy
from kaitei.policy.registry import check_id
from kaitei.record.frontmatter import with_revision
from kaitei.record.record import frozen_path
from kaitei.record.revise import bare_summary
from kaitei.site.site import Site

_KINDS = (
    ("commercial-transactions", "特定商取引|特商法|commercial transactions"),
    ("external-transmission", "外部送信|クッキー|cookie|external transmission"),
    ("basic-policy", "基本方針|basic policy"),
    ("privacy", "個人情報|プライバシー|privacy"),
    ("terms", "規約|約款|規程|規定|terms|conditions"),
)
"""Kinds by words of titles, in the order in which they are looked for."""

ARCHIVE = "archive"
"""The folder below docs/ for PDFs that stand for texts."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing in texts writes, and what there is to say about it."""

    files: Mapping[Path, bytes | None]  # in the order in which they may be moved into place one by one
    proposed: tuple[Problem, ...]  # what nobody said and somebody has to take
    told: tuple[Problem, ...]  # what was written and what could not be carried over
    changes: tuple[str, ...] = ()  # what somebody has to take of changes to what was brought in, as unified diffs


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody said of the policy."""

    id: str
    title: str = ""
    kind: str = ""


def plan(site: Site, wanted: Wanted, versions: Sequence[Version]) -> Plan:
    """Work out which files bringing in texts writes.

    Raises:
        KaiteiError: where the id cannot be an address below the site, days are missing or meet twice, or something is
            there already.
    """
    check_id(wanted.id, "", site.settings.codes)
    ordered = _ordered(versions)
    policy = site.registry.policies.get(wanted.id)
    made = _added(site, policy, ordered) if policy else _new(site, wanted, ordered)
    for path in made.files:
        if path.exists() and not (policy and path == site.settings.root / policy.file):
            raise fail("import_there", site.settings.name(path))
    return made


def _ordered(versions: Sequence[Version]) -> tuple[Version, ...]:
    """The versions, newest first, each of a day of its own."""
    problems = [Problem("import_undated", one.name, 0, {"file": one.name}) for one in versions if one.day is None]
    ordered = sorted(versions, key=lambda one: one.day or dt.date.min, reverse=True)
    for newer, older in pairwise(ordered):
        if newer.day and newer.day == older.day:
            problems.append(Problem("import_twice", older.name, 0, {"other": newer.name, "date": str(newer.day)}))
    if problems:
        raise KaiteiError(problems)
    return tuple(ordered)


def _new(site: Site, wanted: Wanted, versions: tuple[Version, ...]) -> Plan:
    """The plan for a policy that the site has not."""
    newest = versions[0]
    if newest.pdf:
        raise fail("import_newest_pdf", newest.name)
    title = wanted.title or newest.title or wanted.id
    kind = wanted.kind or _kind(f"{title} {wanted.id}")
    items = _items(site, wanted.id, versions)
    living = site.settings.docs / f"{wanted.id}.md"
    head = headed({"title": title, "kind": kind, "revisions": items})
    files = dict(_frozen(site, wanted.id, title, versions[1:]))
    kept = newest.title if newest.title != title else ""  # the text's own, where another was given
    files[living] = (head + (f"# {literal(kept)}\n\n" if kept else "") + newest.body).encode()
    proposed = () if all(one.given for one in versions) else tuple(_proposed(title, kind, items, versions))
    told = (*_told(versions), *_listed(items, versions), *written(site, files), _next(site, living, kind))
    return Plan(files, proposed, told)


def _added(site: Site, policy: Policy, versions: tuple[Version, ...]) -> Plan:
    """The plan for older texts of a policy that the site has."""
    path = site.settings.root / policy.file
    known, living = [one.day for one in policy.revisions], path.read_bytes()
    items = [_item(site, policy.id, one) for one in versions]
    for item, one in zip(items, versions, strict=True):
        assert one.day
        if one.day >= policy.revisions[0].day:
            raise fail("import_not_older", one.name, 0, date=one.day, newest=policy.revisions[0].date)
        if one.day in known:
            living = _held(living, policy, one)
            continue
        new = item | {"recorded": site.today}
        new = {key: value for key, value in new.items() if key != "event" or one.day < min(known)}
        living = with_revision(living, policy.file, new, sum(day > one.day for day in known))
        known = sorted((*known, one.day), reverse=True)
    files = dict(_frozen(site, policy.id, policy.title, versions)) | {path: living}
    proposed = () if all(one.given for one in versions) else tuple(_proposed(policy.title, "", items, versions))
    return Plan(files, proposed, (*_told(versions), *written(site, files)))


def _held(living: bytes, policy: Policy, version: Version) -> bytes:
    """A living file in which a revision that was listed without its text has it.

    Raises:
        KaiteiError: where it has one already, or its item is written in a way in which this cannot be said.
    """
    revision = next(one for one in policy.revisions if one.day == version.day)
    lines = living.split(b"\n")
    item = next((at for at in range(revision.line, len(lines)) if re.match(rb"\s*(?:-|---)\s", lines[at])), len(lines))
    found = [at for at in range(revision.line, item) if re.fullmatch(rb"\s+text:\s*not-held\s*", lines[at])]
    if revision.archive != NOT_HELD or len(found) != 1 or version.pdf:
        raise fail("import_listed", version.name, 0, date=version.day, file=policy.file)
    return b"\n".join(lines[: found[0]] + lines[found[0] + 1 :])


def _items(site: Site, id_: str, versions: tuple[Version, ...]) -> list[dict[str, Any]]:
    """The list of revisions, newest first: those brought in, and those of which a text tells alone."""
    days = {one.day: _item(site, id_, one) for one in versions}
    adopted = {day for item in days.values() if (day := item.get("adopted"))}
    for told in (one for version in versions for one in version.dated):
        if told.day not in days and told.day not in adopted and told.day < max(filter(None, days)):
            days[told.day] = _dated(site, told.day, told) | {"text": NOT_HELD}
    items = [days[day] for day in sorted(filter(None, days), reverse=True)]
    for item in items[:-1]:
        item.pop("event", None)
    if "recorded" not in items[-1] or items[-1].get("event") != "enacted":
        items[-1].pop("event", None)
    return items


def _item(site: Site, id_: str, version: Version) -> dict[str, Any]:
    """The revision of a text."""
    assert version.day
    item = _dated(site, version.day, version.own if version.own and version.own.day == version.day else None)
    return item | ({"text": f"/{_pdf(id_, version.day)}"} if version.pdf else {})


def _dated(site: Site, day: dt.date, told: Dated | None) -> dict[str, Any]:
    """A revision of a day, keys in the order of the contract; of the past it comes into the record today."""
    enacted = bool(told and told.enacted)
    item: dict[str, Any] = {"date": day}
    if told and told.adopted:
        item["adopted"] = told.adopted
    if day < site.today:
        item["recorded"] = site.today
    item["summary"] = bare_summary(site, "event_enacted" if enacted else "event_revised")
    return item | ({"event": "enacted"} if enacted else {})


def _frozen(site: Site, id_: str, title: str, versions: Sequence[Version]) -> Iterator[tuple[Path, bytes]]:
    for one in versions:
        assert one.day
        if one.pdf:
            yield site.settings.docs / _pdf(id_, one.day), one.pdf
        else:
            path = frozen_path(site.settings, id_, one.day.isoformat(), site.settings.default)
            yield path, (headed({"title": one.title or title}) + one.body).encode()


def _pdf(id_: str, day: dt.date) -> str:
    """The address of a PDF that stands for a text, without its first slash."""
    return f"{ARCHIVE}/{id_}/{day}.pdf"


def headed(data: Mapping[str, Any]) -> str:
    """Front matter with the line that ends it."""
    writer, stream = YAML(), io.StringIO()
    writer.default_flow_style = False
    writer.width = 10_000
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.representer.ignore_aliases = lambda *_: True
    writer.dump(dict(data), stream)
    return f"---\n{stream.getvalue()}---\n"


def _kind(title: str) -> str:
    return next((kind for kind, words in _KINDS if re.search(words, title, re.IGNORECASE)), "other")


def _proposed(
    title: str, kind: str, items: Sequence[Mapping[str, Any]], versions: Sequence[Version]
) -> Iterator[Problem]:
    """Yield what is proposed: title and kind, and of each revision its days, what it is, and the file of its text."""
    if kind:
        yield Problem("import_proposed", "", 0, {"title": title, "kind": kind})
    by_day = {one.day: one for one in versions}
    for item in items:
        version = by_day.get(item["date"])
        told = {"date": str(item["date"]), "adopted": str(item.get("adopted") or item["date"])}
        yield Problem(f"import_proposed_{_how(item, version)}", version.name if version else "", 0, told)


def _how(item: Mapping[str, Any], version: Version | None) -> str:
    """How a revision is proposed: by the name of its file alone, as one that a text tells of, as enacted or revised."""
    if version is None:
        return "not_held"
    if version.own is None or version.own.day != version.day:
        return "given" if version.given else "name"
    return "enacted" if version.own.enacted else "revised"


def _told(versions: Sequence[Version]) -> Iterator[Problem]:
    for one in versions:
        yield from one.told
        newest = one.dated[0].day if one.dated else one.day
        if one.given and newest != one.day:
            yield Problem("import_other_day", one.name, 0, {"date": str(one.day), "said": str(newest)})


def _listed(items: Sequence[Mapping[str, Any]], versions: Sequence[Version]) -> Iterator[Problem]:
    """Yield which revisions are listed because a text tells of them."""
    days = {one.day for one in versions}
    for item in items:
        if item["date"] not in days:
            yield Problem("import_not_held", "", 0, {"date": str(item["date"])})


def written(site: Site, files: Mapping[Path, object]) -> Iterator[Problem]:
    """Yield which files are written."""
    for path in files:
        yield Problem("import_written", site.settings.name(path))


def _next(site: Site, living: Path, kind: str) -> Problem:
    return Problem("import_next", "", 0, {"file": site.settings.name(living), "kind": kind})
