"""What people read: `words/<locale>.yml` for readers of the site, `words/messages.<lang>.yml` for its editors."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from locale import getlocale
from typing import Any

from markupsafe import Markup, escape

from kaitei import data
from kaitei.errors import Problem, fail

_FOLDER = data.FOLDER / "words"
MESSAGE_LANGUAGES = ("ja", "en")

OTHERS = "en"
"""The language of what a site does not say in a language of its own."""

_OF_ONE_LANGUAGE = ("months",)
"""Words without which a language has numbers in their place."""


@dataclass(frozen=True)
class Words:
    """The words of one locale."""

    locale: str
    texts: Mapping[str, Any]
    revision_word: str = "改定"

    def __call__(self, key: str, **params: object) -> str:
        """The text of a key with its `{parameters}` filled in; a key must exist."""
        text = self._own[key]
        return text.format(**params) if params or "{" in text else text

    def html(self, key: str, **params: object) -> Markup:
        """The same as HTML; all is escaped but parameters that are HTML themselves."""
        return escape(self._own[key]).format(**params)

    def get(self, key: str, default: str = "") -> str:
        """The text of a key, or the default where it has none."""
        return self(key) if key in self.texts else default

    def map(self, key: str) -> Mapping[str, str]:
        """A group of words, such as the months."""
        group: Mapping[str, str] = self.texts[key]
        return group

    @cached_property
    def _own(self) -> dict[str, str]:
        """All texts, with 改定 replaced by the site's own word for a revision."""
        return {key: str(text).replace("改定", self.revision_word) for key, text in self.texts.items()}


def words(locale: str, revision_word: str = "改定", own: Mapping[str, Any] | None = None) -> Words:
    """The words of a locale.

    Args:
        locale: the locale.
        revision_word: the site's word for a revision.
        own: the site's own words, which come before the package's; a language that the package has not is made of
            them, and in English where they say nothing.

    Raises:
        KaiteiError: where nobody has words for the locale.
    """
    if not known(locale) and not own:
        raise fail("words_missing", "mkdocs.yml", locale=locale)
    base = _read(f"{locale if known(locale) else OTHERS}.yml")["reader"]
    base = base if known(locale) else {key: text for key, text in base.items() if key not in _OF_ONE_LANGUAGE}
    return Words(locale, {**base, **(own or {})}, revision_word)


def known(locale: str) -> bool:
    """Whether the package has words for a locale."""
    return (_FOLDER / f"{locale}.yml").is_file()


def catalogue() -> dict[str, tuple[Any, ...]]:
    """All words that there are, each as it is in the package's languages that have it, English last."""
    readers = [_read(f"{lang}.yml")["reader"] for lang in MESSAGE_LANGUAGES]
    keys = dict.fromkeys(key for reader in readers[::-1] for key in reader)
    return {key: tuple(reader[key] for reader in readers if key in reader) for key in keys}


def system_language(environ: Mapping[str, str]) -> str:
    """The language for messages: of `KAITEI_LANG`, else of the terminal, or of Windows, else English."""
    wanted = next((environ[key] for key in ("KAITEI_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    if not wanted and sys.platform == "win32":
        wanted = getlocale()[0] or ""  # "Japanese_Japan"
    return "ja" if wanted.lower().startswith("ja") else "en"


def message(problem: Problem, lang: str) -> str:
    """A problem as `file:line: what is wrong, and what to do`."""
    catalogue = _read(f"messages.{lang if lang in MESSAGE_LANGUAGES else 'en'}.yml")
    text = str(catalogue[problem.key]).format_map(_Params(problem.params))
    place = problem.file + (f":{problem.line}" if problem.line else "")
    return f"{place}: {text}" if place else text


def messages(problems: Iterable[Problem], lang: str) -> str:
    """Problems, a line each."""
    return "\n".join(message(problem, lang) for problem in problems)


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


@lru_cache(maxsize=8)
def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = data.read(f"words/{name}")
    return loaded
