"""The record held against itself, against a published site, and against texts that somebody has downloaded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz import fuzz, process

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.record import sums
from kaitei.record.difference import differing
from kaitei.record.files import FOLDER, SOURCES, SUMS, Named, address
from kaitei.record.places import Place
from kaitei.record.sums import Sums
from kaitei.source import textfile
from kaitei.source.settings import Configuration, Settings

AT_ONCE = 4
"""How many files of a site are asked for at a time."""


@dataclass(frozen=True)
class Kept:
    """The texts in a site's record."""

    settings: Settings
    sums: Sums  # SHA-256 of each text, by path below record/
    excluded: Callable[[str], bool]  # files that the site leaves out, by path below docs/

    @classmethod
    def read(cls, given: Configuration) -> Kept:
        """Read the record's list.

        Raises:
            KaiteiError: where there is none, or it is wrong.
        """
        data = textfile.optional(given.settings.root / SUMS, SUMS)
        if data is None:
            raise fail("verify_no_record", SUMS)
        return cls(given.settings, sums.parse(textfile.known(data, SUMS), SUMS), given.excluded)

    @cached_property
    def public(self) -> dict[str, Named]:
        """The texts that the site publishes, by path: of its languages, and without what it leaves out."""
        named = {path: Named.of(path) for path in self.sums}
        return {path: one for path, one in named.items() if one and self._published(one)}

    def _published(self, named: Named) -> bool:
        own = named.locale == self.settings.default
        translation = f"{named.id}/{named.date}.{named.locale}.md"
        left_out = self.excluded(f"{named.id}.md") or (not own and self.excluded(translation))
        return named.locale in self.settings.codes and not left_out

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The paths of texts by the addresses at which readers find them; without what was published before."""
        return {address(one, self.settings): path for path, one in self.public.items() if not one.turn}

    def text(self, path: str) -> str:
        """A text as it was recorded."""
        return textfile.known(textfile.content(self.settings.root / FOLDER / path, f"{FOLDER}/{path}"), path)


def itself(kept: Kept) -> Iterator[Problem]:
    """Yield what is wrong with the record: files that are not as its two lists say, and texts that none lists."""
    root = kept.settings.root
    yield from _files(root, FOLDER, kept.sums, SUMS)
    data = textfile.optional(root / SOURCES, SOURCES) or b""
    yield from _files(root, "", sums.parse(textfile.known(data, SOURCES), SOURCES), SOURCES)
    for file in sorted((root / FOLDER).rglob("*.txt")):
        path = file.relative_to(root / FOLDER).as_posix()
        if Named.of(path) and path not in kept.sums:
            yield Problem("verify_unlisted", f"{FOLDER}/{path}", 0, {"list": SUMS})


def _files(root: Path, folder: str, listed: Sums, name: str) -> Iterator[Problem]:
    """Yield the files that are not as a list says, whose paths start at a folder of the root."""
    for path, digest in listed.items():
        file = os.path.join(folder, path)  # noqa: PTH118 - a name for messages, as well as a path
        data = textfile.optional(root / file, file)
        if data is None:
            yield Problem("verify_gone", file, 0, {"list": name})
        elif hashlib.sha256(data).hexdigest() != digest:
            yield Problem("verify_changed", file, 0, {"list": name})


def published(kept: Kept, place: Place) -> Iterator[Problem]:
    """Yield what of a site is not as recorded: each text at its address and below /record/, and the record's list.

    Raises:
        KaiteiError: where the site cannot be reached at all.
    """
    yield from _list(kept, place)
    copies = {kept.settings.address(f"/{FOLDER}/{path}"): path for path in kept.public}
    yield from different(kept, place, kept.addresses | copies).values()


def different(kept: Kept, place: Place, texts: dict[str, str]) -> dict[str, Problem]:
    """What is wrong with texts of a site, by address, in the order given; nothing for those that are as recorded.

    Args:
        kept: the record.
        place: where the site is.
        texts: paths of recorded texts, by address.
    """

    def look(at: str) -> Problem | None:
        try:
            return _difference(kept, texts[at], place.fetch(at), place.name(at))
        except KaiteiError as error:
            return error.problems[0]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {at: problem for at, problem in zip(texts, pool.map(look, texts), strict=True) if problem}


def _difference(kept: Kept, path: str, data: bytes | None, name: str) -> Problem | None:
    """Say how what was found differs from a recorded text."""
    told = {"path": f"{FOLDER}/{path}"}
    if data is None:
        return Problem("verify_missing", name, 0, told)
    if hashlib.sha256(data).hexdigest() == kept.sums[path]:
        return None
    was, words = differing(kept.text(path), _read(data))
    return Problem(
        "verify_differs" if was or words else "verify_line_ends", name, 0, {**told, "was": was, "words": words}
    )


def _list(kept: Kept, place: Place) -> Iterator[Problem]:
    """Yield what the published list says otherwise."""
    listed = kept.settings.address(f"/{SUMS}")
    name, data = place.name(listed), place.fetch(listed)
    if data is None:
        yield Problem("verify_missing", name, 0, {"path": SUMS})
        return
    theirs = sums.parse(textfile.known(data, name), name).items()
    ours = {path: kept.sums[path] for path in kept.public}.items()
    for path in sorted({path for path, _ in theirs ^ ours}):
        yield Problem("verify_list", name, 0, {"path": path, "list": SUMS})


def downloaded(kept: Kept, folder: Path) -> Iterator[tuple[bool, Problem]]:
    """Yield for each text file of a folder whether it is a recorded text, and which; or what is nearest to it."""
    paths = {digest: path for path, digest in sorted(kept.sums.items(), reverse=True)}
    texts = {path: kept.text(path) for path in kept.sums}
    for file in _text_files(folder):
        data = textfile.content(file, file.as_posix())
        path = paths.get(hashlib.sha256(data).hexdigest())
        yield (True, _which(path, file.as_posix())) if path else (False, _nearest(kept, texts, data, file.as_posix()))


def _text_files(folder: Path) -> Iterable[Path]:
    found = sorted(path for path in folder.rglob("*.txt") if path.is_file())
    if not found:
        raise fail("verify_nothing", folder.as_posix())
    return found


def _which(path: str, name: str) -> Problem:
    named = Named.of(path)
    assert named
    told = {"id": named.id, "date": named.date, "locale": named.locale, "turn": str(named.turn)}
    return Problem("verify_was" if named.turn else "verify_is", name, 0, told)


def _nearest(kept: Kept, texts: dict[str, str], data: bytes, name: str) -> Problem:
    near = process.extractOne(_read(data), texts, scorer=fuzz.ratio, score_cutoff=50)
    return (near and _difference(kept, near[2], data, name)) or Problem("verify_none", name)


def _read(data: bytes) -> str:
    """What a reader sees of a text, whatever has become of its line ends; it may be no text at all."""
    return textfile.known(data.decode("utf-8", "replace").encode(), "")
