"""A site being built: its bundles, found or made; then every file that is to be written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from kaitei import data
from kaitei.assembly import bundle, gather, parallel
from kaitei.assembly.bundle import Bundle, Summary, read_problems, write_problems
from kaitei.assembly.gather import Found
from kaitei.assembly.make import Contexts
from kaitei.assembly.parallel import Job
from kaitei.cache.keys import digest, engine
from kaitei.cache.memo import Memo
from kaitei.checks import across, templates
from kaitei.errors import KaiteiError, Problem
from kaitei.pages import ordinary
from kaitei.pages.context import Context
from kaitei.policy.policy import Policy
from kaitei.policy.registry import Page
from kaitei.record import published, record
from kaitei.record.files import Record
from kaitei.record.first_edition import Key
from kaitei.rendering import sheet
from kaitei.rendering.sheet import Sheet
from kaitei.site.site import Site
from kaitei.source.settings import Settings
from kaitei.source.yamltext import typed

VARIABLE = "KAITEI_CACHE"
"""The environment variable that names the cache folder, `FOLDER` where unset; empty: nothing is kept."""

FOLDER = ".cache/kaitei"

SUMMARY, FILES = "summary", "files"
"""The parts in which a bundle is kept; its sheets are one for each locale, named by that.

Checks want all summaries and no page, and each locale is written by itself: so nothing is read that is not wanted.
"""


@dataclass(frozen=True)
class Builder:
    """A site in which every check has passed, ready to be written; made by `Builder.make`."""

    site: Site
    contexts: Contexts  # by locale, the default one first
    memo: Memo
    jobs: Mapping[str, Job]  # a policy and what is recorded of it, by the key of its bundle
    summaries: Mapping[str, Summary]  # by id
    record: Record
    warnings: tuple[Problem, ...]

    @classmethod
    def make(cls, site: Site, memo: Memo) -> Builder:
        """Find or make the bundles of all policies, and check all that can be wrong with a site.

        Raises:
            KaiteiError: with everything found.
        """
        made_by = engine(site.settings.overrides)
        contexts = {code: Context.make(site, code) for code in site.settings.codes}
        renderer, key = contexts[site.settings.default].renderer, digest("templates", made_by, site.settings)
        if broken := read_problems(memo.memo(key, lambda: write_problems(templates.problems(renderer)))):
            raise KaiteiError(broken)
        kept, problems = record.readable(site)
        entries = record.watched(site, record.entries(site, kept))
        jobs = dict(_jobs(site, entries, made_by))
        summaries = {one.id: one for one in _summaries(contexts, memo, jobs)}
        found = [*problems, *record.damage(site, kept)]
        found += (problem for one in summaries.values() for problem in one.problems)
        found += across.problems(site, summaries, entries)
        if found:
            raise KaiteiError(found)
        return cls(site, contexts, memo, jobs, summaries, kept, (*site.warnings, *across.warnings(site, summaries)))

    @property
    def hints(self) -> Iterator[Problem]:
        """What is told of texts and fails nothing."""
        return (hint for one in self.summaries.values() for hint in one.hints)

    @property
    def drafting(self) -> Iterator[Problem]:
        """What a careful drafter would look at."""
        return (hint for one in self.summaries.values() for hint in one.drafting)

    def pages(self, locale: str) -> dict[str, Sheet]:
        """The pages of a locale that MkDocs makes, by address: those of texts in force, the history, the list."""
        living = (self._living(one.policy, locale) for one in self.site.standings)
        return {page.address: page for page in (*living, *gather.pages(self.contexts[locale], self.summaries))}

    def _living(self, policy: Policy, locale: str) -> Sheet:
        """The page of a policy's text in force."""
        summary = self.summaries[policy.id]
        found = sheet.read(summary.locales[locale].living.encode())
        return replace(found, changed=summary.changed, meta=typed(policy.page))

    def sheets(self, locale: str) -> Iterator[Sheet]:
        """Yield all other pages of a locale, which want the theme around them."""
        yield from (sheet.read(data) for _, data in self._stored(locale))
        yield from gather.sheets(self.contexts[locale])

    def missing(self) -> Sheet:
        """The page for addresses at which there is nothing."""
        return gather.missing(self.contexts)

    def security(self, scripts: Iterable[str]) -> str:
        """The tag that says what a page may load and run; see `gather.security`."""
        return gather.security(self.contexts[self.site.settings.default], scripts)

    def around(self, page: Page, locale: str, title: str, description: str) -> Sheet:
        """What is said around an ordinary page, without its body."""
        return gather.around(self.contexts[locale], page, title, description)

    def known(self, locale: str, page: Sheet) -> dict[str, Any]:
        """What a theme's templates are told around a page; see `gather.known`."""
        return gather.known(self.contexts[locale], page)

    def files(self, found: Found, scripts: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield every file that is no page: its path below the site's root, and what is in it; see `gather.files`."""
        yield from self._stored(FILES)
        for path, text in gather.files(self.contexts, self.summaries, found, scripts):
            yield path, text.encode()
        for path, content in (*published.files_of(self.site, self.record), *self._assets()):
            yield self.site.settings.address(f"/{path}").lstrip("/"), content

    def _stored(self, part: str) -> Iterator[bundle.Named]:
        """Yield a part of what is stored of every policy."""
        for key, job in self.jobs.items():
            yield from bundle.read_stored(_stored(self.contexts, self.memo, key, job, part))

    def _assets(self) -> Iterator[tuple[str, bytes]]:
        """Yield the engine's style sheet and scripts, but for those that the site has of its own."""
        own = self.site.settings.overrides / self.site.settings.address("/assets").lstrip("/")
        for path in sorted(data.ASSETS.iterdir()):
            if not (own / path.name).is_file():
                yield f"assets/{path.name}", path.read_bytes()

    def ordinary(self, path: str) -> Page | None:
        """The ordinary page of a file below docs/, None where it is a policy's."""
        return self._ordinary.get(path)

    @cached_property
    def _ordinary(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.site.registry.pages}

    def dated(self, locale: str) -> Iterator[tuple[str, str]]:
        """Yield where links to past and coming texts lead, by the file that they name; see `ordinary.dated`."""
        return ordinary.dated(self.contexts[locale])

    @cached_property
    def living(self) -> frozenset[str]:
        """The files below docs/ whose pages show texts in force."""
        named = (one.living_file(code) for code in self.contexts for one in self.site.standings)
        return frozenset(path for path in named if path)


def check(site: Site) -> Builder:
    """A site in which every check has passed that needs no theme.

    Raises:
        KaiteiError: with everything found.
    """
    return Builder.make(site, remembered(site.settings))


def remembered(settings: Settings) -> Memo:
    """Open what earlier builds of a site have made; with `KAITEI_CACHE` empty, what this one makes alone."""
    chosen = os.environ.get(VARIABLE, FOLDER)
    return Memo(settings.root / chosen if chosen else None)


def _jobs(site: Site, entries: Mapping[Key, record.Entry], made_by: str) -> Iterator[tuple[str, Job]]:
    """Yield the work for each policy, with a key that stands for all that its bundle is made from.

    Args:
        site: the site.
        entries: the record.
        made_by: the key of the engine.
    """
    ground = digest(made_by, site.ground)
    for policy in site.registry.policies.values():
        recorded = tuple(entry for entry in entries.values() if entry.id == policy.id)
        standing = site.standing(policy.id)
        before = tuple(one.policy for one in standing.predecessors) if standing else ()
        known = policy.id, policy.digest, recorded, record.strangers(site, recorded), [one.digest for one in before]
        yield digest(ground, *known), Job(policy, recorded, before)


def _summaries(contexts: Contexts, memo: Memo, jobs: Mapping[str, Job]) -> Iterator[Summary]:
    """Yield the summaries of all policies; bundles that are not known are made, by as many processes as is worth it."""
    parts = (FILES, *contexts)
    missing = {
        key: job for key, job in jobs.items() if not all(digest(part, key) in memo for part in (SUMMARY, *parts))
    }
    made = parallel.made(contexts, list(missing.values()))
    for key, job in jobs.items():
        ready = next(made) if key in missing else None
        for part in parts if ready else ():
            _stored(contexts, memo, key, job, part, ready)
        yield bundle.read_summary(_summary(contexts, memo, key, job, ready))


def _summary(contexts: Contexts, memo: Memo, key: str, job: Job, ready: Bundle | None) -> bytes:
    return memo.memo(
        digest(SUMMARY, key), lambda: bundle.write_summary((ready or parallel.alone(contexts, job)).summary)
    )


def _stored(contexts: Contexts, memo: Memo, key: str, job: Job, part: str, ready: Bundle | None = None) -> bytes:
    def make() -> bytes:
        made = ready or parallel.alone(contexts, job)
        return bundle.write_stored(made.files if part == FILES else tuple(one for one in made.sheets if one[0] == part))

    return memo.memo(digest(part, key), make)
