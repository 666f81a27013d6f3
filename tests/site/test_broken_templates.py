"""A template that cannot be used is told with its line, by a build and by the command, before anything is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import site
from tests.support.repository import TODAY, Repository
from tests.support.site import Content, Project

FACTS = "company: {name: 見本株式会社}\nfee: {amount: 千円, tax: 百円}\n"
TERMS = "---\ntitle: 規約\nkind: terms\nrevisions: [{date: 2024-04-01, summary: 制定}]\n---\n{{ fee }}\n"

BROKEN = {
    "syntax": ("blocks/fee.html", "<p>\n{% if %}\n", ":2: This template cannot be used"),
    "unclosed": ("blocks/fee.html", "{% for x in fact %}\n", ":1: This template cannot be used"),
    "filter": ("blocks/fee.html", "\n{{ fact | nonesuch }}\n", ":2: This template cannot be used"),
    "include": (
        "blocks/fee.html",
        '<p>\n{% include "blocks/none.html" %}',
        ":2: This template needs “blocks/none.html”",
    ),
    "import": ("blocks/fee.html", '{% import "none.html" as n %}', ":1: This template needs “none.html”"),
    "itself": ("blocks/fee.html", '\n{% include "blocks/fee.html" %}', ":2: This template leads back to itself"),
    "extends itself": ("blocks/fee.html", '{% extends "blocks/fee.html" %}', ":1: This template leads back to itself"),
    "macro": ("blocks/fee.html", "{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}", ":1: This template leads back"),
    "attribute": ("blocks/fee.html", "<p>\n\n{{ fact.price.net }}", ":3: This template cannot be used"),
    "name": ("blocks/fee.html", "{{ price }}", ":1: This template cannot be used"),
    "arithmetic": ("blocks/fee.html", "{% set n = 0 %}\n{{ 1 / n }}", ":2: This template cannot be used"),
    "without end": ("blocks/fee.html", "{% for i in range(10**9) %}x{% endfor %}", ":1: This template cannot be used"),
    "latin": ("blocks/fee.html", "<p>\né".encode("latin-1"), ":2: The file is not UTF-8"),
    "unused": ("blocks/price.html", "{% if %}", ":1: This template cannot be used"),
    "page": ("kaitei/index.html", "{% if %}", ":1: This template cannot be used"),
    "history": ("kaitei/history.html", "\n{{ view.nonesuch }}", ":2: This template cannot be used"),
    "theme": ("main.html", '{% extends "base.html" %}\n{% block %}', ":2: This template cannot be used"),
}


def project(root: Path, files: dict[str, Content]) -> Project:
    """Make a site that builds, but for some files, with templates of its own."""
    made = site.make(root, site.files("plain") | {"company.yml": FACTS, "docs/terms.md": TERMS})
    made.write({"overrides/blocks/fee.html": "<p>{{ fact.amount }}</p>"} | files)
    return made


@pytest.mark.parametrize(("name", "text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_is_told_once_and_nothing_is_published(
    name: str, text: Content, said: str, tmp_path: Path
) -> None:
    made = project(tmp_path / "project", {f"overrides/{name}": text})
    (made.site).mkdir()
    (made.site / "index.html").write_text("as it was")
    built = made.build(today=TODAY)
    assert (built.code, built.failure) == (1, None), built.output
    told = [line for line in built.output.splitlines() if "overrides/" in line]
    assert len(told) == 1, built.output
    assert f"overrides/{name}{said}" in told[0]
    assert site.tree(made.site) == {"index.html": b"as it was"}
    checked = Repository(made.root).kaitei("check")
    assert checked.code == 1
    assert f"overrides/{name}{said}" in checked.err


def test_templates_that_can_be_used_are_published(tmp_path: Path) -> None:
    built = project(tmp_path / "project", {}).build(today=TODAY)
    assert built.code == 0, built.output
    assert "千円" in built.text("/terms/")


def test_a_folder_in_the_place_of_a_template_is_told(tmp_path: Path) -> None:
    files: dict[str, Content] = {"overrides/blocks/fee.html": None, "overrides/blocks/fee.html/a.txt": "a"}
    made = project(tmp_path / "project", {})
    made.write(files)
    built = made.build(today=TODAY)
    assert (built.code, built.failure) == (1, None)
    assert "docs/terms.md:6: {{ fee }} is a block, but there is no template overrides/blocks/fee.html." in built.output


def test_a_template_of_the_theme_that_needs_another_says_which_and_where(tmp_path: Path) -> None:
    text = '{% extends "base.html" %}\n{% block content %}{% include page.title ~ ".html" %}{% endblock %}'
    built = project(tmp_path / "project", {"overrides/main.html": text}).build(today=TODAY)
    assert (built.code, built.failure) == (1, None), built.output
    assert re.search(r"overrides/main.html:2: This template needs “.*\.html”, which is not there", built.output)


def test_a_template_of_the_theme_that_breaks_off_is_told_without_a_traceback(tmp_path: Path) -> None:
    text = '{% extends "base.html" %}\n{% block content %}{{ page.nonesuch.more }}{% endblock %}'
    built = project(tmp_path / "project", {"overrides/main.html": text}).build(today=TODAY)
    assert (built.code, built.failure) == (1, None), built.output
    assert "overrides/main.html:2: This template cannot be used" in built.output
    assert not built.site.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../company.yml",
        "/etc/passwd",
        "kaitei",
        "kaitei/",
        "kaitei/head.html",
        "blocks/../main.html",
        "none.html",
        "a\\b",
    ],
)
def test_a_page_names_a_template_of_the_theme_and_nothing_else(name: str, tmp_path: Path) -> None:
    page = f"---\ntemplate: {name}\n---\n# About\n"
    made = project(tmp_path / "project", {"docs/about.md": page, "overrides/main.html": '{% extends "base.html" %}'})
    built = made.build(today=TODAY)
    assert (built.code, built.failure) == (1, None), built.output
    assert [message.partition(".")[0] for message in built.messages] == ["docs/about"]
    assert f"docs/about.md:2: There is no template “{name}”" in built.output
    assert f"docs/about.md:2: There is no template “{name}”" in Repository(made.root).kaitei("check").err
