"""All pages of a site: which there are, at which address, made of what.

The hooks ask for themed pages (the text in force, ordinary pages) one by one and hand their parts to the theme. All
others are rendered here whole and written by `publish`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from kaitei import canonical, links, search
from kaitei.fill import fill
from kaitei.pages import history, text
from kaitei.pages.compare import Pair, compare
from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.pages.frame import frame
from kaitei.pages.index import index, page_title
from kaitei.pages.views import (
    CompareView,
    Frame,
    HistoryView,
    IndexView,
    MessageView,
    PageView,
    PolicyView,
    SearchView,
)
from kaitei.pairs import pairs
from kaitei.policy import Revision, Text
from kaitei.programs.files import files
from kaitei.programs.linked_data import linked_data
from kaitei.programs.relations import versions
from kaitei.registry import Page
from kaitei.render import MISSING
from kaitei.site import Site, Standing

HEADERS = "_headers"
"""The file in which several static hosts look for the headers to send."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site."""

    path: str  # below the site's root
    content: str


@dataclass(frozen=True, slots=True)
class Themed:
    """The parts of a page that the theme puts together."""

    title: str
    root: Markup  # attributes of <html>
    head: Markup
    header: Markup
    body: Markup
    footer: Markup
    updated: dt.date  # the day of the text's revision, or the site's day, for the sitemap
    template: str  # of the theme


@dataclass(frozen=True)
class Builder:
    """Makes the pages of a site."""

    site: Site
    contexts: dict[str, Context]

    @classmethod
    def make(cls, site: Site) -> Builder:
        """Set up every locale of a site.

        Raises:
            KaiteiError: where a locale has no words.
        """
        return cls(site, {code: Context.make(site, code) for code in site.settings.codes})

    def themed_files(self, locale: str) -> frozenset[str]:
        """Return the files below docs/ that the theme makes pages of in a locale."""
        site = self.site
        found = {page.path for page in site.registry.pages if page.locale == locale}
        for standing in site.standings():
            shown = standing.shown_text(locale)
            if shown and shown.file == self._living_file(standing, locale):
                found.add(site.path(shown.file))
            elif locale == site.settings.default:
                found.add(site.path(standing.policy.file))
        return frozenset(found)

    def sources(self) -> frozenset[str]:
        """Return the files below docs/ that MkDocs is to see: those of themed pages, and what is published as it is."""
        themed = (self.themed_files(locale) for locale in self.contexts)
        return frozenset(self.site.registry.assets).union(*themed)

    def themed(self, path: str, locale: str) -> Themed:
        """Make the parts of a themed page from its file below docs/."""
        context = self.contexts[locale]
        for page in self.site.registry.pages:
            if page.path == path:
                return self._parts(context, *self._page(context, page), self.site.today, page.template)
        for standing in self.site.standings():
            if path in (self.site.path(standing.policy.file), self.site.path(self._living_file(standing, locale))):
                view, surround = self._living(context, standing)
                shown = standing.shown_text(locale)
                return self._parts(context, view, surround, shown.date if shown else self.site.today)
        raise KeyError(path)

    def outputs(self) -> Iterator[Output]:
        """Yield every file that the theme does not make."""
        default = self.contexts[self.site.settings.default]
        yield self._missing(default)
        yield Output(".nojekyll", "")  # Jekyll, on hosts that run it, leaves out what begins with an underscore
        yield Output(HEADERS, default.renderer.render("publishing/_headers", f"/{HEADERS}") + "\n")
        yield from (Output(path, content) for path, content in files(self.contexts))
        for locale, context in self.contexts.items():
            themed = self.themed_files(locale)
            for standing in self.site.standings():
                yield from self._policy(context, standing, themed)
            view: Any = history.site_history(context)
            yield self._light(context, view, frame(context, view.title, "/history/"))
            view = search.page(context)
            yield self._light(context, view, frame(context, view.title, search.ADDRESS, noindex=True))
            yield Output(context.address(search.INDEX).lstrip("/"), search.index(context))
            if not any(page.stem == "index" and page.locale == locale for page in self.site.registry.pages):
                view = index(context)
                yield self._light(context, view, frame(context, view.title, "/"))

    def _missing(self, context: Context) -> Output:
        view = text.missing(context)
        default = self.site.settings.default
        surround = frame(context, view.title, MISSING, lambda code: code == default, noindex=True, canonical="")
        return self._light(context, view, surround)

    def _policy(self, context: Context, standing: Standing, themed: frozenset[str]) -> Iterator[Output]:
        policy, locale = standing.policy, context.locale
        default = locale == self.site.settings.default
        if not default and self.site.path(self._living_file(standing, locale)) not in themed:
            yield self._light(context, *self._living(context, standing))
        for revision in standing.held(locale):
            yield self._dated(context, standing, revision)
            content = canonical.text(self.site, standing, revision, locale)
            yield Output(context.address(f"{policy.address}{revision.date}.txt").lstrip("/"), content)
        view = history.history(context, standing)
        title = context.words("page_history_of", title=context.title(standing).text)
        surround = frame(context, title, f"{policy.address}history/", feed=context.feed(policy))
        yield self._light(context, view, surround)
        for old, new in pairs(standing.held(locale), standing.current):
            yield self._comparison(Pair(context, standing, old, new))
        for alias in policy.aliases:
            yield from self._moved(context, standing, alias)

    def _living(self, context: Context, standing: Standing) -> tuple[PolicyView | MessageView, Frame]:
        view = text.living(context, standing)
        described = ""
        if isinstance(view, PolicyView):
            company = frame(context, "", "/").company
            described = context.words("description_text", company=company, title=view.title, state=view.state.label)
        surround = frame(
            context,
            view.title,
            standing.policy.address,
            lambda code: standing.shown_text(code) is not None,
            fallback=standing.policy.address,
            noindex=isinstance(view, MessageView),
            description=described,
            feed=context.feed(standing.policy),
        )
        return view, _stated(context, surround, view, standing, standing.shown_text(context.locale))

    def _dated(self, context: Context, standing: Standing, revision: Revision) -> Output:
        view = text.dated(context, standing, revision)
        current = standing.shown == revision
        surround = frame(
            context,
            context.words("page_text_of", title=view.title, day=context.day(revision.date)),
            f"{standing.policy.address}{revision.date}/",
            lambda code: standing.text(revision, code) is not None,
            fallback=standing.policy.address,
            noindex=not current,
            canonical=context.living(standing.policy) if current else None,
            feed=context.feed(standing.policy),
        )
        held = standing.text(revision, context.locale)
        return self._light(context, view, _stated(context, surround, view, standing, held))

    def _comparison(self, pair: Pair) -> Output:
        context, policy = pair.context, pair.standing.policy
        days = {"old": context.day(pair.old.date), "new": context.day(pair.new.date)}
        title = context.words("page_compare_of", title=context.title(pair.standing).text, **days)
        held = {code: pair.standing.held(code) for code in context.settings.codes}
        surround = frame(
            context,
            title,
            f"{policy.address}compare/{pair.old.date}/{pair.new.date}/",
            lambda code: (pair.old, pair.new) in pairs(held[code], pair.standing.current),
            fallback=policy.address,
            noindex=True,
            feed=context.feed(policy),
        )
        view = compare(pair)
        marks = {"old": context.mark(pair.standing, pair.old).label, "new": context.mark(pair.standing, pair.new).label}
        state = context.words("margin_states", **marks, old_label=view.labels.old, new_label=view.labels.new)
        return self._light(context, view, replace(surround, state=state))

    def _moved(self, context: Context, standing: Standing, alias: str) -> Iterator[Output]:
        """Yield pages at a former id's addresses that lead to the present ones."""
        policy = standing.policy
        held = standing.held(context.locale)
        below = ["", "history/", *(f"{revision.date}/" for revision in held)]
        below += [f"compare/{old.date}/{new.date}/" for old, new in pairs(held, standing.current)]
        for part in below:
            target = context.address(f"{policy.address}{part}")
            view = text.moved(context, context.title(standing), target)
            yield self._light(context, view, _leading(context, view.title, f"/{alias}/{part}", target))
        for revision in held:
            content = canonical.text(self.site, standing, revision, context.locale)
            yield Output(context.address(f"/{alias}/{revision.date}.txt").lstrip("/"), content)

    def _page(self, context: Context, page: Page) -> tuple[PageView, Frame]:
        title = page_title(context, page)
        content = self.site.content(page)
        path = links.page_address(page.stem)
        address = context.address(path)

        codes = {other.locale for other in self.site.registry.pages if other.stem == page.stem}
        codes |= set(self.site.settings.codes) if page.stem == "index" else set()
        surround = frame(context, title, path, lambda code: code in codes, description=page.description)

        def policies() -> Markup:
            return context.renderer.render("kaitei/policies.html", address, view=index(context, title), frame=surround)

        filler = PageFiller(context, content, self.site.today, address, policies=policies)
        body = fill(content.document.html, filler)
        if page.stem == "index" and "policies" not in content.names:
            body += policies()
        return PageView(title, content.document.toc, body), surround

    def _light(self, context: Context, view: Any, surround: Frame) -> Output:
        body = context.renderer.render(_template(view), surround.address, view=view, frame=surround)
        page = context.renderer.render("kaitei/layout.html", surround.address, view=view, frame=surround, body=body)
        path = surround.address.lstrip("/")
        return Output(path if surround.address == MISSING else f"{path}index.html", page + "\n")

    def _parts(self, context: Context, view: Any, surround: Frame, updated: dt.date, template: str = "") -> Themed:
        def part(template: str) -> Markup:
            return context.renderer.render(template, surround.address, view=view, frame=surround)

        return Themed(
            title=surround.title,
            root=part("kaitei/root.html"),
            head=part("kaitei/head.html"),
            header=part("kaitei/header.html"),
            body=part(_template(view)),
            footer=part("kaitei/footer.html"),
            updated=updated,
            template=template,
        )

    def _living_file(self, standing: Standing, locale: str) -> str:
        file = standing.policy.file
        return file if locale == self.site.settings.default else f"{file.removesuffix('.md')}.{locale}.md"


def _template(view: Any) -> str:
    names = {
        PolicyView: "policy",
        PageView: "page",
        IndexView: "index",
        HistoryView: "history",
        CompareView: "compare",
        MessageView: "message",
        SearchView: "search",
    }
    return f"kaitei/{names[type(view)]}.html"


def _leading(context: Context, title: str, path: str, target: str) -> Frame:
    """Frame a page at a former address, which is in one locale only: others may not hold what it leads to."""
    own = context.locale
    return frame(context, title, path, lambda code: code == own, noindex=True, canonical=target, redirect=target)


def _stated(context: Context, surround: Frame, view: Any, standing: Standing, shown: Text | None) -> Frame:
    """Add the state and the first day of a text, for the margin, and what programs are told of its page."""
    if not isinstance(view, PolicyView) or shown is None:
        return surround
    first = view.dates[0]
    state = context.words("margin_state", state=view.state.label, effective=first.label, day=context.day(first.date))
    related = versions(context, standing, standing.policy.revision(shown.date), surround.address)
    data = linked_data(context, standing, shown, surround.address)
    return replace(surround, state=state, relations=(*surround.relations, *related), data=data)
