"""A site's own words: `words/<locale>.yml` at its root, with those that it changes or adds to the package's.

A language that the package has not is one such file. What it does not say is in English, but for what a text's standing
is told with: the forms of days, states, events and notices (`NEEDED`).
"""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kaitei.errors import KaiteiError, Problem
from kaitei.source import schema
from kaitei.source.textfile import read_text
from kaitei.source.yamltext import Data, parse
from kaitei.wording import words
from kaitei.wording.per_locale import is_code

FOLDER = "words"

NEEDED = ("day_form", "event_", "label_", "month_form", "notice_", "og_locale", "state_", "stub_text", "year_form")
"""How the keys begin that a new language must have."""

MOST = 8
"""The number of keys that a message names."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the files say."""

    texts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by locale
    problems: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()


def read(root: Path, codes: tuple[str, ...]) -> OwnWords:
    """Read the words of a site.

    Args:
        root: the project's root.
        codes: the site's locales.
    """
    found = [_file(path, codes) for path in sorted((root / FOLDER).glob("*"))]
    return OwnWords(
        {code: texts for one in found for code, texts in one.texts.items()},
        tuple(problem for one in found for problem in one.problems),
        tuple(hint for one in found for hint in one.hints),
    )


def _file(path: Path, codes: tuple[str, ...]) -> OwnWords:
    file, code = f"{FOLDER}/{path.name}", path.stem
    if path.suffix != ".yml" or code not in codes:
        return OwnWords(hints=(Problem("words_unused", file, 0, {"known": ", ".join(f"{one}.yml" for one in codes)}),))
    try:
        data = parse(read_text(path, file), file)
        schema.check(data, "words", file, codes)
    except KaiteiError as error:
        return OwnWords(problems=error.problems)
    whole: Any = data.value
    own = whole["reader"]
    return OwnWords({code: own}, tuple(_problems(own, data, code, file)), tuple(_english(own, code, file)))


def _problems(own: Mapping[str, Any], data: Data, code: str, file: str) -> Iterator[Problem]:
    known = words.catalogue()
    for key, text in own.items():
        line = data.line(("reader", key))
        if key in known:
            yield from (one.at(file, line) for one in _word(key, text, known[key]))
        elif not is_code(key.removeprefix("language_")):
            near = difflib.get_close_matches(key, known, n=1)
            yield Problem(
                "words_unknown_near" if near else "words_unknown", file, line, {"key": key, "near": "".join(near)}
            )
    if not words.known(code) and (lacking := [key for key in known if key.startswith(NEEDED) and key not in own]):
        yield Problem("words_needed", file, data.line(("reader",)), {"locale": code, "keys": ", ".join(lacking)})


def _word(key: str, text: Any, known: tuple[Any, ...]) -> Iterator[Problem]:
    """Yield what is wrong with a word, given how it is in the package's languages."""
    if isinstance(text, list):
        return
    if not text.strip() and any(any(map(str.isalnum, one)) for one in known):
        yield Problem("expects_line", params={"where": key})
    given, several = _parameters(text), [_parameters(one) or set() for one in known]
    if given is None:
        yield Problem("words_braces", params={"key": key})
        return
    may, must = set.union(*several), set.intersection(*several)
    if unknown := given - may:
        yield Problem("words_parameter_unknown", params={"key": key, "names": _braced(unknown), "known": _braced(may)})
    elif lacking := must - given:
        yield Problem("words_parameter", params={"key": key, "names": _braced(lacking), "like": known[-1]})


def _parameters(text: str) -> set[str] | None:
    """The names in braces of a text, None where a brace is none of a name's."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    names = [(name, spec, conversion) for _, name, spec, conversion in parts if name is not None]
    return (
        None if any(not name or spec or conversion for name, spec, conversion in names) else {one[0] for one in names}
    )


def _braced(names: Iterable[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names))


def _english(own: Mapping[str, Any], code: str, file: str) -> Iterator[Problem]:
    """Yield a hint for what a new language does not say."""
    lacking = [] if words.known(code) else [key for key in words.catalogue() if key not in own]
    if lacking:
        shown = ", ".join(lacking[:MOST]) + (" …" if len(lacking) > MOST else "")
        yield Problem("words_english", file, 0, {"count": str(len(lacking)), "keys": shown, "locale": code})
