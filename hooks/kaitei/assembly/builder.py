"""A site being built: its bundles, found or made; then every file that is to be written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kaitei.assembly import bundle, gather, parallel
from kaitei.assembly.bundle import Bundle, Summary, read_problems, write_problems
from kaitei.assembly.make import Contexts
from kaitei.assembly.parallel import Job
from kaitei.cache.keys import digest, engine
from kaitei.cache.memo import Memo
from kaitei.checks import across, templates
from kaitei.errors import KaiteiError, Problem
from kaitei.pages.context import Context
from kaitei.pages.render import Themed
from kaitei.record import published, record
from kaitei.record.files import Record
from kaitei.record.first_edition import Key
from kaitei.site.site import Site, Standing
from kaitei.source.settings import Settings

VARIABLE = "KAITEI_CACHE"
"""The environment variable that names the cache folder, `FOLDER` where unset; empty: nothing is kept."""

FOLDER = ".cache/kaitei"


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

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file that the theme does not make: its path below the site's root, and what is in it."""
        for key, job in self.jobs.items():
            yield from bundle.read_files(_files(self.contexts, self.memo, key, job))
        for path, text in gather.files(self.contexts, self.summaries):
            yield path, text.encode()
        yield from published.files_of(self.site, self.record)

    def themed(self, path: str, locale: str, draft: bool = False) -> Themed:
        """The parts of a page that the theme puts together.

        Args:
            path: its file below docs/.
            locale: the locale.
            draft: whether a preview alone shows it, which it then says.
        """
        found = self._themed(path, locale)
        mark = self.contexts[locale].renderer.render("kaitei/draft.html", "/") if draft else ""
        return replace(found, body=mark + found.body)

    def _themed(self, path: str, locale: str) -> Themed:
        if standing := self._living[locale].get(path):
            return Themed.of(self.summaries[standing.policy.id].locales[locale].themed)
        page = next(page for page in self.site.registry.pages if page.path == path)
        return Themed.of(gather.ordinary(self.contexts[locale], page), page.template)

    def trial(self) -> None:
        """Render the pages that a build renders only when it writes them, and keep none; for `kaitei check`.

        Raises:
            KaiteiError: where a template fails for one of these pages.
        """
        for page in self.site.registry.pages:
            self.themed(page.path, page.locale)
        for _ in gather.files(self.contexts, self.summaries):
            pass

    def sources(self) -> frozenset[str]:
        """The files below docs/ that MkDocs is to see: those of themed pages, and what is published as it is."""
        pages = (page.path for page in self.site.registry.pages)
        return frozenset((*self.site.registry.assets, *pages, *(path for one in self._living.values() for path in one)))

    @cached_property
    def _living(self) -> dict[str, dict[str, Standing]]:
        """The policies by the files whose pages show them, by locale."""
        named = ((code, one.living_file(code), one) for code in self.contexts for one in self.site.standings)
        found: dict[str, dict[str, Standing]] = {code: {} for code in self.contexts}
        for code, path, standing in named:
            if path:
                found[code][path] = standing
        return found


def check(site: Site) -> Builder:
    """A site ready to be written, having found it right as a build does.

    Raises:
        KaiteiError: with everything found.
    """
    builder = Builder.make(site, remembered(site.settings))
    builder.trial()
    return builder


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
    """Yield the summaries of all policies; bundles that are not known are made, by as many processes as is worth it.

    A summary and the files of a bundle are kept apart, as checks want all summaries and no file.
    """
    missing = {key: job for key, job in jobs.items() if not (_key(key) in memo and _key(key, "files") in memo)}
    made = parallel.made(contexts, list(missing.values()))
    for key, job in jobs.items():
        ready = next(made) if key in missing else None
        if ready:
            _files(contexts, memo, key, job, ready)
        yield bundle.read_summary(_summary(contexts, memo, key, job, ready))


def _summary(contexts: Contexts, memo: Memo, key: str, job: Job, ready: Bundle | None) -> bytes:
    return memo.memo(_key(key), lambda: bundle.write_summary((ready or parallel.alone(contexts, job)).summary))


def _files(contexts: Contexts, memo: Memo, key: str, job: Job, ready: Bundle | None = None) -> bytes:
    return memo.memo(_key(key, "files"), lambda: bundle.write_files((ready or parallel.alone(contexts, job)).files))


def _key(key: str, part: str = "summary") -> str:
    return digest(part, key)
