"""Whole commands in fresh processes: time on the clock, CPU, peak memory, and what they wrote."""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STOPWATCH = Path(__file__).with_name("stopwatch.py")

Seen = Mapping[str, tuple[int, int]]
"""Files by path, each with the inode and the time of its last change in nanoseconds."""


@dataclass(frozen=True)
class Run:
    """What one run of a command took and left."""

    wall: float  # seconds
    cpu: float  # seconds of user and system, of the process and all that it started and waited for
    peak: int  # bytes that the largest process held at once
    files: int  # in the site
    size: int  # of them, in bytes
    written: int  # how many of them are new on the disk; links to what was there before are not


def run(command: Sequence[str], folder: Path, site: Path, environ: Mapping[str, str], kept: Sequence[Path] = ()) -> Run:
    """Run a command in a process of its own.

    Args:
        command: the program and its arguments.
        folder: where it is run.
        site: the folder that it fills.
        environ: what is added to the environment.
        kept: further folders whose files do not count as written when they turn up in the site.

    Raises:
        RuntimeError: with what the command said, where it fails.
    """
    before = {file for place in (site, *kept) for file in seen(place).values()}
    settle()
    timed = [sys.executable, "-I", "-S", str(STOPWATCH), *command]
    done = subprocess.run(timed, cwd=folder, env=os.environ | environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    took = json.loads(done.stdout.splitlines()[-1])
    files = seen(site)
    size = sum((site / name).stat().st_size for name in files)
    return Run(**took, files=len(files), size=size, written=sum(file not in before for file in files.values()))


def settle() -> None:
    """Have what earlier runs have left to the system written to the disk, rather than while the next one runs."""
    if hasattr(os, "sync"):
        os.sync()


def put_aside(*left: Path) -> None:
    """Move what earlier runs have left out of the way of the next, which is to begin with nothing.

    Not removed: where files have just been, ext4 looks each over before it gives its place to a new one, which in a
    large site costs the next run up to a tenth of its time.
    """
    for path in filter(Path.exists, left):
        path.rename(Path(tempfile.mkdtemp(prefix="aside-", dir=path.parents[1])) / path.name)


def seen(folder: Path) -> Seen:
    """Return the files below a folder."""
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path.relative_to(folder).as_posix(): (stat.st_ino, stat.st_mtime_ns) for path, stat in found.items()}


def median(runs: Sequence[Run]) -> Run:
    """Return the run whose CPU is the median, the lower one of two."""
    return sorted(runs, key=lambda run: run.cpu)[(len(runs) - 1) // 2]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the ratios of runs that stood beside each other."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def exponent(points: Mapping[int, float]) -> float:
    """Return the power of the size by which a time grows: the slope of a least-squares line through the logarithms."""
    return statistics.linear_regression(
        *zip(*((math.log(x), math.log(y)) for x, y in points.items()), strict=True)
    ).slope


def difference(one: Path, other: Path) -> str:
    """Return the first path, in order, at which two folders differ by a byte or a file; "" where they are the same."""
    names = sorted({*seen(one), *seen(other)})
    return next((name for name in names if not _same(one / name, other / name)), "")


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
