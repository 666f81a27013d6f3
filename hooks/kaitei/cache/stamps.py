"""Whether a file was touched since it was read, as far as the system tells without reading it again."""

from __future__ import annotations

import os
import time

SETTLED = 2 * 10**9
"""Nanoseconds after which a further change shows in a file's times, on every file system that serves a project."""

Stamp = tuple[int, ...]


def stamp(entry: os.DirEntry[str]) -> Stamp | None:
    """Return what changes whenever a file does; None where it was touched just now, and might be again unseen."""
    try:
        found = entry.stat()
    except OSError:
        return None
    if time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) < SETTLED:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
