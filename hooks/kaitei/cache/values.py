"""Texts by key, in a database of SQLite."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

PENDING = 200
"""So many new texts are held until they are written together, in one short transaction."""

_SCHEMA = "CREATE TABLE IF NOT EXISTS value (key TEXT PRIMARY KEY, text TEXT NOT NULL, sum BLOB NOT NULL)"


class Values:
    """Remembers texts. Each has a checksum: one that is damaged is as good as none, and so is a database that is."""

    def __init__(self, file: Path) -> None:
        """Open a database, or make one.

        Raises:
            sqlite3.DatabaseError: where it is damaged, or cannot be written.
        """
        self.database = sqlite3.connect(file, isolation_level=None, timeout=1)
        self.database.execute("PRAGMA synchronous = OFF")  # what a power cut damages is made anew
        self.database.execute(_SCHEMA)
        self.empty = self.database.execute("SELECT 1 FROM value LIMIT 1").fetchone() is None  # when it was opened
        self.added: set[str] = set()
        self.pending: dict[str, str] = {}
        self.wanted: set[str] = set()

    def text(self, key: str, make: Callable[[], str]) -> str:
        """Return the text under a key, made where there is none."""
        found = self.get(key)
        return self.put(key, make()) if found is None else found

    def get(self, key: str) -> str | None:
        """Return the text under a key, None where there is none."""
        self.wanted.add(key)
        if key in self.pending:
            return self.pending[key]
        if self.empty and key not in self.added:
            return None
        with contextlib.suppress(sqlite3.DatabaseError):
            row = self.database.execute("SELECT text, sum FROM value WHERE key = ?", (key,)).fetchone()
            if row and isinstance(row[0], str) and _sum(row[0]) == row[1]:
                return row[0]
        return None

    def under(self, prefix: str) -> dict[str, str]:
        """Return the texts whose keys begin with a prefix, by the rest of the key, whether damaged or not."""
        self.flush()
        length, end = len(prefix), prefix[:-1] + chr(ord(prefix[-1]) + 1)
        with contextlib.suppress(sqlite3.DatabaseError):
            found = self.database.execute("SELECT key, text FROM value WHERE key >= ? AND key < ?", (prefix, end))
            return {key[length:]: str(text) for key, text in found}
        return {}

    @contextlib.contextmanager
    def noted(self) -> Iterator[set[str]]:
        """Note the keys that are asked for meanwhile."""
        before, self.wanted = self.wanted, set()
        try:
            yield self.wanted
        finally:
            before |= self.wanted
            self.wanted = before

    def put(self, key: str, text: str) -> str:
        """Remember a text under a key."""
        self.pending[key] = text
        self.added.add(key)
        if len(self.pending) >= PENDING:
            self.flush()
        return text

    def flush(self) -> None:
        """Write what is new; another build that is writing just then costs nothing but having it made again."""
        if not self.pending:
            return
        rows = [(key, text, _sum(text)) for key, text in self.pending.items()]
        self.pending = {}
        with contextlib.suppress(sqlite3.DatabaseError), self.database:
            self.database.execute("BEGIN IMMEDIATE")
            self.database.executemany("INSERT OR REPLACE INTO value VALUES (?, ?, ?)", rows)

    def close(self, spare: int, settle: Callable[[], None] = lambda: None) -> None:
        """Write what is new, and forget what was not asked for, once there is more than twice what was left last time.

        Args:
            spare: so many more are let be.
            settle: called before anything is forgotten, to complete what is wanted.
        """
        self.flush()
        with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(self.database), self.database:
            (count,) = self.database.execute("SELECT count(*) FROM value").fetchone()
            (left,) = self.database.execute("PRAGMA user_version").fetchone()
            crowded = left and count > 2 * left + spare
            if crowded:
                settle()
                count = self._forget()
            if crowded or not left:
                self.database.execute(f"PRAGMA user_version = {count}")

    def _forget(self) -> int:
        """Forget what was not asked for; return how much is left."""
        self.database.execute("BEGIN IMMEDIATE")
        keys = {key for (key,) in self.database.execute("SELECT key FROM value")}
        self.database.executemany("DELETE FROM value WHERE key = ?", [(key,) for key in keys - self.wanted])
        return len(keys & self.wanted)


def _sum(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
