"""Writing a site beside the last one and putting it in its place, so that a reader never meets half a site.

Builds into one folder wait for each other; the system ends the wait where the one that is waited for was killed.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kaitei.errors import KaiteiError, fail

_EXCHANGE = 2
_AT_FDCWD = -100


@dataclass(frozen=True)
class Destination:
    """The folder of a published site, held by one build at a time."""

    site: Path  # where links end, so that a link stays one
    lock: FileLock

    @property
    def aside(self) -> Path:
        """The folder in which a new site is built before it takes the place of `site`."""
        return self.site.with_name(f".{self.site.name}.new")

    @property
    def _old(self) -> Path:
        return self.site.with_name(f".{self.site.name}.old")

    @classmethod
    def begin(cls, folder: Path, wait: Callable[[], None] = lambda: None) -> Destination:
        """Hold a folder for a build, and clear away what a killed one left.

        Args:
            folder: the site's, which need not exist.
            wait: called once where another build holds it, before waiting for the end of that.

        Raises:
            KaiteiError: where no site can be written there: `site_no_folder`, `site_mounted`, `site_unwritable`.
        """
        site = Path(os.path.realpath(folder))
        if site.exists() and not site.is_dir():
            raise fail("site_no_folder", path=folder)
        if os.path.ismount(site):  # pathlib has it on Windows from Python 3.12 on only
            raise fail("site_mounted", path=folder)
        try:
            site.parent.mkdir(parents=True, exist_ok=True)
            found = cls(site, FileLock(site.with_name(f".{site.name}.lock"), thread_local=False, is_singleton=True))
            found._hold(wait)
            found._clear()
        except OSError as error:
            raise unwritable(folder, error) from error
        return found

    def _hold(self, wait: Callable[[], None]) -> None:
        try:
            self.lock.acquire(timeout=0)
        except Timeout:
            wait()
            self.lock.acquire()

    def _clear(self) -> None:
        if self._old.exists() and not self.site.exists():
            self._old.rename(self.site)
        for left in (self.aside, self._old):
            _remove(left)
        self.aside.mkdir()

    def write(self, path: str, data: bytes) -> None:
        """Add a file to those that are aside.

        Raises:
            KaiteiError: where it cannot be written; the last site stays.
        """
        try:
            _write(self.aside / path, data)
        except OSError as error:
            raise unwritable(self.site, error) from error

    def publish(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Add further files, given by their paths, to those that are aside; put the new site in the last one's place.

        Raises:
            KaiteiError: where a file cannot be made or written; the last site stays.
        """
        try:
            for path, data in files:
                self.write(path, data)
            self.finish()
        except OSError as error:
            raise unwritable(self.site, error) from error

    def finish(self) -> None:
        """Put the site that is aside in the place of the last one, and remove that."""
        if not self.site.exists():
            self.aside.rename(self.site)
        elif not _exchange(self.aside, self.site):
            self.site.rename(self._old)
            self.aside.rename(self.site)
            self._old.rename(self.aside)
        self.abandon()

    def abandon(self) -> None:
        """Remove what is aside, and let the next build begin."""
        shutil.rmtree(self.aside, ignore_errors=True)
        self.lock.release(force=True)

    def concerns(self, error: OSError) -> bool:
        """Whether an error of the system is of writing the site: of its files, or of a disk that has no room."""
        return error.errno in (errno.ENOSPC, errno.EDQUOT) or str(error.filename or "").startswith(str(self.aside))


def unwritable(folder: Path | str, error: OSError) -> KaiteiError:
    """What to tell where the system lets no file be written: a full disk, a folder that may only be read."""
    return fail("site_unwritable", path=folder, detail=error.strerror or str(error))


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except FileNotFoundError:  # its folder is not there yet
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _remove(left: Path) -> None:
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left)
    else:
        left.unlink(missing_ok=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step where the system can (renameat2 of Linux); return whether it did."""
    if sys.platform != "linux":
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return int(call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)) == 0
