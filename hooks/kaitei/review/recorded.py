"""What a change does to the lines of the record: they are added to, and otherwise stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kaitei.errors import KaiteiError, Problem
from kaitei.record import files, first_edition, record
from kaitei.record.corrections import explained
from kaitei.record.files import Named, Record
from kaitei.record.first_edition import Key
from kaitei.review.commit import Base
from kaitei.review.listed import counterpart
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing


def then(site: Site, base: Base) -> Record:
    """The record at a commit; one that could not be read held nothing."""
    try:
        return files.parsed((base.site or site).settings, base.files.get)
    except KaiteiError:
        return Record()


def watched(site: Site, then: Record, now: Record) -> frozenset[Key]:
    """The texts over which the record watches unaltered."""
    before, after = record.entries(site, then), record.entries(site, now)
    same = (key for key, entry in before.items() if key in after and after[key].text == entry.text)
    return frozenset(key for key in same if not after[key].path or after[key].origin or after[key].file)


def problems(site: Site, base: Base, then: Record, now: Record) -> Iterator[Problem]:
    """Yield the lines that were taken out of the record, or altered, other than as `kaitei lock` does."""
    if (then.sums and not now.sums) or (then.former and not now.sums and not now.former):
        name = files.SUMS if then.sums else site.settings.name(first_edition.path(site.settings))
        yield Problem("since_record_gone", name, 0, {"rev": base.rev, "path": files.FOLDER if then.sums else name})
        return
    yield from _sums(site, then, now)
    yield from _origins(then, now)
    yield from _sources(site, then, now)
    yield from _former(site, then, now)
    yield from _kept(site, base, then)


def warnings(site: Site, base: Base, then: Record, now: Record) -> Iterator[Problem]:
    """Yield the texts that were recorded anew because the engine reads their source otherwise."""
    for path, sum_ in then.sums.items():
        named = Named.of(path)
        changed = named and now.sums.get(path, sum_) != sum_ and _follows(site, now, named, sum_)
        if changed and _entered_as(then, now, path):
            yield Problem("since_record_reread", f"{files.FOLDER}/{path}")
    for name in _marked_up(site, then, now):
        yield Problem("since_source_changed", name)


def _entered_as(then: Record, now: Record, path: str) -> bool:
    """Whether a text was entered from the same source before and now."""
    old, new = then.origins.get(path), now.origins.get(path)
    return bool(old and new and (old.wording, old.shown) == (new.wording, new.shown))


def _sums(site: Site, then: Record, now: Record) -> Iterator[Problem]:
    for path, sum_ in then.sums.items():
        named = Named.of(path)
        if path not in now.sums:
            yield Problem("since_record_removed", files.SUMS, 0, {"line": f"{sum_}  {path}"})
        elif now.sums[path] != sum_ and (named is None or named.turn or not _follows(site, now, named, sum_)):
            yield Problem("since_record_altered", files.SUMS, 0, {"line": f"{sum_}  {path}"})
    for path in now.sums.keys() - then.sums.keys():
        named = Named.of(path)
        if named and not _true(site, then, now, named):
            yield Problem("since_record_false", f"{files.FOLDER}/{path}")


def _follows(site: Site, now: Record, named: Named, before: str) -> bool:
    """Whether a recorded text is what its revision says, with what was published before beside it."""
    kept = (now.sums[path] for path in now.before(named))
    return before in kept and _as_it_reads(site, now, named)


def _true(site: Site, then: Record, now: Record, named: Named) -> bool:
    """Whether a new line tells what was published: the text as it reads, or one that was recorded in its place.

    Of several corrections that were recorded one after another, what a text was between them is there too.
    """
    current = replace(named, turn=0).path
    if not named.turn:
        return _as_it_reads(site, now, named)
    return current not in then.sums or then.sums[current] == now.sums[named.path] or _between(site, named)


def _between(site: Site, named: Named) -> bool:
    """Whether corrections of its revision make of a recorded text what it reads as."""
    edition, file = _edition(site, named), site.settings.root / files.FOLDER / named.path
    if edition is None or not file.is_file():
        return False
    items, default = edition.revision.corrections, site.settings.default
    return explained(file.read_bytes().decode(errors="replace"), edition.canonical, items, named.locale, default)


def _as_it_reads(site: Site, now: Record, named: Named) -> bool:
    edition = _edition(site, named)
    return edition is None or edition.sha256 == now.sums[named.path]


def _edition(site: Site, named: Named) -> Edition | None:
    policy = counterpart(site, named.id)
    if policy is None:
        return None
    whole = Standing.whole(policy, site)
    revision = next((one for one in whole.revisions if one.date == named.date), None)
    return whole.edition(revision, named.locale) if revision else None


def _origins(then: Record, now: Record) -> Iterator[Problem]:
    for path, origin in then.origins.items():
        named = Named.of(path)
        turns = now.before(named) if named and now.sums.get(path) != then.sums.get(path) else ()
        if origin not in (now.origins.get(path), *(now.origins.get(turn) for turn in turns)):
            yield Problem("since_record_altered", files.ENTRIES, 0, {"line": path})


def _sources(site: Site, then: Record, now: Record) -> Iterator[Problem]:
    marked_up = set(_marked_up(site, then, now))
    for name, sum_ in then.sources.items():
        if now.sources.get(name) == sum_ or name in marked_up:
            continue
        moved = sum_ in now.sources.values() and not (site.settings.root / name).exists()
        if not moved and not (name.endswith(".md") and _recorded_anew(site, then, now, name)):
            yield Problem("since_record_altered", files.SOURCES, 0, {"line": f"{sum_}  {name}"})


def _recorded_anew(site: Site, then: Record, now: Record, name: str) -> bool:
    """Whether the text of a frozen file was recorded anew, which `_sums` and the check of wording look at."""
    before, after = record.entries(site, then), record.entries(site, now)
    file = site.settings.root / name
    keys = (key for key in before if record.frozen_path(site.settings, *key) == file and key in after)
    return any(after[key].text != before[key].text for key in keys)


def _marked_up(site: Site, then: Record, now: Record) -> Iterator[str]:
    """Yield the frozen files that have other bytes and whose texts are recorded as before."""
    for name, sum_ in then.sources.items():
        changed = name.endswith(".md") and now.sources.get(name, sum_) != sum_
        if changed and not _recorded_anew(site, then, now, name):
            yield name


def _former(site: Site, then: Record, now: Record) -> Iterator[Problem]:
    """Yield the lines of the first edition's record that are neither there nor taken over."""
    known = record.entries(site, now)
    for key, line in then.former.items():
        left = now.former.get(key)
        taken = known.get(record.present(site, key))
        if (left and left.written == line.written) or (taken and taken.path and taken.file == line.file and not left):
            continue
        told = {"id": key[0], "date": key[1], "locale": key[2], "line": line.written}
        name = site.settings.name(first_edition.path(site.settings))
        yield Problem("since_lock_changed" if left else "since_lock_removed", name, 0, told)


def _kept(site: Site, base: Base, then: Record) -> Iterator[Problem]:
    """Yield the sightings and stamps that are not there any more."""
    lists = (files.SUMS, files.SOURCES, files.ENTRIES, *(f"{files.FOLDER}/{path}" for path in then.sums))
    for name, data in base.files.items():
        if not name.startswith(f"{files.FOLDER}/") or name in lists:
            continue
        file = site.settings.root / name
        now = file.read_bytes() if file.is_file() else b""
        if name.endswith(".tsv"):
            for line in sorted(set(data.splitlines()).difference(now.splitlines())):
                yield Problem("since_record_removed", name, 0, {"line": line.decode(errors="replace")})
        elif now != data:
            yield Problem("since_stamp_altered", name)
