"""Whether each link of a text leads somewhere, and each remark names a clause."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from kaitei import links
from kaitei.checks.found import Found
from kaitei.content import Linked, Reading
from kaitei.errors import KaiteiError, Problem
from kaitei.markdown.references import meant
from kaitei.policy import Policy, Text
from kaitei.registry import Page
from kaitei.site import Site, texts


class Known:
    """What a link may lead to."""

    def __init__(self, site: Site) -> None:
        """Gather the pages and files of a site."""
        self.site = site
        self.assets = dict.fromkeys(site.registry.assets)
        self.pages: dict[str, list[Text | Page]] = {}
        for page in site.registry.pages:
            self.pages.setdefault(f"{page.stem}.md", []).append(page)
        for policy, text in texts(site):
            names = (policy.id, *policy.aliases)
            for stem in (*names, *(f"{name}/{text.date}" for name in names)):
                self.pages.setdefault(f"{stem}.md", []).append(text)
        for policy in site.registry.policies.values():
            self.pages.setdefault(f"{policy.id}.md", [])

    def problems(self, found: Found) -> Iterator[Problem]:
        """Yield the links of a text that lead nowhere."""
        for link in found.links:
            problem = self._problem(link, found)
            if problem:
                yield problem

    def _problem(self, link: Linked, found: Found) -> Problem | None:
        target, params = link.target, {"href": link.href}
        if found.in_policy and not link.href.startswith("/"):
            return Problem("link_relative", found.file, link.line, params | {"path": target.path})
        if target.path in self.assets:
            return None
        if target.path not in self.pages:
            near = links.closest(target.path, self.pages | self.assets)
            return Problem(
                "link_broken_near" if near else "link_broken", found.file, link.line, params | {"near": f"/{near}"}
            )
        if target.anchor and not found.frozen:
            known = self._anchors(target.path)
            return None if target.anchor in known else _anchor(link, found.file, known)
        return None

    def _anchors(self, path: str) -> frozenset[str]:
        """Return the anchors at a path, in whichever language; none of a text that cannot be read."""

        def make() -> frozenset[str]:
            found: frozenset[str] = frozenset()
            for text in self.pages[path]:
                with contextlib.suppress(KaiteiError):
                    found |= self.site.reading(text).anchors
            return found

        return self.site.once(("anchors", path), make)


def anchors(file: str, reading: Reading) -> Iterator[Problem]:
    """Yield the links of a text that lead nowhere in itself."""
    for link in reading.links:
        if not link.target.path and link.target.anchor and link.target.anchor not in reading.anchors:
            yield _anchor(link, file, reading.anchors)


def _anchor(link: Linked, file: str, known: frozenset[str]) -> Problem:
    near = meant(link.target.anchor, known)
    params = {"href": link.href, "anchor": link.target.anchor, "near": near}
    return Problem("anchor_broken_near" if near else "anchor_broken", file, link.line, params)


def remarks(site: Site, policy: Policy, readings: Mapping[str, Reading]) -> Iterator[Problem]:
    """Check that each remark names a clause of its revision or of the one before it."""
    for revision, before in zip(policy.revisions, (*policy.revisions[1:], None), strict=True):
        texts_ = (policy.texts.get((site.settings.default, one.day)) for one in (revision, before) if one)
        near = [readings[text.file].anchors for text in texts_ if text and text.file in readings]
        for anchor in revision.remarks:
            if near and not any(anchor in anchors for anchors in near):
                yield Problem("remark_unknown", policy.file, revision.line, {"anchor": anchor})
