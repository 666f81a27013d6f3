"""Whole commands in fresh processes: time on the clock, CPU, peak memory, and what they left."""

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


@dataclass(frozen=True)
class Run:
    """What one run of a command took and left."""

    wall: float  # seconds
    cpu: float  # seconds of user and system, of the process and all that it started and waited for
    peak: int  # bytes that the largest process held at once
    files: int  # in the site
    size: int  # of them, in bytes


def run(command: Sequence[str], folder: Path, site: Path, environ: Mapping[str, str]) -> Run:
    """Run a command in a process of its own.

    Args:
        command: the program and its arguments.
        folder: where it is run.
        site: the folder that it fills.
        environ: what is added to the environment.

    Raises:
        RuntimeError: with what the command said, where it fails.
    """
    settle()
    timed = [sys.executable, "-I", "-S", str(STOPWATCH), *command]
    done = subprocess.run(timed, cwd=folder, env=os.environ | environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    took = json.loads(done.stdout.splitlines()[-1])
    sizes = [(site / name).stat().st_size for name in names(site)]
    return Run(**took, files=len(sizes), size=sum(sizes))


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


def names(folder: Path) -> set[str]:
    """The paths of the files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def median(runs: Sequence[Run]) -> Run:
    """The run whose CPU is the median, the lower one of two."""
    return sorted(runs, key=lambda run: run.cpu)[(len(runs) - 1) // 2]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of runs that stood beside each other."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def exponent(points: Mapping[int, float]) -> float:
    """The power of the size by which a time grows: the slope of a least-squares line through the logarithms."""
    return statistics.linear_regression(
        *zip(*((math.log(x), math.log(y)) for x, y in points.items()), strict=True)
    ).slope


def difference(one: Path, other: Path) -> str:
    """The first path, in order, at which two folders differ by a byte or a file; "" where they are the same."""
    either = sorted(names(one) | names(other))
    return next((name for name in either if not _same(one / name, other / name)), "")


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
