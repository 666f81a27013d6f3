"""Whether each address of the site belongs to one file only, and the files that sources name exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaitei import data
from kaitei.checks import assets
from kaitei.errors import Problem
from kaitei.facts import facts
from kaitei.policy.policy import Policy
from kaitei.policy.registry import Page
from kaitei.record import files, sightings
from kaitei.record.files import Named
from kaitei.site.site import Site
from kaitei.source.filenames import composed
from kaitei.text import links

ALIAS = " (aliases)"
"""Marks the owner of a former id's address: `docs/terms.md (aliases)`; taken off again in messages."""

KAITEI = "Kaitei"
"""The owner named in messages for addresses that no file of docs/ has asked for, such as `/sitemap.xml`."""

WHOLE = ("/sitemap.xml", "/404.html", "/_headers", "/.nojekyll")
"""Addresses of files that are made where the whole site is the engine's."""

ASSETS = tuple(sorted(path.name for path in data.ASSETS.iterdir()))

ONCE = (
    *("/policies.json", "/policies.schema.json", *(f"/assets/{name}" for name in ASSETS)),
    *(f"/{name}" for name in (files.SUMS, files.ENTRIES, sightings.FILE)),
)
"""Addresses of files that a site has once, whatever its locales."""

EACH = ("/history/", "/follow/", "/search/", "/search/index.json", "/search/past.json", "/feed.xml", "/calendar.ics")
"""Addresses that each locale has once: `/history/`, `/en/history/`."""


def problems(site: Site) -> Iterator[Problem]:
    """Yield all that is wrong with addresses and files."""
    yield from _addresses(site)
    yield from assets.problems(site.settings, site.registry.assets)
    yield from _files(site)


def _addresses(site: Site) -> Iterator[Problem]:
    """Find two outputs at one address, and outputs below what is a file; the first for each pair of files."""
    taken: dict[str, tuple[str, str]] = {}
    told: set[frozenset[str]] = set()
    for address, file in outputs(site):
        known, other = taken.setdefault(_path(address), (address, file))
        if other != file and frozenset((other, file)) not in told:
            told.add(frozenset((other, file)))
            key = "address_twice" if known == address else "address_case"
            yield Problem(key, file.removesuffix(ALIAS), 0, {"address": address, "other": other.removesuffix(ALIAS)})
    yield from _nested(taken, told)
    yield from _locales(site)


def _nested(taken: dict[str, tuple[str, str]], told: set[frozenset[str]]) -> Iterator[Problem]:
    """Find outputs that would need a folder where another is a file."""
    for path, (address, file) in taken.items():
        above = (found for folder in _above(path) if (found := taken.get(folder)))
        for known, other in above:
            if frozenset((other, file)) not in told:
                told.add(frozenset((other, file)))
                mine, its = (file, other) if file != KAITEI else (other, file)
                params = {"address": known, "below": address, "other": its.removesuffix(ALIAS)}
                yield Problem("address_folder", mine.removesuffix(ALIAS), 0, params)


def _above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _path(address: str) -> str:
    """An address's file, `/Terms/` → `terms/index.html`; in lower case, as some systems ignore case."""
    return f"{address}{'index.html' if address.endswith('/') else ''}".lstrip("/").casefold()


def _locales(site: Site) -> Iterator[Problem]:
    """Find pages in the first language that would stand among those of another."""
    others = {code.casefold(): code for code in site.settings.codes[1:]}
    for page in _strays(site):
        code = others[page.place.split("/")[0].casefold()]
        yield Problem("address_locale", page.file, 0, {"locale": code, "address": links.page_address(page.place)})


def _strays(site: Site) -> Iterator[Page]:
    others = {code.casefold() for code in site.settings.codes[1:]} if not site.settings.below else set()
    pages = (page for page in site.registry.pages if page.locale == site.settings.default)
    return (page for page in pages if page.place.split("/")[0].casefold() in others)


def outputs(site: Site) -> Iterator[tuple[str, str]]:
    """Yield each address that the site has on any day, with the file it comes from: `("/terms/", "docs/terms.md")`.

    Which comparisons there are changes with the day, so all those of a policy are one address, `/terms/compare`. Not
    listed are stamps, and what was published before a correction; no page or picture could well be named as these.
    """
    settings = site.settings
    once = (*ONCE, *(() if settings.below else WHOLE))
    yield from _localized(site, settings.default, once, KAITEI)
    for locale in site.settings.codes:
        home = () if site.registry.page("index", locale) else ("/",)
        yield from _localized(site, locale, (*EACH, *home), KAITEI)
    for policy in site.registry.policies.values():
        owners = [(policy.id, policy.file), *((alias, f"{policy.file}{ALIAS}") for alias in policy.aliases)]
        for locale in site.settings.codes:
            for id_, owner in owners:
                yield from _localized(site, locale, _of_policy(policy, f"/{id_}/", locale), owner)
        for id_, _ in owners:
            named = (Named(id_, policy.revision(day).date, locale) for locale, day in policy.texts)
            yield from _localized(site, settings.default, (f"/{files.FOLDER}/{one.path}" for one in named), KAITEI)
    strays = set(_strays(site))
    for page in site.registry.pages:
        if page not in strays:
            yield from _localized(site, page.locale, (links.page_address(page.place),), page.file)
    for asset in site.registry.assets:
        yield settings.address(f"/{asset}"), f"{settings.name(settings.docs)}/{asset}"


def _of_policy(policy: Policy, address: str, locale: str) -> Iterator[str]:
    """Yield the addresses of a policy; `compare` without a slash, as all below it is the policy's."""
    yield from (f"{address}{part}" for part in ("", "history/", "feed.xml", "timemap.link", "compare"))
    held = [one for one in policy.revisions if (locale, one.day) in policy.texts]
    oldest = next((one for one in reversed(held) if not one.withdrawn), None)
    for revision in held:
        yield f"{address}{revision.date}/"
        yield f"{address}{revision.date}.txt"
        if oldest and oldest.day < revision.day:
            yield f"{address}{revision.date}/changes/"


def _localized(site: Site, locale: str, addresses: Iterable[str], owner: str) -> Iterator[tuple[str, str]]:
    return ((site.settings.address(address, locale), owner) for address in addresses)


def _files(site: Site) -> Iterator[Problem]:
    """Check that the files which front matter and facts name are there to be published."""
    own = (site.settings.address(f"/{asset}") for asset in site.registry.assets)
    known = {*own, *(f"/{path}" for path in site.registry.outside)}
    for policy in site.registry.policies.values():
        missing = (revision for revision in policy.revisions if revision.pdf and composed(revision.pdf) not in known)
        yield from (Problem("file_missing", policy.file, one.line, {"path": one.pdf}) for one in missing)
    for path, value in facts.images(site.facts):
        if composed(value) not in known:
            yield Problem("file_missing", site.facts.file, site.facts.data.line(path), {"path": value})
