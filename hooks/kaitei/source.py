"""The files under `docs/`: which may be there, and what each of them is by its name."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path

from kaitei import textfile
from kaitei.cache.keys import digest
from kaitei.cache.stamps import stamp
from kaitei.cache.store import Kept, Nothing
from kaitei.errors import KaiteiError, Problem, fail

ASSET_SUFFIXES = (".avif", ".css", ".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".webp")
"""What is published beside Markdown's output: images, style sheets and PDF."""

RECORD_NAMES = ("revisions.lock",)
"""Files that the record keeps under `docs/` and that are never published."""

LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What desktops leave in folders: neither published nor worth a message."""

DATE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")
_FROZEN = re.compile(r"(.+)/\d{4}-\d{2}-\d{2}(?:\.[^./]+)?\.md")


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
        return last if DATE_NAME.fullmatch(last) else ""

    @property
    def policy_id(self) -> str:
        """The policy that a file of this name may belong to."""
        return self.stem.rsplit("/", 1)[0] if self.frozen_date and "/" in self.stem else self.stem


Found = SourceFile | str
"""A Markdown file, or the path of any other below docs/."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything under `docs/`."""

    markdown: tuple[SourceFile, ...]
    assets: tuple[str, ...]  # below docs/
    excluded: frozenset[str] = frozenset()  # files that MkDocs leaves out, below docs/

    @property
    def digest(self) -> str:
        """The key of the whole folder: of the bytes of its texts, and of the names of all other files."""
        return digest([(file.path, file.digest) for file in self.markdown], self.assets)


def scan(
    docs: Path,
    root: Path,
    locales: tuple[str, ...],
    kept: Kept | None = None,
    excluded: Callable[[str], bool] = lambda path: False,
) -> Sources:
    """Read a docs folder.

    Args:
        docs: the folder.
        root: the project's root, from which messages name files.
        locales: the site's locales, the default one first.
        kept: what is kept from build to build. Where it lasts, texts are read again when they are needed, as most
            never are.
        excluded: tells the files that MkDocs leaves out, by path below docs/; nobody looks at these.

    Raises:
        KaiteiError: for every file that may not be published or cannot be read.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    prefix = docs.relative_to(root).as_posix() if docs.is_relative_to(root) else docs.as_posix()
    reader = _Reader(locales, kept or Nothing(), docs, prefix)
    left_out: set[str] = set()
    for folder, entries in _walk(str(docs), ""):
        out = {entry.name for entry in entries if _left_out(folder, entry, excluded)}
        left_out |= {f"{folder}{name}" for name in out}
        try:
            found += reader.folder(folder, [entry for entry in entries if entry.name not in out])
        except KaiteiError as error:
            problems.extend(error.problems)
    markdown = tuple(one for one in found if isinstance(one, SourceFile))
    problems += reader.problems(markdown)
    if problems:
        raise KaiteiError(problems)
    return Sources(markdown, tuple(one for one in found if isinstance(one, str)), frozenset(left_out))


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Yield the files of each folder, links to folders among them, with its path; a folder before those in it."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    names = {entry.name for entry in folders}.union(LITTER, () if prefix else RECORD_NAMES)
    yield prefix, [entry for entry in entries if entry.name not in names]
    for entry in folders:
        yield from _walk(entry.path, f"{prefix}{entry.name}/")


def _left_out(folder: str, entry: os.DirEntry[str], excluded: Callable[[str], bool]) -> bool:
    """Whether MkDocs leaves out a file, or the living file that it is a past text of."""
    path = f"{folder}{entry.name}{'/' if entry.is_dir() else ''}"
    owner = _FROZEN.fullmatch(path)
    return excluded(path) or (owner is not None and excluded(f"{owner[1]}.md"))


def _admit(entry: os.DirEntry[str], relative: str, docs: Path, name: str) -> bool:
    """Return whether a file is Markdown (else it is an asset), or refuse it by name."""
    if relative.startswith(".") or "/." in relative:
        raise fail("file_hidden", name)
    if entry.is_symlink() and not (entry.is_file() and Path(entry.path).resolve().is_relative_to(docs.resolve())):
        raise fail("file_symlink", name)
    suffix = os.path.splitext(relative)[1].lower()  # noqa: PTH122 - thousands of files, each of them a text
    if suffix == ".md":
        return True
    if suffix not in ASSET_SUFFIXES:
        raise fail("file_kind", name, allowed=" ".join((".md", *ASSET_SUFFIXES)))
    return False


class _Reader:
    """Reads files, and those that a former build of this process has read only where they were touched since."""

    def __init__(self, locales: tuple[str, ...], kept: Kept, docs: Path, prefix: str) -> None:
        self.locales, self.kept, self.docs, self.prefix = locales, kept, docs, prefix

    def folder(self, folder: str, entries: Sequence[os.DirEntry[str]]) -> list[Found]:
        """Return the files of a folder; below docs/ itself, where much is frozen, all are remembered together.

        Raises:
            KaiteiError: for every file that may not be there.
        """
        stamps = [(one.name, stamp(one) if one.name.endswith(".md") else ()) for one in entries]
        if not folder or any(found is None for _, found in stamps) or any(one.is_symlink() for one in entries):
            return self._files(folder, entries)
        key = "folder", str(self.docs), self.prefix, folder, self.locales, tuple(stamps)
        return self.kept.recall(key, lambda: self._files(folder, entries))

    def _files(self, folder: str, entries: Iterable[os.DirEntry[str]]) -> list[Found]:
        found: list[Found] = []
        problems: list[Problem] = []
        for entry in entries:
            relative = f"{folder}{entry.name}"
            name = f"{self.prefix}/{relative}"
            try:
                text = _admit(entry, relative, self.docs, name)
                found.append(self.file(entry, relative, name) if text else relative)
            except KaiteiError as error:
                problems.extend(error.problems)
        if problems:
            raise KaiteiError(problems)
        return found

    def file(self, entry: os.DirEntry[str], relative: str, name: str) -> SourceFile:
        def make() -> SourceFile:
            return self._file(Path(entry.path), relative, name)

        found = stamp(entry)
        return self.kept.recall(("source", entry.path, name, self.locales, found), make) if found else make()

    def _file(self, path: Path, relative: str, name: str) -> SourceFile:
        whole = relative[: -len(".md")]
        stem, locale = next(
            ((whole.removesuffix(f".{other}"), other) for other in self.locales if whole.endswith(f".{other}")),
            (whole, self.locales[0]),
        )
        if locale == self.locales[0] and stem != whole:
            raise fail("default_locale_suffix", name, locale=locale)
        data = textfile.content(path, name)
        found = _sum(data)
        if not self.kept.lasting:
            return SourceFile(relative, name, stem, locale, found, textfile.decoded(data, name).__str__)
        return SourceFile(relative, name, stem, locale, found, partial(_again, path, name, found))

    def problems(self, files: Iterable[SourceFile]) -> Iterator[Problem]:
        """Yield why files that are read later cannot be; those of a folder are looked at together."""
        if self.kept.lasting:
            for _, found in groupby(files, key=lambda file: file.name.rpartition("/")[0]):
                together = list(found)
                key = digest("readable", [(file.name, file.digest) for file in together])
                try:
                    self.kept.text(key, lambda files=together: _readable(files))  # type: ignore[misc]
                except KaiteiError as error:
                    yield from error.problems


def _readable(files: Iterable[SourceFile]) -> str:
    problems: list[Problem] = []
    for file in files:
        try:
            textfile.checked(file.read(), file.name)
        except KaiteiError as error:
            problems.extend(error.problems)
    if problems:
        raise KaiteiError(problems)
    return ""


def _again(path: Path, name: str, known: str) -> str:
    data = textfile.content(path, name)
    if _sum(data) != known:
        raise fail("file_changed", name)
    return textfile.known(data, name)  # `problems` has looked at it


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
