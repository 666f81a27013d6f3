"""Facts of the company in a text that is brought in: what `company.yml` has is offered as placeholders.

What it lacks is named. Nothing is put in unasked: a text says what it says until somebody confirms that a fact is
meant.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from kaitei.errors import Problem
from kaitei.facts import facts
from kaitei.facts.facts import Facts, Snapshot
from kaitei.intake import company
from kaitei.intake.dated import Dated, listed
from kaitei.intake.markdown import literal
from kaitei.intake.read import Version
from kaitei.site.site import Site
from kaitei.source import textfile, yamltext
from kaitei.wording.per_locale import pick

_SHORTEST = 4  # characters of a value that can be told from other words
_SENTENCE = re.compile(r"(?:[。．.]|(?:する|ます|もの))[）)\s]*$")  # この規約は、2024年4月1日から施行する。
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


class Change(NamedTuple):
    """A file before and after facts were put in."""

    file: str
    before: str
    after: str

    @property
    def shown(self) -> str:
        """The lines that change, each with one around it, as a unified diff."""
        lines = (self.before.split("\n"), self.after.split("\n"))
        return "\n".join(difflib.unified_diff(*lines, self.file, self.file, n=1, lineterm=""))


class Settled(NamedTuple):
    """Versions of a text, and what became of the facts in the newest."""

    versions: tuple[Version, ...]
    told: tuple[Problem, ...] = ()
    files: Mapping[Path, bytes] = {}  # `company.yml` with facts that it lacked
    changes: tuple[Change, ...] = ()  # what is put in, to be confirmed


def settled(site: Site, id_: str, versions: Sequence[Version], take: bool, sure: bool = True) -> Settled:
    """Look for facts in the newest text.

    Args:
        site: the site, for its facts.
        id_: of the policy.
        versions: at least one.
        take: whether facts are put into `company.yml`, and placeholders into the text for what is offered.
        sure: whether somebody has confirmed that.
    """
    newest = max(versions, key=lambda one: one.day or dt.date.min)
    if newest.day is None or newest.pdf:
        return Settled(tuple(versions))
    missing = unknown(newest.body, site.facts.as_of(newest.day), site.settings.codes)
    filled, known, done = _filled(site, missing) if take else (None, site.facts, frozenset[str]())
    days = {one.day for one in versions if one.day} | {day for one in versions for day in _days(one.dated)}
    offers = tuple(offered(newest.body, known.as_of(newest.day), site.settings.codes, days))
    changed = replace(newest, body=put(newest.body, offers)) if take else newest
    changes = (
        *([filled] if filled else []),
        Change(site.settings.name(site.settings.docs / f"{id_}.md"), newest.body, changed.body),
    )
    how = "offered" if not take else "put" if sure else "proposed"
    lacking = {name: words for name, words in missing.items() if name not in done}
    return Settled(
        tuple(changed if one is newest else one for one in versions),
        tuple(_told(newest, offers, how, lacking)),
        {site.settings.facts: filled.after.encode()} if filled else {},
        tuple(one for one in changes if one.before != one.after),
    )


def _filled(site: Site, missing: Mapping[str, str]) -> tuple[Change | None, Facts, frozenset[str]]:
    """The facts file with what it lacks, what it says then, and the names of what could be put in."""
    file, locales = site.facts.file, site.settings.codes
    before = textfile.read_text(site.settings.facts, file)
    after, done = company.added(before, file, missing, locales)
    if not done:
        return None, site.facts, done
    return Change(file, before, after), facts.read(yamltext.parse(after, file), file, locales), done


def _told(version: Version, offers: Sequence[Offer], how: str, lacking: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is told of facts that were found, and of those that are in no file."""
    for one in offers:
        told = {"name": one.placeholder, "words": one.words.replace("\n", " / "), "count": str(one.times)}
        yield Problem(f"import_fact_{how}", version.name, 0, told)
    for name, words in lacking.items():
        yield Problem("import_fact_unknown", version.name, 0, {"name": name, "words": words})


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
        if days and days <= wanted and len(line) < len(days) * 30 and not _SENTENCE.search(line):
            lines.append(line)
            continue
        best = "\n".join(lines) if lines and _days(listed("\n".join(lines))) == wanted else best
        lines = []
    return best
