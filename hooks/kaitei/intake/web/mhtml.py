"""A page that a browser or Word saved as one file (MHTML), which is a mail with the page and its pictures."""

from __future__ import annotations

import re
from email import message_from_bytes

from kaitei.errors import fail

SUFFIXES = (".mht", ".mhtml")
_MAIL = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_BEGINNING = 4000  # bytes in which the head of a mail stands


def page(data: bytes, name: str) -> bytes:
    """The page in a file, in UTF-8 where the file names its encoding; a file that is no such mail as it is.

    Raises:
        KaiteiError: where there is no page in the mail.
    """
    if not _MAIL.search(data[:_BEGINNING]) or b"\0" in data[:_BEGINNING]:
        return data
    for part in message_from_bytes(data).walk():
        found = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(found, bytes):
            return _in_utf8(found, part.get_content_charset(""))
    raise fail("import_empty", name)


def _in_utf8(found: bytes, charset: str) -> bytes:
    try:
        return found.decode(charset).encode() if charset else found
    except (LookupError, UnicodeError):
        return found
