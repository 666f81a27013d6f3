"""The keys of all that is kept, in one place: nothing is found under a key unless all that it is made from is the same.

A key is the digest of values as Python writes them. Those of the engine itself, of its templates and of the libraries
whose work shows on pages name the folder in which a site's values are kept, and so stand in every key.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import metadata
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")

LIBRARIES = (
    "Jinja2",
    "Markdown",
    "MarkupSafe",
    "PyYAML",
    "ada-url",
    "feedgenerator",
    "nh3",
    "pathspec",
    "rapidfuzz",
    "tinycss2",
)
"""Libraries by which the same sources might become other pages, or none."""

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Later(Generic[T]):
    """Something that is made when it is first asked for, and not at all where its key is known."""

    key: str
    make: Callable[[], T] = field(repr=False, compare=False)
    parts: tuple[Later[Any], ...] = field(default=(), repr=False, compare=False)  # what else it is made of

    @cached_property
    def value(self) -> T:
        """What is made."""
        return self.make()


def make_all(things: Sequence[Later[Any]]) -> None:
    """Make several things, first the parts of all: like work in a row finds code and data in the processor's caches."""
    for thing in things:
        for part in thing.parts:
            _ = part.value
    for thing in things:
        _ = thing.value


def digest(*values: object) -> str:
    """Return the key of values, 32 hexadecimal digits; they must be written alike whenever they are the same.

    Texts and bytes count as they are, as writing long ones out takes ten times as long as all else; they stand after
    their length.
    """
    found = hashlib.sha256()
    for value in values:
        kind, data = _written(value)
        found.update(f"{kind}{len(data)} ".encode() + data)
    return found.hexdigest()[:32]


def _written(value: object) -> tuple[str, bytes]:
    if isinstance(value, bytes):
        return "bytes", value
    return ("text", value.encode()) if isinstance(value, str) else ("", repr(value).encode())


def engine(overrides: Path) -> str:
    """Return the key of what turns sources into pages: the engine, a site's templates, the libraries, Python.

    Args:
        overrides: the folder of templates and assets.
    """
    return digest(code(), list(_parts(overrides)))


@cache
def code() -> str:
    """Return the key of the engine's code, the libraries and Python: of what runs, whatever becomes of it meanwhile."""
    versions = [(name, metadata.version(name)) for name in LIBRARIES]
    return digest(sys.version, versions, list(_parts(_PACKAGE)))


def _parts(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).digest()
