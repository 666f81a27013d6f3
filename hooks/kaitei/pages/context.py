"""What all pages of a locale share: words, days, addresses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

from kaitei.pages.compare_cells import Looks
from kaitei.pages.compare_rows import Maker, maker
from kaitei.pages.views import StateMark, Tone
from kaitei.policy.policy import Policy, Revision
from kaitei.policy.states import State, until
from kaitei.rendering.renderer import Renderer
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing
from kaitei.source.settings import Settings
from kaitei.wording.per_locale import Localized, Said, pick
from kaitei.wording.words import Words


@dataclass(frozen=True)
class Context:
    """A locale of a site, ready to make pages."""

    site: Site
    locale: str
    words: Words
    renderer: Renderer

    @classmethod
    def make(cls, site: Site, locale: str) -> Context:
        """Set up a locale.

        Raises:
            KaiteiError: where the locale has no words.
        """
        settings = site.settings
        chosen = settings.words(locale)
        renderer = Renderer.make(
            settings.overrides,
            chosen,
            settings.date_format,
            settings.site_url,
            settings.name,
            settings.address("/assets/"),
        )
        return cls(site, locale, chosen, renderer)

    def of(self, site: Site) -> Context:
        """This context for another `Site`, such as `Site.ground`; templates and words are shared."""
        return replace(self, site=site)

    @cached_property
    def rows(self) -> Maker:
        """What makes the rows of comparisons."""
        return maker(self.remarks)

    @cached_property
    def remarks(self) -> Words:
        """The words of the locale, and before them the site's own for remarks in comparisons."""
        own = self.settings.labels.get(self.locale, {})
        return replace(self.words, texts={**self.words.texts, **own}) if own else self.words

    @cached_property
    def looks(self) -> WeakKeyDictionary[Edition, Looks]:
        """What `compare_looks` has made of texts, as long as these are there."""
        return WeakKeyDictionary()

    @property
    def settings(self) -> Settings:
        """The site's settings."""
        return self.site.settings

    @property
    def is_default(self) -> bool:
        """Whether this is the locale whose texts are authoritative."""
        return self.locale == self.settings.default

    @property
    def default_language(self) -> str:
        """The name of the default locale's language in this locale: in en, Japanese."""
        default = self.settings.default
        return self.words.get(f"language_{default}") or self.settings.locale(default).name

    def day(self, day: dt.date | str) -> str:
        """Write a day as the locale does."""
        return self.renderer.day(day)

    def address(self, path: str) -> str:
        """An address of the default locale as it is in this one: in en, `/terms/` → `/en/terms/`."""
        return self.settings.address(path, self.locale)

    def default_address(self, path: str) -> str:
        """The same in the default locale."""
        return self.settings.address(path)

    def absolute(self, address: str) -> str:
        """An address of the site in full."""
        return self.renderer.full(address)

    def feed(self, policy: Policy | None = None) -> str:
        """Where the feed of a policy, or of the whole site, is."""
        return self.address(f"{policy.address if policy else '/'}feed.xml")

    def calendar(self) -> str:
        """Where the calendar of what is coming is."""
        return self.address("/calendar.ics")

    def living(self, policy: Policy) -> str:
        """The address of a policy's text in force: `/terms/`."""
        return self.address(policy.address)

    def dated(self, policy: Policy, revision: Revision) -> str:
        """The lasting address of a revision's text: `/terms/2023-12-20/`."""
        return self.address(f"{policy.address}{revision.date}/")

    def in_history(self, policy: Policy, revision: Revision) -> str:
        """Where a revision stands in the history of its policy: `/terms/history/#2026-07-01`."""
        return f"{self.history(policy)}#{revision.date}"

    def history(self, policy: Policy) -> str:
        """Where a policy's history is."""
        return self.address(f"{policy.address}history/")

    def say(self, value: Localized) -> Said:
        """Choose the words of a text given per locale; a single string is in the default locale's language."""
        return pick(value, self.locale, self.settings.default, single_is_default=True)

    def title(self, standing: Standing) -> Said:
        """A policy's title, in the default locale's language where it has no translation."""
        title, locale = standing.title(self.locale)
        return Said(title, "" if locale == self.locale else locale)

    def kinds(self, policy: Policy) -> tuple[str, ...]:
        """What a policy is, in words."""
        return tuple(self.words(f"kind_{kind}") for kind in policy.kinds)

    def mark(self, standing: Standing, revision: Revision) -> StateMark:
        """A revision's state with the days between which it holds, in words."""
        return self._mark(standing.state(revision), revision, until(standing.revisions, revision))

    def choice(self, standing: Standing, revision: Revision) -> str:
        """A revision as one among others: 2023年6月1日施行（旧版）."""
        state = self.words(f"state_{standing.state(revision)}")
        return self.words("choice", day=self.day(revision.date), state=state)

    def brief(self, standing: Standing, revision: Revision) -> StateMark:
        """The same without the first day of a past text, which stands beside it: 旧版（2023年5月31日まで）."""
        state, last = standing.state(revision), until(standing.revisions, revision)
        if state is not State.SUPERSEDED or last is None:
            return self._mark(state, revision, last)
        return StateMark(self.words("state_until", state=self.words(f"state_{state}"), day=self.day(last)), "past")

    def _mark(self, state: State, revision: Revision, last: dt.date | None) -> StateMark:
        name = self.words(f"state_{state}")
        match state:
            case State.TO_BE_ENACTED | State.TO_BE_REVISED | State.TO_BE_REPEALED:
                return StateMark(self.words("state_from", state=name, day=self.day(revision.date)), "next")
            case State.WITHDRAWN:
                assert revision.withdrawn
                label = self.words("state_decided", state=name, day=self.day(revision.withdrawn))
                return StateMark(label, "past")
            case State.SUPERSEDED:
                assert last is not None
                span = {"first": self.day(revision.date), "last": self.day(last)}
                return StateMark(self.words("state_between", state=name, **span), "past")
            case State.REPEALED:
                return StateMark(self.words("state_from", state=name, day=self.day(revision.date)), "past")
            case State.CURRENT:
                tone: Tone = "current"
                return StateMark(self.words("state_until", state=name, day=self.day(last)) if last else name, tone)
