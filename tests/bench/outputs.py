"""What each kind of page costs within one build: `python -m tests.bench.outputs mkdocs.yml FOLDER` prints it as JSON.

The engine is run without MkDocs and with an empty cache in the folder; Python looks for cycles as in a build. A file's
time is that of making what its templates are given, its parts and itself, its share of all else that is done for its
group (files and keys kept), and that of putting all files in their places. What several pages share (a text's clauses,
say) counts for the first that needs it; reading and checking the site, which converts every text, counts for none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kaitei.build import Builder
from kaitei.cache.keys import Later
from kaitei.cache.store import Store
from kaitei.check import check
from kaitei.mkdocs import configuration
from kaitei.output import Group, Output
from kaitei.site import load
from sparing import spare_collector
from tests.bench.building import kind
from tests.bench.measure import settle

T = TypeVar("T")

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
    path = os.pathsep.join(map(str, (REPOSITORY / "hooks", REPOSITORY)))
    folder = tempfile.mkdtemp(prefix="outputs-", dir=root.parent)  # which stays, as what `put_aside` moves does
    command = [sys.executable, "-m", "tests.bench.outputs", str(root / "mkdocs.yml"), folder]
    env = os.environ | environ | {"PYTHONPATH": path}
    settle()
    done = subprocess.run(command, cwd=REPOSITORY, env=env, check=True, capture_output=True, text=True)
    return {name: Cost(*cost) for name, cost in json.loads(done.stdout).items()}


def least(rounds: Sequence[Mapping[str, Cost]]) -> dict[str, float]:
    """Return the milliseconds for a page of each kind in the round in which it took least.

    A time by itself, unlike a ratio of two that stood beside each other, is as long as the rest of a machine makes it.
    """
    return {name: min(costs[name].each for costs in rounds) for name in rounds[0]}


def main(config: Path, folder: Path) -> dict[str, tuple[int, float]]:
    """Make every page that is not the theme's as a build does, and put it below a folder."""
    store = Measuring(folder / "kept")
    site = load(configuration.load(config), os.environ, lambda _: store)
    builder = Builder.make(site)
    check(site, builder.prepare)
    for group in builder.groups():
        store.place(group, folder / "site")
    placing = store.placing / store.counted.total()
    return {name: (files, store.taken[name] + files * placing) for name, files in store.counted.items()}


class Measuring(Store):
    """A store that measures what making and placing files takes."""

    def __init__(self, folder: Path) -> None:
        """Open a store in a folder."""
        super().__init__(folder)
        self.counted: Counter[str] = Counter()
        self.taken: defaultdict[str, float] = defaultdict(float)  # seconds
        self.placing = 0.0  # seconds

    def prepare(self, group: Group) -> bool:
        """Make the files of a group, and count what it takes."""
        timed = Timed(group)
        unknown = super().prepare(Group(timed.outputs, group.key))
        self.counted += timed.found
        for name, seconds in timed.all().items():
            self.taken[name] += seconds
        return unknown

    def place(self, group: Group, folder: Path) -> None:
        """Put the files of a group in their places; what is not made yet is made first."""
        self.prepare(group)
        before = time.process_time()
        super().place(group, folder)
        self.placing += time.process_time() - before


class Timed:
    """The files of a group, and what making those of each kind takes, in whatever order they are made."""

    def __init__(self, group: Group) -> None:
        """Begin to measure a group."""
        self.group = group
        self.found: Counter[str] = Counter()
        self.taken: defaultdict[str, float] = defaultdict(float)  # seconds
        self.began = time.process_time()

    def all(self) -> dict[str, float]:
        """Return the seconds by kind, with each file's share of what else has passed since the group was begun."""
        rest = time.process_time() - self.began - sum(self.taken.values())
        each = rest / max(self.found.total(), 1)
        return {name: self.taken[name] + files * each for name, files in self.found.items()}

    def outputs(self) -> Iterator[Output]:
        """Yield the files."""
        before = time.process_time()
        for output in self.group.outputs():
            name = kind(output.path) or "other"
            self.found[name] += 1
            self.taken[name] += time.process_time() - before
            yield Output(output.path, self._timed(name, output.content))
            before = time.process_time()

    def _timed(self, name: str, thing: Later[T]) -> Later[T]:
        """Return the same, made of the same parts, whose time counts for a kind."""

        def make() -> T:
            before = time.process_time()
            made = thing.value
            self.taken[name] += time.process_time() - before
            return made

        return Later(thing.key, make, tuple(self._timed(name, part) for part in thing.parts))


if __name__ == "__main__":
    spare_collector()
    sys.stdout.write(json.dumps(main(*map(Path, sys.argv[1:]))) + "\n")
