"""All pages of a site: which there are, at which address, made of what.

The hooks ask for themed pages (the text in force, ordinary pages) one by one and hand their parts to the theme. All
others are rendered here whole and written by `publish`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from kaitei import canonical, groups, links, search
from kaitei.cache.keys import Later, digest
from kaitei.errors import KaiteiError, Problem
from kaitei.fill import fill
from kaitei.output import Group, Output
from kaitei.pages import framed, history, text
from kaitei.pages.compare import Pair
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
from kaitei.policy import Policy, Revision
from kaitei.programs import files as programs
from kaitei.registry import Page
from kaitei.render import MISSING
from kaitei.site import Site, Standing

HEADERS = "_headers"
"""The file in which several static hosts look for the headers to send."""


@dataclass(frozen=True, slots=True)
class Themed:
    """The parts of a page that the theme puts together."""

    title: str
    root: Markup  # attributes of <html>
    head: Markup
    header: Markup
    body: Markup
    footer: Markup
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
        return self.site.once(("themed", locale), lambda: self._themed_files(locale))

    def _themed_files(self, locale: str) -> frozenset[str]:
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

    def themed(self, path: str, locale: str, draft: bool = False) -> Themed:
        """Make the parts of a themed page from its file below docs/; one that a preview alone shows says so."""
        found = self._themed(path, locale)
        return replace(found, body=self._draft(locale) + found.body) if draft else found

    def _draft(self, locale: str) -> Markup:
        return self.contexts[locale].renderer.render("kaitei/draft.html", "/")

    def _themed(self, path: str, locale: str) -> Themed:
        context = self.contexts[locale]
        if standing := self._standing(path, locale):
            return self._themed_policy(context, standing)
        page = next(page for page in self.site.registry.pages if page.path == path)
        view, surround = self._page(context, page)
        return _themed(surround.title, self._parts(context, view, surround), page.template)

    def themed_key(self, path: str, locale: str) -> str:
        """Return the key of the parts of a themed page: of all that may be in a policy's, and of an ordinary page's."""
        standing = self._standing(path, locale)
        return groups.of_policy(self.contexts[locale], standing) if standing else digest(self.themed(path, locale))

    def _standing(self, path: str, locale: str) -> Standing | None:
        """Return the policy whose text in force a file is, in a locale, or would be."""

        def make() -> dict[str, Standing]:
            path, every = self.site.path, self.site.standings()
            named = ((name, one) for one in every for name in (one.policy.file, self._living_file(one, locale)))
            return {path(name): one for name, one in named}

        return self.site.once(("standings by file", locale), make).get(path)

    def _themed_policy(self, context: Context, standing: Standing) -> Themed:
        kept = self.site.kept
        key = digest("themed", groups.of_policy(context, standing))
        title, *parts = kept.recall(key, lambda: json.loads(kept.whole(key, lambda: self._living(context, standing))))
        return _themed(title, parts)

    def _living(self, context: Context, standing: Standing) -> str:
        view, surround = framed.living(context, standing)

        def make() -> str:
            return json.dumps([surround.title, *self._parts(context, view, surround)])

        return self.site.kept.text(digest("themed", context.key, view, surround), make)

    def prepare(self, policy: Policy, locale: str) -> None:
        """Make the pages of a policy in a locale ahead of their time, while its texts are at hand."""
        standing = self.site.standing(policy.id)
        if standing and self.site.kept.prepare(self._group(self.contexts[locale], standing)):
            context = self.contexts[locale]
            search.prepare(context, standing)
            if self.site.path(self._living_file(standing, locale)) in self.themed_files(locale):
                self._themed_policy(context, standing)

    def groups(self) -> Iterator[Group]:
        """Yield every file that the theme does not make, with those that are made from the same things."""
        yield Group(self._common)
        for context in self.contexts.values():
            yield from (self._group(context, standing) for standing in self.site.standings())
            yield Group(partial(self._all, context), groups.of_all(context))
        yield Group(lambda: _files(programs.of_site(self.contexts)), groups.of_site(self.site))

    def _group(self, context: Context, standing: Standing) -> Group:
        return Group(partial(self._policy, context, standing), groups.of_policy(context, standing))

    def outputs(self) -> Iterator[Output]:
        """Yield every file that the theme does not make."""
        for group in self.groups():
            yield from group.outputs()

    def trial(self) -> Iterator[Problem]:
        """Make every file and keep none; yield why some cannot be made, as templates may fail for a single page."""

        def made(step: Callable[[], object]) -> tuple[Problem, ...]:
            try:
                step()
            except KaiteiError as error:
                return error.problems
            return ()

        for locale in self.contexts:
            for path in sorted(self.themed_files(locale)):
                yield from made(partial(self.themed, path, locale))
        for group in self.groups():
            yield from made(lambda group=group: [output.content.value for output in group.outputs()])  # type: ignore[misc]

    def _common(self) -> Iterator[Output]:
        """Yield the files that a site has once, whatever its policies."""
        default = self.contexts[self.site.settings.default]
        view = text.missing(default, (other for other in self.contexts.values() if other is not default))
        only = default.locale
        yield self._light(default, view, frame(default, view.title, MISSING, only.__eq__, noindex=True, canonical=""))
        headers = default.renderer.render("publishing/_headers", f"/{HEADERS}") + "\n"
        # Jekyll, on hosts that run it, leaves out what begins with an underscore.
        yield from _files([("/.nojekyll", ""), (f"/{HEADERS}", headers)])

    def _all(self, context: Context) -> Iterator[Output]:
        """Yield the pages of a locale that tell of all policies."""
        view: Any = history.site_history(context)
        yield self._light(context, view, frame(context, view.title, history.ADDRESS))
        view = search.page(context)
        yield self._light(context, view, frame(context, view.title, search.ADDRESS, noindex=True))
        yield Output(_path(context, search.INDEX), search.index(context))
        if not self.site.registry.page("index", context.locale):
            view = index(context)
            yield self._light(context, view, frame(context, view.title, "/"))
        yield from _files(programs.of_locale(context))

    def _policy(self, context: Context, standing: Standing) -> Iterator[Output]:
        """Yield the pages of a policy in a locale."""
        policy, held = standing.policy, standing.held(context.locale)
        themed = self.themed_files(context.locale)
        if not context.is_default and self.site.path(self._living_file(standing, context.locale)) not in themed:
            yield self._light(context, *framed.living(context, standing))
        for revision in held:
            yield self._light(context, *framed.dated(context, standing, revision))
            yield self._text(context, standing, revision, policy.address)
        yield self._light(context, *framed.history(context, standing))
        for old, new in standing.pairs(context.locale):
            yield self._light(context, *framed.comparison(Pair(context, standing, old, new)))
        for alias in policy.aliases:
            yield from self._moved(context, standing, alias)
        yield from _files(programs.of_policy(context, standing))

    def _text(self, context: Context, standing: Standing, revision: Revision, folder: str) -> Output:
        """Make the canonical text of a revision, below the address of its policy."""
        key = canonical.key(self.site, standing, revision, context.locale)
        content = Later(key, lambda: canonical.text(self.site, standing, revision, context.locale))
        return Output(_path(context, f"{folder}{revision.date}.txt"), content)

    def _moved(self, context: Context, standing: Standing, alias: str) -> Iterator[Output]:
        """Yield pages at a former id's addresses that lead to the present ones, and the canonical texts again."""
        policy, held = standing.policy, standing.held(context.locale)
        below = ["", "history/", *(f"{revision.date}/" for revision in held)]
        below += [f"compare/{old.date}/{new.date}/" for old, new in standing.pairs(context.locale)]
        for part in below:
            target = context.address(f"{policy.address}{part}")
            yield self._light(context, *framed.moved(context, standing, f"/{alias}/{part}", target))
        for revision in held:
            yield self._text(context, standing, revision, f"/{alias}/")

    def _page(self, context: Context, page: Page) -> tuple[PageView, Frame]:
        title = page_title(context, page)
        path = links.page_address(page.place)
        address = context.address(path)
        home, registry = page.place == "index", self.site.registry
        surround = frame(
            context,
            title,
            path,
            lambda code: home or registry.page(page.place, code) is not None,
            description=page.description,
        )

        def policies() -> Markup:
            return context.renderer.render("kaitei/policies.html", address, view=index(context, title), frame=surround)

        document = self.site.content(page).document
        body = fill(document.html, PageFiller(context, page, self.site.today, address, policies=policies))
        if home and "policies" not in self.site.reading(page).names:
            body += policies()
        return PageView(title, document.toc, body), surround

    def _light(self, context: Context, view: Any, surround: Frame) -> Output:
        """Make a page that the theme has no part in."""
        values = {"view": view, "frame": surround, "body": _template(view)}
        make = partial(context.renderer.render, "kaitei/layout.html", surround.address, **values)
        path = surround.address.lstrip("/")
        key = digest("page", context.key, view, surround)
        parts = (view.table,) if isinstance(view, CompareView) else ()
        return Output(path if surround.address == MISSING else f"{path}index.html", Later(key, make, parts))

    def _parts(self, context: Context, view: Any, surround: Frame) -> list[str]:
        names = ("kaitei/root.html", "kaitei/head.html", "kaitei/header.html", _template(view), "kaitei/footer.html")
        return [context.renderer.render(name, surround.address, view=view, frame=surround) for name in names]

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


def _themed(title: str, parts: Iterable[str], template: str = "") -> Themed:
    root, head, header, body, footer = map(Markup, parts)
    return Themed(title, root, head, header, body, footer, template)


def _files(contents: Iterable[tuple[str, str]]) -> Iterator[Output]:
    """Yield files that are made already, given by their addresses."""
    for address, content in contents:
        yield Output(address.lstrip("/"), Later(digest("file", content), content.__str__))


def _path(context: Context, address: str) -> str:
    return context.address(address).lstrip("/")
