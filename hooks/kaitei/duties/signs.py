"""Signs looked for in texts: facts that they show, headings, phrases, in this order of strength."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kaitei.duties.lists import ANY, Patterns, Signs
from kaitei.duties.passages import Looked, Passage, Path, plain
from kaitei.text.canonical import Values
from kaitei.wording.per_locale import language

SHORTEST = 4
"""Characters of a fact's value from which it is known where it is typed; shorter ones occur by chance."""

AROUND = 60
"""Characters of a passage that are quoted before and after what was found."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something seems to stand."""

    policy: str
    anchor: str
    number: str
    words: str

    @classmethod
    def of(cls, passage: Passage, at: int = 0) -> Place:
        """The place of a passage, quoted around a position."""
        first = max(0, at - AROUND)
        quoted = passage.text[first : at + AROUND]
        dots = ("…" if first else "", "…" if at + AROUND < len(passage.text) else "")
        return cls(passage.policy, passage.anchor, passage.number, f"{dots[0]}{quoted}{dots[1]}")


def found(signs: Signs, texts: Sequence[Looked], locale: str) -> tuple[Place, ...]:
    """The places where signs are found, of the strongest sort that there is; () where there is none.

    Args:
        signs: what to look for.
        texts: where.
        locale: their language.
    """
    for look in (_facts, _fields, _headings, _phrases):
        if places := tuple(dict.fromkeys(look(signs, texts, locale))):
            return places
    return ()


def lacking(signs: Signs, texts: Sequence[Looked]) -> tuple[str, ...]:
    """The rows of a block shown, by name, that lack the key which each must have."""
    if not signs.each:
        return ()
    name, key = signs.each
    rows = (row for one in texts if _shows(one, (name,)) for row in _rows(one.values.value(name)))
    return tuple(dict.fromkeys(str(row.get("name", "")) for row in rows if not row.get(key)))


def _rows(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of a block, which may be a collection of several: maps that have a name."""
    if isinstance(value, dict) and "name" in value:
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _rows(inner)


def _shows(text: Looked, path: Path) -> bool:
    return any(_fits(put, path) for passage in text.passages for put in passage.facts)


def _facts(signs: Signs, texts: Sequence[Looked], locale: str) -> Iterator[Place]:
    """Yield where facts are put in, or their values typed."""
    wanted = (*signs.facts, *((signs.each,) if signs.each else ()))
    if not wanted:
        return
    for text in texts:
        values = [value for path in signs.facts for value in _values(text.values, path)]
        for passage in _within(signs, (text,), locale):
            put = any(_fits(one, path) for one in passage.facts for path in wanted)
            if put or (values and any(value in plain_text(passage.text) for value in values)):
                yield Place.of(passage)


plain_text = lru_cache(maxsize=4000)(plain)


def _fits(path: Path, wanted: Path) -> bool:
    """Whether the path of a fact begins as is wanted: ("desks", "privacy", "phone") for ("desks", "*", "phone")."""
    pairs = zip(path, wanted, strict=False)
    return len(path) >= len(wanted) and all(step in (ANY, key) for key, step in pairs)


def _values(values: Values, path: Path) -> Iterator[str]:
    """Yield the values that a fact has on the day, as they are looked for where they are typed."""
    if path[0] in values.snapshot.values:
        several = (value for value in values.items(path[0]) if _fits(value.path, path))
        yield from (typed for value in several if len(typed := plain(value.text)) >= SHORTEST)


def _fields(signs: Signs, texts: Sequence[Looked], locale: str) -> Iterator[Place]:
    """Yield the texts whose revision, or whose kind, is the sign."""
    for text in texts:
        said = getattr(text.revision, signs.revision) if signs.revision else None
        if said or set(signs.kinds) & set(text.policy.kinds):
            yield Place(text.policy.id, "", "", str(said or text.edition.text.title))


def _headings(signs: Signs, texts: Sequence[Looked], locale: str) -> Iterator[Place]:
    pattern = _of(signs.headings, locale)
    for passage in _within(signs, texts, locale) if pattern else ():
        assert pattern
        if passage.title and pattern.search(passage.title):
            yield Place.of(passage)


def _phrases(signs: Signs, texts: Sequence[Looked], locale: str) -> Iterator[Place]:
    pattern, without = _of(signs.phrases, locale), _of(signs.without, locale)
    for passage in _within(signs, texts, locale) if pattern else ():
        assert pattern
        text = without.sub(lambda match: "\n" * len(match[0]), passage.text) if without else passage.text
        if match := pattern.search(text):
            yield Place.of(passage, match.start())


def _within(signs: Signs, texts: Sequence[Looked], locale: str) -> Iterator[Passage]:
    """Yield the passages that count: where a heading is asked for, those beneath one, or that say so themselves."""
    under = _of(signs.under, locale)
    for text in texts:
        for passage in text.passages:
            if not under or any(under.search(title) for title in (*passage.above, passage.text)):
                yield passage


def _of(patterns: Patterns, locale: str) -> re.Pattern[str] | None:
    found = patterns.get(language(locale)) or patterns.get(ANY)
    return _compiled(found) if found else None


@lru_cache(maxsize=2000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
