"""Links between policies and the pages of MkDocs, once these are made: what the engine alone cannot know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from kaitei.assembly.gather import Summaries
from kaitei.checks.outward import Outward, broken_anchor
from kaitei.errors import Problem
from kaitei.mkdocs.docs import Docs
from kaitei.text.content import Linked
from kaitei.text.links import Target


def anchors(files: Files, docs: Docs, summaries: Summaries) -> Iterator[Problem]:
    """Yield the links of living policies to a place on a page that is not there."""
    known = {target: _anchors(page) for target, page in _pages(files, docs).items()}
    for text in (text for one in summaries.values() for text in one.outward if not text.frozen):
        for link in text.links:
            if link.target.anchor and link.target.anchor not in known.get(link.target.path, {link.target.anchor}):
                yield broken_anchor(link, text.file, frozenset(known[link.target.path]))


def outward(files: Files, docs: Docs, locale: str) -> Iterator[Outward]:
    """Yield the links of ordinary pages to a clause of a policy."""
    settings = docs.builder.site.settings
    for page in _pages(files, docs).values():
        found: Mapping[File, Mapping[str, str]] = getattr(page, "links_to_anchors", None) or {}
        linked = (
            Linked(Target(path.replace(f".{locale}.md", ".md"), anchor), href, 0)
            for file, named in found.items()
            if (path := docs.path(file))
            for anchor, href in named.items()
        )
        if links := tuple(linked):
            yield Outward(f"{settings.name(Path(docs.config.docs_dir))}/{page.file.src_uri}", False, links)


def _pages(files: Files, docs: Docs) -> dict[str, Page]:
    """The pages that are no policies', by path as links of policies name them."""
    found = {}
    for file in files.documentation_pages():
        path = docs.path(file)
        if file.page and path is None:
            found[f"/{file.src_uri}"] = file.page
        elif file.page and path is not None and (source := docs.builder.ordinary(path)):
            found[f"{source.stem}.md"] = file.page
    return found


def _anchors(page: Page) -> set[str]:
    return page.present_anchor_ids or set()
