"""Reading text files as UTF-8, and refusing what is none."""

from __future__ import annotations

import re
from pathlib import Path

from kaitei.errors import fail

_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
_NONCHARACTERS = (b"\xef\xb7", b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # how those of `_UNREADABLE` begin in UTF-8
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")


def read_text(path: Path, name: str) -> str:
    """Read a UTF-8 text file; a BOM and CRLF are accepted and taken away.

    Raises:
        KaiteiError: where it is missing, no UTF-8, or holds characters that no text has.
    """
    return decoded(content(path, name), name)


def content(path: Path, name: str) -> bytes:
    """Read a file.

    Raises:
        KaiteiError: where that cannot be done.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise fail("file_unreadable", name, detail=error.strerror or str(error)) from error


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file; see `read_text`."""
    return checked(known(data, name), name)


def checked(text: str, name: str) -> str:
    """Return a text unless it holds characters that no text has.

    Raises:
        KaiteiError: where it does.
    """
    if _suspect(text.encode()) and (match := _UNREADABLE.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        raise fail("control_character", name, line, code=f"U+{ord(match[0]):04X}")
    return text


def known(data: bytes, name: str) -> str:
    """Return the text of a file, whatever characters are in it.

    Raises:
        KaiteiError: where it is no UTF-8.
    """
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise fail("not_utf8", name, data[: error.start].count(b"\n") + 1) from error


def _suspect(data: bytes) -> bool:
    """Whether there may be characters that no text has; three times as fast as looking for them."""
    return len(data.translate(None, _CONTROLS)) < len(data) or any(sign in data for sign in _NONCHARACTERS)
