"""Everything that can be wrong with a site's texts, found before any page is written.

What is checked here does not depend on the day: a site that is right today is right tomorrow.
"""

from __future__ import annotations

import contextlib

from kaitei import canonical, facts, record
from kaitei.checks import addresses, names
from kaitei.checks.leads import Known, remarks
from kaitei.content import Reading
from kaitei.errors import KaiteiError, Problem
from kaitei.policy import Policy, Text
from kaitei.registry import Page
from kaitei.site import Site, texts


def check(site: Site) -> tuple[Problem, ...]:
    """Convert and check all texts; return the warnings.

    Raises:
        KaiteiError: with everything found.
    """
    problems: list[Problem] = []
    checked: list[tuple[Policy | None, Text | Page, Reading]] = []
    wanted: list[tuple[Policy | None, Text | Page]] = [*texts(site), *((None, page) for page in site.registry.pages)]
    for policy, text in wanted:
        try:
            checked.append((policy, text, site.reading(text)))
        except KaiteiError as error:
            problems.extend(error.problems)
            continue
        if site.kept.lasting and policy and isinstance(text, Text):
            _hash(site, policy, text)
    known = Known(site)
    for policy, text, reading in checked:
        problems += names.problems(site, policy, text, reading)
        problems += known.problems(policy, text, reading)
    problems += remarks(site, {text.file: reading for _, text, reading in checked})
    problems += addresses.problems(site)
    problems += record.problems(site, convertible=not problems)
    if problems:
        raise KaiteiError(problems)
    return (*facts.untranslated(site.facts), *(warning for _, _, reading in checked for warning in reading.warnings))


def _hash(site: Site, policy: Policy, text: Text) -> None:
    """Work out a text's SHA-256 while the text is at hand: the record asks for it, and so do pages."""
    with contextlib.suppress(KaiteiError, KeyError):  # of placeholders, which are checked next
        canonical.sha256(site, record.whole(site, policy), policy.revision(text.date), text.locale)
