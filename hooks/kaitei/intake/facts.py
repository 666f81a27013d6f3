"""Facts of the company in a text that is brought in: what `company.yml` has is offered as placeholders.

What it lacks is named. Nothing is put in unasked: a text says what it says until somebody confirms that a fact is
meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, NamedTuple

from kaitei.errors import Problem
from kaitei.facts import facts
from kaitei.facts.facts import Snapshot
from kaitei.intake.dated import Dated, listed
from kaitei.intake.markdown import literal
from kaitei.intake.read import Version
from kaitei.site.site import Site
from kaitei.wording.per_locale import pick

_SHORTEST = 4  # characters of a value that can be told from other words
_KIND = "(?:株式会社|合同会社|有限会社|一般社団法人|一般財団法人|特定非営利活動法人)"
_NAME = "[^\\s、。「」（）()・：:は]{1,30}"
_PATTERNS = {
    "company.name": re.compile(
        f"^({_KIND}{_NAME}|{_NAME}?{_KIND})(?=[\\s　]*$|[\\s　]+\\S{{0,8}}代表|は、|（以下)", re.MULTILINE
    ),
    "representative": re.compile(
        r"(代表取締役(?:社長|会長)?|代表社員|代表理事|理事長)[\s　:：]+(\S{1,10}[ 　]\S{1,10})(?=[\s　]|$)"
    ),
    "company.postal_code": re.compile(r"〒[ 　]?([0-9０-９]{3}[-－‐ー][0-9０-９]{4})"),
    "company.address": re.compile(
        r"((?:東京都|北海道|(?:京都|大阪)府|\S{2,3}県)\S{1,20}[市区町村郡]\S{1,60}?)(?=[\s　。、]|$)", re.MULTILINE
    ),
    "desks.privacy.phone": re.compile(r"(?:電話|TEL|Tel|ＴＥＬ)(?:番号)?[\s　:：]*(0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4})"),
    "desks.privacy.email": re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.ASCII),
}
"""What a text gives of facts, by the names that they would have."""


class Offer(NamedTuple):
    """A fact that a text seems to give."""

    placeholder: str  # "company.name"
    words: str  # as the text has them
    times: int


def settled(site: Site, versions: Sequence[Version], take: bool) -> tuple[tuple[Version, ...], tuple[Problem, ...]]:
    """The versions, and what is told of facts in the newest text.

    Args:
        site: the site, for its facts.
        versions: at least one.
        take: whether placeholders are put in for what is offered.
    """
    newest = max(versions, key=lambda one: one.day or dt.date.min)
    if newest.day is None or newest.pdf:
        return tuple(versions), ()
    snapshot, locales = site.facts.as_of(newest.day), site.settings.codes
    days = {one.day for one in versions if one.day} | {day for one in versions for day in _days(one.dated)}
    offers = tuple(offered(newest.body, snapshot, locales, days))
    key = "import_fact_put" if take else "import_fact_offered"
    told = [
        Problem(
            key,
            newest.name,
            0,
            {"name": one.placeholder, "words": one.words.replace("\n", " / "), "count": str(one.times)},
        )
        for one in offers
    ]
    missing = unknown(newest.body, snapshot, locales)
    told += [
        Problem("import_fact_unknown", newest.name, 0, {"name": name, "words": words})
        for name, words in missing.items()
    ]
    changed = replace(newest, body=put(newest.body, offers)) if take else newest
    return tuple(changed if one is newest else one for one in versions), tuple(told)


def _days(found: Sequence[Dated]) -> set[dt.date]:
    return {day for one in found for day in (one.day, one.adopted or one.day)}


def offered(body: str, snapshot: Snapshot, locales: tuple[str, ...], days: Set[dt.date]) -> Iterator[Offer]:
    """Yield the facts of a day that stand in a text word for word, and its lines of dates.

    Args:
        body: the Markdown.
        snapshot: the facts of the revision's first day.
        locales: of the site, the default one first.
        days: of decision and of effect of the policy's revisions.
    """
    if lines := _dates(body, days):
        yield Offer("dates", lines, 1)
    taken = body
    for name, words in sorted(_texts(snapshot, locales), key=lambda pair: (-len(pair[1]), pair[0])):
        count = taken.count(literal(words))
        if count and len(words) >= _SHORTEST:
            taken = taken.replace(literal(words), "")
            yield Offer(name, words, count)


def put(body: str, offers: tuple[Offer, ...]) -> str:
    """A text with placeholders for what was offered; that of dates is a block, and so a paragraph of its own."""
    for one in offers:
        if one.placeholder == "dates":
            before, after = body.split(one.words, 1)
            parts = (before.rstrip("\n"), "{{ dates }}", after.strip("\n"))
            body = "\n\n".join(filter(None, parts)).rstrip("\n") + "\n"
        else:
            body = body.replace(literal(one.words), f"{{{{ {one.placeholder} }}}}")
    return body


def unknown(body: str, snapshot: Snapshot, locales: tuple[str, ...]) -> dict[str, str]:
    """What a text seems to give of facts that `company.yml` has not, by the names that they would have."""
    known = dict(_texts(snapshot, locales))
    found: dict[str, str] = {}
    for name, pattern in _PATTERNS.items():
        match = pattern.search(body)
        near = name.split(".")[0] if name.startswith("desks") else name
        if match and not any(one == name or one.startswith(f"{near}.") for one in known):
            if name == "representative":
                found |= {"representative.title": match[1], "representative.name": match[2]}
            else:
                found[name] = match[1]
    return found


def _texts(snapshot: Snapshot, locales: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the texts among the facts of identity, by their dotted names."""
    for name in facts.IDENTITY:
        yield from _flat(name, snapshot.values.get(name), locales)


def _flat(name: str, value: Any, locales: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if facts.is_text(value, locales):
        yield name, pick(value, locales[0], locales[0]).text
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in (*facts.PRESENTATION, "title"):  # 代表取締役 is anybody's
                yield from _flat(f"{name}.{key}", inner, locales)


def _dates(body: str, wanted: Set[dt.date]) -> str:
    """The lines in a row that give the days of all revisions and nothing else; "" where there are none."""
    lines, best = [], ""
    for line in (*body.split("\n"), ""):
        days = _days(listed(line))
        if days and days <= wanted and len(line) < len(days) * 30:
            lines.append(line)
            continue
        best = "\n".join(lines) if lines and _days(listed("\n".join(lines))) == wanted else best
        lines = []
    return best
