"""The sample, and a site that is there already, with every Python from 3.11 on that is at hand: the same site in each.

What is locked is installed from the registry, as `make site` does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import site
from tests.support.site import CASES, REPOSITORY, Project

TODAY = "2026-11-28"
_EXISTING: Mapping[str, Any] = yaml.load((CASES / "existing.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _found() -> Iterator[Path]:
    """Yield the interpreters that are on the path, and those that pyenv keeps."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        yield from sorted(Path(folder or ".").glob("python3.1[1-9]"))
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(kept.glob("versions/3.1[1-9].*/bin/python3"))


def _version(python: Path) -> str:
    asked = [str(python), "-c", "import sys, venv, ensurepip; print(sys.version.split()[0])"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def at_hand() -> dict[str, Path]:
    """The interpreters other than the running one, by version."""
    found: dict[str, Path] = {}
    for python in _found():
        version = _version(python)
        if version and version != sys.version.split()[0]:
            found.setdefault(version, python)
    return found


PYTHONS = at_hand()


@pytest.fixture(scope="module", params=[*PYTHONS.values(), *([] if PYTHONS else [None])], ids=[*PYTHONS] or ["none"])
def python(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param is None:
        pytest.skip("no other Python is at hand")
    root = tmp_path_factory.mktemp("python")
    subprocess.run([request.param, "-m", "venv", root / "venv"], check=True)
    made = root / "venv/bin/python"
    pip: list[str | Path] = [made, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", REPOSITORY / "requirements.txt"], check=True)
    source = root / "source"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    for name in filter(None, tracked.decode().split("\0")):
        if (REPOSITORY / name).is_file() and not name.startswith("tests/"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, source / name)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", source], check=True)
    return made


def _build(python: Path, project: Project) -> dict[str, bytes]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("COV", "PYTEST", "PYTHON"))}
    environ = inherited | {"KAITEI_TODAY": TODAY, "KAITEI_CACHE": "", "NO_MKDOCS_2_WARNING": "1"}
    command: list[str | Path] = [python, "-m", "mkdocs", "build", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(command, cwd=project.root, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = {name: data for name, data in site.tree(project.site).items() if not name.endswith(".gz")}
    shutil.rmtree(project.site)
    return found


def test_it_makes_the_same_sample(python: Path, tmp_path: Path) -> None:
    project = site.copied(tmp_path / "site")
    assert _build(python, project) == _build(Path(sys.executable), project)


def test_it_makes_the_same_of_a_site_with_policies_below_a_folder(python: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    project = Project(tmp_path / "site")
    settings = _EXISTING["mkdocs.yml"].replace("  - tags\n", "  - tags\n  - kaitei: {root: legal}\n")
    project.write({"mkdocs.yml": settings, **_EXISTING["site"], **_EXISTING["policies"]})
    assert _build(python, project) == _build(Path(sys.executable), project)
