"""Finished files, each under the digest of what is in it.

A file that is wanted again is copied into the site. A kept file that was touched since must still be what its name
says, or is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

# A build places tens of thousands of files, and a Path costs as much as the call that it makes.
# ruff: noqa: PTH102, PTH105, PTH108, PTH116, PTH123, PTH208


class Files:
    """Keeps files in a folder. Marks, which its owner remembers, tell one that nobody has touched: see `mark`."""

    def __init__(self, folder: Path) -> None:
        """Keep files in a folder, which must exist."""
        self.folder = str(folder)
        self.wanted: set[str] = set()
        self.made: set[str] = set()  # folders of the site

    def place(self, mark: str, path: str) -> bool:
        """Copy a kept file to its place; return whether it was to be had, and sound."""
        if not self.sound(mark):
            return False
        name = mark.partition(".")[0]
        self.wanted.add(name)
        self._room(path)
        shutil.copyfile(f"{self.folder}/{name}", path)
        return True

    def keep(self, data: bytes) -> str:
        """Keep a file; return its mark: name, size and time."""
        name = _name(data)
        kept = f"{self.folder}/{name}"
        self.wanted.add(name)
        try:
            found = _written(kept, data)
        except FileExistsError:  # of a build that was killed, or touched since
            draft = f"{kept}.{os.getpid()}"
            with contextlib.suppress(FileNotFoundError):
                os.unlink(draft)
            found = _written(draft, data)
            os.replace(draft, kept)
        return f"{name}.{found.st_size}.{found.st_mtime_ns}"

    def want(self, marks: Iterable[str]) -> None:
        """Note files that are in use, wherever they were put before."""
        self.wanted.update(mark.partition(".")[0] for mark in marks)

    def sound(self, mark: str) -> bool:
        """Whether a kept file is what it was: by its size and time, or where these differ by what is in it."""
        name, *known = mark.split(".")
        try:
            found = os.stat(f"{self.folder}/{name}")
            if known == [str(found.st_size), str(found.st_mtime_ns)]:
                return True
            with open(f"{self.folder}/{name}", "rb") as file:
                return _name(file.read()) == name
        except OSError:
            return False

    def forget(self, spare: int) -> None:
        """Remove all that was not wanted once that is more than what was, and `spare`."""
        with contextlib.suppress(OSError):
            names = set(os.listdir(self.folder))
            if len(names) > 2 * len(self.wanted) + spare:
                for name in names - self.wanted:
                    os.unlink(f"{self.folder}/{name}")

    def _room(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self.made:
            try:
                os.mkdir(folder)
            except FileExistsError:
                pass
            except FileNotFoundError:  # what it stands in is not there
                self._room(folder)
                os.mkdir(folder)
            self.made.add(folder)


def _name(data: bytes) -> str:
    """Return the digest of what is in a file: of SHA-256, which most processors have in hardware."""
    return hashlib.sha256(data).hexdigest()[:40]


def _written(path: str, data: bytes) -> os.stat_result:
    """Write a new file; return what is known of it. Nobody looks for it before its mark is given out."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)
