"""The wheel, made as a release makes it, in an environment and a folder where nothing else of the repository is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.support.site import REPOSITORY

TODAY = "2026-11-28"
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
READ = (".html", ".json", ".link", ".txt", ".xml", "SHA256SUMS", "_headers")
"""How the names of files end in which a site says something; the rest is scripts, styles and pictures."""

WHOLE = {
    "kaitei/assets/kaitei.css",
    "kaitei/mkdocs/plugin.py",
    "kaitei/repository/.github/scripts/prepare.sh",
    "kaitei/repository/.github/workflows/publish.yml",
    "kaitei/repository/docs/terms/2018-04-02.md",
    "kaitei/repository/publishing/nginx.conf",
    "kaitei/repository/record/SHA256SUMS",
    "kaitei/schemas/policies.schema.json",
    "kaitei/starter/en/docs/terms.md",
    "kaitei/templates/blocks/_contact.html",
    "kaitei/templates/publishing/_headers",
    "kaitei/theme/main.html",
    "kaitei/words/messages.en.yml",
}
"""A file of every kind."""


def environment(**more: str) -> dict[str, str]:
    """The environment of somebody who has none of the repository's folders on a path."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("COV", "PYTEST", "PYTHON"))}
    names = {f"GIT_{who}_{what}": "t@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "KAITEI_TODAY": TODAY}
    return kept | names | own | {"NO_MKDOCS_2_WARNING": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"} | more


def run(*command: str | Path, cwd: Path, **environ: str) -> str:
    """Run a command, which must succeed; return what it says."""
    done = subprocess.run(command, cwd=cwd, env=environment(**environ), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that `KAITEI_WHEEL` names, or one made from the sdist of what git has or would take."""
    if given := os.environ.get("KAITEI_WHEEL"):
        return Path(given).resolve()
    root = tmp_path_factory.mktemp("wheel")
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=REPOSITORY)
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).is_file():
            (root / "clone" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, root / "clone" / name)
    made = "import setuptools.build_meta as b; b.build_sdist('..')"
    run(sys.executable, "-c", made, cwd=root / "clone")
    (packed,) = root.glob("*.tar.gz")
    shutil.unpack_archive(packed, root / "sdist", filter="data")
    (source,) = (root / "sdist").iterdir()
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    run(*pip, "--wheel-dir", root, source, cwd=root)
    (found,) = root.glob("*.whl")
    return found


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it."""

    python: Path

    def kaitei(self, *arguments: str, cwd: Path) -> str:
        """Run the command."""
        return run(self.python.with_name("kaitei"), *arguments, cwd=cwd)

    def build(self, cwd: Path) -> str:
        """Run MkDocs."""
        return run(self.python, "-m", "mkdocs", "build", "--strict", cwd=cwd)


def needed(lines: Iterable[str], extra: str = "") -> Iterator[str]:
    """Yield the distributions that requirements name, and those that these require in turn."""
    for line in lines:
        one = Requirement(line)
        if one.marker is None or one.marker.evaluate({"extra": extra}):
            yield one.name
            for more in ("", *sorted(one.extras)):
                yield from needed(metadata.requires(one.name) or (), more)


def with_others(python: Path, wheel: Path, extra: str = "") -> str:
    """Let an environment have what the wheel requires, from that of the tests, and nothing else; return its place."""
    place = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=python.parent).strip()
    about = f"{'-'.join(wheel.name.split('-')[:2])}.dist-info/METADATA"
    required = message_from_bytes(zipfile.ZipFile(wheel).read(about)).get_all("Requires-Dist", [])
    for name in {*needed(required), *needed(required, extra)}:
        for top in {file.parts[0] for file in metadata.files(name) or () if file.parts[0] != ".."} - {"__pycache__"}:
            if not Path(place, top).exists():
                Path(place, top).symlink_to(Path(str(metadata.distribution(name).locate_file(top))))
    return place


def environment_with(wheel: Path, root: Path, extra: str = "") -> Installed:
    """Make a fresh environment with the wheel, and what it requires."""
    run(sys.executable, "-m", "venv", "--without-pip", root / "venv", cwd=root)
    python = root / "venv" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    run(*pip, wheel, cwd=root)
    place = with_others(python, wheel, extra)
    where = run(python, "-c", "import kaitei; print(kaitei.__file__)", cwd=root)
    assert where.startswith(place)
    return Installed(python)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """What `pip install kaitei` brings: no Material."""
    return environment_with(wheel, tmp_path_factory.mktemp("alone"))


@pytest.fixture(scope="module")
def with_material(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """What `pip install "kaitei[material]"` brings, in which the sample is."""
    return environment_with(wheel, tmp_path_factory.mktemp("material"), "material")


def test_everything_is_in_it_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
    assert names >= WHOLE
    assert {name.split("/")[0] for name in names} == {"kaitei", wheel.name.rpartition("-py3")[0] + ".dist-info"}
    assert [name for name in names if "__pycache__" in name or name.endswith(".pyc")] == []


def test_its_version_is_told(installed: Installed, wheel: Path, tmp_path: Path) -> None:
    version = wheel.name.split("-")[1]
    assert installed.kaitei("--version", cwd=tmp_path).split()[-1] == version


def said(site: Path) -> Iterator[tuple[str, str]]:
    """Yield what a site says, by file."""
    for path in site.rglob("*"):
        if path.is_file() and path.name.endswith(READ):
            yield path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_new_site_is_built_revised_and_recorded(lang: str, installed: Installed, tmp_path: Path) -> None:
    installed.kaitei("new", "x", "--lang", lang, cwd=tmp_path)
    try_out(installed, tmp_path / "x", lang)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_so_is_the_sample(lang: str, with_material: Installed, tmp_path: Path) -> None:
    with_material.kaitei("new", "x", "--sample", "--lang", lang, cwd=tmp_path)
    try_out(with_material, tmp_path / "x", lang)


def test_the_sample_asks_for_its_theme(installed: Installed, tmp_path: Path) -> None:
    command = (installed.python.with_name("kaitei"), "new", "x", "--sample")
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "kaitei[material]" in done.stderr
    assert list(tmp_path.iterdir()) == []


def try_out(installed: Installed, root: Path, lang: str) -> None:
    """Build a site, record it, revise it, and ask every command about that."""
    installed.build(root)
    if lang == "en":
        assert [name for name, text in said(root / "site") if JAPANESE.search(text)] == []
    committed(root)
    installed.kaitei("check", cwd=root)
    installed.kaitei("lock", cwd=root)
    assert (root / "record" / "SHA256SUMS").is_file()
    committed(root)
    title = {"ja": "利用規約", "en": "Terms of Use"}[lang]
    assert title in installed.kaitei("show", "terms", cwd=root)
    installed.kaitei("revise", "terms", "2027-04-01", "--announced", "2027-03-01", "--summary", "New", cwd=root)
    with (root / "docs" / "terms.md").open("a", encoding="utf-8") as terms:
        terms.write("\nAdded.\n")
    installed.kaitei("check", "--base", "HEAD", cwd=root)
    assert "Added." in installed.kaitei("compare", "terms", cwd=root)
    assert title in installed.kaitei("report", "--base", "HEAD", cwd=root)
    installed.build(root)
    assert str(REPOSITORY) not in "".join(text for _, text in said(root / "site"))


def committed(root: Path) -> None:
    """Commit everything."""
    run("git", "init", "--quiet", cwd=root)
    run("git", "add", "--all", cwd=root)
    run("git", "commit", "--quiet", "--allow-empty", "--message", "x", cwd=root)


def test_hosts_and_workflows_prepare_and_build_a_new_site(installed: Installed, wheel: Path, tmp_path: Path) -> None:
    """As on a machine that has Python alone; here the wheel lies in a folder, and what it needs beside it."""
    installed.kaitei("new", "x", "--lang", "en", cwd=tmp_path)
    root = tmp_path / "x"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    here = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_FIND_LINKS": str(wheel.parent), "PATH": path}
    run("bash", ".github/scripts/prepare.sh", cwd=root, **here)
    with_others(root / ".venv" / "bin" / "python", wheel)
    run("bash", ".github/scripts/build.sh", cwd=root, **here)
    assert (root / "site" / "terms" / "index.html").is_file()
