"""The files under `docs/`: which may be there, and what each of them is by its name."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kaitei import textfile
from kaitei.errors import KaiteiError, Problem, fail

ASSET_SUFFIXES = (".avif", ".css", ".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".webp")
"""What is published beside Markdown's output: images, style sheets and PDF."""

RECORD_NAMES = ("revisions.lock",)
"""Files that the record keeps under `docs/` and that are never published."""

LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What desktops leave in folders: neither published nor worth a message."""

DATE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


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


def scan(docs: Path, root: Path, locales: tuple[str, ...]) -> Sources:
    """Read a docs folder.

    Args:
        docs: the folder.
        root: the project's root, from which messages name files.
        locales: the site's locales, the default one first.

    Raises:
        KaiteiError: for every file that may not be published or cannot be read.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    prefix = docs.relative_to(root).as_posix() if docs.is_relative_to(root) else docs.as_posix()
    for folder, entries in _walk(str(docs), ""):
        for entry in entries:
            relative = f"{folder}{entry.name}"
            name = f"{prefix}/{relative}"
            try:
                found.append(_file(entry, relative, name, locales) if _admit(entry, relative, docs, name) else relative)
            except KaiteiError as error:
                problems.extend(error.problems)
    if problems:
        raise KaiteiError(problems)
    markdown = tuple(one for one in found if isinstance(one, SourceFile))
    return Sources(markdown, tuple(one for one in found if isinstance(one, str)))


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


def _file(entry: os.DirEntry[str], relative: str, name: str, locales: tuple[str, ...]) -> SourceFile:
    whole = relative[: -len(".md")]
    stem, locale = next(
        ((whole.removesuffix(f".{other}"), other) for other in locales if whole.endswith(f".{other}")),
        (whole, locales[0]),
    )
    if locale == locales[0] and stem != whole:
        raise fail("default_locale_suffix", name, locale=locale)
    data = textfile.content(Path(entry.path), name)
    digest = hashlib.sha256(data).hexdigest()
    return SourceFile(relative, name, stem, locale, digest, textfile.decoded(data, name))
