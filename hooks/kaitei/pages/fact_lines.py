"""Changes of facts in words, with what was said before and what is now: 代表者　汐見 誠一 → 汐見 あかり."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any

from markupsafe import Markup, escape

from kaitei import dates
from kaitei.facts import facts
from kaitei.facts.changes import FactChange, ValueChange, values
from kaitei.pages.context import Context
from kaitei.pages.text import fact_labels
from kaitei.wording.per_locale import pick

LABELS = {
    **{key: key for key in ("name_kana", "corporate_number", "postal_code", "address", "title", "department", "phone")},
    **{key: key for key in ("hours", "closed", "fax", "email", "form", "issuer", "valid_until", "note")},
    **{key: f"joint_{key}" for key in ("scope", "purpose", "items", "manager", "acquisition")},
    **{key: f"partner_{key}" for key in ("service", "data", "policy", "opt_out")},
    "url": "website",
    "number": "registration_number",
    "representative": "fact_representative",
}
"""The words for the values of known facts, as blocks have them; `name` has none: it is what an entry is called."""


def lines(context: Context, used: Iterable[str], change: FactChange) -> tuple[Markup, ...]:
    """What a change did to what a text shows, a line for each fact or entry.

    Args:
        context: the locale.
        used: the placeholders of the text.
        change: one of its changes of facts.
    """
    found = values(context.site.facts, used, change.day)
    grouped: dict[str, list[ValueChange]] = {}
    for name in change.names:
        keys = tuple(name.split("."))
        (label,) = fact_labels(context, (name,), change.day)
        own = grouped.setdefault(label, [])
        own += [one for one in found if one.keys[: len(keys)] == keys and one not in own]
    return tuple(_line(context, label, own, change.day) for label, own in grouped.items())


def _line(context: Context, label: str, own: Iterable[ValueChange], day: dt.date) -> Markup:
    """An entry with its values that differ; without any where only their looks do, or another language's."""
    told: list[Markup] = []
    for one in sorted(own, key=lambda one: one.keys[-1] != "name"):
        key = one.keys[0]
        named = label != (context.words.get(f"fact_{key}") or key)
        if named and len(one.keys) == 2 and None in (one.before, one.after):  # the entry itself, whose name was said
            return _phrase(context, one, escape(label), escape(label))
        told += _value(context, one, 2 if named else 1, day)
    return context.words.html("fact_line", name=label, value=_joined(context, told)) if told else escape(label)


def _joined(context: Context, told: Iterable[Markup]) -> Markup:
    return Markup(context.words("value_separator")).join(told)


def _value(context: Context, one: ValueChange, depth: int, day: dt.date) -> Iterator[Markup]:
    """Yield a value with its labels: 電話　03-0000-0000 → 03-0000-0001; nothing where this language has no change."""
    before, after = _said(context, one, one.before, day), _said(context, one, one.after, day)
    if before != after:
        labels = (*_row(context, one), *_labels(context, one, depth))
        told = _phrase(context, one, before, after)
        yield reduce(lambda text, label: context.words.html("fact_line", name=label, value=text), labels[::-1], told)


def _row(context: Context, one: ValueChange) -> Iterator[Markup]:
    if one.row is not None:
        yield pick(one.row, context.locale, context.settings.default).html


def _labels(context: Context, one: ValueChange, depth: int) -> Iterator[str]:
    """Yield what the keys of a value are called, from its entry down; of a fact of the site's own, the keys."""
    for key in one.keys[depth:]:
        if one.keys[0] not in facts.KNOWN:
            yield key
        elif key in LABELS:
            yield context.words(LABELS[key])


def _phrase(context: Context, one: ValueChange, before: Markup, after: Markup) -> Markup:
    words = context.words
    if one.before is None:
        told = words.html("fact_added", value=after)
    elif one.after is None:
        told = words.html("fact_removed", value=before)
    else:
        told = words.html("fact_changed", before=before, after=after)
    return words.html("fact_since", value=told, day=context.day(one.since)) if one.since else told


def _said(context: Context, one: ValueChange, value: Any, day: dt.date) -> Markup:
    """A value as pages show it: days written out, and an address with ＠ where its block has it so."""
    if value is None:
        return Markup()
    said = pick(value, context.locale, context.settings.default)
    if one.keys[-1] == "valid_until":
        return escape(context.day(said.text))
    if one.keys[-1] == "email" and _retyped(context, one.keys[:-1], day):
        return said.html.replace("@", "＠")
    return said.html


def _retyped(context: Context, entry: tuple[str, ...], day: dt.date) -> bool:
    """Whether a desk's address of mail is shown so that it must be typed again, before a day or from then on."""
    snapshots = (context.site.facts.as_of(moment) for moment in (day - dates.ONE_DAY, day))
    return any(facts.find(one, ".".join((*entry, "email_display"))) == "fullwidth" for one in snapshots)
