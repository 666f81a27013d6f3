"""Whether each address of the site is that of one thing, and the files that sources name are there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kaitei import facts, links, svg
from kaitei.errors import Problem
from kaitei.render import OWN
from kaitei.site import Site

ALIAS = " (aliases)"
"""Tells the address of a former id from that of the policy itself."""

ONCE = ("/policies.json", "/policies.schema.json", "/sitemap.xml", "/404.html", "/_headers")
"""What stands once at the root, whatever the locales."""

ASSETS = ("kaitei.css", "search.js", "minisearch.js")


def problems(site: Site) -> Iterator[Problem]:
    """Yield all that is wrong with addresses and files."""
    yield from _addresses(site)
    yield from _images(site)
    yield from _files(site)
    yield from _theme(site)
    yield from _templates(site)


def _addresses(site: Site) -> Iterator[Problem]:
    """Find two outputs at one address, the first for each pair of files."""
    taken: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for address, file in _outputs(site):
        other = taken.setdefault(address, file)
        if other != file and (other, file) not in told:
            told.add((other, file))
            yield Problem("address_twice", file.removesuffix(ALIAS), 0, {"address": address, "other": other})


def _outputs(site: Site) -> Iterator[tuple[str, str]]:
    default = site.settings.default
    yield from ((address, "Kaitei") for address in (*ONCE, *(f"/assets/{name}" for name in ASSETS)))
    for locale in site.settings.codes:
        for address in ("/history/", "/search/", "/search/index.json", "/feed.xml"):
            yield links.localize(address, locale, default), "Kaitei"
    for policy in site.registry.policies.values():
        owners = [(policy.id, policy.file), *((alias, f"{policy.file}{ALIAS}") for alias in policy.aliases)]
        for id_, owner in owners:
            parts = ("", "history/", "feed.xml", "timemap.link")
            addresses = ((f"/{id_}/{part}", locale) for part in parts for locale in site.settings.codes)
            yield from ((links.localize(address, locale, default), owner) for address, locale in addresses)
    for page in site.registry.pages:
        yield links.localize(links.page_address(page.place), page.locale, default), page.file
    for asset in site.registry.assets:
        yield f"/{asset}", f"{site.settings.name(site.settings.docs)}/{asset}"


def _images(site: Site) -> Iterator[Problem]:
    for asset in site.registry.assets:
        path = site.settings.docs / asset
        if path.suffix.lower() == ".svg":
            yield from svg.check(path.read_bytes(), site.settings.name(path))


def _files(site: Site) -> Iterator[Problem]:
    """Check that the files which front matter and facts name are there to be published."""
    known = {f"/{asset}" for asset in site.registry.assets}
    for policy in site.registry.policies.values():
        missing = (revision for revision in policy.revisions if revision.pdf and revision.pdf not in known)
        yield from (Problem("file_missing", policy.file, one.line, {"path": one.pdf}) for one in missing)
    for path, value in facts.images(site.facts):
        if value not in known:
            yield Problem("file_missing", site.facts.file, site.facts.data.line(path), {"path": value})


def _theme(site: Site) -> Iterator[Problem]:
    """Check that the images which the theme is to show are published, from docs/ or from the site's own assets."""
    settings = site.settings
    for name, address in (("logo", settings.logo), ("favicon", settings.favicon)):
        path = address.lstrip("/")
        own = path.startswith("assets/") and path == posixpath.normpath(path) and (settings.overrides / path).is_file()
        if path and path not in site.registry.assets and not own:
            places = {
                "docs": settings.name(settings.docs / path),
                "overrides": settings.name(settings.overrides / path),
            }
            at = settings.places[name]
            yield Problem("theme_image_missing", at.file, at.line, {"where": f"theme.{name}", **places})


def _templates(site: Site) -> Iterator[Problem]:
    for page in site.registry.pages:
        if page.template and not _is_template(site.settings.overrides, page.template):
            yield Problem("template_unknown", page.file, page.template_line, {"template": page.template})


def _is_template(overrides: Path, name: str) -> bool:
    """Whether a page may name a template: one of the theme's in the site's folder, and nothing beyond it."""
    plain = PurePosixPath(name)
    if plain.is_absolute() or ".." in plain.parts or "\\" in name or name.startswith(OWN) or plain.suffix != ".html":
        return False
    return (overrides / name).is_file()
