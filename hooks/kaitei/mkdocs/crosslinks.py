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

Pages = Mapping[str, Page]
"""The pages that are no policies', by path as links of policies name them."""


def pages(files: Files, docs: Docs) -> Pages:
    """The pages of a build that are no policies'."""
    found = {}
    for file in files.documentation_pages():
        path = docs.path(file)
        if file.page and path is None:
            found[f"/{file.src_uri}"] = file.page
        elif file.page and path is not None and (source := docs.builder.ordinary(path)):
            found[f"{source.stem}.md"] = file.page
    return found


def anchors(known: Pages, summaries: Summaries) -> Iterator[Problem]:
    """Yield the links of living policies to a place on a page that is not there."""
    for text in (text for one in summaries.values() for text in one.outward if not text.frozen):
        for link in text.links:
            page = known.get(link.target.path)
            there = (page.present_anchor_ids or set()) if page else {link.target.anchor}
            if link.target.anchor and link.target.anchor not in there:
                yield broken_anchor(link, text.file, frozenset(there))


def outward(known: Pages, docs: Docs, locale: str) -> Iterator[Outward]:
    """Yield the links of ordinary pages to a clause of a policy."""
    settings = docs.builder.site.settings
    for page in known.values():
        found: Mapping[File, Mapping[str, str]] = getattr(page, "links_to_anchors", None) or {}
        linked = (
            Linked(Target(path.replace(f".{locale}.md", ".md"), anchor), href, 0)
            for file, named in found.items()
            if (path := docs.path(file))
            for anchor, href in named.items()
        )
        if links := tuple(linked):
            yield Outward(f"{settings.name(Path(docs.config.docs_dir))}/{page.file.src_uri}", False, links)
