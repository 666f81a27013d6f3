from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaitei.cache import lists
from kaitei.cache.files import Files
from kaitei.cache.trees import Preview, Trees

PATHS = st.sampled_from(["a", "a/b", "a/b/c", "d/e.txt", "d/f/index.html", "g", "g/index.html"])
CONTENTS = st.dictionaries(PATHS, st.sampled_from(["一", "二", "三"]), min_size=1).filter(
    lambda files: not any(other.startswith(f"{path}/") for path in files for other in files)
)


class Site:
    """A site that is published again and again."""

    def __init__(self, root: Path, alone: bool = False) -> None:
        self.root, self.path, self.linked, self.preview = root, root / "site", 0, Preview() if alone else None
        self.marks: dict[str, str] = {}
        (root / "kept").mkdir(parents=True)
        self.files = Files(root / "kept")

    def link(self, mark: str, path: str) -> bool:
        self.linked += 1
        return self.files.link(mark, path)

    def publish(self, wanted: dict[str, str], others: dict[str, str] | None = None) -> int:
        """Publish a site; return how many files had to be put in their places."""
        self.linked, self.files = 0, Files(self.root / "kept")
        aside = self.root / "aside"
        for path, text in (others or {}).items():
            (aside / path).parent.mkdir(parents=True, exist_ok=True)
            (aside / path).write_text(text)
        trees = Trees(self.root / "trees", self.path, self.preview)
        every: dict[str, dict[str, str]] = {}
        for path, text in wanted.items():
            every.setdefault(path.partition("/")[0], {})[path] = self.mark(text)
        trees.renew([lists.write(one) for one in every.values()], aside, self.link)
        trees.turned(lambda: self.turn(trees.waiting))
        shutil.rmtree(aside, ignore_errors=True)
        return self.linked

    def mark(self, text: str) -> str:
        """Return the mark of a file, kept again where it is not what it was."""
        if text not in self.marks or not self.files.sound(self.marks[text]):
            self.marks[text] = self.files.keep(text.encode())
        return self.marks[text]

    def turn(self, waiting: Path) -> bool:
        there = self.path.exists()
        if there:
            self.path.rename(self.root / "between")
        waiting.rename(self.path)
        if there:
            (self.root / "between").rename(waiting)
        return there

    def found(self) -> dict[str, str]:
        return {
            path.relative_to(self.path).as_posix(): path.read_text() for path in self.path.rglob("*") if path.is_file()
        }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


WANTED = {"a/index.html": "一", "a/b/index.html": "二", "feed.xml": "三"}


def test_what_has_not_changed_is_not_touched_once_both_trees_are_there(site: Site) -> None:
    assert [site.publish(WANTED) for _ in range(4)] == [3, 3, 0, 0]
    assert site.found() == WANTED
    assert site.publish(WANTED | {"feed.xml": "四"}) == 1
    assert site.publish(WANTED | {"feed.xml": "四"}) == 1
    assert site.publish(WANTED | {"feed.xml": "四"}) == 0


def test_a_preview_is_the_only_tree(tmp_path: Path) -> None:
    site = Site(tmp_path, alone=True)
    assert [site.publish(WANTED) for _ in range(3)] == [3, 0, 0]
    assert site.publish(WANTED | {"feed.xml": "四"}, {"index.html": "甲"}) == 1
    assert site.found() == WANTED | {"feed.xml": "四", "index.html": "甲"}
    assert not (site.root / "trees" / "waiting").exists()


def test_a_preview_that_was_left_half_done_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, alone=True)
    site.publish(WANTED)
    monkeypatch.setattr(site, "link", lambda mark, path: False)
    with pytest.raises(FileNotFoundError, match="feed"):
        site.publish(WANTED | {"feed.xml": "四"})
    monkeypatch.undo()
    assert site.publish(WANTED) == 3
    shutil.rmtree(site.path)
    assert site.publish(WANTED) == 3
    assert site.found() == WANTED


def test_files_that_are_made_anew_come_and_go(site: Site) -> None:
    for others in ({"index.html": "甲"}, {"index.html": "乙", "x/y.css": "丙"}, {"index.html": "丁"}, {}):
        site.publish(WANTED, others)
        assert site.found() == WANTED | others
    assert not (site.path / "x").exists()


@pytest.mark.parametrize("what", ["added", "removed", "replaced", "written into", "folder added", "folder removed"])
def test_a_site_that_somebody_changed_is_not_believed(what: str, site: Site) -> None:
    for _ in range(3):
        site.publish(WANTED)
    file = site.path / "a/b/index.html"
    match what:
        case "added":
            (site.path / "a/CNAME").write_text("x")
        case "removed":
            file.unlink()
        case "replaced":
            other = site.path / "a/b/other"
            other.write_text("x")
            other.replace(file)
        case "written into":
            file.write_text("x")
        case "folder added":
            (site.path / "a/new").mkdir()
        case "folder removed":
            shutil.rmtree(site.path / "a")
    for _ in range(3):
        site.publish(WANTED)
        assert site.found() == WANTED
    assert not (site.path / "a/new").exists()


def test_a_build_that_is_killed_leaves_nothing_that_is_believed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        site.publish(WANTED)
    other = {"a/index.html": "四", "z/index.html": "五"}

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    for name in ("link", "turn"):
        monkeypatch.setattr(site, name, killed)
        with pytest.raises(KeyboardInterrupt):
            site.publish(other)
        monkeypatch.undo()
        assert site.found() == WANTED
    for _ in range(3):
        site.publish(other)
        assert site.found() == other


def test_a_file_that_is_not_to_be_had_is_told_and_nothing_turns(site: Site) -> None:
    site.publish(WANTED)
    trees = Trees(site.root / "trees", site.path)
    with pytest.raises(FileNotFoundError, match="new"):
        trees.renew(["0.0.0 new"], site.root / "aside", site.link)
    assert site.found() == WANTED


def test_broken_lists_are_not_believed(site: Site) -> None:
    for _ in range(2):
        site.publish(WANTED)
    for file in (site.root / "trees").glob("*.json"):
        os.truncate(file, 5)
    assert site.publish(WANTED) == 3
    assert site.found() == WANTED


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CONTENTS, st.booleans()), min_size=2, max_size=6), st.booleans())
def test_every_site_follows_every_other(tmp_path: Path, sites: list[tuple[dict[str, str], bool]], alone: bool) -> None:
    site = Site(Path(tempfile.mkdtemp(dir=tmp_path)), alone)
    for files, anew in sites:
        site.publish({} if anew else files, files if anew else {})
        assert site.found() == files
        folders = [path for path in site.path.rglob("*") if path.is_dir()]
        assert [folder for folder in folders if not any(folder.iterdir())] == []
