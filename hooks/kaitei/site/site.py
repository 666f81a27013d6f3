"""A site's sources, read and checked: what every page, command and feed starts from."""

from __future__ import annotations

import datetime as dt
import os
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from kaitei import dates
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.facts import facts
from kaitei.facts.facts import Facts
from kaitei.policy import states
from kaitei.policy.pairs import pairs
from kaitei.policy.policy import Policy, Revision, Text
from kaitei.policy.registry import Registry, register
from kaitei.site import faulty
from kaitei.site.edition import Edition
from kaitei.source import folder, textfile, yamltext
from kaitei.source.folder import Sources, never
from kaitei.source.languages import hints
from kaitei.source.settings import Configuration, Settings

KIND_ORDER = ("basic-policy", "privacy", "terms", "commercial-transactions", "external-transmission", "other")


@dataclass(frozen=True)
class Site:
    """All that a site is made from, on one day."""

    settings: Settings
    registry: Registry
    facts: Facts
    today: dt.date
    excluded: Callable[[str], bool] = field(default=never, compare=False, repr=False)  # files below docs/, by path
    warnings: tuple[Problem, ...] = field(default=(), repr=False)  # what MkDocs says of the settings
    hints: tuple[Problem, ...] = field(default=(), repr=False)  # what sources say that is passed over

    def folder(self, text: Text) -> str:
        """The folder below docs/ from which a text's relative links start."""
        return posixpath.dirname(self.settings.below_docs(text.file))

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The policies of which anything is public, in the order in which lists show them."""
        found = [Standing.of(policy, self) for policy in self.registry.policies.values()]
        return tuple(sorted((one for one in found if one), key=lambda one: one.order))

    def standing(self, id_: str) -> Standing | None:
        """A policy as it stands, by its id or a former one; None where nothing of it is public."""
        return self._by_id.get(id_)

    @cached_property
    def beside(self) -> Mapping[str, tuple[Standing | None, Standing | None]]:
        """The policies before and after each in lists, by its id."""
        listed = self.standings
        around = zip(listed, (None, *listed[:-1]), (*listed[1:], None), strict=True)
        return {one.policy.id: (before, after) for one, before, after in around}

    @cached_property
    def _by_id(self) -> dict[str, Standing]:
        former = {alias: standing for standing in self.standings for alias in standing.policy.aliases}
        return former | {standing.policy.id: standing for standing in self.standings}

    @cached_property
    def in_force(self) -> Mapping[str, Mapping[str, Policy]]:
        """The first policy in force of each kind, by folder."""
        found: dict[str, dict[str, Policy]] = {}
        for standing in self.standings:
            if standing.shown == standing.current:
                for kind in standing.policy.kinds:
                    found.setdefault(kind, {}).setdefault(standing.order[0], standing.policy)
        return found

    @cached_property
    def ground(self) -> Site:
        """The site without what texts say: every policy as its `face`, of ordinary pages their names.

        A policy's pages are made from this, its own files and its record, and nothing else. So editing one text changes
        only its own policy's pages, and the others come from the cache.
        """
        policies = {id_: policy.face for id_, policy in self.registry.policies.items()}
        pages = tuple(replace(page, names=()) for page in self.registry.pages)
        seen = replace(self.registry, policies=policies, pages=pages, hints=())
        return Site(self.settings, seen, self.facts, self.today)


@dataclass(frozen=True)
class Standing:
    """A policy as it stands on the site's day."""

    policy: Policy
    revisions: tuple[Revision, ...]  # the public ones, newest first
    shown: Revision  # whose text stands at /<id>/
    site: Site
    editions: Mapping[tuple[str, dt.date], Edition]  # by locale and first day; of revisions not public yet as well

    @classmethod
    def of(cls, policy: Policy, site: Site) -> Standing | None:
        """A policy as it stands; None where nothing of it is public."""
        return cls.whole(policy, site).public()

    @classmethod
    def whole(cls, policy: Policy, site: Site) -> Standing:
        """A policy with all its revisions, those to be announced later included."""
        return cls(policy, policy.revisions, policy.revisions[0], site, dict(_editions(policy, site)))

    def public(self) -> Standing | None:
        """The same policy with only the revisions that are public on the site's day; None where none is."""
        revisions = states.public(self.policy, self.site.today)
        shown = states.shown(revisions, self.site.today)
        return replace(self, revisions=revisions, shown=shown) if shown else None

    @property
    def order(self) -> tuple[str, int, str]:
        """Where it stands in lists: by folder, then by kind, then by id."""
        folder, _, _ = self.policy.id.rpartition("/")
        return folder, KIND_ORDER.index(self.policy.kinds[0]), self.policy.id

    @cached_property
    def current(self) -> Revision | None:
        """The revision in force, which may be a repeal; None before the first takes effect."""
        return states.in_force(self.revisions, self.site.today)

    @property
    def enacted(self) -> Revision | None:
        """The revision with which the policy began, None where it is not listed."""
        return next((one for one in states.standing(self.revisions) if one.event == "enacted"), None)

    @property
    def upcoming(self) -> tuple[Revision, ...]:
        """The revisions still to take effect, nearest first."""
        return states.upcoming(self.revisions, self.site.today)

    @property
    def ends(self) -> bool:
        """Whether its repeal is public."""
        return self.revisions[0].event == "repealed" and not self.revisions[0].withdrawn

    @property
    def successors(self) -> tuple[Standing, ...]:
        """What replaces it, whichever of the two policies says so; () until its repeal is public."""
        return self._named(self.policy.successors, lambda one: one.predecessors) if self.ends else ()

    @property
    def predecessors(self) -> tuple[Standing, ...]:
        """What it replaces, of which the repeal is public."""
        found = self._named(self.policy.predecessors, lambda one: one.successors)
        return tuple(one for one in found if one.ends)

    def _named(self, ids: tuple[str, ...], naming: Callable[[Policy], tuple[str, ...]]) -> tuple[Standing, ...]:
        """The policies that this one names, then those that name this one."""
        named = [found for id_ in ids if (found := self.site.standing(id_))]
        naming_this = [one for one in self.site.standings if self.policy.id in naming(one.policy)]
        return tuple({one.policy.id: one for one in (*named, *naming_this)}.values())

    def state(self, revision: Revision) -> states.State:
        """The state of one of its revisions."""
        return states.state(self.revisions, revision, self.site.today)

    def edition(self, revision: Revision, locale: str) -> Edition | None:
        """The text of one of its revisions in a locale, where it is held."""
        return self.editions.get((locale, revision.day))

    def text(self, revision: Revision, locale: str) -> Text | None:
        """The same as it stands in its file."""
        return self.policy.texts.get((locale, revision.day))

    def shown_edition(self, locale: str) -> Edition | None:
        """The text that `/<id>/` shows in a locale.

        In the default locale that of the revision shown; in another the newest translation that is not newer.
        """
        if locale == self.site.settings.default:
            return self.edition(self.shown, locale)
        older = (revision for revision in states.standing(self.revisions) if revision.day <= self.shown.day)
        return next((found for revision in older if (found := self.edition(revision, locale))), None)

    def held(self, locale: str) -> tuple[Revision, ...]:
        """The public revisions whose texts are held in a locale, newest first."""
        return tuple(one for one in self.revisions if (locale, one.day) in self.editions)

    def living_file(self, locale: str) -> str:
        """The file below docs/ of which `/<id>/` is the page in a locale, "" where there is none.

        In the default locale that is the policy's own; in another its living translation, where that is what is shown.
        """
        settings, file = self.site.settings, self.policy.file
        if locale == settings.default:
            return settings.below_docs(file)
        shown, own = self.shown_edition(locale), f"{file.removesuffix('.md')}.{locale}.md"
        return settings.below_docs(own) if shown and shown.text.file == own else ""

    def pairs(self, locale: str) -> tuple[tuple[Revision, Revision], ...]:
        """The pairs (old, new) of revisions that have a comparison in a locale."""
        return self._pairs[locale]

    @cached_property
    def _pairs(self) -> dict[str, tuple[tuple[Revision, Revision], ...]]:
        return {code: pairs(self.held(code), self.current) for code in self.site.settings.codes}

    def compared(self, old: Revision, new: Revision, locale: str) -> bool:
        """Whether two revisions have a comparison in a locale."""
        return (old.day, new.day) in self._compared[locale]

    @cached_property
    def _compared(self) -> dict[str, frozenset[tuple[dt.date, dt.date]]]:
        return {code: frozenset((old.day, new.day) for old, new in found) for code, found in self._pairs.items()}

    def around(self, revision: Revision, locale: str = "") -> tuple[Revision | None, Revision | None]:
        """The public revisions before and after one that were not withdrawn; with a locale, those held in it."""
        among = self.held(locale) if locale else self.revisions
        among = states.standing(among)
        older = next((other for other in among if other.day < revision.day), None)
        newer = next((other for other in reversed(among) if other.day > revision.day), None)
        return older, newer

    def title(self, locale: str) -> tuple[str, str]:
        """The policy's title and the locale that it is in: the default one where it has no translation."""
        default = self.site.settings.default
        candidates = [self.shown_edition(locale), self.shown_edition(default)]
        candidates += [self.edition(revision, default) for revision in self.revisions]
        found = next((edition.text for edition in candidates if edition), None)
        return (found.title, found.locale) if found else (self.policy.title, default)


def _editions(policy: Policy, site: Site) -> Iterator[tuple[tuple[str, dt.date], Edition]]:
    for (locale, day), text in policy.texts.items():
        yield (locale, day), Edition(site.settings, site.facts, policy, policy.revision(day), text)


def load(given: Configuration, environ: Mapping[str, str]) -> Site:
    """Read a site: facts, policies and the day. Called by the command and at the start of a build.

    Args:
        given: its settings, and which of its files are none of its.
        environ: the environment; `KAITEI_TODAY` sets the day.

    Raises:
        KaiteiError: for all that is wrong with what is read; texts are converted later, by `assembly.builder`.
    """
    chosen = given.settings
    problems: list[Any] = []
    loaded_facts = _gather(problems, lambda: _facts(chosen))
    sources = _gather(problems, lambda: _sources(given))
    registry = _gather(problems, lambda: register(sources, chosen.codes)) if sources else None
    if problems or registry is None:
        raise KaiteiError([*problems, *faulty.problems(problems, chosen)])
    registry = replace(registry, outside=given.outside)
    in_texts = (one for policy in registry.policies.values() for one in policy.passed)
    passed = (*given.passed, *loaded_facts.passed, *in_texts)
    return Site(
        chosen,
        registry,
        loaded_facts,
        dates.today(chosen.timezone, environ),
        excluded=given.excluded,
        warnings=given.warnings,
        hints=(*given.hints, *registry.hints, *hints(passed)),
    )


def _sources(given: Configuration) -> Sources:
    chosen = given.settings
    lists = (chosen.root / "record/SHA256SUMS", chosen.docs / folder.RECORD_NAMES[0])
    gone = folder.former((textfile.optional(path, chosen.name(path)) or b"" for path in lists), chosen.codes)
    return folder.scan(chosen.docs, chosen.root, chosen.codes, gone, given.excluded)


def _facts(chosen: Settings) -> Facts:
    name = chosen.name(chosen.facts)
    if not os.path.lexists(chosen.facts):
        raise fail("facts_missing", name)
    return facts.read(yamltext.parse(textfile.read_text(chosen.facts, name), name), name, chosen.codes)


def _gather(problems: list[Any], step: Any) -> Any:
    try:
        return step()
    except KaiteiError as error:
        problems.extend(error.problems)
        return None


def texts(site: Site) -> Iterator[tuple[Policy, Text]]:
    """Yield every text of every policy, public or not."""
    for policy in site.registry.policies.values():
        for text in policy.texts.values():
            yield policy, text
