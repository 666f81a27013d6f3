"""A static host for built sites: what it sends, and with which headers, is the test's choice."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TEXTS = (".css", ".html", ".js", ".json", ".svg", ".txt", ".xml")


Headers = Mapping[str, str] | Callable[[str], Mapping[str, str]]
"""What is sent with every file, or with the file at each path."""


@dataclass
class Server:
    """A running host of one site."""

    site: Path
    headers: Headers
    base: str  # path of the site on its host: "/" or "/legal/"
    origin: str = ""
    asked: list[str] = field(default_factory=list)  # paths, in the order in which they were asked for

    def url(self, address: str = "/") -> str:
        """The URL of an address of the site."""
        return f"{self.origin}{self.base}{address.lstrip('/')}"

    def file(self, path: str) -> Path | None:
        """The file at a path of the host, None where there is nothing."""
        if not path.startswith(self.base):
            return None
        found = self.site / unquote(path[len(self.base) :])
        found = found / "index.html" if path.endswith("/") else found
        return found if found.is_file() and found.resolve().is_relative_to(self.site.resolve()) else None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, server: Server, *args: object) -> None:
        self.host = server
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file, or the site's own page for what is missing."""
        path = urlsplit(self.path).path
        self.host.asked.append(path)
        file = self.host.file(path)
        found = file or self.host.site / "404.html"
        body = found.read_bytes()
        self.send_response(200 if file else 404)
        given = self.host.headers(path) if callable(self.host.headers) else self.host.headers
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        kind = f"{kind}; charset=utf-8" if found.suffix in TEXTS else kind
        self.send_header("Content-Type", given.get("Content-Type", kind))
        if found.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        for name, value in given.items():
            if name != "Content-Type":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Hosts:
    """Starts servers, and stops them all in the end."""

    def __init__(self) -> None:
        """Begin with none."""
        self._running: list[ThreadingHTTPServer] = []

    def __call__(self, site: Path, headers: Headers | None = None, base: str = "/") -> Server:
        """Serve a built site.

        Args:
            site: its folder.
            headers: what is sent with every file, or a function that returns it for a path.
            base: path of the site on its host, with a slash at both ends.
        """
        server = Server(site, headers or {}, base)
        running = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, server))
        running.daemon_threads = True
        server.origin = f"http://127.0.0.1:{running.server_port}"
        threading.Thread(target=running.serve_forever, daemon=True).start()
        self._running.append(running)
        return server

    def stop(self) -> None:
        """Stop all servers."""
        for running in self._running:
            running.shutdown()
            running.server_close()
