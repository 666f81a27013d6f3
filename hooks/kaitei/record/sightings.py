"""First sightings, `record/published.tsv`: when each text was first met at its public address, as it was then.

A line for each: the time in UTC (`2026-11-28T03:00:00Z`), the address from the site's root, the SHA-256 of what was
there, with tabs between them. Lines are added and never changed. Source: product contract §3.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kaitei import dates
from kaitei.errors import KaiteiError, Problem
from kaitei.policy import states
from kaitei.policy.policy import Policy, Revision
from kaitei.record.files import FOLDER
from kaitei.site.site import Site
from kaitei.source import textfile
from kaitei.source.settings import Settings

FILE = f"{FOLDER}/published.tsv"

_FORM = "%Y-%m-%dT%H:%M:%SZ"
_LINE = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)\t(/\S+)\t([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """What was met at an address, and when."""

    time: dt.datetime  # aware, of whole seconds
    address: str  # from the site's root: `/terms/2026-01-01.txt`
    sha256: str  # hexadecimal

    @property
    def line(self) -> str:
        """The sighting as the file has it."""
        return f"{self.time.astimezone(dt.UTC).strftime(_FORM)}\t{self.address}\t{self.sha256}\n"


def read(settings: Settings) -> tuple[Sighting, ...]:
    """A site's first sightings; none where it keeps no such file.

    Raises:
        KaiteiError: for lines that are none.
    """
    return parse(textfile.known(content(settings), FILE), FILE)


def content(settings: Settings) -> bytes:
    """The file as it is, empty where there is none.

    Raises:
        KaiteiError: where it cannot be read.
    """
    return textfile.optional(settings.root / FILE, FILE) or b""


def parse(text: str, name: str) -> tuple[Sighting, ...]:
    """Read the text of such a file.

    Args:
        text: of the file.
        name: of the file in messages.

    Raises:
        KaiteiError: for each line that is no sighting.
    """
    lines = text.removesuffix("\n").split("\n") if text else []
    found = [_sighting(line) for line in lines]
    if problems := [Problem("sighting_line", name, number) for number, one in enumerate(found, 1) if one is None]:
        raise KaiteiError(problems)
    return tuple(one for one in found if one)


def _sighting(line: str) -> Sighting | None:
    match = _LINE.fullmatch(line)
    try:
        time = dt.datetime.strptime(match[1], _FORM).replace(tzinfo=dt.UTC) if match else None
    except ValueError:  # no such day, no such hour
        return None
    return Sighting(time, match[2], match[3]) if match and time else None


def new(met: Iterable[Sighting], known: Collection[Sighting]) -> tuple[Sighting, ...]:
    """Those of what has been met that are first sightings: of what was not known to be at its address."""
    seen = {(one.address, one.sha256) for one in known}
    return tuple(sorted(one for one in met if (one.address, one.sha256) not in seen))


def added(data: bytes, found: Iterable[Sighting]) -> bytes:
    """The bytes of the file with sightings added at its end; what is there stays as it is."""
    lines = "".join(one.line for one in sorted(found)).encode()
    return data + (b"\n" if data and lines and not data.endswith(b"\n") else b"") + lines


def unseen(site: Site, sightings: Collection[Sighting]) -> Iterator[Problem]:
    """Yield a hint for each text that was not met when it had to be public: announced, or in effect at the latest.

    Only of what was to be met after sightings began; not of old texts brought in later, nor of what was called off.
    """
    zone = dates.zone(site.settings.timezone)
    days: dict[str, dt.date] = {}
    for one in sorted(sightings):
        days.setdefault(one.address, one.time.astimezone(zone).date())
    if not days:
        return
    began = min(days.values())
    for policy in site.registry.policies.values():
        for revision in states.standing(policy.revisions):
            if revision.held and not revision.recorded:
                first = min(
                    (days[at] for at in _addresses(site.settings, policy, revision) if at in days), default=None
                )
                yield from _late(policy, revision, first, began, site.today)


def _addresses(settings: Settings, policy: Policy, revision: Revision) -> Iterator[str]:
    """Yield where the authoritative text of a revision is, or was before the policy was renamed."""
    return (settings.address(f"/{id_}/{revision.date}.txt") for id_ in (policy.id, *policy.aliases))


def _late(
    policy: Policy, revision: Revision, first: dt.date | None, began: dt.date, today: dt.date
) -> Iterator[Problem]:
    """Yield that a text was first met after a day on which it had to be public, the weightiest such day alone."""
    for day in (revision.day, revision.announced):
        if day and began < day < today and (first is None or first > day):
            told = {"id": policy.id, "date": revision.date, "day": str(day), "seen": str(first or "—")}
            key = "sighting_effect" if day == revision.day else "sighting_announced"
            yield Problem(key, policy.file, revision.line, told)
            return
