"""The files under `docs/`: which may be there, and what each of them is by its name."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path

from kaitei import characters, filenames, textfile
from kaitei.cache.keys import digest
from kaitei.cache.stamps import stamp
from kaitei.cache.store import Kept, Nothing
from kaitei.cache.texts import read_problems, write_problems
from kaitei.errors import KaiteiError, Problem, fail

ASSET_SUFFIXES = (".avif", ".css", ".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".webp")
"""What is published beside Markdown's output: images, style sheets and PDF."""

RECORD_NAMES = ("revisions.lock",)
"""Files that the record keeps under `docs/` and that are never published."""

LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What desktops leave in folders: neither published nor worth a message."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file that can be read, with what its name says."""

    path: str  # below docs/, with slashes
    name: str  # from the project's root, for messages
    stem: str  # path without suffix and locale
    locale: str
    digest: str  # of its bytes
    read: Callable[[], str] = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """What it says: decoded, without BOM, line ends normalised.

        Raises:
            KaiteiError: where the file is no longer the one of the digest.
        """
        return self.read()

    @property
    def frozen_date(self) -> str:
        """The date a frozen file is named by, "" for any other file."""
        last = self.stem.rsplit("/", 1)[-1]
        return last if filenames.DATE.fullmatch(last) else ""

    @property
    def policy_id(self) -> str:
        """The policy that a file of this name may belong to."""
        return self.stem.rsplit("/", 1)[0] if self.frozen_date and "/" in self.stem else self.stem


@dataclass(frozen=True, slots=True)
class Former:
    """A text in a language that the site no longer has: kept, and published nowhere."""

    name: str
    locale: str


Found = SourceFile | Former | Problem | str
"""A Markdown file, one that is passed over, why a file may not be there, or the path of any other below docs/."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything under `docs/`."""

    markdown: tuple[SourceFile, ...]
    assets: tuple[str, ...]  # below docs/
    hints: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        """The key of the whole folder: of the bytes of its texts, and of the names of all other files."""
        return digest([(file.path, file.digest) for file in self.markdown], self.assets)


def scan(
    docs: Path, root: Path, locales: tuple[str, ...], kept: Kept | None = None, former: Collection[str] = ()
) -> Sources:
    """Read a docs folder.

    Args:
        docs: the folder.
        root: the project's root, from which messages name files.
        locales: the site's locales, the default one first.
        kept: what is kept from build to build. Where it lasts, texts are read again when they are needed, as most
            never are.
        former: locales that the site had once, whose texts are passed over.

    Raises:
        KaiteiError: for every file that may not be published or cannot be read.
    """
    found: list[Found] = []
    prefix = docs.relative_to(root).as_posix() if docs.is_relative_to(root) else docs.as_posix()
    if not docs.is_dir():
        raise fail("docs_missing", characters.printed(prefix))
    reader = _Reader(locales, tuple(sorted(former)), kept or Nothing(), docs, prefix)
    for folder, entries in _walk(str(docs), ""):
        found += reader.folder(folder, entries)
    problems = [one for one in found if isinstance(one, Problem)]
    markdown = tuple(one for one in found if isinstance(one, SourceFile))
    wrong, hints = reader.looked(markdown)
    if problems or wrong:
        raise KaiteiError([*problems, *wrong])
    passed = _passed(one for one in found if isinstance(one, Former))
    return Sources(markdown, tuple(one for one in found if isinstance(one, str)), (*hints, *passed))


def _passed(files: Iterable[Former]) -> Iterator[Problem]:
    """Yield a hint for each language that the site no longer has."""
    first: dict[str, Former] = {}
    for file in files:
        if first.setdefault(file.locale, file) is file:
            yield Problem("locale_former", file.name, 0, {"locale": file.locale})


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, list[os.DirEntry[str]] | OSError]]:
    """Yield the files of each folder, links to folders among them, with its path; a folder before those in it.

    In the place of the files of a folder that cannot be looked into, the reason.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield prefix, error
        return
    folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    names = {entry.name for entry in folders}.union(LITTER, () if prefix else RECORD_NAMES)
    yield prefix, [entry for entry in entries if entry.name not in names]
    for entry in folders:
        yield from _walk(entry.path, f"{prefix}{entry.name}/")


def _admit(entry: os.DirEntry[str], relative: str, docs: Path, name: str) -> bool:
    """Return whether a file is Markdown (else it is an asset), or refuse it by name."""
    if characters.IN_NAMES.search(relative):
        raise fail("file_name", name)
    if relative.startswith(".") or "/." in relative:
        raise fail("file_hidden", name)
    _regular(entry, docs, name)
    suffix = os.path.splitext(relative)[1].lower()  # noqa: PTH122 - thousands of files, each of them a text
    if suffix == ".md":
        return True
    if suffix not in ASSET_SUFFIXES:
        raise fail("file_kind", name, allowed=" ".join((".md", *ASSET_SUFFIXES)))
    return False


def _regular(entry: os.DirEntry[str], docs: Path, name: str) -> None:
    """Refuse what is no file, leads elsewhere or to itself, is too large or closed."""
    try:
        found = entry.stat()
        outside = entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(docs.resolve())
    except (OSError, RuntimeError) as error:  # the latter is pathlib's for a circle
        raise fail("file_symlink" if entry.is_symlink() else "file_unreadable", name, detail=str(error)) from error
    if outside or (entry.is_symlink() and stat.S_ISDIR(found.st_mode)):
        raise fail("file_symlink", name)
    if not stat.S_ISREG(found.st_mode):
        raise fail("file_special", name)
    if found.st_size > textfile.LARGEST:
        raise fail("file_too_large", name)
    if not os.access(entry.path, os.R_OK):
        raise fail("file_unreadable", name, detail=os.strerror(errno.EACCES))


class _Reader:
    """Reads files, and those that a former build of this process has read only where they were touched since."""

    def __init__(self, locales: tuple[str, ...], former: tuple[str, ...], kept: Kept, docs: Path, prefix: str) -> None:
        self.locales, self.former, self.kept, self.docs, self.prefix = locales, former, kept, docs, prefix

    def folder(self, folder: str, entries: Sequence[os.DirEntry[str]] | OSError) -> Sequence[Found]:
        """Return the files of a folder; below docs/ itself, where much is frozen, all are remembered together."""
        if isinstance(entries, OSError):
            name = characters.printed(f"{self.prefix}/{folder}".rstrip("/"))
            return fail("folder_unreadable", name, detail=entries.strerror).problems
        stamps = [(one.name, stamp(one)) for one in entries]
        if not folder or any(found is None for _, found in stamps) or any(one.is_symlink() for one in entries):
            return self._files(folder, entries)
        key = "folder", str(self.docs), self.prefix, folder, self.locales, self.former, tuple(stamps)
        return self.kept.recall(key, lambda: self._files(folder, entries))

    def _files(self, folder: str, entries: Iterable[os.DirEntry[str]]) -> list[Found]:
        found: list[Found] = []
        for entry in entries:
            relative = f"{folder}{entry.name}"
            name = characters.printed(f"{self.prefix}/{relative}")
            try:
                text = _admit(entry, relative, self.docs, name)
                found.append(self.file(entry, relative, name) if text else relative)
            except KaiteiError as error:
                found += error.problems
        return found

    def file(self, entry: os.DirEntry[str], relative: str, name: str) -> SourceFile | Former:
        stem, locale = filenames.read(relative, name, self.locales, self.former)
        if locale not in self.locales:
            return Former(name, locale)

        def make() -> SourceFile:
            return self._file(Path(entry.path), relative, name, stem, locale)

        found = stamp(entry)
        return self.kept.recall(("source", entry.path, name, self.locales, found), make) if found else make()

    def _file(self, path: Path, relative: str, name: str, stem: str, locale: str) -> SourceFile:
        data = textfile.content(path, name)
        found = _sum(data)
        if not self.kept.lasting:
            return SourceFile(relative, name, stem, locale, found, partial(textfile.known, data, name))
        return SourceFile(relative, name, stem, locale, found, partial(_again, path, name, found))

    def looked(self, files: Iterable[SourceFile]) -> tuple[list[Problem], list[Problem]]:
        """Return why files cannot be read, and the hints for the others; those of a folder are looked at together."""
        problems: list[Problem] = []
        hints: list[Problem] = []
        for _, found in groupby(files, key=lambda file: file.name.rpartition("/")[0]):
            together = list(found)
            key = digest("readable", [(file.name, file.digest) for file in together])
            try:
                hints += read_problems(self.kept.text(key, partial(_readable, together)))
            except KaiteiError as error:
                problems += error.problems
        return problems, hints


def _readable(files: Iterable[SourceFile]) -> str:
    """Return the hints for files, as they are kept.

    Raises:
        KaiteiError: for those that are no text.
    """
    problems: list[Problem] = []
    hints: list[Problem] = []
    for file in files:
        try:
            hints += characters.hint(textfile.checked(file.read(), file.name), file.name)
        except KaiteiError as error:
            problems.extend(error.problems)
    if problems:
        raise KaiteiError(problems)
    return write_problems(hints)


def _again(path: Path, name: str, known: str) -> str:
    data = textfile.content(path, name)
    if _sum(data) != known:
        raise fail("file_changed", name)
    return textfile.known(data, name)  # `looked` has looked at it


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
