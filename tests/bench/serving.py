"""How long an editor waits, with `mkdocs serve` running, from saving a policy until its page shows the change."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.bench.building import WORDS, edit
from tests.bench.corpora import EDITED
from tests.bench.measure import settle

START = 900
"""Seconds to wait for the first build."""
PATIENCE = 300
"""Seconds to wait for an edit to be shown."""
PAUSE = 0.02
"""Seconds between two looks at the page."""


def waits(root: Path, environ: Mapping[str, str], times: int) -> list[float]:
    """Edit a policy, in other words each time, and return the seconds until the page over HTTP showed each edit."""
    found: list[float] = []
    if not times:
        return found
    with served(root, environ) as origin:
        page = f"{origin}/{EDITED}/"
        until(page, WORDS[0], START)
        settle()
        words = WORDS[0]
        for turn in range(times):
            time.sleep(3)  # an editor saves when nothing else is going on
            old, words = words, f"{WORDS[1]}（第{turn + 1}案）"
            edit(root, old, words)
            found.append(until(page, words, PATIENCE))
    edit(root, words, WORDS[0])
    return found


@contextmanager
def served(root: Path, environ: Mapping[str, str]) -> Iterator[str]:
    """Run `mkdocs serve` in a project; yield its origin."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", host]
    quiet = subprocess.DEVNULL
    with tempfile.TemporaryDirectory(dir=root.parent) as site:  # a server that is stopped may leave the site there
        env = os.environ | environ | {"TMPDIR": site}
        server = subprocess.Popen(command, cwd=root, env=env, stdout=quiet, stderr=quiet)
        try:
            yield f"http://{host}"
        finally:
            server.terminate()
            server.wait()


def until(page: str, words: str, patience: float) -> float:
    """Ask for a page until it shows words; return the seconds that it took.

    Raises:
        TimeoutError: where it does not show them in time.
    """
    start = time.perf_counter()
    while (passed := time.perf_counter() - start) < patience:
        with suppress(OSError), urllib.request.urlopen(page, timeout=patience - passed) as answer:
            if words in answer.read().decode():
                return time.perf_counter() - start
        time.sleep(PAUSE)
    raise TimeoutError(f"{page} does not show {words} after {passed:.0f} s")
