"""Settings as they are written: mkdocs.yml as data, with what it inherits from, and the line of each setting.

The value in force is MkDocs' to say (`mkdocs/`). This module says on which line a setting is written, for messages. It
also reads values as written: `review/` needs these of an mkdocs.yml of the past, whose code it must not run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kaitei.errors import fail
from kaitei.source.textfile import read_text
from kaitei.source.yamltext import Data, Value, parse
from kaitei.source.yamltext import Path as Keys

_INHERIT = "INHERIT"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written."""

    file: str  # from the project's root
    line: int


@dataclass(frozen=True, slots=True)
class Written:
    """A site's settings as written: its mkdocs.yml first, then the files that this inherits from."""

    files: tuple[tuple[str, Data], ...]  # by name from the project's root

    def has(self, *keys: str | int) -> bool:
        """Whether a setting is written at all: `has("theme", "language")`."""
        return any(keys in data.lines for _, data in self.files)

    def place(self, *keys: str | int) -> Place:
        """Where a setting stands, or the nearest around it that is written."""
        return next(self._places(keys))

    def _places(self, keys: Keys) -> Iterator[Place]:
        for end in range(len(keys), -1, -1):
            yield from (Place(name, data.lines[keys[:end]]) for name, data in self.files if keys[:end] in data.lines)

    def value(self, *keys: str) -> Value | None:
        """The text, list or map at a setting of the first file that has it, tags such as `!ENV` unread."""
        for _, data in self.files:
            found: Value | None = data.value
            for key in keys:
                found = found.get(key) if isinstance(found, dict) else None
            if found is not None:
                return found
        return None


def read(config: Path) -> Written:
    """Read mkdocs.yml and what it inherits from.

    Raises:
        KaiteiError: where a file cannot be read, is no YAML, has a key twice or is no map, or inherits from itself.
    """
    root = Path(os.path.abspath(config)).parent  # noqa: PTH100 - as MkDocs: links are not followed
    return Written(tuple(_chain(root / config.name, root)))


def _chain(path: Path, root: Path) -> Iterator[tuple[str, Data]]:
    seen: set[Path] = set()
    while True:
        name = os.path.relpath(path, root).replace(os.sep, "/")
        data = parse(read_text(path, name), name, any_tag=True)
        if not isinstance(data.value, dict):
            raise fail("expects_map", name, 1, where=name, value="")
        yield name, data
        seen.add(path.resolve())
        above = data.value.get(_INHERIT)
        if not isinstance(above, str) or not above:
            return
        path = path.parent / above
        if path.resolve() in seen:
            raise fail("settings_inherit_loop", name, data.line((_INHERIT,)), path=above)
