"""Build the site for every day to come: `preview.py FOLDER`, with Kaitei installed, at the root of the repository.

FOLDER gets a site for today, and one for each day on which a revision will be announced or take effect. Each can be
read from its folder, with no server: on a host `/terms/` shows `/terms/index.html`, a browser that opens files lists
the folder, so links are spelt out. The pages' rule to load nothing but what is the site's own goes: of a file, not
every browser knows what that is.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kaitei.errors import KaiteiError
from kaitei.mkdocs import configuration
from kaitei.site.site import Site, load
from kaitei.wording.words import messages, system_language

LIMIT = 5  # days to come; the nearest ones
FOLDER = re.compile(r'(href="|content="0; ?url=)([^":#/][^":#]*/|(?:\.\./)*\.\.?)(#[^"]*)?"')
RULE = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def days(site: Site) -> list[dt.date]:
    """Return the days to build the site for."""
    revisions = [revision for policy in site.registry.policies.values() for revision in policy.revisions]
    known = {day for revision in revisions for day in (revision.announced, revision.day) if day}
    return [site.today, *sorted(day for day in known if day > site.today)[:LIMIT]]


def build(day: dt.date, folder: Path) -> None:
    """Build the site of a day and make it readable from its folder.

    Elsewhere: the lock that a build leaves beside its site is no part of a preview.
    """
    shutil.rmtree(folder, ignore_errors=True)
    environ = os.environ | {"KAITEI_TODAY": day.isoformat(), "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryDirectory() as elsewhere:
        site = f"{elsewhere}/site"
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--site-dir", site], env=environ, check=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(site, folder)
    for page in folder.rglob("*.html"):
        page.write_text(spelt_out(page.read_text(encoding="utf-8")), encoding="utf-8")


def spelt_out(html: str) -> str:
    """Name the file in every relative link to a folder."""
    return FOLDER.sub(lambda found: f'{found[1]}{found[2].rstrip("/")}/index.html{found[3] or ""}"', RULE.sub("", html))


def main(folder: Path) -> None:
    """Build a site for each day."""
    for day in days(load(configuration.load(Path("mkdocs.yml")), os.environ)):
        build(day, folder / day.isoformat())


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except KaiteiError as error:
        sys.exit(messages(error.problems, system_language(os.environ)))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
