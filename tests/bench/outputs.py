"""What each kind of page costs within one build: `python -m tests.bench.outputs mkdocs.yml` prints it as JSON.

The engine is run without MkDocs and with an empty cache, each file timed from the moment it is asked for until it is
in the cache and in its place. What several pages share (a text converted, its clauses) counts for the first that needs
it; reading and checking the site, which converts every text, counts for none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kaitei.build import Builder
from kaitei.cache.store import VARIABLE, keep
from kaitei.check import check
from kaitei.output import Group
from kaitei.site import load
from tests.bench.building import kind

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Cost:
    """What pages of a kind took."""

    pages: int
    cpu: float  # seconds, of all of them

    @property
    def each(self) -> float:
        """Milliseconds for one."""
        return self.cpu / self.pages * 1000


def costs(root: Path, environ: Mapping[str, str]) -> dict[str, Cost]:
    """Measure a project's pages by kind, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.outputs", str(root / "mkdocs.yml")]
    path = os.pathsep.join(map(str, (REPOSITORY / "hooks", REPOSITORY)))
    with tempfile.TemporaryDirectory(dir=root.parent) as cache:
        env = os.environ | environ | {"PYTHONPATH": path, VARIABLE: cache}
        done = subprocess.run(command, cwd=REPOSITORY, env=env, check=True, capture_output=True, text=True)
    return {name: Cost(*cost) for name, cost in json.loads(done.stdout).items()}


def main(config: Path, folder: Path) -> dict[str, tuple[int, float]]:
    """Make every page that is not the theme's, and write it below a folder."""
    site = load(config, os.environ, keep)
    check(site)
    outputs = Builder.make(site).outputs()
    found: dict[str, tuple[int, float]] = {}
    start = time.process_time()
    for output in outputs:
        site.kept.place(Group(partial(iter, [output])), folder)
        now = time.process_time()
        pages, cpu = found.get(name := kind(output.path) or "other", (0, 0.0))
        found[name] = pages + 1, cpu + now - start
        start = time.process_time()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=os.environ.get(VARIABLE)) as temporary:
        sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(temporary))) + "\n")
