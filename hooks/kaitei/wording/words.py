"""What people read: `words/<locale>.yml` for readers of the site, `words/messages.<lang>.yml` for its editors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup

from kaitei import data
from kaitei.errors import Problem, fail

_FOLDER = data.FOLDER / "words"
MESSAGE_LANGUAGES = ("ja", "en")


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
        """The same as HTML; parameters are escaped unless they are HTML themselves."""
        return Markup(self._own[key]).format(**params)

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


def words(locale: str, revision_word: str = "改定") -> Words:
    """The words of a locale.

    Raises:
        KaiteiError: where there is no words file for the locale.
    """
    if not known(locale):
        raise fail("words_missing", "mkdocs.yml", locale=locale)
    return Words(locale, _read(f"{locale}.yml")["reader"], revision_word)


def known(locale: str) -> bool:
    """Whether there is a words file for a locale."""
    return (_FOLDER / f"{locale}.yml").is_file()


def system_language(environ: Mapping[str, str]) -> str:
    """The language for messages: of `KAITEI_LANG`, else of the terminal, else English."""
    wanted = next((environ[key] for key in ("KAITEI_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
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
