"""Everything that can be wrong with a site's texts, found before any page is written.

What is checked here does not depend on the day: a site that is right today is right tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kaitei import facts, lock, record
from kaitei.cache import texts
from kaitei.cache.keys import digest
from kaitei.checks import addresses, names
from kaitei.checks.leads import Known, remarks
from kaitei.content import Reading
from kaitei.errors import KaiteiError, Problem
from kaitei.policy import Policy, Text
from kaitei.registry import Page
from kaitei.site import Site

Checked = tuple[Policy | None, Text | Page, Reading]


def check(site: Site, ready: Callable[[Policy, str], None] = lambda policy, locale: None) -> tuple[Problem, ...]:
    """Convert and check all texts; return the warnings.

    Args:
        site: the site.
        ready: called with each policy and locale whose texts hold no error of their own, while they are at hand.

    Raises:
        KaiteiError: with everything found.
    """
    problems: list[Problem] = []
    checked: list[Checked] = []
    for policy, locale, found in _together(site):
        errors = list(_read(site, policy, found, checked))
        problems += errors
        if policy and not errors:
            ready(policy, locale)
    known = Known(site)
    for policy, text, reading in checked:
        problems += known.problems(policy, text, reading)
    problems += remarks(site, {text.file: reading for _, text, reading in checked})
    problems += addresses.problems(site)
    problems += record.problems(site, convertible=not problems)
    if problems:
        raise KaiteiError(problems)
    return (*facts.untranslated(site.facts), *(warning for _, _, reading in checked for warning in reading.warnings))


def checked(site: Site, ready: Callable[[Policy, str], None]) -> tuple[Problem, ...]:
    """Return what `check` returns, without checking again what was found right before; see there."""
    if not site.kept.lasting:
        return check(site, ready)
    told = site.kept.whole(f"checked {_everything(site)}", lambda: texts.write_problems(check(site, ready)))
    return texts.read_problems(told)


def _everything(site: Site) -> str:
    """Return the key of all that is looked at: the sources, the facts, the record, the drawings, and the day."""
    record_ = lock.path(site.settings)
    looked = [asset for asset in site.registry.assets if asset.lower().endswith(".svg")]
    drawings = [(site.settings.docs / asset).read_bytes() for asset in looked]
    recorded = record_.read_bytes() if record_.is_file() else None
    return digest(site.settings, site.today, site.registry.digest, site.facts.data, recorded, drawings)


def _together(site: Site) -> Iterator[tuple[Policy | None, str, list[Text | Page]]]:
    """Yield the texts of a policy in a locale together, then all ordinary pages."""
    for policy in site.registry.policies.values():
        for locale in site.settings.codes:
            yield policy, locale, [text for text in policy.texts.values() if text.locale == locale]
    yield None, "", list(site.registry.pages)


def _read(site: Site, policy: Policy | None, found: Iterable[Text | Page], checked: list[Checked]) -> Iterator[Problem]:
    """Read texts, and yield what is wrong with each of them by itself."""
    for text in found:
        try:
            reading = site.reading(text)
        except KaiteiError as error:
            yield from error.problems
            continue
        checked.append((policy, text, reading))
        yield from names.problems(site, policy, text, reading)
