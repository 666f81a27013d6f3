"""What can be wrong with a text by itself: its names, its addresses, its links to itself."""

from __future__ import annotations

from dataclasses import dataclass

from kaitei.checks import filled, names
from kaitei.checks.outward import Outward, anchors
from kaitei.errors import Problem
from kaitei.policy.policy import Policy, Text
from kaitei.site.site import Site
from kaitei.text import content
from kaitei.text.content import Reading, UnfitError


@dataclass(frozen=True, slots=True)
class TextFindings:
    """What was found in a text."""

    problems: tuple[Problem, ...]
    reading: Reading
    outward: Outward  # its links to other pages


def inspect(site: Site, policy: Policy, text: Text) -> TextFindings:
    """Look at a text of a policy."""
    unfit: tuple[Problem, ...] = ()
    try:
        reading = content.of(text, site.settings).reading
    except UnfitError as error:
        unfit, reading = error.problems, error.reading
    led = filled.filled(site, policy, text, reading)
    problems = (
        *unfit,
        *names.problems(site, policy, text, reading),
        *filled.problems(site, text.file, led),
        *anchors(text.file, reading),
    )
    links = (*(link for link in reading.links if link.target.path), *filled.linked(site, text, reading, led))
    return TextFindings(problems, reading, Outward(text.file, not text.living, links))
