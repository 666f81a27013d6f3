"""A site's sources, read and checked: what every page, command and feed starts from."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from kaitei import content, dates, facts, source, states, textfile, yamltext
from kaitei.cache import keys
from kaitei.cache import texts as written
from kaitei.cache.store import Kept, Nothing
from kaitei.content import Content, Reading
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.facts import Facts
from kaitei.languages import hints
from kaitei.pairs import pairs
from kaitei.policy import Policy, Revision, Text
from kaitei.recent import Once, Recent
from kaitei.registry import Page, Registry, register
from kaitei.settings import Configuration, Settings, never

T = TypeVar("T")

RECENT = 100
"""Converted texts, clauses with facts in them and comparisons that are held in memory at once: those of a policy."""


@dataclass(frozen=True)
class Site:
    """All that a site is made from, on one day."""

    settings: Settings
    registry: Registry
    facts: Facts
    today: dt.date
    kept: Kept = field(default_factory=Nothing, compare=False)
    once: Once = field(default_factory=Once, compare=False, repr=False)
    excluded: Callable[[str], bool] = field(default=never, compare=False, repr=False)  # files below docs/, by path
    warnings: tuple[Problem, ...] = ()  # what MkDocs says of the settings
    hints: tuple[Problem, ...] = ()  # what sources say that is passed over

    def key(self, text: Text | Page) -> str:
        """Return the key of a text: of the words in its file, and of where that is."""

        def make() -> str:
            return keys.digest(text.title, text.digest, text.file, text.body_line, self.path(text.file))

        return self.once(("key", text.file), make)

    @property
    def ground(self) -> str:
        """The key of what every text is held against: the settings and the facts."""
        return self.once("ground", lambda: keys.digest(self.settings, self.facts.data))

    def reading(self, text: Text | Page) -> Reading:
        """Return what a text names and where it leads, without converting it where that is known."""

        def make() -> str:
            return written.write_reading(self.content(text).reading)

        def read() -> Reading:
            return written.read_reading(self.kept.text(f"reading {self.key(text)}", make))

        return self._of(text, "reading", read)

    def content(self, text: Text | Page) -> Content:
        """Return a text converted; each is converted once, however many pages show it.

        Raises:
            KaiteiError: for everything in it that a page may not contain.
        """
        return self._of(text, "content", lambda: self._converted(text))

    def _of(self, text: Text | Page, sort: str, make: Callable[[], T]) -> T:
        """Return something made of a text: remembered for long where it is kept nowhere else, and of the few pages."""
        if self.kept.lasting and isinstance(text, Text):
            return self.lately(sort, self.key(text), make)
        return self.once((sort, text.file), make)

    def _converted(self, text: Text | Page) -> Content:
        return content.make(text.title, text.body, text.file, text.body_line, self.path(text.file))

    def lately(self, sort: str, key: str, make: Callable[[], T], room: int = RECENT) -> T:
        """Return the same as `once`, of which only the last few of a sort are remembered, as they are large.

        The next build of the process finds them too, for whoever edits a policy again.

        Args:
            sort: the sort.
            key: stands for all that it is made from.
            make: makes it.
            room: how many of the sort are remembered.
        """

        def remembered() -> Recent[T]:
            return self.kept.recall(("recent", sort), lambda: Recent(room))

        return self.once(("recent", sort), remembered)(key, make)

    def folder(self, text: Text | Page) -> str:
        """Return the folder below docs/ from which a text's relative links start."""
        return posixpath.dirname(self.path(text.file))

    def path(self, file: str) -> str:
        """Return a file's path below docs/, given its name from the root."""
        prefix: str = self.once("docs", lambda: f"{self.settings.name(self.settings.docs)}/")
        return file.removeprefix(prefix)

    def standings(self) -> tuple[Standing, ...]:
        """Return the policies of which anything is public, in the order in which lists show them."""
        return self.once("standings", self._standings)

    def _standings(self) -> tuple[Standing, ...]:
        found = [Standing.of(policy, self) for policy in self.registry.policies.values()]
        return tuple(sorted((one for one in found if one), key=lambda one: one.order))

    def standing(self, id_: str) -> Standing | None:
        """Return a policy as it stands, by its id or a former one; None where nothing of it is public."""
        return self.once("standings by id", self._by_id).get(id_)

    def _by_id(self) -> dict[str, Standing]:
        found = self.standings()
        former = {alias: standing for standing in found for alias in standing.policy.aliases}
        return former | {standing.policy.id: standing for standing in found}


KIND_ORDER = ("basic-policy", "privacy", "terms", "commercial-transactions", "external-transmission", "other")


@dataclass(frozen=True)
class Standing:
    """A policy as it stands on the site's day."""

    policy: Policy
    revisions: tuple[Revision, ...]  # the public ones, newest first
    shown: Revision  # whose text stands at /<id>/
    site: Site
    once: Once = field(default_factory=Once, compare=False, repr=False)

    @classmethod
    def of(cls, policy: Policy, site: Site) -> Standing | None:
        """Return a policy as it stands; None where nothing of it is public."""
        revisions = states.public(policy, site.today)
        shown = states.shown(revisions, site.today)
        return cls(policy, revisions, shown, site) if shown else None

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
    def upcoming(self) -> tuple[Revision, ...]:
        """The revisions still to take effect, nearest first."""
        return states.upcoming(self.revisions, self.site.today)

    def state(self, revision: Revision) -> states.State:
        """Return the state of one of its revisions."""
        return states.state(self.revisions, revision, self.site.today)

    def text(self, revision: Revision, locale: str) -> Text | None:
        """Return the text of one of its revisions in a locale, where it is held."""
        return self.policy.texts.get((locale, revision.day))

    def shown_text(self, locale: str) -> Text | None:
        """Return the text that `/<id>/` shows in a locale.

        In the default locale that of the revision shown; in another the newest translation that is not newer.
        """
        if locale == self.site.settings.default:
            return self.text(self.shown, locale)
        older = (revision for revision in self.revisions if revision.day <= self.shown.day)
        return next((text for revision in older if (text := self.text(revision, locale))), None)

    def held(self, locale: str) -> tuple[Revision, ...]:
        """Return the public revisions whose texts are held in a locale, newest first."""
        return self.once(("held", locale), lambda: tuple(one for one in self.revisions if self.text(one, locale)))

    def pairs(self, locale: str) -> tuple[tuple[Revision, Revision], ...]:
        """Return the pairs (old, new) of revisions that have a comparison in a locale."""
        return self.once(("pairs", locale), lambda: pairs(self.held(locale), self.current))

    def compared(self, old: Revision, new: Revision, locale: str) -> bool:
        """Whether two revisions have a comparison in a locale."""
        return new.day in self.compared_with(old, locale, newer=True)

    def compared_with(self, revision: Revision, locale: str, newer: bool) -> frozenset[dt.date]:
        """Return the days of the newer, or of the older, revisions with which one has a comparison in a locale."""

        def make() -> dict[dt.date, frozenset[dt.date]]:
            found: defaultdict[dt.date, set[dt.date]] = defaultdict(set)
            for old, new in self.pairs(locale):
                this, other = (old, new) if newer else (new, old)
                found[this.day].add(other.day)
            return {day: frozenset(others) for day, others in found.items()}

        return self.once(("compared with", locale, newer), make).get(revision.day, frozenset())

    def around(self, revision: Revision, locale: str = "") -> tuple[Revision | None, Revision | None]:
        """Return the public revisions before and after one; with a locale, of those whose texts are held in it."""
        among = self.held(locale) if locale else self.revisions
        older = next((other for other in among if other.day < revision.day), None)
        newer = next((other for other in reversed(among) if other.day > revision.day), None)
        return older, newer

    def title(self, locale: str) -> tuple[str, str]:
        """Return the policy's title and the locale that it is in: the default one where it has no translation."""
        default = self.site.settings.default
        candidates = [self.shown_text(locale), self.shown_text(default)]
        candidates += [self.text(revision, default) for revision in self.revisions]
        found = next((text for text in candidates if text), None)
        return (found.title, found.locale) if found else (self.policy.title, default)


def load(
    given: Configuration, environ: Mapping[str, str], keep: Callable[[Settings], Kept] = lambda _: Nothing()
) -> Site:
    """Read a site: facts, policies and the day.

    Args:
        given: its settings, and which of its files are none of its.
        environ: the environment; `KAITEI_TODAY` sets the day.
        keep: opens what is kept from build to build.

    Raises:
        KaiteiError: for all that is wrong with what is read; texts are converted later, by `check.check`.
    """
    chosen = given.settings
    problems: list[Any] = []
    loaded_facts = _gather(problems, lambda: _facts(chosen))
    kept = keep(chosen)
    sources = _gather(problems, lambda: source.scan(chosen.docs, chosen.root, chosen.codes, kept, given.excluded))
    registry = _gather(problems, lambda: register(sources, chosen.codes, kept)) if sources else None
    if problems or registry is None:
        raise KaiteiError(problems)
    in_texts = (one for policy in registry.policies.values() for one in policy.passed)
    passed = (*given.passed, *loaded_facts.passed, *in_texts)
    return Site(
        chosen,
        registry,
        loaded_facts,
        dates.today(chosen.timezone, environ),
        kept,
        excluded=given.excluded,
        warnings=given.warnings,
        hints=tuple(hints(passed)),
    )


def _facts(chosen: Settings) -> Facts:
    name = chosen.name(chosen.facts)
    if not chosen.facts.is_file():
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
