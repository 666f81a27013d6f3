"""The keys of files that are made from the same things, so that a build need not even work out which they are.

Pages of a policy show their policy whole, and of every other no more than its face: its name, its kinds, whether it is
in force, and whether what they link to is public. So a policy may be revised without a look at the pages of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaitei.cache.keys import digest
from kaitei.cache.store import structured
from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.placeholders import OPEN
from kaitei.policy import Policy, Text
from kaitei.site import Site, Standing


def of_policy(context: Context, standing: Standing) -> str:
    """Return the key of all that a locale shows of a policy."""
    site, policy = context.site, standing.policy
    key = "policy", policy.id, context.locale
    return site.once(key, lambda: digest(*key, _ground(context), policy.digest, list(_leads(context, policy))))


def of_all(context: Context) -> str:
    """Return the key of what a locale shows of all policies together."""
    return digest("all", context.locale, of_site(context.site))


def of_site(site: Site) -> str:
    """Return the key of what a site tells of all policies in all locales: of everything."""
    policies = site.registry.policies.values()
    return site.once("of site", lambda: digest(_settled(site), [policy.digest for policy in policies]))


def _ground(context: Context) -> str:
    """Return the key of what the pages of all policies share in a locale."""
    site = context.site
    key = "ground", context.locale
    return site.once(key, lambda: digest(*key, _settled(site), [_face(one, context) for one in site.standings()]))


def _settled(site: Site) -> str:
    """Return the key of a site without its policies: settings, day, facts, ordinary pages, the names of files."""

    def make() -> str:
        pages = [(one.stem, one.locale, one.description, one.template, site.key(one)) for one in site.registry.pages]
        known = site.facts.data.value, site.registry.assets
        return digest(site.settings, site.today, known, pages)

    return site.once("settled", make)


def _face(standing: Standing, context: Context) -> tuple[object, ...]:
    policy = standing.policy
    in_force = standing.shown == standing.current, standing.shown_text(context.locale) is None
    return policy.id, policy.aliases, policy.kinds, context.title(standing), in_force


def _leads(context: Context, policy: Policy) -> Iterator[object]:
    """Yield where the links of a policy's texts lead, which depends on what of other policies is public."""
    site = context.site
    found = {text.file: text for text in policy.texts.values() if text.locale == context.locale}
    for file, address in _addresses(site, policy, found):
        if OPEN in address:
            yield of_site(site)
        else:
            yield PageFiller(context, found[file], site.today, policy.address).address(address)


def _addresses(site: Site, policy: Policy, found: Mapping[str, Text]) -> list[tuple[str, str]]:
    """Return the addresses in texts of a policy, each with the first of them, from a folder, in which it is."""

    def make() -> list[tuple[str, str]]:
        texts = reversed(list(found.values()))
        first = {(address, site.folder(text)): text.file for text in texts for address in site.reading(text).addresses}
        return [(file, address) for (address, _), file in first.items()]

    return structured(site.kept, digest("addresses", policy.digest, list(found)), make)
