"""What of the record is on the site, below `/record/`: all but its sources, and nothing of what the site leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kaitei.record import files, sightings, sums
from kaitei.record.files import Named, Record
from kaitei.record.record import unix
from kaitei.site.site import Site


def files_of(site: Site, kept: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the published files by path below the site's root.

    A text that is not public on the site's day, or that `exclude_docs` leaves out, is in none of them; nor are stamps
    then, which are of all.
    """
    shown = {path: sum_ for path, sum_ in kept.sums.items() if _public(site, path)}
    for path in shown:
        yield f"{files.FOLDER}/{path}", unix((site.settings.root / files.FOLDER / path).read_bytes())
    if shown:
        yield files.SUMS, sums.written(shown)
    for name in (files.ENTRIES, sightings.FILE):
        if lines := b"".join(_lines(site.settings.root / name, shown)):
            yield name, lines
    if shown.keys() == kept.sums.keys():
        there = sorted((site.settings.root / files.STAMPS).rglob("*"))
        stamps = {site.settings.name(file): file for file in there if file.is_file()}
        texts = {f"{files.FOLDER}/{path}" for path in shown}  # of a policy that is named `stamps`
        yield from ((name, file.read_bytes()) for name, file in stamps.items() if name not in texts)


def _public(site: Site, path: str) -> bool:
    named = Named.of(path)
    standing = site.standing(named.id) if named else None
    held = standing.held(named.locale) if named and standing else ()
    return any(named is not None and one.date == named.date for one in held)


def _lines(file: Path, shown: dict[str, str]) -> Iterator[bytes]:
    """Yield the lines of a list that are of texts on the site, named by path or by sum."""
    known = {*shown, *shown.values()}
    if file.is_file():
        for line in unix(file.read_bytes()).splitlines(keepends=True):
            if known.intersection(line.decode(errors="replace").split()):
                yield line
