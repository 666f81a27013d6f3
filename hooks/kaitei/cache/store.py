"""What a site keeps from build to build, in `.cache/kaitei`, in a folder for each engine.

Nothing that is kept is trusted, and nothing is lost with it: what is damaged, touched or missing is made anew, and a
build that is killed leaves at worst files that nothing names.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from kaitei.cache import lists
from kaitei.cache.files import Files
from kaitei.cache.keys import Later, engine, make_all
from kaitei.cache.memory import Memory
from kaitei.cache.values import Values
from kaitei.output import Group, Output
from kaitei.settings import Settings

T = TypeVar("T")

VARIABLE = "KAITEI_CACHE"
"""The environment variable that names another folder than `FOLDER`, or with no value keeps nothing."""

FOLDER = ".cache/kaitei"

_ASKED = "asked "
"""What stands before the key of a text in that of the keys that making it asked for."""

DATABASE = "values.sqlite3"

SPARE = 500
"""So many entries more than twice what the last build wanted may be kept."""

TOGETHER = 24
"""Files that are made at once, and so held in memory: about a megabyte."""


class Kept(Protocol):
    """Remembers texts and files."""

    lasting: bool  # whether anything is found again in a later build
    templates: BytecodeCache | None  # where compiled templates are kept
    theme: BytecodeCache | None  # and those of MkDocs' theme

    def text(self, key: str, make: Callable[[], str]) -> str:
        """Return the text under a key, made where there is none."""

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what the build before this one in the same process made under a key, made where that did not."""

    def found(self, key: Hashable) -> Any:
        """Return what `recall` remembers under a key, None where it remembers nothing."""

    def prepare(self, group: Group) -> bool:
        """Make the files of a group ahead of their time, while what they are made from is at hand; return whether."""

    def whole(self, key: str, make: Callable[[], str]) -> str:
        """Return the same as `text`, for what is made of much that is kept too, which stays as long as the whole."""

    def place(self, group: Group, folder: Path) -> None:
        """Put the files of a group below a folder."""

    def close(self) -> None:
        """Keep what was made, and forget what has not been wanted."""


class Nothing:
    """Remembers nothing."""

    lasting = False
    templates: BytecodeCache | None = None
    theme: BytecodeCache | None = None

    def text(self, key: str, make: Callable[[], str]) -> str:  # noqa: ARG002 - there is nothing to look in
        """Make the text."""
        return make()

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:  # noqa: ARG002 - the same
        """Make it."""
        return make()

    def found(self, key: Hashable) -> Any:
        """Return None."""

    def whole(self, key: str, make: Callable[[], str]) -> str:  # noqa: ARG002 - the same
        """Make the text."""
        return make()

    def prepare(self, group: Group) -> bool:  # noqa: ARG002 - the same
        """Do nothing: nothing could be kept until it is wanted."""
        return False

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

    def __init__(self, folder: Path, memory: Memory | None = None) -> None:
        """Open the folder of an engine.

        Args:
            folder: the folder.
            memory: what the process remembers of its last build.

        Raises:
            OSError: where it cannot be made.
            sqlite3.DatabaseError: where its database is damaged.
        """
        for name in ("files", "templates"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        ignored = folder.parent / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        self.folder = folder
        self.memory = memory or Memory(again=False)
        self.values = Values(folder / DATABASE)
        self.files = Files(folder / "files")
        self.listed: list[str] = []  # the lists of files in use
        # MkDocs compiles with other options: what the same template becomes there is another thing.
        templates = str(folder / "templates")
        self.templates: BytecodeCache | None = FileSystemBytecodeCache(templates, "__kaitei_%s.cache")
        self.theme: BytecodeCache | None = FileSystemBytecodeCache(templates, "__theme_%s.cache")

    def text(self, key: str, make: Callable[[], str]) -> str:
        """Return the text under a key, made where there is none."""
        return self.values.text(key, make)

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what the last build made with this engine under a key, made where it did not."""

        def noted() -> tuple[T, tuple[str, ...]]:
            with self.values.noted() as asked:
                return make(), tuple(asked)

        found, asked = self.memory.recall((self.folder, key), noted)
        self.values.wanted.update(asked)
        return found

    def found(self, key: Hashable) -> Any:
        """Return what the last build made with this engine under a key, None where it did not."""
        found, asked = self.memory.found((self.folder, key)) or (None, ())
        self.values.wanted.update(asked)
        return found

    def whole(self, key: str, make: Callable[[], str]) -> str:
        """Return the text under a key, and keep what it is made of as long as it."""
        found = self._known(key)
        if found is None:
            with self.values.noted() as asked:
                found = make()
            self._keep(key, found, asked)
        return found

    def place(self, group: Group, folder: Path) -> None:
        """Put the files of a group below a folder, without working out which where its key is known."""
        for path, mark in lists.read(self._listed(group)):
            self.files.place(mark, f"{folder}/{path}")

    def _listed(self, group: Group) -> str:
        """Return the list of a group's files; all of them are to be had."""
        listed = self._known(group.key)
        if listed is None or not self._sound(listed):
            listed = self._made(group)
        self.listed.append(listed)
        return listed

    def _sound(self, listed: str) -> bool:
        return all(self.files.sound(mark) for _, mark in lists.read(listed))

    def prepare(self, group: Group) -> bool:
        """Make the files of a group whose key is not known; return whether that was so."""
        unknown = self._known(group.key) is None
        if unknown:
            self._made(group)
        return unknown

    def close(self) -> None:
        """Keep what was made, and forget what has not been wanted: see `SPARE`."""
        self.memory.end()
        self.values.close(SPARE, self._settle)
        for other in self.folder.parent.glob(f"*/{DATABASE}"):
            if other.parent != self.folder:
                shutil.rmtree(other.parent, ignore_errors=True)

    def _made(self, group: Group) -> str:
        """Make the files of a group; return the list of their marks and paths."""
        with self.values.noted() as asked:
            listed = lists.write(dict(self._marks(group.outputs())))
        if group.key:
            self._keep(group.key, listed, asked)
        return listed

    def _keep(self, key: str, text: str, asked: set[str]) -> None:
        self.values.put(key, text)
        self.values.put(f"{_ASKED}{key}", "\n".join(sorted(asked)))
        self.values.flush()

    def _known(self, key: str) -> str | None:
        """Return the text under a key."""
        return self.values.get(key) if key else None

    def _settle(self) -> None:
        """Count as wanted what making each wanted text asked for, as it may be needed again; forget other files."""
        self.files.want(mark for listed in self.listed for _, mark in lists.read(listed))
        self.files.forget(SPARE)
        parts, wanted = self.values.under(_ASKED), self.values.wanted
        left = [key for key in wanted if key in parts]
        while left:
            key = left.pop()
            wanted.add(f"{_ASKED}{key}")
            asked = set(parts[key].split("\n")) - wanted
            wanted |= asked
            left += [part for part in asked if part in parts]

    def _marks(self, outputs: Iterable[Output]) -> Iterator[tuple[str, str]]:
        """Yield path and mark of each file, made where it is not to be had: a few are made, then they are written."""
        left = iter(outputs)
        while some := list(islice(left, TOGETHER)):
            marked = [(output, self._mark(output.content.key)) for output in some]
            make_all([output.content for output, mark in marked if not mark])
            for output, mark in marked:  # what has the same key as one before it is written by now
                yield output.path, mark or self._mark(output.content.key) or self._written(output.content)

    def _mark(self, key: str) -> str | None:
        """Return the mark of the file under a key, None where it is not to be had."""
        mark = self.values.get(key)
        return mark if mark and self.files.sound(mark) else None

    def _written(self, content: Later[str]) -> str:
        return self.values.put(content.key, self.files.keep(content.value.encode()))


def structured(kept: Kept, key: str, make: Callable[[], T]) -> T:
    """Return what JSON can hold, kept as text, and by a process that builds again as it is; tuples become lists."""

    def read() -> T:
        found: T = json.loads(kept.text(key, lambda: json.dumps(make(), ensure_ascii=False)))
        return found

    return kept.recall(key, read)


def keep(settings: Settings, memory: Memory | None = None) -> Kept:
    """Open what is kept for a site and this engine; where that is not wanted or not possible, nothing is."""
    chosen = os.environ.get(VARIABLE, FOLDER)
    if not chosen:
        return Nothing()
    folder = settings.root / chosen / engine(settings.overrides)
    for _ in range(2):
        try:
            return Store(folder, memory)
        except sqlite3.DatabaseError:
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            break
    return Nothing()
