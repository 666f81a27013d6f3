"""Fills a text for one page: facts as of the page's day, and links as they lead from it.

Links keep their time: on the dated page of a text they lead to what other policies said on its first day, on the page
in force to what is in force. Whether an anchor is in that text is not known here, as a page is made from the faces of
other policies alone; where it is not, a browser shows the text from its beginning (`checks/coming` tells of it).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from kaitei.errors import fail
from kaitei.facts import facts
from kaitei.facts.facts import Gone, NotYet
from kaitei.pages.context import Context
from kaitei.pages.views import DateLine
from kaitei.policy import states
from kaitei.policy.policy import Revision
from kaitei.policy.states import in_force
from kaitei.site.site import Standing
from kaitei.source.settings import Settings
from kaitei.text import links
from kaitei.text.content import Content
from kaitei.wording.per_locale import pick


@dataclass(frozen=True)
class PageFiller:
    """Gives `text.fill` the values of placeholders and links on one page, by its day, revision and address."""

    context: Context
    content: Content | None  # None on ordinary pages
    day: dt.date  # as of which facts are read
    page: str  # address of the page
    standing: Standing | None = None  # None on ordinary pages
    revision: Revision | None = None

    def text(self, name: str) -> Markup:
        """A leaf's text as HTML, marked where it is in another language than the page."""
        said = pick(self._leaf(name), self.context.locale, self.context.settings.default)
        return said.html

    def plain(self, name: str) -> str:
        """A leaf's text."""
        return pick(self._leaf(name), self.context.locale, self.context.settings.default).text

    def block(self, name: str) -> Markup | None:
        """The HTML of a placeholder that is a block, "" where its entry is `Gone`; None where it is a leaf."""
        if name in ("dates", "signature"):
            return self._render(name, None, [])
        if name == "revision.date":
            return None
        value = facts.lookup(self.context.site.facts.as_of(self.day), name)
        if isinstance(value, Gone):
            return Markup()
        if facts.is_text(value, self.context.settings.codes):
            return None
        key = name.split(".")[0]
        return self._render(*_template(key, name, value, self._all[key], self.context.settings.codes))

    def through(self, template: str, name: str) -> Markup:
        """A fact through another template than its own, "" where there is none of that day."""
        value = facts.lookup(self.context.site.facts.as_of(self.day), name)
        return Markup() if isinstance(value, Gone | NotYet) else self._render(template, value, [])

    def gist(self, note: Markup) -> Markup:
        """A plain-language note with what it is called in the page's language."""
        return self.context.renderer.render("kaitei/gist.html", self.page, note=note)

    def address(self, target: str) -> str | None:
        """Where a link leads, None where what it names is not public yet."""
        found = self.led(target)
        parsed = self._parsed(target)
        if found is None or parsed is None:
            return found
        return links.relative(found, self.page) if parsed.path else found.removeprefix(self.page)

    def led(self, target: str) -> str | None:
        """The same, but from the site's root: `/privacy/2023-06-16/#c3`."""
        parsed = self._parsed(target)
        if parsed is None:
            return target
        anchor = f"#{parsed.anchor}" if parsed.anchor else ""
        found = self._public(parsed.path) if parsed.path else self.page
        return found + anchor if found else None

    def _parsed(self, target: str) -> links.Target | None:
        return links.parse(target, self.content.folder if self.content else "", self._settings.below)

    def printed(self, address: str) -> str:
        """The address of another page of the site in full, as paper needs it; "" for any other."""
        within = not address.startswith("#") and links.parse(address, "", self._settings.below) is not None
        return urljoin(self._settings.site_url + self.page.lstrip("/"), address) if within else ""

    def _public(self, path: str) -> str | None:
        site = self.context.site
        if path.startswith("/"):
            return self._outside(path)
        if path in site.registry.assets:
            return self._settings.address(f"/{path}")
        stem = path.removesuffix(".md")
        pages = {page.locale: page for page in site.registry.pages if page.stem == stem}
        if page := pages.get(self.context.locale):
            return self.context.address(links.page_address(page.place))
        if standing := site.standing(stem):
            return self._text(standing, self._then(standing)) or self.context.living(standing.policy)
        owner, _, date = stem.rpartition("/")
        if standing := site.standing(owner):
            return self._text(standing, next((r for r in standing.revisions if r.date == date), None))
        return self._settings.address(links.page_address(next(iter(pages.values())).place)) if pages else None

    def _outside(self, path: str) -> str | None:
        """The address of a file outside the engine's folder, in the page's locale where it is there."""
        there, (stem, dot, suffix) = self.context.site.registry.outside, path[1:].rpartition(".")
        locale = self.context.locale
        own = not self.context.is_default and f"{stem}.{locale}{dot}{suffix}" in there
        if not own and path[1:] not in there:
            return None
        found = links.page_address(stem) if suffix == "md" else path
        return f"/{locale}{found}" if own else found

    @property
    def _settings(self) -> Settings:
        return self.context.settings

    def _then(self, target: Standing) -> Revision | None:
        """On a dated page the revision of a policy that was, or will be, in force on its first day; None elsewhere."""
        own = self.standing
        if own is None or self.revision is None or self.page == self.context.living(own.policy):
            return None
        if target.policy.id == own.policy.id:
            return self.revision  # which a withdrawn one never is
        return in_force(target.revisions, self.revision.day)

    def _text(self, target: Standing, revision: Revision | None) -> str | None:
        """The dated page of a text, in the default locale where this one has none; None where none is held."""
        if revision is None:
            return None
        if target.edition(revision, self.context.locale):
            return self.context.dated(target.policy, revision)
        held = target.edition(revision, self.context.settings.default)
        return self._settings.address(f"{target.policy.address}{revision.date}/") if held else None

    def _leaf(self, name: str) -> Any:
        if name == "revision.date" and self.revision:
            return self.context.day(self.revision.date)
        value = facts.lookup(self.context.site.facts.as_of(self.day), name) if name not in facts.DERIVED else None
        if isinstance(value, Gone):
            return ""
        if not facts.is_text(value, self.context.settings.codes):
            assert self.content
            line = self.content.reading.names[name]
            raise fail("placeholder_alone", self.content.file, line, name=name)
        return value

    @property
    def _all(self) -> dict[str, Any]:
        return self.context.site.facts.as_of(self.day).values

    def _render(self, template: str, fact: Any, entries: list[Any]) -> Markup:
        values = {
            "fact": self._finished(fact),
            "entries": [self._finished(entry) for entry in entries],
            "facts": self._finished(self._all),
            "dates": self._dates() if self.revision else (),
        }
        return self.context.renderer.render(f"blocks/{template}.html", self.page, **values)

    def _finished(self, value: Any) -> Any:
        """Turn a value into what templates print: texts of the page's locale, nothing that is absent."""
        if facts.is_text(value, self.context.settings.codes):
            said = pick(value, self.context.locale, self.context.settings.default)
            return said.html if said.lang else said.text
        if isinstance(value, dict):
            return {key: self._finished(inner) for key, inner in value.items() if not isinstance(inner, NotYet | Gone)}
        return [self._finished(inner) for inner in value] if isinstance(value, list) else value

    def _dates(self) -> tuple[DateLine, ...]:
        """The days of enactment and revision up to the page's own revision, oldest first."""
        assert self.standing
        assert self.revision
        past = [one for one in reversed(states.standing(self.standing.revisions)) if one.day <= self.revision.day]
        if self.context.settings.dates == "latest":
            ends = (self._line("first_revision", one) for one in past[:1])
            return (*ends, *(self._line("last_revision", one) for one in past[1:][-1:]))
        return tuple(self._line(f"event_{one.event}", one) for one in past)

    def _line(self, label: str, revision: Revision) -> DateLine:
        """The day on which a revision was decided, with that of its effect where this is another."""
        decided = str(revision.adopted or revision.date)
        effective = revision.date if decided != revision.date else ""
        return DateLine(self.context.words(label), decided, effective)


def _template(key: str, name: str, value: Any, whole: Any, locales: tuple[str, ...]) -> tuple[str, Any, list[Any]]:
    """Choose the template of a block, and the entries that it shows."""
    collection = facts.is_collection(key, whole, locales)
    if name == key:
        return key, value, _rows(list(value.values()) if collection else [value])
    if name.count(".") == 1 and collection:
        return key, value, _rows([value])
    return "_value", value, []


def _rows(entries: list[Any]) -> list[Any]:
    present = [entry for entry in entries if not isinstance(entry, NotYet | Gone)]
    return [row for entry in present for row in (entry if isinstance(entry, list) else [entry])]
