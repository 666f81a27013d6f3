"""Every setting of a theme shows on every type of page, whoever makes the page: MkDocs or the engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.site import CASES, Built, Project

TODAY = "2026-11-28"

_CASES: Mapping[str, Any] = yaml.safe_load((CASES / "matrix.yml").read_text(encoding="utf-8"))
_PAGES: Mapping[str, str] = _CASES["pages"]
_THEMES: Mapping[str, Any] = _CASES["themes"]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    return {name: _built(tmp_path_factory.mktemp(name) / "site", one) for name, one in _THEMES.items()}


def _built(root: Path, theme: Mapping[str, Any]) -> Built:
    root.mkdir()
    project = Project(root)
    settings = yaml.safe_dump(_CASES["settings"] | theme["settings"], allow_unicode=True, sort_keys=False)
    project.write({"mkdocs.yml": settings, **_CASES["files"], **theme["files"]})
    built = project.build_apart(TODAY)
    assert built.code == 0, built.output
    return built


@pytest.mark.parametrize("page", _PAGES)
@pytest.mark.parametrize(("theme", "setting"), [(name, key) for name, one in _THEMES.items() for key in one["shows"]])
def test_a_setting_shows_on_every_type_of_page(sites: Mapping[str, Built], theme: str, setting: str, page: str) -> None:
    html = sites[theme].html(_PAGES[page])
    shown = _THEMES[theme]["shows"][setting]
    assert re.search(shown, html), f"{setting} does not show on {_PAGES[page]}: {shown}"


@pytest.mark.parametrize("page", _PAGES)
@pytest.mark.parametrize("theme", _THEMES)
def test_no_mark_of_the_shell_is_left(sites: Mapping[str, Built], theme: str, page: str) -> None:
    html = sites[theme].html(_PAGES[page])
    assert "KAITEI" not in html
    assert "kaitei-shell" not in html
    assert "../" * 8 not in html


@pytest.mark.parametrize(
    "page", [name for name in _PAGES if name not in ("ordinary", "list", "missing", "search", "history")]
)
@pytest.mark.parametrize("theme", _THEMES)
def test_navigation_marks_the_policy_on_all_its_pages(sites: Mapping[str, Built], theme: str, page: str) -> None:
    marked = _THEMES[theme]["marks"]
    found = re.findall(marked, sites[theme].html(_PAGES[page]), re.DOTALL)
    assert [one.strip() for one in found] == [_CASES["entries"].get(page, _CASES["entries"]["living"])]


@pytest.mark.parametrize("page", _PAGES)
@pytest.mark.parametrize("theme", _THEMES)
def test_links_lead_to_the_same_page_in_the_other_language(sites: Mapping[str, Built], theme: str, page: str) -> None:
    other = _CASES["other"].get(page)
    if other and (theme, page) != ("kaitei", "untranslated"):  # which links to the other languages alone
        assert re.search(rf'<a [^>]*href="{re.escape(other)}"[^>]*hreflang="en"', sites[theme].html(_PAGES[page]))
