"""Text for people: one string for every locale, or a map of strings by locale, `{ja: 約款, en: Terms}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

Localized = str | Mapping[str, str]

_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Z][a-z]{3})?(?:[-_](?:[A-Z]{2}|[0-9]{3}))?")
"""A code of BCP 47: a language, and perhaps its script and region."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the language it is in, where that is not the page's."""

    text: str
    lang: str = ""

    @property
    def html(self) -> Markup:
        """The text as HTML, marked with its language, typed line breaks kept."""
        lines = Markup("<br>").join(escape(line) for line in self.text.split("\n"))
        return Markup('<span lang="{}">{}</span>').format(self.lang, lines) if self.lang else lines


def pick(value: Localized, locale: str, default: str, single_is_default: bool = False) -> Said:
    """Choose the text for a locale; the default locale's, marked with its language, where there is none.

    In `en` with default `ja`: `{ja: 約款, en: Terms}` → `Said("Terms")`, `{ja: 約款}` → `Said("約款", "ja")`.

    Args:
        value: the text or texts.
        locale: the page's.
        default: the site's default locale, whose text is authoritative.
        single_is_default: whether a single string is in the default locale's language, or serves all.
    """
    if isinstance(value, str):
        return Said(value, default if single_is_default and locale != default and value else "")
    if locale in value:
        return Said(value[locale])
    fallback = default if default in value else next(iter(value))
    return Said(value[fallback], fallback)


def is_code(text: str) -> bool:
    """Whether a text has the form of a language's code: `en`, `zh-Hant`, `pt-BR`, `en_US`."""
    return bool(_CODE.fullmatch(text))


def language(code: str) -> str:
    """The language of a locale: "zh-Hant" → "zh", "en_US" → "en"."""
    return re.split("[-_]", code, maxsplit=1)[0]
