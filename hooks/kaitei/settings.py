"""The site's settings, from mkdocs.yml, read as text by hooks and commands alike.

Source of the keys under `extra.kaitei`: product contract §2, "Settings". mkdocs.yml is read here without running what
its tags (`!ENV`, `!!python/name`) mean to MkDocs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PureWindowsPath
from typing import Any, Literal

from kaitei import address, schema
from kaitei.errors import fail
from kaitei.textfile import read_text
from kaitei.yamltext import Data, parse

CONFIG = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Locale:
    """A language of the site."""

    code: str
    name: str  # in that language
    site_name: str
    description: str


@dataclass(frozen=True)
class Settings:
    """Everything that mkdocs.yml says to the engine."""

    root: Path
    docs: Path
    overrides: Path
    facts: Path
    site_url: str  # ends in "/"
    locales: tuple[Locale, ...]  # the default one first
    logo: str = ""
    timezone: str = "Asia/Tokyo"
    date_format: Literal["western", "wareki", "both"] = "western"
    dates: Literal["all", "latest"] = "all"
    revision_word: str = "改定"
    new_first: bool = True
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by locale
    edit_url: str = ""

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the locales, the default one first."""
        return tuple(locale.code for locale in self.locales)

    @cached_property
    def default(self) -> str:
        """The code of the default locale, whose texts are authoritative."""
        return self.locales[0].code

    def locale(self, code: str) -> Locale:
        """Return a locale by its code."""
        return next(locale for locale in self.locales if locale.code == code)

    def name(self, path: Path) -> str:
        """Return how messages name a file: from the root where it is below it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def below_docs(self, file: str) -> str:
        """Return a file's path below docs/, given its name in messages."""
        return file.removeprefix(f"{self.name(self.docs)}/")


def read(config: Path) -> Settings:
    """Read mkdocs.yml.

    Raises:
        KaiteiError: where it cannot be read, `site_url` is missing, or `extra.kaitei` has what it must not.
    """
    root = config.resolve().parent
    data = parse(read_text(config, config.name), config.name, any_tag=True)
    if not isinstance(data.value, dict):
        raise fail("expects_map", config.name, 1, where=config.name, value="")
    value: dict[str, Any] = data.value
    locales = _locales(value)
    own = _own(data, config.name, tuple(locale.code for locale in locales))
    docs = _folders(root, value, data, config.name)
    compare = own.get("compare", {})
    theme = _map(value.get("theme"))
    return Settings(
        root=root,
        docs=docs,
        overrides=root / (theme.get("custom_dir") or "overrides"),
        facts=root / own.get("facts", "company.yml"),
        site_url=_site_url(value, data, config.name),
        locales=locales,
        logo=_logo(theme),
        new_first=compare.get("order", "new-first") == "new-first",
        labels=compare.get("labels", {}),
        **{key: own[key] for key in ("timezone", "date_format", "dates", "revision_word", "edit_url") if key in own},
    )


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _own(data: Data, file: str, locales: tuple[str, ...]) -> dict[str, Any]:
    value: Any = data.value
    own = _map(value.get("extra")).get("kaitei") or {}
    prefix = ("extra", "kaitei")
    lines = {path[2:]: line for path, line in data.lines.items() if path[:2] == prefix} or {(): 1}
    schema.check(Data(own, lines), "settings", file, locales)
    facts = PureWindowsPath(own.get("facts", ""))  # with slashes of either kind
    if facts.anchor or ".." in facts.parts:
        raise fail("facts_outside", file, data.line((*prefix, "facts")), value=own["facts"])
    if "markdown_extensions" in value:
        raise fail("markdown_extensions", file, data.line(("markdown_extensions",)))
    if value.get("use_directory_urls") in ("false", "False", "no"):
        raise fail("directory_urls", file, data.line(("use_directory_urls",)))
    return dict(own)


def _folders(root: Path, value: dict[str, Any], data: Data, file: str) -> Path:
    """Return the folder of the texts; MkDocs refuses the same of it and of the site's."""
    named = [value.get(key) or key.removesuffix("_dir") for key in ("docs_dir", "site_dir")]
    if not isinstance(named[0], str):
        raise fail("expects_line", file, data.line(("docs_dir",)), where="docs_dir")
    docs, site = (Path(os.path.normpath(root / name)) for name in map(str, named))
    if root.is_relative_to(docs):
        raise fail("docs_around", file, data.line(("docs_dir",)))
    if site.is_relative_to(docs) or docs.is_relative_to(site):
        raise fail("site_within", file, data.line(("site_dir",)), docs=named[0], site=named[1])
    return docs


def _site_url(value: dict[str, Any], data: Data, file: str) -> str:
    url = value.get("site_url") or ""
    if not isinstance(url, str) or not re.match(r"https?://[^/\s]+", url):
        raise fail("site_url", file, data.line(("site_url",)))
    for key in ("site_url", "repo_url", "edit_uri", "edit_uri_template"):
        _linked(key, value.get(key), data, file)
    return url.rstrip("/") + "/"


def _linked(key: str, value: Any, data: Data, file: str) -> None:
    """Refuse an address that pages would lead to, and that none may lead to."""
    flaw = address.flaw(value, address.WEB) if isinstance(value, str) else ""
    if flaw:
        expects = "expects_nameless" if flaw == "user" else "expects_url"
        raise fail(expects, file, data.line((key,)), where=key, value=value)


def _locales(value: dict[str, Any]) -> tuple[Locale, ...]:
    name, description = value.get("site_name") or "", value.get("site_description") or ""
    found: list[Locale] = []
    for language in _languages(value):
        locale = Locale(
            language.get("locale", ""),
            language.get("name", ""),
            language.get("site_name") or name,
            language.get("site_description") or description,
        )
        found.insert(0 if language.get("default") in ("true", "True", "yes") else len(found), locale)
    only = _map(value.get("theme")).get("language") or "ja"
    return tuple(found) or (Locale(only, only, name, description),)


def _languages(value: dict[str, Any]) -> list[dict[str, Any]]:
    plugins = value.get("plugins") or []
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(plugin, dict) and isinstance(plugin.get("i18n"), dict):
            languages = plugin["i18n"].get("languages") or []
            return [
                one
                for one in languages
                if isinstance(one, dict) and one.get("build", "true") not in ("false", "False", "no")
            ]
    return []


def _logo(theme: dict[str, Any]) -> str:
    logo = theme.get("logo") or ""
    return f"/{logo.lstrip('/')}" if logo and isinstance(logo, str) else ""
