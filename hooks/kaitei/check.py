"""Everything that can be wrong with a site's texts, found before any page is written.

What is checked here does not depend on the day: a site that is right today is right tomorrow.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping

from kaitei import canonical, facts, links, record, svg
from kaitei.content import Linked, Reading
from kaitei.errors import KaiteiError, Problem
from kaitei.policy import Policy, Text
from kaitei.registry import Page
from kaitei.site import Site, texts

PAGE_NAMES = ("policies",)
POLICY_NAMES = ("dates", "signature", "revision.date")
SIGNED = ("company.name", "representative")
ALIAS = " (aliases)"
"""Tells the address of a former id from that of the policy itself."""

ONCE = ("/policies.json", "/policies.schema.json", "/sitemap.xml", "/sitemap.xml.gz", "/404.html", "/_headers")
"""What stands once at the root, whatever the locales."""

ASSETS = ("kaitei.css", "search.js", "minisearch.js")


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
    known = _Known(site)
    for policy, text, reading in checked:
        problems += _names(site, policy, text, reading)
        problems += known.problems(policy, text, reading)
    problems += _remarks(site, {text.file: reading for _, text, reading in checked})
    problems += _addresses(site)
    problems += _images(site)
    problems += _files(site)
    problems += _templates(site)
    problems += record.problems(site, convertible=not problems)
    if problems:
        raise KaiteiError(problems)
    return (*facts.untranslated(site.facts), *(warning for _, _, reading in checked for warning in reading.warnings))


def _hash(site: Site, policy: Policy, text: Text) -> None:
    """Work out a text's SHA-256 while the text is at hand: the record asks for it, and so do pages."""
    with contextlib.suppress(KaiteiError, KeyError):  # of placeholders, which are checked next
        canonical.sha256(site, record.whole(site, policy), policy.revision(text.date), text.locale)


def _names(site: Site, policy: Policy | None, text: Text | Page, reading: Reading) -> Iterator[Problem]:
    """Check each placeholder as of every day on which a page may show the text."""
    for name, line in reading.names.items():
        if name in POLICY_NAMES and policy is None:
            yield Problem("placeholder_policy_only", text.file, line, {"name": name})
        elif name in PAGE_NAMES and policy is not None:
            yield Problem("placeholder_page_only", text.file, line, {"name": name})
        else:
            wanted = SIGNED if name == "signature" else () if name in (*PAGE_NAMES, *POLICY_NAMES) else (name,)
            problems = (_name(site, one, day, text.file, line) for one in wanted for day in _days(site, policy, text))
            found = [problem for problem in problems if problem][:1]
            yield from found or _alone(site, name, text, reading)


def _alone(site: Site, name: str, text: Text | Page, reading: Reading) -> Iterator[Problem]:
    """Report a block that stands within a sentence."""
    if name in reading.inline and name != "revision.date":
        day = text.date if isinstance(text, Text) else site.today
        derived = name in (*PAGE_NAMES, *POLICY_NAMES)
        value = None if derived else facts.lookup(site.facts.as_of(day), name)
        if not facts.is_text(value, site.facts.locales) and not isinstance(value, facts.Gone):
            yield Problem("placeholder_alone", text.file, reading.names[name], {"name": name})


def _days(site: Site, policy: Policy | None, text: Text | Page) -> Iterator[dt.date]:
    """Yield the days on which facts may differ while pages show a text.

    Until the next text of its language takes its place: the last one stays after a repeal, a translation if it lags.
    """
    if policy is None or isinstance(text, Page):
        yield site.today
        yield from (day for day in site.facts.changes if day > site.today)
        return
    later = [day for locale, day in policy.texts if locale == text.locale and day > text.date]
    yield text.date
    yield from (day for day in site.facts.changes if text.date < day and (not later or day < min(later)))


def _name(site: Site, name: str, day: dt.date, file: str, line: int) -> Problem | None:
    snapshot = site.facts.as_of(day)
    try:
        value = facts.lookup(snapshot, name)
    except KeyError:
        near = facts.nearest(snapshot, name)
        return Problem(
            "placeholder_unknown_near" if near else "placeholder_unknown", file, line, {"name": name, "near": near}
        )
    if isinstance(value, facts.NotYet):
        params = {
            "name": name,
            "day": day.isoformat(),
            "first": value.first.isoformat(),
            "file": file,
            "line": str(line),
        }
        return Problem("fact_not_yet", site.facts.file, value.line, params)
    template = site.settings.overrides / "blocks" / f"{name.split('.')[0]}.html"
    if not facts.is_text(value, site.facts.locales) and not template.is_file():
        return Problem("block_template", file, line, {"name": name, "template": site.settings.name(template)})
    return None


class _Known:
    """What a link may lead to."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.assets = dict.fromkeys(site.registry.assets)
        self.pages: dict[str, frozenset[str]] = {}
        for page in site.registry.pages:
            self._add(f"{page.stem}.md", page)
        for policy, text in texts(site):
            names = (policy.id, *policy.aliases)
            for stem in (*names, *(f"{name}/{text.date}" for name in names)):
                self._add(f"{stem}.md", text)
        for policy in site.registry.policies.values():
            self.pages.setdefault(f"{policy.id}.md", frozenset())

    def _add(self, path: str, text: Text | Page) -> None:
        try:
            anchors = self.site.reading(text).anchors
        except KaiteiError:
            return
        self.pages[path] = self.pages.get(path, frozenset()) | anchors

    def problems(self, policy: Policy | None, text: Text | Page, reading: Reading) -> Iterator[Problem]:
        frozen = isinstance(text, Text) and not text.living
        for link in reading.links:
            problem = self._problem(link, text, reading, frozen, policy is not None)
            if problem:
                yield problem

    def _problem(
        self, link: Linked, text: Text | Page, reading: Reading, frozen: bool, in_policy: bool
    ) -> Problem | None:
        target, file = link.target, text.file
        params = {"href": link.href}
        if not target.path:
            known = reading.anchors
            return None if target.anchor in known or not target.anchor else _anchor(link, file, known)
        if in_policy and not link.href.startswith("/"):
            return Problem("link_relative", file, link.line, params | {"path": target.path})
        if target.path in self.assets:
            return None
        if target.path not in self.pages:
            near = links.closest(target.path, self.pages | self.assets)
            return Problem(
                "link_broken_near" if near else "link_broken", file, link.line, params | {"near": f"/{near}"}
            )
        if target.anchor and not frozen and target.anchor not in self.pages[target.path]:
            return _anchor(link, file, self.pages[target.path])
        return None


def _anchor(link: Linked, file: str, known: frozenset[str]) -> Problem:
    near = links.closest(link.target.anchor, dict.fromkeys(sorted(known)))
    params = {"href": link.href, "anchor": link.target.anchor, "near": near}
    return Problem("anchor_broken_near" if near else "anchor_broken", file, link.line, params)


def _remarks(site: Site, readings: Mapping[str, Reading]) -> Iterator[Problem]:
    """Check that each remark names a clause of its revision or of the one before it."""
    for policy in site.registry.policies.values():
        for revision, before in zip(policy.revisions, (*policy.revisions[1:], None), strict=True):
            texts_ = (policy.texts.get((site.settings.default, one.day)) for one in (revision, before) if one)
            near = [readings[text.file].anchors for text in texts_ if text and text.file in readings]
            for anchor in revision.remarks:
                if near and not any(anchor in anchors for anchors in near):
                    yield Problem("remark_unknown", policy.file, revision.line, {"anchor": anchor})


def _templates(site: Site) -> Iterator[Problem]:
    for page in site.registry.pages:
        if page.template and not (site.settings.overrides / page.template).is_file():
            yield Problem("template_unknown", page.file, page.template_line, {"template": page.template})


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
        yield links.localize(links.page_address(page.stem), page.locale, default), page.file
    for asset in site.registry.assets:
        yield f"/{asset}", f"{site.settings.name(site.settings.docs)}/{asset}"
