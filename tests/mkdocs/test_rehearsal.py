from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.errors import KaiteiError
from kaitei.mkdocs.rehearsal import rehearse
from tests.support import site
from tests.support.cases import problems
from tests.support.small import living

FILES = {
    "company.yml": "company: {name: 見本}\n",
    "docs/index.md": "# 見本\n",
    "docs/terms.md": living("- {date: 2024-04-01, summary: 制定}", title="規約", head="kind: terms\n"),
}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAITEI_TODAY", "2026-11-22")


def made(root: Path, files: dict[str, str], **settings: object) -> Path:
    return site.make(root / "project", FILES | files, settings, ("ja",)).root / "mkdocs.yml"


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.name != "__pycache__"}


def test_of_a_good_site_nothing_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAITEI_CACHE", "")
    config = made(tmp_path, {})
    before = {name for name in names(config.parent) if not name.startswith("hooks")}
    assert rehearse(config) == ()
    assert {name for name in names(config.parent) if not name.startswith("hooks")} == before


def test_what_mkdocs_warns_of_is_told(tmp_path: Path) -> None:
    (told,) = rehearse(made(tmp_path, {"docs/about.md": "[a](nowhere.md)\n"}))
    assert (told.key, told.file) == ("mkdocs_told", "mkdocs.yml")
    assert "nowhere.md" in told.params["detail"]


def test_an_error_of_the_engine_s_keeps_its_place(tmp_path: Path) -> None:
    config = made(tmp_path, {"docs/about.md": "# 会社\n\n{{ nothing }}\n"})
    with pytest.raises(KaiteiError) as error:
        rehearse(config)
    assert problems(error) == ["placeholder_unknown 3"]
    assert error.value.problems[0].file == "docs/about.md"


@pytest.mark.parametrize(
    ("event", "crash", "key"),
    [
        ("on_page_markdown", "RuntimeError", "mkdocs_told"),  # as MkDocs says of which page
        ("on_page_markdown", "SystemExit", "mkdocs_build_crash"),
        ("on_nav", "KeyError", "mkdocs_build_crash"),
    ],
)
def test_whatever_a_hook_does_not_foresee_is_told_in_a_line(event: str, crash: str, key: str, tmp_path: Path) -> None:
    hook = f"def {event}(given, **_):\n    raise {crash}('a plugin fell over')\n"
    config = made(tmp_path, {"own.py": hook}, hooks=["hooks/events.py", "own.py"])
    with pytest.raises(KaiteiError) as error:
        rehearse(config)
    assert problems(error) == [key]
    assert "a plugin fell over" in error.value.problems[0].params["detail"]


def test_a_rehearsal_can_be_held_again_after_one_that_failed(tmp_path: Path) -> None:
    config = made(tmp_path, {"docs/about.md": "{{ nothing }}\n"})
    with pytest.raises(KaiteiError):
        rehearse(config)
    (config.parent / "docs" / "about.md").write_text("# 会社\n", encoding="utf-8")
    assert rehearse(config) == ()
