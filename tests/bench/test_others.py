from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import pytest

from tests.bench import others


def program(file: Path) -> Path:
    """Write a program that can be run."""
    file.parent.mkdir(parents=True)
    file.write_text("#!/bin/sh\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def hugo() -> tuple[str, ...] | None:
    """The command of Hugo where it is installed."""
    importlib.invalidate_caches()
    return next((tool.command for tool in others.installed() if tool.name == "hugo"), None)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a folder of packages, with nothing else on the paths of programs and of packages."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "packages")])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    return tmp_path / "packages"


def test_nothing_is_measured_that_is_not_installed() -> None:
    assert list(others.installed()) == []


def test_hugo_is_found_beside_this_python(tmp_path: Path) -> None:
    file = program(tmp_path / "bin" / "hugo")
    assert hugo() == (str(file), "--quiet")


def test_hugo_on_the_path_is_taken_before_one_beside_this_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, (tmp_path / "nothing", tmp_path / "programs"))))
    program(tmp_path / "bin" / "hugo")
    file = program(tmp_path / "programs" / "hugo")
    assert hugo() == (str(file), "--quiet")


def test_the_program_in_a_package_is_taken_before_the_command_that_starts_it(tmp_path: Path, bare: Path) -> None:
    program(tmp_path / "bin" / "hugo")
    file = program(bare / "hugo" / "binaries" / "hugo")
    assert hugo() == (str(file), "--quiet")


@pytest.mark.parametrize(("code", "found"), [("0", True), ("1", False)])
def test_a_package_without_its_program_is_run_as_a_module_if_it_answers(
    tmp_path: Path, bare: Path, code: str, found: bool
) -> None:
    (bare / "hugo").mkdir(parents=True)
    program(tmp_path / "bin" / "python").write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    assert hugo() == ((sys.executable, "-m", "hugo", "--quiet") if found else None)


def test_eleventy_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = program(tmp_path / "programs" / "eleventy")
    monkeypatch.setenv("PATH", str(file.parent))
    assert [tool.command for tool in others.installed()] == [(str(file), "--quiet")]
