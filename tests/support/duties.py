"""Texts with what a person sees in them of each list, and mutants: the same with one thing taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import yaml

from kaitei.duties import answers, lists, signs
from kaitei.duties.answers import Answer
from kaitei.duties.lists import Signs
from kaitei.duties.passages import looked
from kaitei.facts import facts
from kaitei.policy.registry import register
from kaitei.site.site import Site
from kaitei.source import yamltext
from kaitei.source.settings import Locale
from tests.support import small
from tests.support.site import CASES, REPOSITORY

TODAY = "2026-11-28"


@dataclass(frozen=True)
class Texts:
    """The files of a site, with what a person sees of each item of each list: how to take it away, or that it is not there."""

    name: str
    locale: str
    company: str
    files: Mapping[str, str]
    lists: Mapping[str, Mapping[str, Any]]

    def site(self) -> Site:
        """The site that they make."""
        codes = ("ja", "en") if self.locale == "ja" else (self.locale,)
        chosen = small.settings(locales=tuple(Locale(code, code, "", "") for code in codes))
        data = yamltext.parse(self.company, "company.yml")
        known = facts.read(data, "company.yml", codes)
        sources = small.sources(self.files)
        files = tuple(replace(one, locale=self.locale) for one in sources.markdown)
        return Site(chosen, register(replace(sources, markdown=files), codes), known, small.day(TODAY))


@dataclass(frozen=True)
class Mutant:
    """A text from which an item was taken away."""

    kind: str  # clause, fact, heading
    list: str
    item: str
    texts: Texts


@cache
def read() -> tuple[Texts, ...]:
    """The texts of tests/cases/duties."""
    return tuple(
        _texts(path.stem, yaml.safe_load(path.read_text())) for path in sorted((CASES / "duties").glob("*.yml"))
    )


def _texts(name: str, case: Mapping[str, Any]) -> Texts:
    if not case.get("repository"):
        return Texts(name, case["locale"], case["company"], case["files"], case["lists"])
    docs = REPOSITORY / "docs"
    names = {path.relative_to(docs).as_posix(): path.read_text() for path in docs.rglob("*.md")}
    texts = {path: text for path, text in names.items() if not re.search(r"\.en\.md$", path)}
    return Texts(name, "ja", (REPOSITORY / "company.yml").read_text(), texts, case["lists"])


def answered(texts: Texts, list_: str) -> dict[str, Answer]:
    """The answers to a list, by item."""
    found = answers.held(texts.site(), locale=texts.locale, only=list_).sheets[0]
    return {one.item.id: one for one in found.answers}


def mutants(texts: Texts) -> Iterator[Mutant]:
    """Yield a mutant for each way in which an item can be taken away."""
    for list_, items in texts.lists.items():
        for item, seen in items.items():
            if isinstance(seen, dict):
                yield Mutant("clause", list_, item, _without(texts, seen["cut"]))
                if "facts" in seen:
                    yield Mutant("fact", list_, item, replace(texts, company=_less(texts.company, seen["facts"])))
                if (renamed := _renamed(texts, list_, item)) is not None:
                    yield Mutant("heading", list_, item, renamed)


def _without(texts: Texts, cuts: list[str]) -> Texts:
    """The texts without sections and lines."""
    files = dict(texts.files)
    for cut in cuts:
        file, _, words = cut.rpartition(": ") if ".md: " in cut else ("", "", cut)
        done = {name: _cut(text, words) for name, text in files.items() if not file or name == file}
        done = {name: text for name, text in done.items() if "/" not in name}  # not those of the past
        assert any(files[name] != text for name, text in done.items()), (texts.name, cut)
        files |= done
    return replace(texts, files=files)


def _cut(text: str, words: str) -> str:
    """A text without a line, "title: …" or "announced" in its front matter emptied; a heading is cut with its section."""
    if words.startswith("title: "):
        return re.sub(f"^{re.escape(words)}.*$", "title: 見本", text, flags=re.MULTILINE)
    if words.startswith("announced"):
        return re.sub(r"\n    announced: .*|announced: [0-9-]+, ", "", text, count=1)
    lines, kept, within = text.split("\n"), [], 0
    for line in lines:
        level = len(line) - len(line.lstrip("#"))
        within = 0 if within and level and level <= within else within
        if words.startswith("#") and line.startswith(words):
            within = level
        if not within and words not in line:
            kept.append(line)
    return re.sub(r"\[\]\(#[^)]*\)", "他の定め", "\n".join(kept))  # which may be what was cut


def _less(company: str, names: list[str]) -> str:
    """A facts file without facts."""
    value: Any = yamltext.parse(company, "company.yml").value
    for name in names:
        *above, last = name.split(".")
        inner = value
        for step in above:
            inner = inner[step]
        del inner[last]
    return yaml.safe_dump(value, allow_unicode=True)


def _renamed(texts: Texts, list_: str, item: str) -> Texts | None:
    """The texts with headings and labels renamed, where these alone are the sign of an item; else None."""
    found = {one.id: one for one in lists.package()[list_].items}[item].signs
    site = texts.site()
    those = looked(site, texts.locale, None, lists.package()[list_].kinds)
    others = Signs(found.facts, found.each, found.revision, found.kinds, {}, found.phrases, found.under, found.without)
    places = signs.found(found, those, texts.locale)
    if not places or signs.found(others, those, texts.locale):
        return None
    titles = {one.title for text in those for one in text.passages for place in places if signs.Place.of(one) == place}
    other = "その他" if texts.locale == "ja" else "Others"
    files = dict(texts.files)
    for name in texts.files:
        if "/" not in name:
            for title in titles:
                files[name] = files[name].replace(title, other)
    return replace(texts, files=files)
