"""Keeping the record: what it lacks, and what no longer reads as recorded.

A text that reads otherwise than recorded is an error where its source has changed, its file or the facts that it shows;
where the engine alone reads the same source otherwise, a warning, so that an upgrade never stops a site. So are facts
that change before the first day of a text that is announced.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kaitei.errors import KaiteiError, Problem
from kaitei.policy.policy import Revision
from kaitei.record import files
from kaitei.record.difference import differing
from kaitei.record.files import Named, Origin, Record
from kaitei.record.first_edition import Key
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing
from kaitei.source import textfile
from kaitei.source.settings import Settings
from kaitei.text import links


class Since(NamedTuple):
    """A text that was recorded."""

    text: str  # SHA-256, hexadecimal
    day: str  # on which it was entered, YYYY-MM-DD; "" where that is not known


@dataclass(frozen=True, slots=True)
class Entry:
    """A text as it was recorded."""

    id: str  # of the policy, as it is now
    date: str  # of the revision, YYYY-MM-DD
    locale: str
    text: str  # SHA-256 of the canonical text, hexadecimal
    file: str = ""  # SHA-256 of the frozen file, "" where none is recorded yet
    origin: Origin | None = None
    path: str = ""  # of the text, below record/; "" where the first edition recorded it and kept no text
    before: tuple[Since, ...] = ()  # what was published in its place before, oldest first

    @property
    def key(self) -> Key:
        """Which text it is of: policy, date of the revision, locale."""
        return self.id, self.date, self.locale

    @property
    def told(self) -> dict[str, str]:
        """What messages say about it."""
        return {"id": self.id, "date": self.date, "locale": self.locale}


class Findings(NamedTuple):
    """What no longer reads as recorded."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def entries(site: Site, record: Record) -> dict[Key, Entry]:
    """The texts in a record; former ids of policies are replaced by present ones."""
    aliases, found = _aliases(site), dict[Key, Entry]()
    for path, text in record.sums.items():
        named = Named.of(path)
        if named and not named.turn:
            key = aliases.get(named.id, named.id), named.date, named.locale
            if key not in found or named.id == key[0]:
                file = source(site, record, *key)
                before = tuple(_since(record, turn) for turn in record.before(named))
                found[key] = Entry(*key, text, file, record.origins.get(path), path, before)
    for (id_, date, locale), line in record.former.items():
        key = aliases.get(id_, id_), date, locale
        found.setdefault(key, Entry(*key, line.text, line.file))
    return found


def present(site: Site, key: Key) -> Key:
    """A key with the present id of its policy."""
    return _aliases(site).get(key[0], key[0]), *key[1:]


def _aliases(site: Site) -> dict[str, str]:
    return {alias: policy.id for policy in site.registry.policies.values() for alias in policy.aliases}


def _since(record: Record, path: str) -> Since:
    origin = record.origins.get(path)
    return Since(record.sums[path], origin.entered if origin else "")


def source(site: Site, record: Record, id_: str, date: str, locale: str) -> str:
    """The SHA-256 of a frozen file as recorded, also under a former id of its policy; "" where it is not."""
    policy = site.registry.policies.get(id_)
    names = (frozen_path(site.settings, one, date, locale) for one in (id_, *(policy.aliases if policy else ())))
    return next((found for name in names if (found := record.sources.get(site.settings.name(name), ""))), "")


def readable(site: Site) -> tuple[Record, tuple[Problem, ...]]:
    """A site's record and no problems; or an empty one and what is wrong, where `files.read` would raise."""
    try:
        return files.read(site.settings), ()
    except KaiteiError as error:
        return Record(), error.problems


def notes(site: Site) -> tuple[Problem, ...]:
    """What is told of the record: that texts which are public are not in it yet."""
    record, _ = readable(site)
    count = sum(1 for _ in missing(site, entries(site, record)))
    if not count and not record.former:
        return ()
    key = "lock_former_note" if record.former else "lock_unlisted_note"
    return (Problem(key, files.SUMS, 0, {"count": str(count + len(record.former))}),)


def missing(site: Site, known: Mapping[Key, Entry]) -> Iterator[tuple[Standing, Edition]]:
    """Yield the texts that are public and not recorded."""
    for standing in site.standings:
        for locale in site.settings.codes:
            for revision in standing.held(locale):
                if (standing.policy.id, revision.date, locale) not in known:
                    yield standing, standing.editions[locale, revision.day]


def verify(site: Site, record: Record, known: Mapping[Key, Entry] | None = None) -> Findings:
    """What of a whole site no longer reads as recorded, or is gone.

    Args:
        site: the site.
        record: its record.
        known: the entries to look at; all where it is left out.
    """
    known = watched(site, entries(site, record)) if known is None else known
    problems, warnings = list(damage(site, record)), list[Problem]()
    for id_, found in groupby(known.values(), key=lambda entry: entry.id):
        if policy := site.registry.policies.get(id_):
            looked = verified(Standing.whole(policy, site), found)
            problems += looked.problems
            warnings += looked.warnings
    return Findings((*problems, *gone(site, known)), tuple(warnings))


def watched(site: Site, known: Mapping[Key, Entry]) -> dict[Key, Entry]:
    """The entries to check: without those of a policy or translation that `exclude_docs` leaves out."""
    return {key: entry for key, entry in known.items() if not _excluded(site, entry)}


def _excluded(site: Site, entry: Entry) -> bool:
    if site.registry.policies.get(entry.id) is None:
        return site.excluded(f"{entry.id}.md")
    file = frozen_path(site.settings, entry.id, entry.date, entry.locale)
    return entry.locale != site.settings.default and site.excluded(file.relative_to(site.settings.docs).as_posix())


def gone(site: Site, known: Mapping[Key, Entry]) -> Iterator[Problem]:
    """Yield the entries of policies that are there no more."""
    lost = (entry for entry in known.values() if entry.id not in site.registry.policies)
    yield from (Problem("lock_policy_gone", files.SUMS, 0, entry.told) for entry in lost)


def damage(site: Site, record: Record) -> Iterator[Problem]:
    """Yield the recorded texts, pictures and PDFs that are gone or have other bytes.

    Raises:
        KaiteiError: where a text cannot be read.
    """
    for path, sum_ in record.sums.items():
        name = f"{files.FOLDER}/{path}"
        data = textfile.optional(site.settings.root / name, name)
        if data is None:
            yield Problem("record_text_gone", name)
        elif not _is(data, sum_):
            yield Problem("record_text_altered", name)
    for name, sum_ in record.sources.items():
        if not name.endswith(".md") and not reads_as(site.settings.root / name, sum_):
            yield Problem("record_picture_changed", name, 0, {"texts": ", ".join(_showing(site, name)) or name})


def _showing(site: Site, name: str) -> Iterator[str]:
    """Yield the frozen texts that show a picture, and the revisions that a PDF stands for."""
    for standing in site.standings:
        for revision in standing.revisions:
            if site.settings.root / name in _shown(standing, revision):
                yield f"{standing.policy.id} {revision.date}"


def sources(site: Site) -> dict[str, str]:
    """The SHA-256 of what the record watches: public frozen texts, what these show, PDFs in the place of texts."""
    settings = site.settings
    found: dict[str, str] = {}
    for standing in site.standings:
        for revision in standing.revisions:
            frozen = (frozen_path(settings, standing.policy.id, revision.date, code) for code in settings.codes)
            for file in (*frozen, *_shown(standing, revision)):
                if file.is_file():
                    found[settings.name(file)] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def _shown(standing: Standing, revision: Revision) -> set[Path]:
    """The pictures that the frozen texts of a revision show, and the PDF that stands for it."""
    settings = standing.site.settings
    found = [links.parse(revision.pdf, "", settings.below)] if revision.pdf else []
    for code in settings.codes:
        edition = standing.edition(revision, code)
        if edition and frozen_path(settings, standing.policy.id, revision.date, code).is_file():
            folder = edition.content.folder
            found += (links.parse(address, folder, settings.below) for address in edition.reading.pictures)
    return {settings.file(target.path) for target in found if target}


def verified(whole: Standing, recorded: Iterable[Entry]) -> Findings:
    """What of a policy no longer reads as recorded, given all its revisions and its entries."""
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for entry in recorded:
        found = _lost(whole, entry) or _changed(whole, entry)
        if found:
            (warnings if found.key in REREAD else problems).append(found)
    return Findings(tuple(problems), tuple(warnings))


REREAD = ("lock_reread", "lock_facts_ahead", "lock_reread_former")
"""What is no error: the engine reads the same source otherwise; or facts have changed before a text's first day, as
when a representative is appointed who is to sign it. All but the last may be recorded anew."""


def strangers(site: Site, recorded: Iterable[Entry]) -> tuple[bytes, ...]:
    """The contents of recorded files in languages that the site no longer has; part of a bundle's key."""
    strange = (entry for entry in recorded if entry.locale not in site.settings.codes)
    paths = (frozen_path(site.settings, entry.id, entry.date, entry.locale) for entry in strange)
    return tuple(path.read_bytes() for path in paths if path.is_file())


def frozen_path(settings: Settings, id_: str, date: str, locale: str) -> Path:
    """The file of a frozen text: `docs/terms/2023-12-20.md`, in another locale `docs/terms/2023-12-20.en.md`."""
    return settings.docs / f"{id_}/{date}{'' if locale == settings.default else f'.{locale}'}.md"


def same_bytes(one: bytes, other: bytes) -> bool:
    """Whether two files are the same but for line ends, which git may change on another system."""
    return one == other or unix(one) == unix(other)


def reads_as(file: Path, sum_: str) -> bool:
    """Whether a file is there and has a SHA-256: as it is, with LF line ends, or with CRLF."""
    return file.is_file() and _is(file.read_bytes(), sum_)


def _is(data: bytes, sum_: str) -> bool:
    return any(hashlib.sha256(form).hexdigest() == sum_ for form in _forms(data))


def _lost(whole: Standing, entry: Entry) -> Problem | None:
    """Tell that what is recorded is there no more."""
    revision = next((one for one in whole.revisions if one.date == entry.date), None)
    if revision is None:
        return Problem("lock_revision_gone", whole.policy.file, 0, entry.told)
    settings = whole.site.settings
    file = frozen_path(settings, entry.id, entry.date, entry.locale)
    held = whole.edition(revision, entry.locale) or entry.locale not in settings.codes
    lost = (entry.file and not file.is_file()) or not held
    return Problem("lock_file_gone", settings.name(file), 0, entry.told) if lost else None


def _changed(whole: Standing, entry: Entry) -> Problem | None:
    """Tell that a text reads differently, or that its file was touched."""
    settings = whole.site.settings
    file = frozen_path(settings, entry.id, entry.date, entry.locale)
    revision = next(one for one in whole.revisions if one.date == entry.date)
    edition = whole.edition(revision, entry.locale)
    touched = bool(entry.file) and not reads_as(file, entry.file)
    if edition is None or edition.sha256 == entry.text:
        return Problem("lock_file_touched", settings.name(file), 0, entry.told) if touched else None
    name = edition.text.file
    before, after = recorded(settings, entry).decode(), edition.canonical
    was, words = differing(before, after)
    told = entry.told | {"was": was, "words": words, "facts": settings.name(settings.facts)}
    if reworded(entry, edition, touched):
        return Problem("lock_file_changed" if entry.path else "lock_file_touched", name, 0, told)
    if entry.origin and entry.origin.shown != edition.shown_digest(revision.day):
        key = "lock_facts_ahead" if _entered_before(whole, entry.origin, edition) else "lock_facts_changed"
        return Problem(key, name, 0, told)
    return Problem("lock_reread" if entry.path else "lock_reread_former", name, 0, told)


def _entered_before(whole: Standing, origin: Origin, edition: Edition) -> bool:
    """Whether a text shows what was so when it was entered, and what it shows has changed by its first day since."""
    entered, first = dt.date.fromisoformat(origin.entered), edition.revision.day
    days = (entered, *(day for day in whole.site.facts.changes if entered < day < first))
    return entered < first and any(edition.shown_digest(day) == origin.shown for day in days)


def reworded(entry: Entry, edition: Edition, touched: bool) -> bool:
    """Whether a text's title or body is another than when it was recorded; where that is not known, its file."""
    if touched or not entry.origin:
        return touched or not entry.file
    return entry.origin.wording != edition.wording


def recorded(settings: Settings, entry: Entry) -> bytes:
    """A text as it was recorded; empty where the first edition recorded it, and where it is not there."""
    file = settings.root / files.FOLDER / entry.path
    return file.read_bytes() if entry.path and file.is_file() else b""


def _forms(data: bytes) -> Iterator[bytes]:
    yield data
    yield unix(data)
    yield unix(data).replace(b"\n", b"\r\n")


def unix(data: bytes) -> bytes:
    """Content with the line ends with which it is recorded, which git may have changed on another system."""
    return data.replace(b"\r\n", b"\n")
