"""Lists of files as text: on each line the mark of one, see `files`, and its path below the site's root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def write(files: Mapping[str, str]) -> str:
    """Write down the marks of files, given by their paths."""
    return "\n".join(f"{mark} {path}" for path, mark in files.items())


def read(text: str) -> Iterator[tuple[str, str]]:
    """Yield path and mark of each file of a list."""
    for line in text.splitlines():
        mark, _, path = line.partition(" ")
        yield path, mark
