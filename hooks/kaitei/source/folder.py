"""The files under `docs/`: which may be there, and what each of them is by its name."""

from __future__ import annotations

import errno
import hashlib
import os
import posixpath
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from kaitei import data
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.source import characters, filenames, textfile

KNOWN_HIDDEN = ".well-known"
"""The one folder whose name begins with a dot that may be published (RFC 8615), where `exclude_docs` lets it."""

RECORD_NAMES = ("revisions.lock",)
"""Files that the record keeps under `docs/` and that are never published."""

LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What desktops leave in folders: neither published nor worth a message."""

_RECORDED = re.compile(
    rb"/[0-9]{4}-[0-9]{2}-[0-9]{2}\.([A-Za-z0-9_-]+)(?:\.[0-9]+)?\.txt\r?$|^\S+ [0-9-]+ ([A-Za-z0-9_-]+) file=",
    re.MULTILINE,
)
_FROZEN = re.compile(r"(.+)/\d{4}-\d{2}-\d{2}(?:\.[^./]+)?\.md")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file that can be read, with what its name says."""

    path: str  # below docs/, with slashes
    name: str  # from the project's root, for messages
    stem: str  # path without suffix and locale
    locale: str
    digest: str  # of its bytes
    text: str  # decoded, without BOM, line ends normalised

    @property
    def frozen_date(self) -> str:
        """The date a frozen file is named by, "" for any other file."""
        last = self.stem.rsplit("/", 1)[-1]
        return last if filenames.DATE.fullmatch(last) else ""

    @property
    def policy_id(self) -> str:
        """The policy that a file of this name may belong to: "privacy" for privacy.md and privacy/2022-04-01.md."""
        return self.stem.rsplit("/", 1)[0] if self.frozen_date and "/" in self.stem else self.stem


@dataclass(frozen=True, slots=True)
class Former:
    """A text in a language that the site no longer has: kept, and published nowhere."""

    name: str
    locale: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that MkDocs leaves out: nobody looks at it."""

    path: str


Found = SourceFile | Former | LeftOut | Problem | str
"""What is found: a Markdown file; one that is passed over or left out; why a file may not be there; an asset's path."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything under `docs/`, paths composed (`filenames.composed`)."""

    markdown: tuple[SourceFile, ...]
    assets: tuple[str, ...]  # below docs/
    hints: tuple[Problem, ...] = ()
    excluded: frozenset[str] = frozenset()  # files that MkDocs leaves out, below docs/


def never(path: str) -> bool:
    """Exclude no file."""
    return False


def former(lists: Iterable[bytes], locales: tuple[str, ...]) -> frozenset[str]:
    """The locales in which texts are recorded and which a site no longer has.

    Args:
        lists: the contents of `record/SHA256SUMS` and of the first edition's record.
        locales: those that the site has.
    """
    known = (match for one in lists for match in _RECORDED.findall(one))
    return frozenset((new or old).decode() for new, old in known).difference(locales)


def scan(
    docs: Path,
    root: Path,
    locales: tuple[str, ...],
    former: Collection[str] = (),
    excluded: Callable[[str], bool] = never,
) -> Sources:
    """Read a docs folder.

    Args:
        docs: the folder.
        root: the project's root, from which messages name files.
        locales: the site's locales, the default one first.
        former: locales that the site had once, whose texts are passed over.
        excluded: tells the files that MkDocs leaves out, by path below docs/; nobody looks at these.

    Raises:
        KaiteiError: for every file that may not be published or cannot be read.
    """
    prefix = docs.relative_to(root).as_posix() if docs.is_relative_to(root) else docs.as_posix()
    if not docs.is_dir():
        raise fail("docs_missing", characters.printed(prefix))
    reader = _Reader(locales, tuple(sorted(former)), docs, prefix, excluded)
    found = [one for folder, entries in _walk(str(docs), "") for one in reader.folder(folder, entries)]
    if problems := [one for one in found if isinstance(one, Problem)]:
        raise KaiteiError(problems)
    markdown = tuple(one for one in found if isinstance(one, SourceFile))
    hints = (hint for file in markdown for hint in characters.hint(file.text, file.name))
    passed = _passed(one for one in found if isinstance(one, Former))
    assets = tuple(one for one in found if isinstance(one, str))
    office = (f"{prefix}/{one}" for one in assets if _pattern(posixpath.basename(one).lower(), "office"))
    left_out = frozenset(one.path for one in found if isinstance(one, LeftOut))
    told = (*hints, *passed, *(Problem("file_office", name) for name in office))
    return Sources(markdown, assets, told, left_out)


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


def _left_out(relative: str, entry: os.DirEntry[str], excluded: Callable[[str], bool]) -> bool:
    """Whether MkDocs leaves out a file, or the living file that it is a past text of."""
    path = f"{relative}/" if Path(entry.path).is_dir() else relative  # a link that leads to a folder
    owner = _FROZEN.fullmatch(path)
    return excluded(path) or (owner is not None and excluded(f"{owner[1]}.md"))


def _admit(entry: os.DirEntry[str], relative: str, docs: Path, name: str) -> bool:
    """Whether a file is Markdown, else it is an asset; a name that neither may have is refused."""
    if characters.IN_NAMES.search(relative):
        raise fail("file_name", name)
    if any(part.startswith(".") and part != KNOWN_HIDDEN for part in relative.split("/")):
        raise fail("file_hidden", name)
    _regular(entry, docs, name)
    last = entry.name.lower()
    if last.endswith(".md"):
        return True
    for kind in ("secret", "source"):
        if pattern := _pattern(last, kind):
            raise fail(f"file_{kind}", name, pattern=pattern)
    return False


def _pattern(name: str, kind: str) -> str:
    """The pattern of `schemas/files.yml` that a file's name is of, "" for none."""
    return next((one for one in _patterns()[kind] if fnmatchcase(name, one)), "")


@cache
def _patterns() -> dict[str, list[str]]:
    found: dict[str, list[str]] = data.read("schemas/files.yml")
    return found


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


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the files of folders."""

    locales: tuple[str, ...]
    former: tuple[str, ...]
    docs: Path
    prefix: str
    excluded: Callable[[str], bool]

    def folder(self, folder: str, entries: Iterable[os.DirEntry[str]] | OSError) -> Iterator[Found]:
        """Yield the files of a folder, or why it cannot be looked into."""
        if isinstance(entries, OSError):
            name = characters.printed(f"{self.prefix}/{folder}".rstrip("/"))
            yield from fail("folder_unreadable", name, detail=entries.strerror).problems
            return
        for entry in entries:
            relative = f"{folder}{entry.name}"
            if _left_out(relative, entry, self.excluded):
                yield LeftOut(relative)
                continue
            path = filenames.composed(relative)
            name = characters.printed(f"{self.prefix}/{path}")
            try:
                text = _admit(entry, relative, self.docs, name)
                yield self.file(Path(entry.path), path, name) if text else path
            except KaiteiError as error:
                yield from error.problems

    def file(self, path: Path, relative: str, name: str) -> SourceFile | Former:
        """Read a Markdown file."""
        stem, locale = filenames.read(relative, name, self.locales, self.former)
        if locale not in self.locales:
            return Former(name, locale)
        read = textfile.content(path, name)
        text = textfile.decoded(read, name)
        return SourceFile(relative, name, stem, locale, hashlib.sha256(read).hexdigest(), text)
