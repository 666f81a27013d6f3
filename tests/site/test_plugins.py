"""Plugins of others beside ours: each does its work, or the build says by name that it cannot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.site import Built, Project

FILES: Mapping[str, str] = {
    "company.yml": "company: {name: Acme}\n",
    "docs/index.md": "# Home\n",
    "docs/help/index.md": "# Help\n",
    "docs/help/more.md": "# More\n",
    "docs/css/own.css": ":root {  --own: teal;  }\n",
    "docs/blog/index.md": "# Blog\n",
    "docs/blog/posts/first.md": "---\ndate: 2026-01-01\n---\n# First\n\nHello from {{ company.name }}.\n",
    "docs/terms.md": (
        "---\ntitle: Terms\nkind: terms\nrevisions:\n  - {date: 2025-04-01, summary: Revised}\n"
        "  - {date: 2024-04-01, summary: Enacted}\n---\n## 1. Purpose\n\nThe text of today.\n"
    ),
    "docs/terms/2024-04-01.md": "---\ntitle: Terms\n---\n## 1. Purpose\n\nThe text of then.\n",
}
PAGES = ("/terms/", "/terms/2024-04-01/", "/terms/history/", "/terms/compare/2024-04-01/2025-04-01/", "/history/")


def build(root: Path, plugins: list[Any], files: Mapping[str, str] = FILES, below: str = "", **settings: Any) -> Built:
    root.mkdir()
    given = {
        "site_name": "Acme",
        "site_url": "https://acme.example.com/",
        "theme": {"name": "material", "language": "en", "font": False},
        "plugins": [*plugins, {"kaitei": {"root": below} if below else {}}],
        **settings,
    }
    project = Project(root)
    project.write({"mkdocs.yml": yaml.safe_dump(given, sort_keys=False), **files})
    return project.build_apart("2026-11-28", DISABLE_MKDOCS_2_WARNING="true")


def good(built: Built) -> Built:
    assert built.code == 0, built.output
    return built


def test_minify_may_rename_style_sheets(tmp_path: Path) -> None:
    minify = {"minify": {"minify_html": True, "css_files": ["css/own.css"], "cache_safe": True}}
    built = good(build(tmp_path / "site", [minify], extra_css=["css/own.css"]))
    (name,) = (path.name for path in (built.site / "css").iterdir())
    assert name != "own.css"
    for address in PAGES:
        assert f"css/{name}" in built.html(address)


def test_a_blog_stands_beside_policies(tmp_path: Path) -> None:
    built = good(build(tmp_path / "site", ["blog"]))
    assert "Hello from Acme." in built.html("/blog/2026/01/01/first/")
    assert built.has("/terms/2024-04-01/")


def test_section_index_makes_a_page_of_a_section(tmp_path: Path) -> None:
    built = good(build(tmp_path / "site", ["section-index"]))
    for address in PAGES:
        assert "help/" in built.html(address)


def test_mike_marks_the_version(tmp_path: Path) -> None:
    built = good(build(tmp_path / "site", ["mike"], extra={"version": {"provider": "mike"}}))
    for address in PAGES:
        assert '"version": {"provider": "mike"}' in built.html(address)


def test_the_sites_own_search_takes_the_place_of_ours(tmp_path: Path) -> None:
    built = good(build(tmp_path / "site", ["search"]))
    found = {one["location"] for one in json.loads(built.html("/search/search_index.json"))["docs"]}
    assert "terms/#c1" in found
    assert not any("2024" in one for one in found)
    assert not built.has("/search/")


def test_a_site_for_files_is_refused_by_name(tmp_path: Path) -> None:
    built = build(tmp_path / "site", ["offline"])
    assert built.code == 1
    assert "offline” does away with addresses such as /terms/" in built.output


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"theme": {"name": "material", "language": "en"}}, "theme.font"),
        ({"extra_css": ["https://cdn.example.net/x.css"]}, "extra_css"),
        ({"extra_javascript": ["https://cdn.example.net/x.js"]}, "extra_javascript"),
        ({"extra": {"analytics": {"provider": "google", "property": "G-0"}}}, "extra.analytics"),
        ({"repo_url": "https://github.com/example/example"}, "repo_url"),
        ({"theme": {"name": "material", "font": False, "logo": "https://cdn.example.net/x.svg"}}, "theme.logo"),
        ({"theme": {"name": "mkdocs"}}, "theme"),  # whose highlighting comes from elsewhere
    ],
)
def test_a_setting_that_asks_another_host_is_an_error_that_names_it(
    tmp_path: Path, settings: dict[str, Any], named: str
) -> None:
    built = build(tmp_path / "site", [], **settings)
    assert built.code == 1
    assert f"“{named}” makes the reader's browser ask another host" in built.output


def test_below_a_folder_other_hosts_are_the_sites_own_affair(tmp_path: Path) -> None:
    files = {name.replace("docs/terms", "docs/legal/terms"): text for name, text in FILES.items()}
    built = good(build(tmp_path / "site", [], files, "legal", theme={"name": "material", "language": "en"}))
    assert "fonts.googleapis.com" in built.html("/legal/terms/2024-04-01/")


def test_a_theme_that_shows_no_body_is_an_error_that_names_it(tmp_path: Path) -> None:
    own = {"own/main.html": "<!doctype html><html><head><title>{{ page.title }}</title></head><body></body></html>"}
    theme = {"name": None, "custom_dir": "own", "locale": "en"}
    built = build(tmp_path / "site", [], {**FILES, **own}, theme=theme)
    assert built.code == 1
    assert "does not show its body" in built.output
