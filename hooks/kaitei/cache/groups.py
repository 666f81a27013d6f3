"""The keys of files that are made from the same things, so that a build need not even work out which they are."""

from __future__ import annotations

from collections.abc import Iterator

from kaitei.cache.keys import digest
from kaitei.policy import Policy, Text
from kaitei.site import Site, Standing


def of_policy(site: Site, standing: Standing, locale: str) -> str:
    """Return the key of all that a locale shows of a policy: of its texts, and of the site without all others'."""
    return digest("policy", standing.policy.id, locale, whole(site), _texts(site, standing.policy))


def of_all(site: Site, locale: str) -> str:
    """Return the key of what a locale shows of all policies together."""
    return digest("all", locale, whole(site), [_texts(site, policy) for policy in site.registry.policies.values()])


def of_site(site: Site) -> str:
    """Return the key of what a site tells of all policies in all locales."""
    return of_all(site, "")


def whole(site: Site) -> str:
    """Return the key of a site without the bodies of its policies' texts."""
    return site.once("whole", lambda: digest(site.settings, site.today, site.facts.data.value, list(_outline(site))))


def _texts(site: Site, policy: Policy) -> list[str]:
    return [site.key(text) for text in policy.texts.values()]


def _outline(site: Site) -> Iterator[object]:
    for policy in site.registry.policies.values():
        yield policy.id, policy.file, policy.kinds, policy.aliases, policy.successor, policy.title
        yield policy.revisions
        yield [_heading(text) for text in policy.texts.values()]
    yield [(page.stem, page.locale, page.description, page.template, site.key(page)) for page in site.registry.pages]
    yield site.registry.assets


def _heading(text: Text) -> tuple[object, ...]:
    return text.locale, text.date, text.title, text.file, text.living
