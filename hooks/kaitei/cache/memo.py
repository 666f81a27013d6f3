"""The one memory: what was made before, found by the digest of all that it was made from.

A file for each value, in a folder: the checksum of the value, a line feed, the value. Nothing that is kept is trusted,
and nothing is lost with it: what is damaged or missing is made anew. Files are written beside their place and moved, so
that processes may share a folder and be killed; what was not asked for longest goes first when there is too much.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOM = 256 * 2**20
"""The number of bytes that may be kept; where more, twice what the present process has asked for."""


class Memo:
    """Values by key. A key is a digest, and names everything that its value is made from."""

    def __init__(self, folder: Path | None, room: int = ROOM) -> None:
        """Open a memory.

        Args:
            folder: where it is; for None in a folder of its own that goes with it, as for one that cannot be written.
            room: how many bytes it may take, see `ROOM`.
        """
        self.folder, self._room = _made(folder) or _temporary(self), room
        self._asked: dict[str, int] = {}  # bytes, by key

    def __contains__(self, key: str) -> bool:
        """Whether there is a file for a key; its checksum is not looked at."""
        return self._place(key).is_file()

    def memo(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The value of a key, made where it is not known."""
        found = self._read(key)
        if found is None:
            found = make()
            with suppress(OSError):  # no room: it is made again next time
                self._write(key, found)
        self._asked[key] = len(found)
        return found

    def tidy(self) -> None:
        """Forget what was not asked for longest, as far as there is too much."""
        with suppress(OSError):
            kept = [(file.stat(), file) for file in self.folder.glob("*/*") if file.is_file()]
            kept.sort(key=lambda one: one[0].st_mtime, reverse=True)
            left = max(self._room, 2 * sum(self._asked.values()))
            for seen, file in kept:
                left -= seen.st_size
                if left < 0 and file.name not in self._asked:
                    file.unlink(missing_ok=True)

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def _read(self, key: str) -> bytes | None:
        place = self._place(key)
        with suppress(OSError):
            sum_, _, value = place.read_bytes().partition(b"\n")
            if sum_ == _sum(value):
                os.utime(place)
                return value
        return None

    def _write(self, key: str, value: bytes) -> None:
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
            try:
                draft.write(_sum(value) + b"\n" + value)
                draft.close()
                Path(draft.name).replace(place)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise


def _sum(value: bytes) -> bytes:
    """The CRC-32 of a value, 8 hexadecimal digits: against damage, which is all that it is to show."""
    return f"{zlib.crc32(value):08x}".encode()


def _made(folder: Path | None) -> Path | None:
    """A folder that can be written; git is told to leave it alone."""
    with suppress(OSError):
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            return folder
    return None


def _temporary(owner: object) -> Path:
    folder = tempfile.mkdtemp(prefix="kaitei-")
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
