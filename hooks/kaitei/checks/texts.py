"""What can be wrong with a text by itself: its names, its addresses, its links to itself."""

from __future__ import annotations

from dataclasses import dataclass

from kaitei.checks import filled, names
from kaitei.checks.outward import Outward, anchors
from kaitei.errors import KaiteiError, Problem
from kaitei.policy.policy import Policy, Text
from kaitei.site.site import Site
from kaitei.text import content
from kaitei.text.content import Reading


@dataclass(frozen=True, slots=True)
class TextFindings:
    """What was found in a text."""

    problems: tuple[Problem, ...]
    reading: Reading | None = None  # None where it cannot be read
    outward: Outward | None = None  # its links to other pages; None where it cannot be read


def inspect(site: Site, policy: Policy, text: Text) -> TextFindings:
    """Look at a text of a policy."""
    try:
        reading = content.of(text, site.settings).reading
    except KaiteiError as error:
        return TextFindings(error.problems)
    led = filled.filled(site, policy, text, reading)
    problems = (
        *names.problems(site, policy, text, reading),
        *filled.problems(site, text.file, led),
        *anchors(text.file, reading),
    )
    links = (*(link for link in reading.links if link.target.path), *filled.linked(site, text, reading, led))
    return TextFindings(problems, reading, Outward(text.file, not text.living, links))
