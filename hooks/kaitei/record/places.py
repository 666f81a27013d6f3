"""Where published files are read from, to hold them against the record: a host on the web, or a folder."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from kaitei.errors import fail
from kaitei.source import address, textfile
from kaitei.source.textfile import LARGEST

SECONDS = 30
"""How long a host may say nothing."""

HERE = frozenset(("localhost", "127.0.0.1", "::1"))
"""Hosts that may be asked without encryption."""

_NOTHING = (404, 410)
_HEADERS = {"User-Agent": "kaitei-verify", "Cache-Control": "no-cache"}


class Place(Protocol):
    """Where a site is: files by their addresses from its root."""

    def name(self, path: str) -> str:
        """How messages name a file, given its address: `/terms/2026-01-01.txt`."""

    def fetch(self, path: str) -> bytes | None:
        """Read a file, given its address; None where there is none.

        Raises:
            KaiteiError: where that cannot be known.
        """


@dataclass(frozen=True)
class Folder:
    """A site as it was built, on the disk."""

    root: Path

    def name(self, path: str) -> str:
        """The file's path."""
        return self._file(path).as_posix()

    def fetch(self, path: str) -> bytes | None:
        """Read a file."""
        return textfile.optional(self._file(path), self.name(path))

    def _file(self, path: str) -> Path:
        return self.root / path.lstrip("/")


@dataclass(frozen=True)
class Web:
    """A published site. Only its own host is asked."""

    root: str  # ends in "/"

    @classmethod
    def of(cls, url: str) -> Web:
        """A site by the address of its front page.

        Raises:
            KaiteiError: where it is none of https (or http of this computer), or holds a user's name, a query, a part.
        """
        parts = urlsplit(url) if address.is_web(url) else urlsplit("")
        if not (parts.scheme == "https" or parts.hostname in HERE) or parts.query or parts.fragment:
            raise fail("place_address", value=url)
        return cls(f"{url.rstrip('/')}/")

    def name(self, path: str) -> str:
        """The file's address in full."""
        return f"{self.root}{path.lstrip('/')}"

    def fetch(self, path: str) -> bytes | None:
        """Ask the host for a file."""
        url = self.name(path)
        try:
            asked = Request(url, headers=_HEADERS)  # noqa: S310 - `of` lets http and https through alone
            with build_opener(_Within).open(asked, timeout=SECONDS) as answer:
                data: bytes = answer.read(LARGEST + 1)
        except HTTPError as error:
            error.close()
            if error.code in _NOTHING:
                return None
            raise fail("place_unreachable", url, detail=f"{error.code} {_line(error.reason)}") from error
        except (OSError, HTTPException, ValueError) as error:
            detail = _line(getattr(error, "reason", error)) or type(error).__name__
            raise fail("place_unreachable", url, detail=detail) from error
        if len(data) > LARGEST:
            raise fail("file_too_large", url)
        return data


class _Within(HTTPRedirectHandler):
    """Follows a host's redirects to itself, and no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            fp.close()
            raise fail("place_elsewhere", req.full_url, to=newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _line(detail: object) -> str:
    return " ".join(str(detail).split())
