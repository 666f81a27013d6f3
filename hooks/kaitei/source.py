"""The files under `docs/`: which may be there, and what each of them is by its name."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kaitei.cache.keys import digest
from kaitei.errors import KaiteiError, Problem, fail

ASSET_SUFFIXES = (".avif", ".css", ".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".webp")
"""What is published beside Markdown's output: images, style sheets and PDF."""

RECORD_NAMES = ("revisions.lock",)
"""Files that the record keeps under `docs/` and that are never published."""

LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What desktops leave in folders: neither published nor worth a message."""

DATE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
_NONCHARACTERS = (b"\xef\xb7", b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # how those of `_UNREADABLE` begin in UTF-8
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file, read, with what its name says."""

    path: str  # below docs/, with slashes
    name: str  # from the project's root, for messages
    stem: str  # path without suffix and locale
    locale: str
    text: str  # decoded, without BOM, line ends normalised
    digest: str  # of its bytes

    @property
    def frozen_date(self) -> str:
        """The date a frozen file is named by, "" for any other file."""
        last = self.stem.rsplit("/", 1)[-1]
        return last if DATE_NAME.fullmatch(last) else ""

    @property
    def policy_id(self) -> str:
        """The policy that a file of this name may belong to."""
        return self.stem.rsplit("/", 1)[0] if self.frozen_date and "/" in self.stem else self.stem


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything under `docs/`."""

    markdown: tuple[SourceFile, ...]
    assets: tuple[str, ...]  # below docs/

    @property
    def digest(self) -> str:
        """The key of the whole folder: of the bytes of its texts, and of the names of all other files."""
        return digest([(file.path, file.digest) for file in self.markdown], self.assets)


def scan(docs: Path, root: Path, locales: tuple[str, ...]) -> Sources:
    """Read a docs folder.

    Args:
        docs: the folder.
        root: the project's root, from which messages name files.
        locales: the site's locales, the default one first.

    Raises:
        KaiteiError: for every file that may not be published or cannot be read.
    """
    markdown: list[SourceFile] = []
    assets: list[str] = []
    problems: list[Problem] = []
    prefix = docs.relative_to(root).as_posix() if docs.is_relative_to(root) else docs.as_posix()
    for relative in _walk(docs):
        path, name = docs / relative, f"{prefix}/{relative}"
        try:
            if _admit(path, relative, docs, name):
                markdown.append(_source(path, relative, name, locales))
            else:
                assets.append(relative)
        except KaiteiError as error:
            problems.extend(error.problems)
    if problems:
        raise KaiteiError(problems)
    return Sources(tuple(markdown), tuple(assets))


def read_text(path: Path, name: str) -> str:
    """Read a UTF-8 text file; a BOM and CRLF are accepted and taken away.

    Raises:
        KaiteiError: where it is missing, no UTF-8, or holds characters that no text has.
    """
    return _decoded(_read(path, name), name)


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise fail("file_unreadable", name, detail=error.strerror or str(error)) from error


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise fail("not_utf8", name, data[: error.start].count(b"\n") + 1) from error
    if _suspect(data) and (match := _UNREADABLE.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        raise fail("control_character", name, line, code=f"U+{ord(match[0]):04X}")
    return text


def _suspect(data: bytes) -> bool:
    """Whether there may be characters that no text has; three times as fast as looking for them."""
    return len(data.translate(None, _CONTROLS)) < len(data) or any(sign in data for sign in _NONCHARACTERS)


def _walk(docs: Path) -> Iterator[str]:
    """Yield the path below the folder of each file, and of each link to a folder."""
    for folder, folders, files in os.walk(docs):
        folders.sort()
        below = Path(folder).relative_to(docs).as_posix()
        linked = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted([*files, *linked]):
            if name not in LITTER and not (name in RECORD_NAMES and below == "."):
                yield name if below == "." else f"{below}/{name}"


def _admit(path: Path, relative: str, docs: Path, name: str) -> bool:
    """Return whether a file is Markdown (else it is an asset), or refuse it by name."""
    if any(part.startswith(".") for part in relative.split("/")):
        raise fail("file_hidden", name)
    if path.is_symlink() and not (path.is_file() and path.resolve().is_relative_to(docs.resolve())):
        raise fail("file_symlink", name)
    if path.suffix.lower() == ".md":
        return True
    if path.suffix.lower() not in ASSET_SUFFIXES:
        raise fail("file_kind", name, allowed=" ".join((".md", *ASSET_SUFFIXES)))
    return False


def _source(path: Path, relative: str, name: str, locales: tuple[str, ...]) -> SourceFile:
    stem, locale = relative[: -len(path.suffix)], locales[0]
    for other in locales:
        if stem.endswith(f".{other}"):
            stem, locale = stem[: -len(other) - 1], other
            break
    if locale == locales[0] and stem != relative[: -len(path.suffix)]:
        raise fail("default_locale_suffix", name, locale=locale)
    data = _read(path, name)
    return SourceFile(relative, name, stem, locale, _decoded(data, name), hashlib.blake2b(data).hexdigest())
