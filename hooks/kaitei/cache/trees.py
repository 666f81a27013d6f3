"""The folders of a site, used again from build to build.

Making thousands of folders and removing as many costs more than all else that a build has to do when little has
changed. So the site that a new one replaces is not removed. It waits, and becomes the next one by what differs alone.

A list says what is in each of the two. It is taken away before anything is touched and written when all is done, and it
is believed only while no folder has changed since: whoever adds, removes or replaces a file changes its folder, and
whoever writes into one writes into the kept file, which is looked at by itself. Without a list all is made anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

# Tens of thousands of files a build, and a Path costs as much as the call that it makes.
# ruff: noqa: PTH103, PTH105, PTH106, PTH108, PTH116

Link = Callable[[str, str], bool]
"""Puts the file of a mark at a path; returns whether it was to be had."""

NEW = ""
"""The mark of files that are put in anew by every build."""


class Trees:
    """The site as published, and the one before it, which waits."""

    def __init__(self, folder: Path, site: Path) -> None:
        """Take charge of the trees of a site; `folder` must be on the site's disk and belong to nothing else."""
        self.site, self.waiting = site, folder / "waiting"
        self._lists = {self.site: folder / "site.json", self.waiting: folder / "waiting.json"}
        self._next: dict[str, str] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def renew(self, wanted: Mapping[str, str], others: Path, link: Link) -> None:
        """Make the waiting tree the next site.

        Args:
            wanted: the marks of files by their paths.
            others: a folder with further files, which are moved.
            link: puts a file in its place.

        Raises:
            FileNotFoundError: for a file that is not to be had.
        """
        before = self._listed(self.waiting)
        if before is None:
            shutil.rmtree(self.waiting, ignore_errors=True)
            before = {}
        added = dict.fromkeys(_files(others), NEW)
        self._next = {**wanted, **added}
        self._clear(before)
        for path, mark in wanted.items():
            if before.get(path) != mark and not link(mark, f"{self.waiting}/{path}"):
                raise FileNotFoundError(path)
        for path in added:
            place = f"{self.waiting}/{path}"
            os.makedirs(place.rpartition("/")[0], exist_ok=True)
            os.replace(others / path, place)

    def turned(self, turn: Callable[[], bool]) -> None:
        """Let the trees change places.

        Args:
            turn: does it; returns whether there was a site, which now waits.
        """
        last = self._read(self.site)
        for file in self._lists.values():
            file.unlink(missing_ok=True)
        waits = turn()
        if waits and last is not None:
            self._lists[self.waiting].write_text(json.dumps(last), encoding="utf-8")
        self._lists[self.site].write_text(json.dumps([self._next, _times(self.site, self._next)]), encoding="utf-8")

    def _listed(self, tree: Path) -> dict[str, str] | None:
        """Return what is in a tree, None where that is not sure; the list is used up."""
        found = self._read(tree)
        self._lists[tree].unlink(missing_ok=True)
        if found is None or _times(tree, found[0]) != found[1]:
            return None
        return found[0]

    def _read(self, tree: Path) -> tuple[dict[str, str], dict[str, int]] | None:
        with contextlib.suppress(OSError, ValueError):
            files, times = json.loads(self._lists[tree].read_text(encoding="utf-8"))
            return files, times
        return None

    def _clear(self, before: Iterable[str]) -> None:
        """Remove what the next site has not, or has as a file where a folder was, or the other way round."""
        for path in before:
            if path not in self._next:
                os.unlink(f"{self.waiting}/{path}")
        for folder in sorted(_folders(before) - _folders(self._next), reverse=True):
            os.rmdir(f"{self.waiting}/{folder}")


def _files(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder, with slashes."""
    for inner, _, names in os.walk(folder):
        prefix = Path(inner).relative_to(folder).as_posix()
        yield from (name if prefix == "." else f"{prefix}/{name}" for name in names)


def _folders(files: Iterable[str]) -> set[str]:
    """Return the folders of files, each with those above it."""
    found: set[str] = set()
    for path in files:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _times(tree: Path, files: Iterable[str]) -> dict[str, int]:
    """Return when each folder of a tree was last changed, in nanoseconds; -1 for one that is not there."""
    found = {}
    for folder in ("", *sorted(_folders(files))):
        try:
            found[folder] = os.stat(f"{tree}/{folder}").st_mtime_ns
        except OSError:
            found[folder] = -1
    return found
