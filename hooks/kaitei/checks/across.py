"""What can be wrong across policies: found on the summary of each, once it has been checked by itself.

What is checked does not depend on the day: a site that is right today is right tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from kaitei.checks import addresses
from kaitei.checks.active import active_in_words
from kaitei.checks.outward import LinkTargets, Outward
from kaitei.errors import Problem
from kaitei.facts import facts
from kaitei.record import record
from kaitei.record.first_edition import Key
from kaitei.record.record import Entry
from kaitei.site.site import Site


class Findings(Protocol):
    """What the check of all texts of a policy has found; `assembly.bundle.Summary` is one."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a strict build does not accept."""

    @property
    def outward(self) -> tuple[Outward, ...]:
        """The links of each text."""

    @property
    def anchors(self) -> Mapping[str, tuple[str, ...]]:
        """The anchors in each text, by revision (YYYY-MM-DD)."""


def problems(site: Site, policies: Mapping[str, Findings], entries: Mapping[Key, Entry]) -> Iterator[Problem]:
    """Yield what is wrong with links, addresses, files and what themes are told, and with the record as a whole."""
    known = LinkTargets(site, {id_: one.anchors for id_, one in policies.items()})
    yield from (problem for found in policies.values() for text in found.outward for problem in known.problems(text))
    yield from addresses.problems(site)
    for policy in site.registry.policies.values():
        yield from (
            Problem("page_active", policy.file, 0, {"what": what}) for what in active_in_words(repr(policy.page))
        )
    yield from record.gone(site, entries)


def warnings(site: Site, policies: Mapping[str, Findings]) -> Iterator[Problem]:
    """Yield what a strict build does not accept."""
    yield from facts.untranslated(site.facts)
    yield from (warning for found in policies.values() for warning in found.warnings)
