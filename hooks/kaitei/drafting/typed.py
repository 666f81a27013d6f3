"""Facts typed by hand: such as are so, and such as are so no longer, which nothing but a reader would find."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from kaitei.dates import ONE_DAY
from kaitei.drafting.draft import Draft, Hint
from kaitei.facts import facts
from kaitei.facts.facts import Facts, Gone, NotYet
from kaitei.wording.per_locale import pick

_SHORTEST, _SHORTEST_NAME = 4, 3
"""The number of characters from which a fact's value is looked for in texts; shorter ones occur by chance."""

_NAMES = ("company.name", "representative.name")
_KEYS = ("phone", "fax", "address", "postal_code", "email")
_BETWEEN = re.compile(r"[\s()\-‐-―−ー]")
_FORMER = re.compile(
    r"(?:旧|元|前)(?:商号|社名|名称|住所|所在地|代表者?)?[:は「『]*$|(?:former|formerly|previously)\W*$"
)
_ASKING = re.compile(r"(?:次|下記|以下)の[^。、「」をにがはで]{0,12}(?:窓口|連絡先|問い合わせ先|問合せ先)")
_REACHED = re.compile(r"[0-9０-９]{2,4}[-－ー‐(（][0-9０-９]{2,4}|[@＠]|https?:|〒")


class Value(NamedTuple):
    """A fact's value."""

    name: str  # of its placeholder
    said: str  # as written
    last: str  # the last day on which it was so, "" where it is so still


def known(draft: Draft) -> Iterator[Hint]:
    """Tell of names, addresses and numbers of the facts that are typed, those of former days included."""
    values = _values(draft.site.facts, draft.day, draft.site.settings.codes)
    for line, text in draft.lines:
        plain = _plain(text)
        for value, found in values.items():
            at = plain.find(value)
            if at >= 0 and not (found.last and _FORMER.search(plain[max(0, at - 12) : at])):
                told = {"value": found.said, "name": found.name, "day": found.last}
                yield Hint("fact_typed_former" if found.last else "fact_typed", line, found.said, told)


def desks(draft: Draft) -> Iterator[Hint]:
    """Tell where a desk is named, or 次の窓口 are promised, and the text shows none."""
    shown = {name.split(".")[0] for name in draft.edition.reading.shown}
    if shown & {"desks", "officers", "accredited_bodies"}:
        return
    whole = "\n".join(text for _, text in draft.lines)
    names = facts.find(draft.site.facts.as_of(draft.day), "desks") or {}
    if not isinstance(names, dict) or _REACHED.search(draft.edition.text.body):
        return
    for line, text in draft.lines:
        if found := _ASKING.search(text):
            yield Hint("draft_desk_missing", line, found[0])
    for id_, entry in names.items():
        name = entry.get("name", "") if isinstance(entry, dict) else ""
        said = pick(name, draft.edition.text.locale, draft.site.settings.default).text if name else ""
        if len(said) >= _SHORTEST and said in whole:
            line = next(line for line, text in draft.lines if said in text)
            yield Hint("draft_desk_hidden", line, said, {"name": f"desks.{id_}"})


def _values(known_facts: Facts, day: dt.date, locales: tuple[str, ...]) -> dict[str, Value]:
    """Values by what is compared of them; of several that are the same those that hold go first."""
    found = {_plain(said): Value(name, said, "") for name, said in _on(known_facts, day, locales)}
    for change in (change for change in reversed(known_facts.changes) if change <= day):
        last = change - ONE_DAY
        for name, said in _on(known_facts, last, locales):
            found.setdefault(_plain(said), Value(name, said, last.isoformat()))
    return {value: one for value, one in found.items() if len(value) >= _shortest(one.name)}


def _shortest(name: str) -> int:
    return _SHORTEST_NAME if name.endswith(".name") else _SHORTEST


def _on(known_facts: Facts, day: dt.date, locales: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name, value in leaves(known_facts.as_of(day).values, "", locales):
        own = name.rpartition(".")[2]
        if name in _NAMES or own in _KEYS or (own == "name" and name.startswith("officers.")):
            yield from ((name, said) for said in (value.values() if isinstance(value, dict) else (value,)))


def leaves(value: Any, prefix: str, locales: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield what placeholders can name: every text with its dotted name."""
    if facts.is_text(value, locales):
        yield prefix, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(inner, Gone | NotYet):
                yield from leaves(inner, f"{prefix}.{key}" if prefix else key, locales)


def _plain(text: str) -> str:
    """A text for comparing: NFKC, without blanks, brackets, hyphens: `０３－１２３４` → `031234`."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
