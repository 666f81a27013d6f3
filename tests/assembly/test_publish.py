from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from kaitei.assembly import publish
from kaitei.assembly.publish import Destination
from kaitei.errors import KaiteiError


def folder(path: Path, words: str) -> Path:
    """Make a site of one page."""
    path.mkdir(exist_ok=True)
    (path / "index.html").write_text(words, encoding="utf-8")
    return path


def content(path: Path) -> str:
    return (path / "index.html").read_text(encoding="utf-8")


def names(path: Path) -> list[str]:
    """What stands in a folder; the lock, which is empty, stays for the next build."""
    return sorted(one.name for one in path.iterdir() if one.name != ".site.lock" or one.stat().st_size)


@pytest.fixture(params=[True, False], ids=["in one step", "in two steps"])
def steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the system can exchange two folders."""
    if not request.param:
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)


def test_a_site_is_built_beside_the_last_one(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "old")
    begun = Destination.begin(site)
    assert begun.aside.parent == site.parent
    assert begun.aside != site
    assert not list(begun.aside.iterdir())
    assert content(site) == "old"


def test_the_new_site_takes_the_place_of_the_last_one(tmp_path: Path, steps: None) -> None:
    site = folder(tmp_path / "site", "old")
    (site / "gone.html").touch()
    begun = Destination.begin(site)
    folder(begun.aside, "new")
    begun.finish()
    assert content(site) == "new"
    assert names(tmp_path) == ["site"]
    assert names(site) == ["index.html"]


def test_the_first_site_needs_no_other(tmp_path: Path, steps: None) -> None:
    site = tmp_path / "out" / "site"
    begun = Destination.begin(site)
    folder(begun.aside, "new")
    begun.finish()
    assert content(site) == "new"
    assert names(site.parent) == ["site"]


def test_a_site_that_is_not_to_be_published_leaves_no_trace(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "old")
    begun = Destination.begin(site)
    folder(begun.aside, "broken")
    begun.abandon()
    assert content(site) == "old"
    assert names(tmp_path) == ["site"]


@pytest.mark.parametrize("left", [".site.new", ".site.old"])
@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_a_killed_build_left_is_cleared_away(left: str, kind: str, tmp_path: Path) -> None:
    site, rest = folder(tmp_path / "site", "old"), tmp_path / left
    other = folder(tmp_path / "other", "other")
    if kind == "folder":
        folder(rest, "half")
    elif kind == "file":
        rest.touch()
    else:
        rest.symlink_to(other)
    assert not list(Destination.begin(site).aside.iterdir())
    assert content(site) == "old"
    assert content(other) == "other"


def test_a_build_killed_between_the_two_steps_loses_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last site has made room and the new one has not come: the next build puts the last one back."""
    site = folder(tmp_path / "site", "old")
    begun = Destination.begin(site)
    folder(begun.aside, "new")
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    rename = Path.rename

    def killed(path: Path, target: Path) -> Path:
        if path == begun.aside:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        begun.finish()
    monkeypatch.undo()
    assert not site.exists()
    Destination.begin(site).abandon()
    assert content(site) == "old"
    assert names(tmp_path) == ["site"]


@pytest.mark.parametrize("there", [True, False], ids=["leading to a site", "leading nowhere yet"])
def test_a_link_in_the_place_of_the_site_stays_one(there: bool, tmp_path: Path, steps: None) -> None:
    (tmp_path / "disk").mkdir()
    if there:
        folder(tmp_path / "disk" / "site", "old")
    link = tmp_path / "site"
    link.symlink_to("disk/site")
    begun = Destination.begin(link)
    folder(begun.aside, "new")
    begun.finish()
    assert link.is_symlink()
    assert content(tmp_path / "disk" / "site") == "new"
    assert names(tmp_path / "disk") == ["site"]


@pytest.mark.parametrize("site", ["site", "site/below"], ids=["in the place of the site", "above it"])
def test_a_file_where_a_folder_must_be_is_told_and_kept(site: str, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(KaiteiError) as caught:
        Destination.begin(tmp_path / site)
    (problem,) = caught.value.problems
    assert problem.key in ("site_no_folder", "site_unwritable")
    assert problem.params["path"] == str(tmp_path / site)
    assert (tmp_path / "site").read_text(encoding="utf-8") == "mine"


def test_a_mounted_folder_is_told() -> None:
    with pytest.raises(KaiteiError) as caught:
        Destination.begin(Path("/"))
    assert [problem.key for problem in caught.value.problems] == ["site_mounted"]


HOLD = """
import sys
from pathlib import Path
from kaitei.assembly.publish import Destination
begun = Destination.begin(Path(sys.argv[1]), lambda: print("waits", flush=True))
print("holds", flush=True)
sys.stdin.read()
begun.abandon()
"""


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "at its end"])
def test_a_build_waits_for_another_in_the_same_folder(killed: bool, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path / "site")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as first:
        assert first.stdin
        assert first.stdout
        assert first.stdout.readline() == "holds\n"
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as second:
            assert second.stdout
            assert second.stdout.readline() == "waits\n"
            first.kill() if killed else first.stdin.close()
            assert second.stdout.readline() == "holds\n"


def test_errors_of_writing_the_site_are_told_from_others(tmp_path: Path) -> None:
    begun = Destination.begin(tmp_path / "site")
    assert begun.concerns(OSError(errno.ENOSPC, "full"))
    assert begun.concerns(PermissionError(errno.EACCES, "denied", str(begun.aside / "index.html")))
    assert not begun.concerns(FileNotFoundError(errno.ENOENT, "missing", str(tmp_path / "docs/a.md")))
    begun.abandon()
