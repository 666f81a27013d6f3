"""A build that is killed, whenever that is, leaves the whole last site or the whole new one."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.support import site
from tests.support.site import DAYS, REPOSITORY, REVISED, Project

KILLS = 50
BEFORE, AFTER = DAYS


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A site of one policy, as quick to build as one can be, with an engine that nobody edits meanwhile."""
    project = site.make(tmp_path / "project", REVISED, languages=("ja",))
    (project.root / "hooks").unlink()
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "hooks", project.root / "hooks", ignore=ignore)
    return project


def test_a_killed_build_never_leaves_half_a_site(project: Project) -> None:
    whole, seconds = _both(project)
    chance = random.Random(5)
    ends: Counter[str] = Counter()
    for number in range(KILLS):
        day = (BEFORE, AFTER)[number % 2]
        began = time.monotonic()
        killed = _killed(project, day, _moment(chance, number) * seconds)
        seconds = seconds * 1.01 if killed else time.monotonic() - began  # other tests come and go on the machine
        ends["killed" if killed else "finished"] += 1
        left = site.digest(project.site)
        assert left in whole.values(), sorted(site.tree(project.site))
        ends["new" if left == whole[day] else "last"] += 1

    assert ends["killed"] > KILLS / 3, ends
    assert ends["last"] > KILLS / 5, ends
    assert _start(project, AFTER).wait() == 0
    assert site.digest(project.site) == whole[AFTER]
    assert not list(project.root.glob(".site.[no]*"))


def test_a_first_build_that_is_killed_leaves_no_site(project: Project) -> None:
    process = _start(project, BEFORE)
    aside = project.root / ".site.new"
    while not aside.is_dir():
        assert process.poll() is None
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert not project.site.exists()
    assert _start(project, BEFORE).wait() == 0


def _both(project: Project) -> tuple[dict[str, str], float]:
    """Build the site of each day; return their digests, and how long a build takes."""
    whole = {}
    for day in (BEFORE, AFTER):
        began = time.monotonic()
        assert _start(project, day).wait() == 0
        whole[day] = site.digest(project.site)
    assert whole[BEFORE] != whole[AFTER]
    return whole, time.monotonic() - began


def _moment(chance: random.Random, number: int) -> float:
    """When to kill, as a part of a build: any time, and as often near its end, where the sites change places."""
    return chance.uniform(0, 1.05) if number % 4 < 2 else chance.uniform(0.75, 1.05)


def _killed(project: Project, day: str, delay: float) -> bool:
    """Start a build and kill it after some seconds; return whether it was still running."""
    process = _start(project, day)
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return process.returncode != 0


def _start(project: Project, day: str) -> subprocess.Popen[bytes]:
    environ = os.environ | {"PYTHONPATH": str(project.root / "hooks"), "KAITEI_TODAY": day, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    return subprocess.Popen(
        command, cwd=project.root, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
