"""Builds one after another in a project, with what they keep, held against builds that keep nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import repository
from tests.support import site as sites
from tests.support.site import Project

HISTORY = sites.REPOSITORY / "hooks/kaitei/templates/kaitei/history_entry.html"
FROZEN, TEXT = "docs/terms/2023-06-01.md", "record/terms/2023-06-01.ja.txt"
CHANGES: dict[str, Callable[[Project], None]] = {
    "a living text": lambda project: replace(project, "docs/privacy.md", "。", "のです。"),
    "a fact": lambda project: replace(project, "company.yml", "株式会社はるなぎ文具", "はるなぎ文具株式会社"),
    "a template": lambda project: project.write(
        {"overrides/kaitei/history_entry.html": HISTORY.read_text(encoding="utf-8").replace("<li", "<li data-new", 1)}
    ),
    "a template of the theme's": lambda project: project.write(
        {"overrides/partials/copyright.html": "<p>社の印</p>\n"}
    ),
    "a setting": lambda project: replace(project, "mkdocs.yml", "date_format: western", "date_format: wareki"),
    "a frozen text": lambda project: replace(project, FROZEN, "。", "のです。"),
    "the bytes of a frozen text": lambda project: bom(project, FROZEN),
    "a recorded text": lambda project: append(project, TEXT),
    "a recorded sum": lambda project: append(project, "record/SHA256SUMS", f"{'0' * 64}  terms/2018-04-02.en.txt\n"),
    "what was recorded from": lambda project: swap(project, "record/SOURCES"),
    "no record": lambda project: shutil.rmtree(project.root / "record"),
    "a drawing that acts": lambda project: project.write(
        {"docs/images/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"}
    ),
}


def replace(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    head, mark, body = text.rpartition("\n---\n")
    assert old in body
    file.write_text(head + mark + body.replace(old, new, 1), encoding="utf-8")


def bom(project: Project, path: str) -> None:
    file = project.root / path
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def append(project: Project, path: str, line: str = "もう一行\n") -> None:
    with (project.root / path).open("a", encoding="utf-8") as file:
        file.write(line)


def swap(project: Project, path: str) -> None:
    """Exchange the sums of the first two lines of a list."""
    file = project.root / path
    first, second, *rest = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([second[:64] + first[64:], first[:64] + second[64:], *rest]), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample project, built twice."""
    made = sites.copied(tmp_path_factory.mktemp("kept") / "project")
    for _ in range(2):
        assert made.build().code == 0
    return made


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_answered_as_if_nothing_had_been_kept(
    change: Callable[[Project], None], project: Project, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in sources(project)}
    apart = sites.copied(tmp_path / "apart")
    change(project)
    change(apart)
    ours, theirs = project.build(), apart.build(KAITEI_CACHE="")
    assert (ours.code, ours.messages) == (theirs.code, theirs.messages)
    if ours.code == 0:
        assert sites.tree(ours.site) == sites.tree(theirs.site)
    for path in {*sources(project), *before}:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(before[path]) if path in before else path.unlink()
    again = project.build()
    assert again.code == 0
    assert sites.tree(again.site) == sites.tree(project.build(KAITEI_CACHE="").site)


def test_a_build_keeps_what_it_made_where_it_is_told(tmp_path: Path) -> None:
    project, elsewhere = sites.copied(tmp_path / "project"), tmp_path / "elsewhere"
    first = project.build(KAITEI_CACHE="")
    assert not (project.root / ".cache").exists()
    second = project.build(KAITEI_CACHE=str(elsewhere))
    assert not (project.root / ".cache").exists()
    kept = sites.tree(elsewhere)
    assert len(kept) > 5
    third = project.build(KAITEI_CACHE=str(elsewhere))
    assert first.code == second.code == third.code == 0
    assert sites.tree(elsewhere) == kept
    project.build()
    assert sites.tree(project.root / ".cache/kaitei") == kept


def test_what_a_check_has_made_the_build_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = repository.project(tmp_path / "project")
    assert project.kaitei("check").code == 0
    kept = sites.tree(project.root / ".cache/kaitei")
    assert project.build(repository.TODAY).code == 0
    assert sites.tree(project.root / ".cache/kaitei") == kept


@pytest.mark.parametrize("spoil", ["a file in its place", "damaged"])
def test_a_memory_that_is_of_no_use_is_done_without(spoil: str, project: Project) -> None:
    good = sites.tree(project.build().site)
    folder = project.root / ".cache/kaitei"
    if spoil == "damaged":
        for file in folder.glob("*/*"):
            file.write_bytes(b"nonsense")
    else:
        shutil.rmtree(folder)
        folder.write_bytes(b"")
    again = project.build()
    assert again.code == 0
    assert sites.tree(again.site) == good
    if spoil != "damaged":
        folder.unlink()


def sources(project: Project) -> list[Path]:
    files = [path for path in project.root.rglob("*") if path.is_file()]
    return [path for path in files if path.relative_to(project.root).parts[0] not in (".cache", "hooks", "site")]


def test_a_page_that_somebody_changed_in_the_site_is_mended(project: Project) -> None:
    good = sites.tree(project.build().site)
    for build in range(3):
        page = project.build().site / "privacy/history/index.html"
        page.write_text(f"broken {build}", encoding="utf-8")
        (page.parent / "left.html").write_text("behind", encoding="utf-8")
    for _ in range(3):
        assert sites.tree(project.build().site) == good
