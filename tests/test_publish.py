from __future__ import annotations

from pathlib import Path

import pytest

from kaitei import publish


def folder(path: Path, words: str) -> Path:
    """Make a site of one page."""
    path.mkdir()
    (path / "index.html").write_text(words, encoding="utf-8")
    return path


def content(path: Path) -> str:
    return (path / "index.html").read_text(encoding="utf-8")


@pytest.fixture(params=[True, False], ids=["in one step", "in two steps"])
def steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the system can exchange two folders."""
    if not request.param:
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)


def test_a_site_is_built_beside_the_last_one(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "old")
    new = publish.begin(site)
    assert new.parent == site.parent
    assert new != site
    assert not new.exists()
    assert content(site) == "old"


def test_the_new_site_takes_the_place_of_the_last_one(tmp_path: Path, steps: None) -> None:
    site = folder(tmp_path / "site", "old")
    (site / "gone.html").touch()
    folder(publish.begin(site), "new")
    publish.finish(site)
    assert content(site) == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert [path.name for path in site.iterdir()] == ["index.html"]


def test_the_first_site_needs_no_other(tmp_path: Path, steps: None) -> None:
    site = tmp_path / "out" / "site"
    site.parent.mkdir()
    folder(publish.begin(site), "new")
    publish.finish(site)
    assert content(site) == "new"
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_site_that_is_not_to_be_published_leaves_no_trace(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "old")
    folder(publish.begin(site), "broken")
    publish.abandon(site)
    assert content(site) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_nothing_to_abandon_is_no_error(tmp_path: Path) -> None:
    publish.abandon(tmp_path / "site")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "old")
    folder(publish.aside(site), "half")
    assert not publish.begin(site).exists()
    assert content(site) == "old"


def test_a_build_killed_between_the_two_steps_loses_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last site has made room and the new one has not come: the next build puts the last one back."""
    site = folder(tmp_path / "site", "old")
    folder(publish.begin(site), "new")
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    rename = Path.rename

    def killed(path: Path, target: Path) -> Path:
        if path == publish.aside(site):
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        publish.finish(site)
    monkeypatch.undo()
    assert not site.exists()
    publish.begin(site)
    assert content(site) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
