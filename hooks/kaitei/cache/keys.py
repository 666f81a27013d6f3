"""The keys of all that is kept, in one place: nothing is found under a key unless all that it is made from is the same.

A key is the digest of values as Python writes them. Those of the engine itself, of its templates and of the libraries
whose work shows on pages stand in every key.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from kaitei.data import OWN

LIBRARIES = (
    "Jinja2",
    "Markdown",
    "MarkupSafe",
    "PyYAML",
    "ada-url",
    "feedgenerator",
    "icalendar",
    "nh3",
    "pathspec",
    "pymdown-extensions",
    "rapidfuzz",
    "tinycss2",
)
"""Libraries by which the same sources might become other pages, or none."""

_PACKAGE = Path(__file__).parents[1]


def digest(*values: object) -> str:
    """The key of values, 32 hexadecimal digits; values that are equal must have the same `repr`.

    Texts and bytes are hashed as they are, since the `repr` of long ones is slow. Each value follows its kind and
    length, so that no two lists of values are hashed alike.
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
    """The key of what turns sources into pages: the engine, a site's own templates, the libraries, Python.

    Args:
        overrides: the folder of these, in which the theme's may be too.
    """
    return digest(code(), [list(_parts(overrides / folder)) for folder in OWN])


@cache
def code() -> str:
    """The key of the engine's code, the libraries and Python; worked out once, as later edits do not run."""
    versions = [(name, metadata.version(name)) for name in LIBRARIES]
    return digest(sys.version, versions, list(_parts(_PACKAGE)))


def _parts(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).digest()
