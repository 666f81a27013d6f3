"""The answer to each item of each list: where it seems to stand, that it is not seen, or what the company has decided.

A machine can show that something is not there; it can never show that what is there is right. So no answer is a
judgement, and a condition never follows from a fact's absence: whether it is met is asked, unless the site has decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kaitei.duties import decisions, lists, signs
from kaitei.duties.decisions import Decided, Decisions
from kaitei.duties.lists import ANY, DutyList, Item
from kaitei.duties.passages import Looked, looked, of_kinds
from kaitei.duties.signs import Place
from kaitei.errors import KaiteiError
from kaitei.site.site import Site
from kaitei.wording.per_locale import language

State = Literal["found", "missing", "ask", "look", "decided", "excluded"]
"""Seems to stand there; not seen; a condition to be settled; for a person to see; named or excluded by the company."""

Concern = Literal["concerned", "asked", "excluded", "no_policy"]
"""Whether a list concerns the company: yes, to be settled, no by its own decision; or it has no policy of the kinds."""

SHOWN = 3
"""The number of places that are told of an item."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be said of an item."""

    item: Item
    state: State
    places: tuple[Place, ...] = ()
    lacking: tuple[str, ...] = ()  # rows of a block that lack it, by name
    decided: Decided | None = None
    ahead: bool = False  # whether the item comes into force after the day


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list with its answers."""

    list: DutyList
    concern: Concern
    texts: tuple[Looked, ...] = ()  # what it was held against
    answers: tuple[Answer, ...] = ()
    decided: Decided | None = None  # on the list

    @property
    def key(self) -> str:
        """The id of its list."""
        return self.list.id

    def of(self, *states: State) -> tuple[Answer, ...]:
        """The answers in any of some states, items ahead left out."""
        return tuple(one for one in self.answers if one.state in states and not one.ahead)


@dataclass(frozen=True, slots=True)
class Duties:
    """All lists held against a site's texts."""

    locale: str
    day: dt.date
    sheets: tuple[Sheet, ...]  # those that concern the company first


def held(site: Site, day: dt.date | None = None, locale: str = "", only: str = "") -> Duties:
    """Hold the lists against the texts of a site.

    Args:
        site: the site.
        day: the day of texts, facts and laws; None for the newest texts.
        locale: the language of the texts; by default the first one of the site's.
        only: the id of the one list that is asked for, which is then held whether it concerns the company or not.

    Raises:
        KaiteiError: for lists and decisions that cannot be read, and for a text that cannot.
    """
    known = lists.read(site.settings)
    made = decisions.read(site.settings)
    if wrong := tuple(decisions.unknown(made, known.values())):
        raise KaiteiError(wrong)
    locale = locale or site.settings.default
    chosen = [known[only]] if only else list(known.values())
    texts = looked(site, locale, day, {kind for one in chosen for kind in one.kinds})
    on = day or site.today
    sheets = [_sheet(one, texts, made, locale, on, bool(only)) for one in chosen]
    return Duties(locale, on, tuple(sorted(sheets, key=lambda sheet: sheet.concern != "concerned")))


def _sheet(one: DutyList, texts: Sequence[Looked], made: Decisions, locale: str, day: dt.date, asked: bool) -> Sheet:
    decided, own = made.get(one.id), of_kinds(texts, one.kinds)
    concern = _concern(one, own, decided, locale)
    if not own or (concern != "concerned" and not asked):
        return Sheet(one, concern, own, decided=decided)
    answers = tuple(_answer(item, own, made.get(f"{one.id}.{item.id}"), locale, day) for item in one.items)
    return Sheet(one, concern, own, answers, decided)


def _concern(one: DutyList, texts: Sequence[Looked], decided: Decided | None, locale: str) -> Concern:
    if decided:
        return "concerned" if decided.kind == "applicable" else "excluded"
    if not texts:
        return "no_policy"
    return "concerned" if not one.when or signs.found(one.applies, texts, locale) else "asked"


def _answer(item: Item, texts: Sequence[Looked], decided: Decided | None, locale: str, day: dt.date) -> Answer:
    ahead = item.first > day
    places = signs.found(item.signs, texts, locale)
    if decided:
        named = tuple(_named(decided.places, texts))
        state: State = "decided" if decided.kind == "found" else "excluded"
        return Answer(item, state, named or places[:SHOWN], decided=decided, ahead=ahead)
    if not item.signs or not _speaks(item, locale):
        return Answer(item, "look", ahead=ahead)
    lacking = signs.lacking(item.signs, texts) if places else ()
    state = "found" if places and not lacking else "ask" if item.level == "when" else "missing"
    return Answer(item, state, places[:SHOWN], lacking, ahead=ahead)


def _speaks(item: Item, locale: str) -> bool:
    """Whether the signs of an item can be found in a language at all."""
    worded = {**item.signs.headings, **item.signs.phrases}
    free = item.signs.facts or item.signs.each or item.signs.revision or item.signs.kinds
    return bool(free) or not {language(locale), ANY}.isdisjoint(worded)


def _named(places: Mapping[str, str], texts: Sequence[Looked]) -> Iterator[Place]:
    """Yield the clauses that a decision names, as they stand in the texts."""
    for text in texts:
        anchor = places.get(text.policy.id)
        found = (Place.of(one) for one in text.passages if anchor and one.anchor == anchor)
        yield from list(found)[:1]


@dataclass(frozen=True, slots=True)
class Change:
    """What the change of a site does to an item."""

    list: DutyList
    before: Answer | None  # None where the list did not concern the company, or there was no policy of its kinds
    after: Answer


def changes(before: Duties, after: Duties) -> Iterator[Change]:
    """Yield the items that are answered otherwise than before; of a list that was not held before, what is open."""
    known = {(sheet.key, one.item.id): one for sheet in before.sheets for one in sheet.answers}
    for sheet in after.sheets:
        for one in sheet.answers:
            was = known.get((sheet.key, one.item.id))
            if (was.state, was.lacking) != (one.state, one.lacking) if was else one.state in ("missing", "ask"):
                yield Change(sheet.list, was, one)
