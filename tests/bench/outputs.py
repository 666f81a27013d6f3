"""What each kind of page costs within one build: `python -m tests.bench.outputs mkdocs.yml` prints it as JSON.

The engine is run without MkDocs and with an empty cache. A file's time is that from the moment it is asked for until it
is in the cache, and its share of what follows for all files of its group: the keys written down, the files put in their
places. What several pages share (a text converted, its clauses) counts for the first that needs it; reading and
checking the site, which converts every text, counts for none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kaitei.build import Builder
from kaitei.cache.store import VARIABLE, keep
from kaitei.check import check
from kaitei.output import Group, Output
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
    found: Counter[str] = Counter()
    taken: defaultdict[str, float] = defaultdict(float)
    for group in Builder.make(site).groups():
        timed = _Timed(group)
        site.kept.place(Group(timed.outputs), folder)
        for name, cpu in timed.shares():
            found[name] += 1
            taken[name] += cpu
    return {name: (pages, taken[name]) for name, pages in found.items()}


class _Timed:
    """The files of a group, and what each takes whoever asks for them."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.taken: list[tuple[str, float]] = []
        self.last = time.process_time()

    def outputs(self) -> Iterator[Output]:
        for output in self.group.outputs():
            yield output
            self.taken.append((kind(output.path) or "other", self._passed()))

    def shares(self) -> Iterator[tuple[str, float]]:
        """Yield each file's kind and seconds, with its share of those that have passed since all were made."""
        rest = self._passed() / max(len(self.taken), 1)
        yield from ((name, cpu + rest) for name, cpu in self.taken)

    def _passed(self) -> float:
        before, self.last = self.last, time.process_time()
        return self.last - before


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=os.environ.get(VARIABLE)) as temporary:
        sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(temporary))) + "\n")
