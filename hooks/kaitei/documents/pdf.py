"""A page as PDF, printed by the Chromium of the machine: nothing is fetched, no script runs."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kaitei.errors import fail

VARIABLE = "PLAYWRIGHT_CHROMIUM"
"""The environment variable that names a browser."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")

_SECONDS = 120
_MADE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}([^)]*)\)")


def browser(environ: Mapping[str, str]) -> str:
    """The browser that prints: the one that is named, else the first that is installed.

    Raises:
        KaiteiError: where there is none.
    """
    named = environ.get(VARIABLE)
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise fail("pdf_browser_wrong" if named else "pdf_no_browser", name=named or "", known=", ".join(BROWSERS))
    return found


def printed(page: str, day: dt.date, environ: Mapping[str, str] = os.environ) -> bytes:
    """Print a page that needs no other file.

    Args:
        page: its HTML.
        day: on which the PDF says that it was made, so that the same page is the same file.
        environ: the environment variables.

    Raises:
        KaiteiError: where there is no browser, or it does not print.
    """
    program = browser(environ)
    with tempfile.TemporaryDirectory(prefix="kaitei-") as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        command = [program, "--headless", "--disable-gpu", "--no-pdf-header-footer", *_as_root()]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 - a browser found above
            made = target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise fail("pdf_not_printed", name=program, detail=str(error).splitlines()[0]) from error
    return _MADE.sub(rb"/\1 (D:%s000000\2)" % day.strftime("%Y%m%d").encode(), made)


def _as_root() -> list[str]:
    """What the administrator's browser needs, as in containers; the page is our own."""
    return ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
