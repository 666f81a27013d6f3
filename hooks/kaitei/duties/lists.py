"""Lists of what laws ask for on policy pages: the package's own and a site's, read by one reader.

A list is a YAML file named by its id; `schemas/duty_list.yml` says what is in it. A site's `duties/<id>.yml` comes in
place of the package's of the same name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from kaitei import data, dates
from kaitei.source import schema
from kaitei.source.settings import Settings
from kaitei.source.textfile import read_text
from kaitei.source.yamltext import parse
from kaitei.wording.per_locale import Localized, pick
from kaitei.wording.words import OTHERS

OURS = data.FOLDER / "duties" / "lists"
THEIRS = "duties"
"""The folders of the package's lists, and of a site's at its root."""

Checked = Literal["official", "quoted", "outline", "memory"]
Level = Literal["must", "when", "should"]
ANY = "*"
"""Stands for a language in which patterns are given without one, and for any key in the name of a fact."""

Patterns = Mapping[str, str]
"""Regular expressions by language; all of a language joined to one."""


@dataclass(frozen=True, slots=True)
class Signs:
    """By what it shows that something stands in a text; any of them is enough."""

    facts: tuple[tuple[str, ...], ...] = ()  # ("desks", "*", "phone")
    each: tuple[str, ...] = ()  # ("partners", "purpose"): a key that each row shown must have
    revision: str = ""  # a field of the revision
    kinds: tuple[str, ...] = ()  # of policies: that there is one
    headings: Patterns = field(default_factory=dict)
    phrases: Patterns = field(default_factory=dict)
    under: Patterns = field(default_factory=dict)  # headings and phrases count beneath such a heading alone
    without: Patterns = field(default_factory=dict)  # what is no sign, and passed over before phrases are looked for

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.facts or self.each or self.revision or self.kinds or self.headings or self.phrases)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a law asks for."""

    id: str  # "fees"
    name: Localized
    article: Localized
    level: Level
    checked: Checked
    first: dt.date  # from which day it holds
    when: Localized = ""  # the condition, of level `when`
    note: Localized = ""
    signs: Signs = Signs()


@dataclass(frozen=True, slots=True)
class Law:
    """Articles of a law, as the public API of laws names both."""

    id: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyList:
    """What a law asks for on policies of some kinds, all of them taken together."""

    id: str  # "jp-appi-32"
    file: str
    title: Localized
    law: Localized
    checked: Checked
    checked_on: dt.date  # the day on which the law was looked at
    kinds: tuple[str, ...]
    items: tuple[Item, ...]
    laws: tuple[Law, ...] = ()
    when: Localized = ""  # whom it concerns; "" where everybody whose policies are of these kinds
    applies: Signs = Signs()
    note: Localized = ""


def said(text: Localized, lang: str) -> str:
    """A text in a language, else in English, else in any."""
    return pick(text, lang, OTHERS).text


def read(settings: Settings) -> dict[str, DutyList]:
    """All lists of a site by id, the package's first.

    Raises:
        KaiteiError: where one of the site's cannot be read.
    """
    theirs = sorted((settings.root / THEIRS).glob("*.yml"))
    own = {path.stem: file(path, settings.name(path), settings.codes) for path in theirs}
    return package() | own


@lru_cache(maxsize=1)
def package() -> dict[str, DutyList]:
    """The package's lists by id; that they fit the schema is a test's affair."""
    names = sorted(OURS.glob("*.yml"))
    return {path.stem: _made(path.stem, path.name, data.read(f"duties/lists/{path.name}")) for path in names}


def file(path: Path, name: str, locales: tuple[str, ...]) -> DutyList:
    """Read a list.

    Raises:
        KaiteiError: for everything in it that does not fit.
    """
    found = parse(read_text(path, name), name)
    schema.check(found, "duty_list", name, locales)
    return _made(path.stem, name, found.value)


def _made(id_: str, name: str, whole: Any) -> DutyList:
    first = dates.parse(str(whole["from"]))
    return DutyList(
        id=id_,
        file=name,
        title=whole["title"],
        law=whole["law"],
        checked=whole["checked"],
        checked_on=dates.parse(str(whole["checked_on"])),
        kinds=tuple(whole["kinds"]),
        items=tuple(_item(id_, one, whole["checked"], first) for id_, one in whole["items"].items()),
        laws=tuple(Law(one["id"], tuple(one["articles"])) for one in whole.get("laws", ())),
        when=whole.get("when", ""),
        applies=_signs(whole.get("applies", {})),
        note=whole.get("note", ""),
    )


def _item(id_: str, one: Mapping[str, Any], checked: Checked, first: dt.date) -> Item:
    return Item(
        id=id_,
        name=one["name"],
        article=one["article"],
        level=one["level"],
        checked=one.get("checked", checked),
        first=dates.parse(str(one["from"])) if "from" in one else first,
        when=one.get("when", ""),
        note=one.get("note", ""),
        signs=_signs(one.get("signs", {})),
    )


def _signs(one: Mapping[str, Any]) -> Signs:
    return Signs(
        facts=tuple(tuple(name.split(".")) for name in one.get("facts", ())),
        each=tuple(one["each"].split(".")) if "each" in one else (),
        revision=one.get("revision", ""),
        kinds=tuple(one.get("kinds", ())),
        headings=_patterns(one.get("headings", {})),
        phrases=_patterns(one.get("phrases", {})),
        under=_patterns(one.get("under", {})),
        without=_patterns(one.get("without", {})),
    )


def _patterns(given: Iterable[str] | Mapping[str, Iterable[str]]) -> Patterns:
    """Patterns joined by language."""
    by_language = given if isinstance(given, Mapping) else {ANY: given} if given else {}
    return {lang: "|".join(f"(?:{one})" for one in several) for lang, several in by_language.items()}
