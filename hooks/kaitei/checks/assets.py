"""Files that are published as they are: their content is what their name says, and neither acts nor asks other hosts.

`schemas/assets.yml` has the beginnings. A PDF is looked at as far as its bytes are plain: what is compressed is left to
the reader's program, which asks before it runs anything.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kaitei.checks import stylesheet, svg
from kaitei.data import read
from kaitei.errors import Problem
from kaitei.source.settings import Settings

SUFFIXES = (".avif", ".css", ".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".webp")
"""The kinds of files that are looked at; others are no pages, and not shown on any."""

_HEAD = 32
"""The number of bytes read of a picture, to see that it begins as its ending says."""

_WHOLE = (".css", ".pdf", ".svg")
"""Endings of files that are read to their end."""


def problems(settings: Settings, found: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the files that a site publishes as they are.

    Args:
        settings: of the site; its templates' folder holds some too.
        found: those below docs/.
    """
    for path in paths(settings, found):
        name, content = settings.name(path), _content(path)
        if isinstance(content, bytes):
            yield from check(content, name, settings.site_url)
        elif content:
            yield Problem("file_unreadable", name, 0, {"detail": content})


def paths(settings: Settings, found: tuple[str, ...]) -> Iterator[Path]:
    """Yield where these files are, those of docs/ first."""
    yield from (settings.file(asset) for asset in found if asset.lower().endswith(SUFFIXES))
    for folder, folders, names in os.walk(settings.overrides):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names) if name.lower().endswith(SUFFIXES))


def check(content: bytes, file: str, site_url: str) -> Iterator[Problem]:
    """Yield what is wrong with a file.

    Args:
        content: its bytes; of a picture the first are enough.
        file: its name in messages, whose ending says what it is.
        site_url: the site's own address.
    """
    suffix = os.path.splitext(file)[1].lower()  # noqa: PTH122 - a name in messages, of thousands of files
    if suffix == ".svg":
        yield from svg.check(content, file)
    elif suffix == ".css":
        yield from stylesheet.check(content, file, site_url)
    elif not _begins(suffix).match(content):
        yield Problem("asset_kind", file, 0, {"suffix": suffix})
    elif suffix == ".pdf" and (run := _runs().search(content)):
        yield Problem("pdf_active", file, 0, {"what": run[0].decode("ascii")})


def _content(path: Path) -> bytes | str:
    """What there is to look at, or why it cannot be read; "" where the file is gone and is not published."""
    try:
        with path.open("rb") as file:
            return file.read(-1 if path.suffix.lower() in _WHOLE else _HEAD)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return error.strerror or str(error)


@lru_cache(maxsize=len(SUFFIXES))
def _begins(suffix: str) -> re.Pattern[bytes]:
    pattern: str = read("schemas/assets.yml")["begins"][suffix]
    return re.compile(pattern.encode("ascii"), re.DOTALL)


@lru_cache(maxsize=1)
def _runs() -> re.Pattern[bytes]:
    """The pattern of the names, each of whose letters may be written as `#` and two hexadecimal digits."""
    runs: list[str] = read("schemas/assets.yml")["runs"]
    names = ("".join(f"(?:{sign}|(?i:#{ord(sign):02x}))" for sign in name) for name in runs)
    return re.compile(f"/(?:{'|'.join(names)})(?![A-Za-z0-9])".encode("ascii"))
