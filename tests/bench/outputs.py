"""What each kind of page costs within one build: `python -m tests.bench.outputs mkdocs.yml FOLDER` prints it as JSON.

The engine is run without MkDocs, in one process, with nothing kept. A file's time is that of making it and its share of
writing all of them. What several pages share (a text's clauses, say) counts for the first that needs it; reading and
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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kaitei.assembly.make import files_of, in_locale, sheets_of
from kaitei.assembly.publish import Destination
from kaitei.mkdocs import configuration
from kaitei.pages.context import Context
from kaitei.rendering import sheet
from kaitei.site.site import Site, Standing, load
from tests.bench.building import kind
from tests.bench.measure import settle

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
    """The milliseconds for a page of each kind in the round in which it took least.

    A time by itself, unlike a ratio of two that stood beside each other, is as long as the rest of a machine makes it.
    """
    return {name: min(costs[name].each for costs in rounds) for name in rounds[0]}


def main(config: Path, folder: Path) -> dict[str, tuple[int, float]]:
    """Make every file of every policy, its pages without the theme, and write them all below a folder."""
    taken = defaultdict[str, float](float)
    made: list[tuple[str, bytes]] = []
    for path, text, seconds in timed(_made(load(configuration.load(config), os.environ))):
        taken[kind(path) or "other"] += seconds
        made.append((path, text.encode()))
    counted = Counter(kind(path) or "other" for path, _ in made)
    began = time.process_time()
    Destination.begin(folder / "site").publish(made)
    writing = (time.process_time() - began) / len(made)
    return {name: (files, taken[name] + files * writing) for name, files in counted.items()}


def timed(files: Iterable[tuple[str, str] | None]) -> Iterator[tuple[str, str, float]]:
    """Yield files with the seconds that each took since the last one, or since the last None: other work."""
    began = time.process_time()
    for file in files:
        if file:
            yield *file, time.process_time() - began
        began = time.process_time()


def _made(site: Site) -> Iterator[tuple[str, str] | None]:
    """Yield the files of each policy once its texts are read and checked."""
    contexts = [Context.make(site.ground, code) for code in site.settings.codes]
    for policy in site.registry.policies.values():
        whole = Standing.whole(policy, site.ground)
        for edition in whole.editions.values():
            _ = edition.content
        standing = whole.public()
        yield None
        for context in contexts if standing else ():
            assert standing
            yield from files_of(context, standing, in_locale(context, standing))
            yield from ((page.path, sheet.write(page).decode()) for page in sheets_of(context, standing, ()))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(Path, sys.argv[1:]))) + "\n")
