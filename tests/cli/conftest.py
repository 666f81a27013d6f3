from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.repository import FILES, Repository, project
from tests.support.server import Hosts


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, built and recorded, that no test changes."""
    uncorrected = re.sub(r" +corrections:\n(?: {6}.*\n)+", "", str(FILES["docs/privacy.md"]))
    made = project(tmp_path_factory.mktemp("verify") / "project", FILES | {"docs/privacy.md": uncorrected})
    built = made.build()
    assert built.code == 0, built.output
    return made.root


@pytest.fixture
def made(whole: Path, tmp_path: Path) -> Repository:
    """A copy of the project."""
    shutil.copytree(whole, tmp_path / "project", symlinks=True)
    return Repository(tmp_path / "project")


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """Start hosts, and stop them."""
    hosts = Hosts()
    yield hosts
    hosts.stop()
