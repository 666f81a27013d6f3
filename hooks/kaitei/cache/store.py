"""What a site keeps from build to build, in `.cache/kaitei`, in a folder for each engine.

Nothing that is kept is trusted, and nothing is lost with it: what is damaged, touched or missing is made anew, and a
build that is killed leaves at worst files that nothing names.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from kaitei.cache.files import Files
from kaitei.cache.keys import engine
from kaitei.cache.values import Values
from kaitei.output import Group, Output
from kaitei.settings import Settings

VARIABLE = "KAITEI_CACHE"
"""The environment variable that names another folder than `FOLDER`, or with no value keeps nothing."""

FOLDER = ".cache/kaitei"

DATABASE = "values.sqlite3"

SPARE = 500
"""So many entries more than twice what the last build wanted may be kept."""


class Kept(Protocol):
    """Remembers texts and files."""

    lasting: bool  # whether anything is found again in a later build
    templates: BytecodeCache | None  # where compiled templates are kept

    def text(self, key: str, make: Callable[[], str]) -> str:
        """Return the text under a key, made where there is none."""

    def prepare(self, group: Group) -> None:
        """Make the files of a group ahead of their time, while what they are made from is at hand."""

    def place(self, group: Group, folder: Path) -> None:
        """Put the files of a group below a folder."""

    def close(self) -> None:
        """Keep what was made, and forget what has not been wanted."""


class Nothing:
    """Remembers nothing."""

    lasting = False
    templates: BytecodeCache | None = None

    def text(self, key: str, make: Callable[[], str]) -> str:  # noqa: ARG002 - there is nothing to look in
        """Make the text."""
        return make()

    def prepare(self, group: Group) -> None:
        """Do nothing: nothing could be kept until it is wanted."""

    def place(self, group: Group, folder: Path) -> None:
        """Write the files, with UTF-8 and bare line feeds on every system."""
        for output in group.outputs():
            path = folder / output.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.content.value.encode())

    def close(self) -> None:
        """Do nothing."""


class Store:
    """Remembers what every earlier build of the same engine has made."""

    lasting = True

    def __init__(self, folder: Path) -> None:
        """Open the folder of an engine.

        Raises:
            OSError: where it cannot be made.
            sqlite3.DatabaseError: where its database is damaged.
        """
        for name in ("files", "templates"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.values = Values(folder / DATABASE)
        self.files = Files(folder / "files")
        self.templates: BytecodeCache | None = FileSystemBytecodeCache(str(folder / "templates"))

    def text(self, key: str, make: Callable[[], str]) -> str:
        """Return the text under a key, made where there is none."""
        return self.values.text(key, make)

    def place(self, group: Group, folder: Path) -> None:
        """Put the files of a group below a folder, without working out which where its key is known."""
        listed = self.values.get(group.key) if group.key else None
        if listed is None or not self._placed(listed, folder):
            self._placed(self._made(group), folder)

    def prepare(self, group: Group) -> None:
        """Make the files of a group whose key is not known."""
        if self.values.get(group.key) is None:
            self._made(group)

    def close(self) -> None:
        """Keep what was made, and forget what has not been wanted: see `SPARE`."""
        self.values.close(SPARE)
        self.files.forget(SPARE)
        for other in self.folder.parent.glob(f"*/{DATABASE}"):
            if other.parent != self.folder:
                shutil.rmtree(other.parent, ignore_errors=True)

    def _made(self, group: Group) -> str:
        """Make the files of a group; return the list of their marks and paths."""
        listed = "\n".join(f"{self._mark(output)} {output.path}" for output in group.outputs())
        if group.key:
            self.values.put(group.key, listed)
            self.values.flush()
        return listed

    def _placed(self, listed: str, folder: Path) -> bool:
        """Place the files of a list of marks and paths; return False as soon as one is not to be had."""
        lines = (line.partition(" ") for line in listed.splitlines())
        return all(self.files.link(mark, f"{folder}/{path}") for mark, _, path in lines)

    def _mark(self, output: Output) -> str:
        """Return the mark of a file, made where it is not to be had."""
        mark = self.values.get(output.content.key)
        if mark is None or not self.files.sound(mark):
            mark = self.values.put(output.content.key, self.files.keep(output.content.value.encode()))
        return mark


def keep(settings: Settings) -> Kept:
    """Open what is kept for a site and this engine; where that is not wanted or not possible, nothing is."""
    chosen = os.environ.get(VARIABLE, FOLDER)
    if not chosen:
        return Nothing()
    folder = settings.root / chosen / engine(settings.overrides)
    for _ in range(2):
        try:
            return Store(folder)
        except sqlite3.DatabaseError:
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            break
    return Nothing()
