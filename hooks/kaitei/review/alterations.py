"""What a change does beside texts: pictures that they show, and what makes all pages."""

from __future__ import annotations

from collections.abc import Iterator

from kaitei.errors import Problem
from kaitei.record import record
from kaitei.review.commit import Base
from kaitei.site.site import Site, Standing
from kaitei.text import links

GROUPS = {
    "code": ("hooks/", "requirements", "pyproject.toml", "Makefile", ".github/"),
    "templates": ("overrides/",),
    "words": ("words/",),
    "settings": ("mkdocs.yml", "mkdocs.yaml"),
}
"""What makes pages, by the beginnings of its paths; each can alter every page, and none of it is text."""

MOST = 5
"""The number of files that a message names."""


def pictures(site: Site, base: Base) -> Iterator[Problem]:
    """Yield the pictures and PDFs of public past texts that have other bytes, where the record does not watch yet."""
    known = record.readable(site)[0].sources
    for name in record.sources(site):
        if name in base.changed and not name.endswith(".md") and name not in known:
            yield Problem("since_picture", name)


def warnings(site: Site, base: Base) -> Iterator[Problem]:
    """Yield the pictures of living texts that have other bytes, and what can alter every page."""
    frozen = record.sources(site)
    shown = set(_shown(site))
    for name in base.changed:
        if name in shown and name not in frozen:
            yield Problem("since_picture_living", name)
    for group, beginnings in GROUPS.items():
        found = [name for name in base.touched if name.startswith(beginnings)]
        if found:
            more = f" … ({len(found)})" if len(found) > MOST else ""
            yield Problem(f"since_{group}", found[0], 0, {"files": ", ".join(found[:MOST]) + more})


def _shown(site: Site) -> Iterator[str]:
    """Yield the pictures that texts of policies show, by path from the root."""
    for policy in site.registry.policies.values():
        for edition in Standing.whole(policy, site).editions.values():
            for address in edition.reading.pictures:
                if target := links.parse(address, edition.content.folder, edition.settings.below):
                    yield site.settings.name(site.settings.file(target.path))
