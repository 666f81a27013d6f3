"""Small sites for the engine alone: texts in, values out, with the repository's templates but without MkDocs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kaitei.cache.keys import digest
from kaitei.facts import facts
from kaitei.facts.facts import Facts
from kaitei.pages.context import Context
from kaitei.policy.policy import Policy
from kaitei.policy.registry import Registry, register
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing
from kaitei.source import yamltext
from kaitei.source.folder import SourceFile, Sources
from kaitei.source.settings import Locale, Settings

REPOSITORY = Path(__file__).parents[2]
ROOT = REPOSITORY / "nowhere"
"""A folder that is not there: small sites have neither files nor a record, unless a test gives them another."""
LOCALES = ("ja", "en")
COMPANY = "company: {name: {ja: 見本株式会社, en: Mihon Inc.}}\n"


def day(text: str) -> dt.date:
    """A date written as YYYY-MM-DD."""
    return dt.date.fromisoformat(text)


def sources(files: Mapping[str, str], assets: tuple[str, ...] = ()) -> Sources:
    """Markdown files, given by their paths below docs/, as they would be read from there."""
    return Sources(tuple(_source(path, text) for path, text in sorted(files.items())), assets)


def _source(path: str, text: str) -> SourceFile:
    stem, locale = re.fullmatch(r"(.*?)(?:\.(en))?\.md", path).groups()  # type: ignore[union-attr]
    return SourceFile(path, f"docs/{path}", stem, locale or "ja", digest(text), text)


def registry(files: Mapping[str, str], assets: tuple[str, ...] = ()) -> Registry:
    """The policies and pages that files make."""
    return register(sources(files, assets), LOCALES)


def known(text: str) -> Facts:
    """The facts of a facts file."""
    return facts.read(yamltext.parse(text, "company.yml"), "company.yml", LOCALES)


def settings(**changes: Any) -> Settings:
    """The settings of a site in Japanese and English."""
    locales = (Locale("ja", "日本語", "見本", "見本の規約"), Locale("en", "English", "Mihon", "Terms of Mihon"))
    folders = {
        "root": ROOT,
        "docs": ROOT / "docs",
        "overrides": REPOSITORY / "overrides",
        "facts": ROOT / "company.yml",
    }
    chosen: dict[str, Any] = {"site_url": "https://policies.example.com/", "locales": locales}
    return Settings(**(folders | chosen | changes))


def site(
    files: Mapping[str, str], today: str, company: str = COMPANY, assets: tuple[str, ...] = (), **changes: Any
) -> Site:
    """A site on a day."""
    return Site(settings(**changes), registry(files, assets), known(company), day(today))


def context(made: Site, locale: str = "ja") -> Context:
    """A locale of a site, ready to make pages."""
    return Context.make(made, locale)


def standing(made: Site, id_: str = "privacy") -> Standing:
    """A policy of a site as it stands; something of it must be public."""
    found = made.standing(id_)
    assert found is not None
    return found


def edition(made: Site, date: str, locale: str = "ja", id_: str = "privacy") -> Edition:
    """The text of a revision of a policy; it must be held, and the revision public."""
    held = standing(made, id_)
    found = held.edition(held.policy.revision(day(date)), locale)
    assert found is not None
    return found


def policy(made: Registry, id_: str = "privacy") -> Policy:
    """A policy of a registry."""
    return made.policies[id_]


def living(
    revisions: str, body: str = "本文です。\n", title: str = "個人情報の取扱い", head: str = "kind: privacy\n"
) -> str:
    """A living file with its list of revisions, given as YAML in flow or block style, unindented."""
    listed = "".join(f"  {line}\n" for line in revisions.strip().splitlines())
    return f"---\ntitle: {title}\n{head}revisions:\n{listed}---\n{body}"


def frozen(body: str = "旧い本文です。\n", title: str = "個人情報の取扱い") -> str:
    """A frozen file."""
    return f"---\ntitle: {title}\n---\n{body}"


def translated(day_: str, body: str = "The text.\n", title: str = "Privacy policy") -> str:
    """A living translation."""
    return f"---\ntitle: {title}\ntranslates: {day_}\n---\n{body}"
