"""Link and image addresses with placeholders, `[…]({{ company.url }})`: whether they are allowed, on every day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaitei.checks.names import days
from kaitei.errors import Problem
from kaitei.facts import facts
from kaitei.facts.facts import Snapshot
from kaitei.policy.policy import Policy, Text
from kaitei.site.site import Site
from kaitei.source import address
from kaitei.source.placeholders import OPEN, TOKEN
from kaitei.text import links
from kaitei.text.content import Linked, Reading
from kaitei.wording.per_locale import pick


@dataclass(frozen=True, slots=True)
class FilledAddress:
    """An address as it is on some day."""

    address: str
    picture: bool
    name: str  # the first placeholder in it
    line: int  # of that fact


def filled(site: Site, policy: Policy, text: Text, reading: Reading) -> tuple[FilledAddress, ...]:
    """The addresses with placeholders as they read over time, each once; without those that lack a fact."""
    written = [one for one in reading.addresses if OPEN in one]
    if not written:
        return ()
    snapshots = [site.facts.as_of(day) for day in days(site, policy, text)]
    found = (_filled(site, text.locale, one, one in reading.pictures, known) for known in snapshots for one in written)
    return tuple(dict.fromkeys(one for one in found if one))


def problems(site: Site, file: str, found: tuple[FilledAddress, ...]) -> Iterator[Problem]:
    """Yield a problem for each address that may not stand on a page, at the line of its fact."""
    for one in found:
        flaw = address.flaw(one.address, address.LOCAL if one.picture else None)
        if flaw:
            params = {"what": one.address, "name": one.name, "file": file}
            key = "fact_image_elsewhere" if one.picture else f"fact_address_{flaw}"
            yield Problem(key, site.facts.file, one.line, params)


def linked(site: Site, text: Text, reading: Reading, found: tuple[FilledAddress, ...]) -> Iterator[Linked]:
    """Yield the links within the site among them."""
    for one in found:
        target = links.parse(one.address, site.folder(text), site.settings.below)
        if target and target.path and address.allowed(one.address):
            yield Linked(target, one.address, reading.names[one.name])


def _filled(site: Site, locale: str, written: str, picture: bool, known: Snapshot) -> FilledAddress | None:
    names = TOKEN.findall(written)
    try:
        values = {name: facts.lookup(known, name) for name in names if name not in facts.DERIVED}
    except KeyError:
        return None
    if len(values) < len(set(names)) or not all(facts.is_text(one, site.facts.locales) for one in values.values()):
        return None
    said = {name: pick(value, locale, site.settings.default).text for name, value in values.items()}
    line = known.lines[tuple(names[0].split("."))]
    return FilledAddress(TOKEN.sub(lambda token: said[token[1]], written), picture, names[0], line)
