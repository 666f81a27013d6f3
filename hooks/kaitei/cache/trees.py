"""The folders of a site, used again from build to build.

Making thousands of folders and removing as many costs more than all else that a build has to do when little has
changed. So the site that a new one replaces is not removed. It waits, and becomes the next one by what differs alone.

Lists say what is in each of the two. They are taken away before anything is touched and written when all is done, and
are believed only while no folder has changed since: whoever adds, removes or replaces a file changes its folder, and
whoever writes into one writes into the kept file, which is looked at by itself. Without lists all is made anew.

A site that is only a preview needs no second tree: it becomes the next one itself, and may be met half done. Its folder
is the previewing process's own, which remembers the lists and has no reason to doubt them.

Files that are made from the same things are in one list, so that of a site of thousands only the lists that differ from
those of the site before it are read at all.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kaitei.cache import lists

# Tens of thousands of files a build, and a Path costs as much as the call that it makes.
# ruff: noqa: PTH103, PTH105, PTH106, PTH108, PTH116

Link = Callable[[str, str], bool]
"""Puts the file of a mark at a path; returns whether it was to be had."""

NEW = ""
"""The mark of files that are put in anew by every build."""


@dataclass
class Preview:
    """What a process remembers of the site that it builds again and again."""

    lists: list[str] = field(default_factory=list)  # of what is in it; none while it is being changed


class Trees:
    """The site as published, and the one before it, which waits."""

    def __init__(self, folder: Path, site: Path, preview: Preview | None = None) -> None:
        """Take charge of the trees of a site.

        Args:
            folder: a folder on the site's disk that belongs to nothing else.
            site: where the site is.
            preview: what is remembered of it, where there is no other tree than that.
        """
        self.site, self.waiting = site, site if preview else folder / "waiting"
        self._preview = preview
        self._lists = {self.waiting: folder / "waiting.json", self.site: folder / "site.json"}
        self._next: list[str] = []
        self._settled: dict[str, int] = {}  # folders of the next site that are left alone, with their times
        self._touched: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def renew(self, wanted: Iterable[str], others: Path, link: Link) -> None:
        """Make the waiting tree the next site.

        Args:
            wanted: lists of its files; see `lists`.
            others: a folder with further files, which are moved.
            link: puts a file in its place.

        Raises:
            FileNotFoundError: for a file that is not to be had.
        """
        before, times = self._believed(self.waiting)
        if not before:
            shutil.rmtree(self.waiting, ignore_errors=True)
        added = dict.fromkeys(_files(others), NEW)
        self._next = [*wanted, lists.write(added)]
        same = set(before) & set(self._next[:-1])
        old, new = (
            {path: mark for one in every if one not in same for path, mark in lists.read(one)}
            for every in (before, self._next)
        )
        self._touched = {"", *_folders(old), *_folders(new)}
        self._settled = {folder: time for folder, time in times.items() if folder not in self._touched}
        self._clear(old, new)
        for path, mark in new.items():
            place = f"{self.waiting}/{path}"
            if path in added:
                os.makedirs(place.rpartition("/")[0], exist_ok=True)
                os.replace(others / path, place)
            elif old.get(path) != mark and not link(mark, place):
                raise FileNotFoundError(path)

    def turned(self, turn: Callable[[], bool]) -> None:
        """Let the trees change places.

        Args:
            turn: does it; returns whether there was a site, which now waits.
        """
        if self._preview:
            self._preview.lists = self._next
            return
        last = self._read(self.site)
        for file in self._lists.values():
            file.unlink(missing_ok=True)
        if turn() and last:
            self._lists[self.waiting].write_text(last, encoding="utf-8")
        times = self._settled | _times(self.site, self._touched)
        told = json.dumps([self._next, times], ensure_ascii=False)
        self._lists[self.site].write_text(told, encoding="utf-8")

    def _believed(self, tree: Path) -> tuple[list[str], dict[str, int]]:
        """Return the lists of what is in a tree and the times of its folders, none where that is not sure."""
        if self._preview:
            found, self._preview.lists = self._preview.lists, []
            return found if tree.is_dir() else [], {}
        told = self._read(tree)
        self._lists[tree].unlink(missing_ok=True)
        with contextlib.suppress(ValueError):
            found, times = json.loads(told)
            if isinstance(found, list) and _times(tree, times) == times:
                return found, times
        return [], {}

    def _read(self, tree: Path) -> str:
        with contextlib.suppress(OSError, ValueError):
            return self._lists[tree].read_text(encoding="utf-8")
        return ""

    def _clear(self, old: Iterable[str], new: Iterable[str]) -> None:
        """Remove what the next site has not, or has as a file where a folder was, or the other way round."""
        for path in set(old).difference(new):
            os.unlink(f"{self.waiting}/{path}")
        for folder in sorted(_folders(old) - _folders(new), reverse=True):
            with contextlib.suppress(OSError):  # files of other lists are in it
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


def _times(tree: Path, folders: Iterable[str]) -> dict[str, int]:
    """Return when each folder of a tree was last changed, in nanoseconds; without those that are not there."""
    found = {}
    for folder in folders:
        with contextlib.suppress(OSError):
            found[folder] = os.stat(f"{tree}/{folder}").st_mtime_ns
    return found
