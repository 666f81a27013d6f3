"""What tests in a browser share: the sample site as built from a clone, and hosts that serve sites."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import site as sites
from tests.support.browsing import THEMES, dressed
from tests.support.server import Hosts, Server


@pytest.fixture(scope="session", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    """Each theme that must show everything, one after the other."""
    return str(request.param)


@pytest.fixture(scope="session")
def site(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site in the theme, built strictly as on 2026-11-22."""
    built = dressed(tmp_path_factory.mktemp("sample") / "project", theme).build_apart("2026-11-22")
    assert built.code == 0, built.output
    return built.site


@pytest.fixture(scope="session")
def server() -> Iterator[Hosts]:
    """Starts a host per call: `server(site, headers={…}, base="/legal/")`."""
    hosts = Hosts()
    yield hosts
    hosts.stop()


@pytest.fixture(scope="session")
def host(server: Hosts, site: Path) -> Server:
    """The sample site as the plainest host would serve it, without a header."""
    return server(site)


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return _checker("axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu() -> Path:
    """The Nu HTML checker."""
    assert shutil.which("java"), "The HTML checker needs Java 11 or newer. Install it (Debian: default-jre-headless)."
    return _checker("vnu-jar/build/dist/vnu.jar")


def _checker(name: str) -> Path:
    path = sites.REPOSITORY / "tests" / "support" / "checkers" / "node_modules" / name
    assert path.is_file(), (
        "The page checkers are not installed. Run tests/support/checkers.sh (it needs npm) and read what it says."
    )
    return path
