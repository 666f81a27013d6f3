"""Ordinary pages are MkDocs' own: with facts filled in they are what MkDocs makes of them with the facts typed in."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.site import CASES, Built, Project

CASE: Mapping[str, Any] = yaml.safe_load((CASES / "ordinary.yml").read_text(encoding="utf-8"))
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>'


def build(root: Path, said: str, plugins: list[Any], files: Mapping[str, str] | None = None) -> Built:
    root.mkdir()
    settings = yaml.safe_dump(CASE["settings"] | {"plugins": ["search", "tags", *plugins]}, sort_keys=False)
    for name, value in {"ICONS": "twemoji", "SVG": "to_svg"}.items():
        settings = settings.replace(name, f"!!python/name:material.extensions.emoji.{value}")
    project = Project(root)
    project.write(
        {
            "mkdocs.yml": settings,
            "docs/about.md": CASE["page"].replace("&&", said),
            "docs/more.md": "# More\n",
            "docs/index.md": "# Home\n",
            "docs/mark.svg": MARK,
            **(files or {}),
        }
    )
    return project.build_apart("2026-11-28")


def article(built: Built) -> str:
    found = re.search(r"<article.*?</article>", built.html("/about/"), re.DOTALL)
    assert found
    return found[0]


def test_a_page_with_facts_filled_in_is_the_page_with_the_facts_typed_in(tmp_path: Path) -> None:
    facts = {"company.yml": f'company: {{name: "{CASE["fact"]}"}}\n'}
    stock = build(tmp_path / "stock", CASE["fact"], [])
    ours = build(tmp_path / "ours", "{{ company.name }}", [{"kaitei": {"timezone": "Asia/Tokyo"}}], facts)
    assert (stock.code, ours.code) == (0, 0), stock.output + ours.output
    raw = "Typed as HTML: "  # what an author types as HTML is the author's to escape; what is filled in is escaped
    lines = [html.unescape(line) if raw in line else line for line in article(ours).split("\n")]
    assert lines == article(stock).split("\n")
    assert article(ours).count(html.escape(CASE["fact"])) > 15


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<p onclick="x()">x</p>',
        "[x](javascript:alert(1))",
        '<iframe src="https://x.example.com/"></iframe>',
        '<form action="/x"></form>',
        '<object data="x.svg"></object>',
        '!!! note "<img src=x onerror=alert(1)>"',
    ],
)
def test_what_is_active_on_a_page_is_an_error_that_names_it(tmp_path: Path, typed: str) -> None:
    files = {"company.yml": "company: {name: Acme}\n", "docs/about.md": f"# About\n\n{typed}\n"}
    built = build(tmp_path / "site", "", [{"kaitei": {}}], files)
    assert built.code == 1
    assert re.search(r"docs/about\.md(:3)?: The text of this page has something that would run", built.output)


def test_all_that_is_wrong_on_pages_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    files = {
        "company.yml": "company: {name: Acme}\ndesks: {privacy: {name: Desk}}\n",
        "docs/about.md": "# About\n\n{{ company.nam }}\n\nIn a sentence {{ desks.privacy }} here.\n",
        "docs/more.md": "---\ntemplate: none.html\n---\n# More\n\n{{ dates }}\n",
    }
    built = build(tmp_path / "site", "", [{"kaitei": {}}], files)
    assert built.code == 1
    for place in ("docs/about.md:3:", "docs/about.md:5:", "docs/more.md:6:", "docs/more.md:2:"):
        assert place in built.output
    assert "company.name" in built.output


def test_a_fact_is_never_read_as_markdown_html_or_a_placeholder(tmp_path: Path) -> None:
    hostile = "<b>*x*</b> [a](javascript:b) {{ company.url }} `c` :material-home: _d_"
    files = {
        "company.yml": f"company: {{name: '{hostile}', url: 'https://x.example.com/'}}\n",
        "docs/about.md": "# {{ company.name }}\n\n{{ company.name }}\n\n| {{ company.name }} |\n|---|\n| x |\n",
    }
    built = build(tmp_path / "site", "", [{"kaitei": {}}], files)
    assert built.code == 0, built.output
    found = re.search(r"<article.*?</article>", built.html("/about/"), re.DOTALL)
    assert found
    assert found[0].count(html.escape(hostile, quote=False)) == 3
