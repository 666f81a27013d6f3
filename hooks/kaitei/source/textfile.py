"""Reading text files as UTF-8, and refusing what is none."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.source import characters

LARGEST = 10_000_000
"""Bytes of a file: 10 MB. Source: product contract §5."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?=[ \n]|\Z)|^\|{7}(?= [^|\n]*$)", re.MULTILINE)
"""What git leaves around the two sides of a conflict; a line of seven `=` may be a heading's."""


def read_text(path: Path, name: str) -> str:
    """Read a UTF-8 text file; a BOM and CRLF are accepted and taken away.

    Raises:
        KaiteiError: where it is missing, no UTF-8, or has a refused character or marks of a conflict in git.
    """
    return decoded(content(path, name), name)


def content(path: Path, name: str) -> bytes:
    """Read a regular file of at most `LARGEST` bytes; on a pipe or a device it fails at once instead of waiting.

    Raises:
        KaiteiError: where it is missing, too large, cannot be read, or is no regular file.
    """
    try:
        with open(path, "rb", opener=_opener) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise fail("file_special", name)
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, name, error) from error
    if len(data) > LARGEST:
        raise fail("file_too_large", name)
    return data


def optional(path: Path, name: str) -> bytes | None:
    """Read a file that need not be there.

    Raises:
        KaiteiError: where it is there and cannot be read.
    """
    return content(path, name) if os.path.lexists(path) else None


def decoded(data: bytes, name: str) -> str:
    """The text of a file; see `read_text`."""
    return checked(known(data, name), name)


def checked(text: str, name: str) -> str:
    """A text unless it has a refused character or marks of a conflict in git.

    Raises:
        KaiteiError: for each line with a character that is refused, and where git has left marks of a conflict.
    """
    problems = [*characters.problems(text, name)]
    if marks := [str(text.count("\n", 0, mark.start()) + 1) for mark in _CONFLICT.finditer(text)]:
        shown = ", ".join(marks[: characters.MOST])
        problems.append(Problem("conflict_marks", name, int(marks[0]), {"lines": shown}))
    if problems:
        raise KaiteiError(problems)
    return text


def known(data: bytes, name: str) -> str:
    """The text of a file, with line feeds and without BOM; what characters are in it is not checked.

    Raises:
        KaiteiError: where it is no UTF-8.
    """
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise fail("not_utf8", name, data[: error.start].count(b"\n") + 1) from error


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _unreadable(path: Path, name: str, error: OSError) -> KaiteiError:
    """The error for a file that cannot be opened: `file_special` for a folder, a socket and the like."""
    try:
        special = not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        special = False
    if special:
        return fail("file_special", name)
    return fail("file_unreadable", name, detail=error.strerror or str(error))
