"""Whether each link of a text leads somewhere, and each remark names a clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaitei import links
from kaitei.content import Linked, Reading
from kaitei.errors import KaiteiError, Problem
from kaitei.policy import Policy, Text
from kaitei.registry import Page
from kaitei.site import Site, texts


class Known:
    """What a link may lead to."""

    def __init__(self, site: Site) -> None:
        """Gather the pages and files of a site, with the anchors of each."""
        self.site = site
        self.assets = dict.fromkeys(site.registry.assets)
        self.pages: dict[str, frozenset[str]] = {}
        for page in site.registry.pages:
            self._add(f"{page.stem}.md", page)
        for policy, text in texts(site):
            names = (policy.id, *policy.aliases)
            for stem in (*names, *(f"{name}/{text.date}" for name in names)):
                self._add(f"{stem}.md", text)
        for policy in site.registry.policies.values():
            self.pages.setdefault(f"{policy.id}.md", frozenset())

    def _add(self, path: str, text: Text | Page) -> None:
        try:
            anchors = self.site.reading(text).anchors
        except KaiteiError:
            return
        others = self.pages.get(path)
        self.pages[path] = others | anchors if others else anchors

    def problems(self, policy: Policy | None, text: Text | Page, reading: Reading) -> Iterator[Problem]:
        """Yield the links of a text that lead nowhere."""
        frozen = isinstance(text, Text) and not text.living
        for link in reading.links:
            problem = self._problem(link, text, reading, frozen, policy is not None)
            if problem:
                yield problem

    def _problem(
        self, link: Linked, text: Text | Page, reading: Reading, frozen: bool, in_policy: bool
    ) -> Problem | None:
        target, file = link.target, text.file
        params = {"href": link.href}
        if not target.path:
            known = reading.anchors
            return None if target.anchor in known or not target.anchor else _anchor(link, file, known)
        if in_policy and not link.href.startswith("/"):
            return Problem("link_relative", file, link.line, params | {"path": target.path})
        if target.path in self.assets:
            return None
        if target.path not in self.pages:
            near = links.closest(target.path, self.pages | self.assets)
            return Problem(
                "link_broken_near" if near else "link_broken", file, link.line, params | {"near": f"/{near}"}
            )
        if target.anchor and not frozen and target.anchor not in self.pages[target.path]:
            return _anchor(link, file, self.pages[target.path])
        return None


def _anchor(link: Linked, file: str, known: frozenset[str]) -> Problem:
    near = links.closest(link.target.anchor, dict.fromkeys(sorted(known)))
    params = {"href": link.href, "anchor": link.target.anchor, "near": near}
    return Problem("anchor_broken_near" if near else "anchor_broken", file, link.line, params)


def remarks(site: Site, readings: Mapping[str, Reading]) -> Iterator[Problem]:
    """Check that each remark names a clause of its revision or of the one before it."""
    for policy in site.registry.policies.values():
        for revision, before in zip(policy.revisions, (*policy.revisions[1:], None), strict=True):
            texts_ = (policy.texts.get((site.settings.default, one.day)) for one in (revision, before) if one)
            near = [readings[text.file].anchors for text in texts_ if text and text.file in readings]
            for anchor in revision.remarks:
                if near and not any(anchor in anchors for anchors in near):
                    yield Problem("remark_unknown", policy.file, revision.line, {"anchor": anchor})
