"""The settings of a site at a commit: today's, but for what says where its texts are and which these are.

A commit's mkdocs.yml is code to MkDocs, so it is read as data; what it leaves to a variable (`!ENV`) is as today.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

from kaitei.site.site import Site
from kaitei.source import written
from kaitei.source.settings import Configuration, Locale, Settings
from kaitei.source.written import Written
from kaitei.wording.per_locale import is_code

_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


def configuration(config: Path, now: Site) -> Configuration:
    """The settings of a site in a folder.

    Args:
        config: the path of mkdocs.yml there.
        now: the site as it is today.

    Raises:
        KaiteiError: where its mkdocs.yml cannot be read.
    """
    found, folder, today = written.read(config), config.parent, now.settings

    def path(was: object, known: Path) -> Path:
        """Where something was; never outside the folder."""
        there = Path(os.path.normpath(folder / was)) if isinstance(was, str) and was else folder / today.name(known)
        return there if there.is_relative_to(folder) else folder / today.name(known)

    docs, facts = found.value("docs_dir"), found.value("extra", "kaitei", "facts")
    moved = replace(
        today,
        root=folder,
        docs=path(docs, today.docs),
        facts=path(facts, today.facts),
        locales=_locales(found, today),
    )
    return Configuration(moved, _excluded(found))


def _locales(found: Written, today: Settings) -> tuple[Locale, ...]:
    known = {locale.code: locale for locale in today.locales}
    listed: list[Locale] = []
    for one in _languages(found):
        code = one.get("locale")
        if not isinstance(code, str) or not is_code(code):
            return today.locales
        if str(one.get("build", "")).lower() not in _FALSE:
            at = 0 if str(one.get("default", "")).lower() in _TRUE else len(listed)
            listed.insert(at, known.get(code, Locale(code, code, "", "")))
    return tuple(listed) or today.locales


def _languages(found: Written) -> list[Mapping[str, Any]]:
    plugins: Any = found.value("plugins")
    listed = plugins if isinstance(plugins, list) else [plugins]
    own: Any = next((one["i18n"] for one in listed if isinstance(one, dict) and isinstance(one.get("i18n"), dict)), {})
    languages = own.get("languages")
    return [one for one in languages if isinstance(one, dict)] if isinstance(languages, list) else []


def _excluded(found: Written) -> Callable[[str], bool]:
    texts = (found.value(key) for key in ("exclude_docs", "draft_docs"))
    specs = [GitIgnoreSpec.from_lines(text.splitlines()) for text in texts if isinstance(text, str)]
    return lambda path: any(spec.match_file(path) for spec in specs)
