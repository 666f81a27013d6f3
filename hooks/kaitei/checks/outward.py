"""Whether each link of a text leads somewhere, and each remark names a clause.

The clause of another policy may be in any of its texts, since the day says which of them a page leads to (`coming`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kaitei.errors import Problem
from kaitei.policy.policy import Policy
from kaitei.site.site import Site
from kaitei.text import links
from kaitei.text.content import Linked, Reading
from kaitei.text.markdown.references import meant


@dataclass(frozen=True, slots=True)
class Outward:
    """The links of a text that lead out of it."""

    file: str
    frozen: bool
    links: tuple[Linked, ...]


class LinkTargets:
    """All that a link of a policy may lead to: `pages` with their anchors, and `others`, by path below docs/.

    The anchors of ordinary pages, which are among the others, are known only when MkDocs has made these.
    """

    def __init__(self, site: Site, policies: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        """Gather the pages and files of a site.

        Args:
            site: the site.
            policies: the anchors of its policies, by id and by revision (YYYY-MM-DD).
        """
        own = (*site.registry.assets, *(f"{page.stem}.md" for page in site.registry.pages))
        self.others = dict.fromkeys((*own, *(f"/{path}" for path in site.registry.outside)))
        self.pages: dict[str, set[str]] = {}  # anchors, by the path that links name; in whichever language
        for id_, policy in site.registry.policies.items():
            dates, anchors = {text.date.isoformat() for text in policy.texts.values()}, policies[id_]
            for name in policy.ids:
                self.pages.setdefault(f"{name}.md", set()).update(*anchors.values())
                for date in dates:
                    self.pages.setdefault(f"{name}/{date}.md", set()).update(anchors.get(date, ()))

    def problems(self, text: Outward) -> Iterator[Problem]:
        """Yield a problem for each link whose page or anchor is not there, or that does not begin with `/`."""
        for link in text.links:
            problem = self._problem(link, text)
            if problem:
                yield problem

    def _problem(self, link: Linked, found: Outward) -> Problem | None:
        target, params = link.target, {"href": link.href}
        if not link.href.startswith("/"):
            return Problem("link_relative", found.file, link.line, params | {"path": target.path})
        if target.path in self.others:
            return None
        if target.path not in self.pages:
            near = links.closest(target.path, self.pages | self.others)
            return Problem(
                "link_broken_near" if near else "link_broken", found.file, link.line, params | {"near": f"/{near}"}
            )
        if target.anchor and not found.frozen:
            known = frozenset(self.pages[target.path])
            return None if target.anchor in known else broken_anchor(link, found.file, known)
        return None


def anchors(file: str, reading: Reading) -> Iterator[Problem]:
    """Yield the links to a place in the same text, `#c3`, whose anchor is not there."""
    for link in reading.links:
        if not link.target.path and link.target.anchor and link.target.anchor not in reading.anchors:
            yield broken_anchor(link, file, reading.anchors)


def broken_anchor(link: Linked, file: str, known: frozenset[str]) -> Problem:
    """What to tell of a link to a place that is not there, with the nearest that is."""
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
