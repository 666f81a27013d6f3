"""Everything that can be wrong with a site's texts, found before any page is written.

What is checked here does not depend on the day: a site that is right today is right tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kaitei import facts, lock, record
from kaitei.cache import texts
from kaitei.cache.keys import digest
from kaitei.checks import addresses, found, names, templates
from kaitei.checks.found import Found
from kaitei.checks.leads import Known, anchors, remarks
from kaitei.content import Reading
from kaitei.errors import KaiteiError, Problem
from kaitei.policy import Policy, Text
from kaitei.registry import Page
from kaitei.site import Site


def check(site: Site, ready: Callable[[Policy, str], None] = lambda policy, locale: None) -> tuple[Problem, ...]:
    """Convert and check all texts; return the warnings.

    Args:
        site: the site.
        ready: called with each policy and locale whose texts hold no error of their own, while they are at hand.

    Raises:
        KaiteiError: with everything found.
    """
    problems = list(templates.problems(site))
    whole = not problems
    every: list[Found] = []
    for policy, locale, together in _together(site):
        errors, readable = _gathered(site, policy, locale, together)
        problems += errors
        every += readable
        if policy and whole and not errors:
            ready(policy, locale)
    known = Known(site)
    for one in every:
        problems += known.problems(one)
    problems += addresses.problems(site)
    problems += record.problems(site, convertible=not problems)
    if problems:
        raise KaiteiError(problems)
    return (*site.warnings, *facts.untranslated(site.facts), *(warning for one in every for warning in one.warnings))


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
    return digest(site.settings, site.today, site.registry.digest, site.facts.data, recorded, *drawings)


def _together(site: Site) -> Iterator[tuple[Policy | None, str, list[Text | Page]]]:
    """Yield the texts of a policy in a locale together, then all ordinary pages."""
    for policy in site.registry.policies.values():
        for locale in site.settings.codes:
            yield policy, locale, [text for text in policy.texts.values() if text.locale == locale]
    yield None, "", list(site.registry.pages)


def _gathered(
    site: Site, policy: Policy | None, locale: str, together: list[Text | Page]
) -> tuple[tuple[Problem, ...], list[Found]]:
    """Return the errors in texts, and what was found in those of them that can be read.

    Where a policy has no errors that is kept, so that an edit of one need not look at the texts of all.
    """
    if policy is None or not site.kept.lasting:
        return _looked(site, policy, locale, together)

    def make() -> str:
        errors, readable = _looked(site, policy, locale, together)
        if errors:
            raise KaiteiError(errors)
        return found.write(readable)

    key = digest("found", policy.digest, locale, site.ground)
    try:
        return (), site.kept.recall(key, lambda: found.read(site.kept.whole(key, make)))
    except KaiteiError:
        return _looked(site, policy, locale, together)


def _looked(
    site: Site, policy: Policy | None, locale: str, together: Iterable[Text | Page]
) -> tuple[tuple[Problem, ...], list[Found]]:
    problems: list[Problem] = []
    readable: list[Found] = []
    readings: dict[str, Reading] = {}
    for text in together:
        try:
            reading = readings[text.file] = site.reading(text)
        except KaiteiError as error:
            problems += error.problems
            continue
        problems += names.problems(site, policy, text, reading)
        problems += anchors(text.file, reading)
        readable.append(Found.of(text, reading))
    if policy and locale == site.settings.default:
        problems += remarks(site, policy, readings)
    return tuple(problems), readable
