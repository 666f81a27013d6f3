"""Answers in words: rows for the screen and the editor's page, values for programs, problems for `kaitei check`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kaitei.duties.answers import Answer, Change, Duties, Sheet
from kaitei.duties.decisions import FILE, Decided
from kaitei.duties.lists import said
from kaitei.duties.signs import Place
from kaitei.errors import Problem
from kaitei.wording.words import Words

NAMED = 12
"""The number of items that a message names."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item with its answer, in words."""

    state: str  # of `State`
    told: str  # the same in words
    name: str
    article: str
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A list with its answers, in words."""

    id: str
    title: str
    against: str  # the law, and how far it was looked at; "" where the list was held against nothing
    notes: tuple[str, ...]
    rows: tuple[Row, ...]


def told(sheet: Sheet, words: Words) -> Told:
    """A list and its answers in the language of an editor."""
    one = sheet.list
    against = words(
        "duties_against",
        law=said(one.law, words.locale),
        day=one.checked_on,
        how=words(f"duties_checked_{one.checked}"),
    )
    rows = tuple(_row(answer, words) for answer in sheet.answers)
    return Told(one.id, said(one.title, words.locale), against if rows else "", tuple(_of_list(sheet, words)), rows)


def _of_list(sheet: Sheet, words: Words) -> Iterator[str]:
    one = sheet.list
    if sheet.answers:
        texts = (f"{text.edition.text.title} ({text.policy.id}, {text.revision.date})" for text in sheet.texts)
        yield words("duties_texts", texts=words("list_separator").join(texts))
    if one.note and sheet.answers:
        yield said(one.note, words.locale)
    if one.when and sheet.concern != "excluded":
        yield words("duties_whom", when=said(one.when, words.locale))
    if sheet.concern != "concerned":
        yield words(f"duties_list_{sheet.concern}", id=one.id, kinds=", ".join(one.kinds))
    if sheet.decided:
        yield _decision(sheet.decided, words)


def _row(answer: Answer, words: Words) -> Row:
    item = answer.item
    return Row(
        state=answer.state,
        told=words(f"duties_{answer.state}"),
        name=said(item.name, words.locale),
        article=said(item.article, words.locale),
        places=tuple(words("duties_place", place=where(one), words=one.words) for one in answer.places),
        notes=tuple(_notes(answer, words)),
    )


def _notes(answer: Answer, words: Words) -> Iterator[str]:
    item = answer.item
    if answer.ahead:
        yield words("duties_ahead", day=item.first)
    if answer.lacking:
        yield words("duties_lacking", names=words("list_separator").join(answer.lacking))
    if item.when and answer.state in ("ask", "look"):
        yield words("duties_when", when=said(item.when, words.locale))
    if item.level == "should":
        yield words("duties_should")
    if item.note:
        yield said(item.note, words.locale)
    if item.checked == "memory":
        yield words("duties_memory")
    if answer.decided:
        yield _decision(answer.decided, words)


def _decision(decided: Decided, words: Words) -> str:
    return words("duties_decision", reason=decided.reason or "—", day=decided.since, by=decided.by)


def where(place: Place) -> str:
    """Where something stands: "privacy#c12-5"."""
    return f"{place.policy}#{place.anchor}" if place.anchor else place.policy


def values(duties: Duties, words: Words) -> dict[str, Any]:
    """All of it for programs."""
    return {
        "day": str(duties.day),
        "locale": duties.locale,
        "note": words("duties_lead", day=duties.day),
        "lists": [_values(sheet, words) for sheet in duties.sheets],
    }


def _values(sheet: Sheet, words: Words) -> dict[str, Any]:
    one, shown = sheet.list, told(sheet, words)
    items = zip(sheet.answers, shown.rows, strict=True)
    return {
        "id": one.id,
        "title": shown.title,
        "law": said(one.law, words.locale),
        "from": str(min(item.first for item in one.items)),
        "checked": one.checked,
        "checked_on": str(one.checked_on),
        "concern": sheet.concern,
        "policies": [text.policy.id for text in sheet.texts],
        "items": [_item(answer, row) for answer, row in items],
    }


def _item(answer: Answer, row: Row) -> dict[str, Any]:
    decided = answer.decided
    return {
        "id": answer.item.id,
        "name": row.name,
        "article": row.article,
        "level": answer.item.level,
        "checked": answer.item.checked,
        "from": str(answer.item.first),
        "state": answer.state,
        "ahead": answer.ahead,
        "lacking": list(answer.lacking),
        "places": [{"policy": one.policy, "anchor": one.anchor, "words": one.words} for one in answer.places],
        "decision": {"reason": decided.reason, "since": str(decided.since), "by": decided.by} if decided else None,
    }


def hints(duties: Duties, lang: str) -> Iterator[Problem]:
    """Yield, for `kaitei check`, what of each list is not seen or is to be settled, and what is ahead."""
    for sheet in duties.sheets:
        missing, asked = sheet.of("missing"), sheet.of("ask")
        file = sheet.texts[0].policy.file if sheet.texts else ""
        known = {"list": said(sheet.list.title, lang), "id": sheet.key}
        if missing:
            yield Problem(
                "duty_missing", file, 0, {**known, "count": str(len(missing)), "names": _names(missing, lang)}
            )
        if asked:
            yield Problem("duty_asked", file, 0, {**known, "count": str(len(asked)), "names": _names(asked, lang)})
        for one in sheet.answers:
            if one.ahead and one.state not in ("excluded", "decided"):
                yield Problem("duty_ahead", file, 0, {**known, "day": str(one.item.first), "name": _names([one], lang)})


def _names(answers: tuple[Answer, ...] | list[Answer], lang: str) -> str:
    names = [said(one.item.name, lang) for one in answers]
    return " / ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def changed(change: Change, words: Words) -> Problem:
    """What a change does to an item, for the report of a pull request."""
    known = {"list": said(change.list.title, words.locale), "id": f"{change.list.id}.{change.after.item.id}"}
    known |= {"name": said(change.after.item.name, words.locale)}
    before = words(f"duties_{change.before.state}") if change.before else words("none")
    known |= {"before": before, "after": words(f"duties_{change.after.state}")}
    places = change.after.places or (change.before.places if change.before else ())
    known["place"] = words("duties_place", place=where(places[0]), words=places[0].words) if places else ""
    return Problem("duty_changed", params=known)


def stale(duties: Duties) -> Iterator[Problem]:
    """Yield the decisions that want another look: law or text has changed since, or the text says otherwise."""
    for sheet in duties.sheets:
        if sheet.decided:
            yield from _since(sheet, sheet.decided, sheet.key, None)
        for answer in sheet.answers:
            if answer.decided:
                yield from _since(sheet, answer.decided, f"{sheet.key}.{answer.item.id}", answer)


def _since(sheet: Sheet, decided: Decided, key: str, answer: Answer | None) -> Iterator[Problem]:
    known = {"key": key, "since": str(decided.since)}
    first = answer.item.first if answer else max(item.first for item in sheet.list.items)
    if first > decided.since:
        yield Problem("duty_law_since", FILE, decided.line, {**known, "day": str(first)})
    for text in sheet.texts:
        named = not decided.places or text.policy.id in decided.places
        newer = [one for one in text.policy.revisions if decided.since < one.day <= text.revision.day]
        if named and newer:
            told = {"title": text.edition.text.title, "day": newer[0].date}
            yield Problem("duty_text_since", FILE, decided.line, {**known, **told})
    if answer and decided.kind == "not_applicable" and answer.places:
        place = answer.places[0]
        yield Problem("duty_contradicted", FILE, decided.line, {**known, "place": where(place), "words": place.words})
    if answer and decided.kind == "found":
        there = {(one.policy, one.anchor) for one in answer.places}
        for policy, anchor in decided.places.items():
            if (policy, anchor) not in there:
                yield Problem("duty_place_gone", FILE, decided.line, {**known, "place": f"{policy}#{anchor}"})
