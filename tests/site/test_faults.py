"""Builds side by side, and places in which no site can be written: always one whole site of one day, or a message."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support import site
from tests.support.site import DAYS, REPOSITORY, REVISED, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A site of one policy, as quick to build as one can be."""
    return site.make(tmp_path / "project", REVISED, languages=("ja",))


def start(project: Project, day: str, *arguments: str, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Begin to build, as an editor does, in a process of its own."""
    environ = os.environ | {"PYTHONPATH": str(REPOSITORY / "hooks"), "KAITEI_TODAY": day, "KAITEI_LANG": "en"}
    command = [*before, sys.executable, "-W", "ignore", "-m", "mkdocs", "build", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=project.root, env=environ, stdout=pipe, stderr=subprocess.STDOUT, text=True)


def finished(build: subprocess.Popen[str]) -> tuple[int, str]:
    output, _ = build.communicate()
    return build.returncode, output


def whole(project: Project) -> dict[str, str]:
    """The digest of the site of each day, built elsewhere and alone."""
    found = {}
    for day in DAYS:
        code, output = finished(start(project, day, "-d", str(project.root.parent / day)))
        assert code == 0, output
        found[day] = site.digest(project.root.parent / day)
    assert len(set(found.values())) == len(DAYS)
    return found


@pytest.mark.parametrize("days", [DAYS, DAYS[:1] * 2], ids=["of two days", "of one day"])
@pytest.mark.parametrize("warm", [True, False], ids=["warm", "cold"])
def test_two_builds_at_once_leave_one_whole_site_of_one_day(
    days: tuple[str, str], warm: bool, project: Project
) -> None:
    known = whole(project)
    for _ in range(2):
        if not warm:
            shutil.rmtree(project.root / ".cache")
        for code, output in map(finished, [start(project, day, "--strict") for day in days]):
            assert code == 0, output
        assert site.digest(project.site) in {known[day] for day in days}
        assert not list(project.root.glob(".site.[no]*"))


def test_what_is_written_into_the_site_reaches_no_later_one(project: Project) -> None:
    """Nothing that is kept shares its file with the site."""
    good = whole(project)[DAYS[0]]
    for _ in range(3):
        assert finished(start(project, DAYS[0]))[0] == 0
        assert site.digest(project.site) == good
        for file in project.site.rglob("*.*"):
            if file.is_file():
                file.write_bytes(b"spoilt")


@pytest.mark.parametrize("kind", ["folder", "file", "link to nothing"])
@pytest.mark.parametrize("where", [".cache", ".cache/kaitei"])
def test_whatever_stands_in_the_place_of_the_cache_does_no_harm(where: str, kind: str, project: Project) -> None:
    known, place = whole(project), project.root / where
    shutil.rmtree(project.root / ".cache")
    place.parent.mkdir(exist_ok=True)
    if kind == "folder":
        place.mkdir()
    elif kind == "file":
        place.write_text("mine", encoding="utf-8")
    else:
        place.symlink_to("nowhere")
    for day in DAYS:
        code, output = finished(start(project, day, "--strict"))
        assert code == 0, output
        assert site.digest(project.site) == known[day]


def test_a_link_in_the_place_of_the_site_is_followed_and_kept(project: Project, tmp_path: Path) -> None:
    known = whole(project)
    (tmp_path / "disk").mkdir()
    project.site.symlink_to(tmp_path / "disk" / "public")
    for day in DAYS:
        assert finished(start(project, day))[0] == 0
        assert project.site.is_symlink()
        assert site.digest(tmp_path / "disk" / "public") == known[day]


@pytest.mark.parametrize(("lang", "says"), [("en", "is no folder"), ("ja", "フォルダーではありません")])
def test_a_file_in_the_place_of_the_site_is_told(lang: str, says: str, project: Project) -> None:
    project.site.write_text("mine", encoding="utf-8")
    built = project.build(KAITEI_LANG=lang)
    assert (built.code, built.failure) == (1, None)
    assert says in built.output
    assert project.site.read_text(encoding="utf-8") == "mine"
    project.site.unlink()
    assert project.build().code == 0


MOUNTS = {
    "a disk that is full": ("mount -t tmpfs -o size=24k none {place}", "{place}/site", "cannot be written"),
    "a disk that is full after a while": ("mount -t tmpfs -o size=100k none {place}", "{place}/site", "cannot be"),
    "a disk that may only be read": ("mount -t tmpfs -o ro none {place}", "{place}/site", "cannot be written"),
    "a disk in the place of the site": ("mount -t tmpfs none {place}", "{place}", "A disk is mounted"),
}


def _may_mount() -> bool:
    return bool(shutil.which("unshare")) and not subprocess.run(["unshare", "-rm", "true"], check=False).returncode


@pytest.mark.skipif(not _may_mount(), reason="this system lets nobody mount a disk of their own (unshare -rm)")
@pytest.mark.parametrize(("mount", "target", "says"), MOUNTS.values(), ids=MOUNTS)
def test_a_disk_on_which_no_site_can_be_written_is_told(
    mount: str, target: str, says: str, project: Project, tmp_path: Path
) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    script = f'{mount.format(place=place)} && "$@"; code=$?; find {place} -name index.html; exit $code'
    before = ("unshare", "-rm", "sh", "-c", script, "sh")
    code, output = finished(start(project, DAYS[0], "-d", target.format(place=place), before=before))
    assert code == 1, output
    assert says in output
    assert "Traceback" not in output
    assert "index.html" not in output


@pytest.mark.skipif(not _may_mount(), reason="this system lets nobody mount a disk of their own (unshare -rm)")
def test_a_site_on_another_disk_is_whole(project: Project, tmp_path: Path) -> None:
    known, place = whole(project), tmp_path / "disk"
    place.mkdir()
    script = f'mount -t tmpfs none {place} && "$@" && "$@" && cp -r {place}/site {tmp_path}/copy'
    before = ("unshare", "-rm", "sh", "-c", script, "sh")
    code, output = finished(start(project, DAYS[0], "-d", f"{place}/site", before=before))
    assert code == 0, output
    assert site.digest(tmp_path / "copy") == known[DAYS[0]]


@pytest.mark.skipif(not _may_mount(), reason="this system lets nobody mount a disk of their own (unshare -rm)")
@pytest.mark.parametrize(("lang", "says"), [("en", "cannot be written"), ("ja", "書き込めません")])
def test_the_last_site_stays_where_the_disk_is_full(lang: str, says: str, project: Project, tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    script = (
        f"mount -t tmpfs -o size=900k none {place} && mkdir {place}/site && echo last > {place}/site/index.html"
        f" && head -c 820k /dev/zero > {place}/filler; export KAITEI_LANG={lang};"
        f' "$@"; code=$?; cp -r {place}/site {tmp_path}/copy; ls -a {place} > {tmp_path}/left; exit $code'
    )
    before = ("unshare", "-rm", "sh", "-c", script, "sh")
    code, output = finished(start(project, DAYS[0], "-d", f"{place}/site", before=before))
    assert code == 1, output
    assert re.search(says, output), output
    assert "Traceback" not in output
    assert site.tree(tmp_path / "copy") == {"index.html": b"last\n"}
    assert (tmp_path / "left").read_text(encoding="utf-8").split() == [".", "..", ".site.lock", "filler", "site"]
