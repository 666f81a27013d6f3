"""Texts in languages that the site does not have, or no longer: passed over, and told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kaitei.errors import Problem
from kaitei.source.written import Place
from kaitei.source.yamltext import Data, Path
from kaitei.wording.per_locale import is_code

Passed = tuple[str, Place]
"""The code of a language that the site does not have, and where a text in it stands."""

_BESIDE = ("from", "recorded")
"""Keys that may stand beside a text's languages."""


def pruned(data: Data, file: str, locales: Sequence[str]) -> tuple[Data, tuple[Passed, ...]]:
    """The data without texts in languages that the site does not have, and which texts these were.

    `{ja: 制定, fr: Adoption}` → `{ja: 制定}` on a site in Japanese. A map is taken for a text per language if one of
    its keys is a language of the site, all others have the form of a language's code (`_BESIDE` aside), and its values
    are texts. Any other map stays as it is; the schema then refuses what is wrong in it.
    """
    passed: list[Passed] = []

    def walk(value: Any, path: Path) -> Any:
        if isinstance(value, list):
            return [walk(inner, (*path, index)) for index, inner in enumerate(value)]
        if not isinstance(value, dict):
            return value
        gone = _gone(value, locales)
        passed.extend((code, Place(file, data.line((*path, code)))) for code in gone)
        return {key: walk(inner, (*path, key)) for key, inner in value.items() if key not in gone}

    return Data(walk(data.value, ()), data.lines), tuple(passed)


def _gone(value: dict[str, Any], locales: Sequence[str]) -> list[str]:
    codes = [key for key in value if key not in _BESIDE]
    others = [key for key in codes if key not in locales]
    per_language = all(isinstance(value[key], str) for key in codes) and len(others) < len(codes)
    return others if per_language and all(map(is_code, others)) else []


def hints(passed: Iterable[Passed]) -> Iterator[Problem]:
    """Yield one hint for all that was passed over, at the first of it."""
    found = list(passed)
    if found:
        first = found[0][1]
        codes = ", ".join(dict.fromkeys(code for code, _ in found))
        yield Problem("languages_gone", first.file, first.line, {"locales": codes, "count": str(len(found))})
