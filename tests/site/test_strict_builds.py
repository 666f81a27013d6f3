"""A warning stops a strict build before it changes anything, and only there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import site

SKIPPED = """---
title: 約束
kind: privacy
revisions:
  - {date: 2022-04-01, summary: 制定}
---
１．一つ
２．二つ
４．四つ
"""


def test_a_warning_fails_a_strict_build_and_leaves_the_last_site(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("plain"))
    assert project.build().code == 0
    before = site.digest(project.site)
    project.write({"docs/terms.md": SKIPPED})
    failed = project.build()
    assert (failed.code, failed.failure) == (1, None)
    assert [message.split(": ")[0] for message in failed.messages] == ["docs/terms.md:9"]
    assert site.digest(project.site) == before
    assert not list(project.root.glob(".site.[no]*"))


TOOLS = pytest.mark.parametrize("tool", ["mkdocs", "properdocs"])
"""MkDocs, and the fork of it that goes on with it, though without its themes."""


@TOOLS
def test_a_warning_fails_a_strict_build_whatever_the_tool(tool: str, tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("plain"), site.MATERIAL)
    built = project.build_apart(tool=tool)
    assert built.code == 0, built.output
    before = site.digest(project.site)
    project.write({"docs/terms.md": SKIPPED})
    failed = project.build_apart(tool=tool)
    assert (failed.code, [message.split(": ")[0] for message in failed.messages]) == (1, ["docs/terms.md:9"])
    assert "Traceback" not in failed.output
    assert site.digest(project.site) == before
    assert project.build_apart(tool=tool, strict=False).code == 0
    assert "四つ" in built.text("/terms/")


GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def test_another_tool_makes_the_same_site_but_for_its_name(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("coming"), site.MATERIAL)
    made = []
    for tool in ("mkdocs", "properdocs"):
        built = project.build_apart(tool=tool, KAITEI_CACHE="")
        assert built.code == 0, built.output
        made.append({name: GENERATOR.sub(b"", data) for name, data in site.tree(project.site).items()})
        project.site.rename(tmp_path / tool)
    assert made[0] == made[1]


LATE = """import logging
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

@event_priority(-1000)
def on_post_build(config):
    if not config.plugins["i18n"].building:
        {}
"""
"""The end of the whole build, not of a further language within it."""


@TOOLS
@pytest.mark.parametrize(
    "what",
    ["raise PluginError('late')", "logging.getLogger('mkdocs.plugins.late').warning('late')", "raise OSError('late')"],
    ids=["problem", "warning", "crash"],
)
def test_what_fails_in_the_last_event_of_another_plugin_leaves_the_last_site(
    tool: str, what: str, tmp_path: Path
) -> None:
    project = site.make(tmp_path, site.files("plain"), site.MATERIAL)
    assert project.build_apart(tool=tool).code == 0
    before = site.digest(project.site)
    hooks = ["hooks/events.py", "late.py"]
    project.write(
        {
            "mkdocs.yml": site.config(site.MATERIAL | {"hooks": hooks}),
            "late.py": LATE.format(what),
            "docs/about.md": "新しい\n",
        }
    )
    failed = project.build_apart(tool=tool)
    assert failed.code == 1
    assert "late" in failed.output
    assert site.digest(project.site) == before


def test_a_warning_is_published_by_a_build_that_is_not_strict(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("plain"))
    assert project.build().code == 0
    project.write({"docs/terms.md": SKIPPED})
    built = project.build(strict=False)
    assert built.code == 0
    assert [message.split(": ")[0] for message in built.messages] == ["docs/terms.md:9"]
    assert "四つ" in built.text("/terms/")


def test_what_is_taken_out_leaves_the_site(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("coming"))
    assert "/about/" in project.build().addresses()
    project.write({"docs/about.md": None, "docs/privacy.en.md": None, "docs/privacy/2022-04-01.en.md": None})
    built = project.build()
    assert built.code == 0
    assert {"/about/", "/en/privacy/2022-04-01/"}.isdisjoint(built.addresses())
    assert not list(project.root.glob(".site.[no]*"))


def test_a_build_that_was_killed_does_no_harm(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("plain"))
    good = site.digest(project.build().site)
    project.site.rename(tmp_path / ".site.old")
    project.write({".site.new/half.html": "half"})
    built = project.build()
    assert built.code == 0
    assert site.digest(built.site) == good
    assert not list(project.root.glob(".site.[no]*"))


def test_texts_and_facts_are_escaped_wherever_they_are_shown(tmp_path: Path) -> None:
    files = site.files("plain") | {
        "company.yml": "company: {name: '<i>波止場</i>商会 & \"船\"'}\n",
        "docs/privacy.md": """---
title: <i>約束</i> & "きまり"
kind: privacy
revisions:
  - {date: 2024-04-01, summary: "<i>見直し</i>", reason: "<i>理由</i>", remarks: {c1: "<i>備考</i>"}}
  - {date: 2022-04-01, summary: 制定}
---
１．{{ company.name }}は約束を守りません。
""",
    }
    built = site.make(tmp_path, files).build()
    assert built.code == 0, built.output
    for name, content in built.files().items():
        assert b"<i>" not in content or not name.endswith((".html", ".xml")), name
    assert '<i>波止場</i>商会 & "船"は約束を守りません。' in built.text("/privacy/")
    assert '<i>約束</i> & "きまり"' in built.text("/privacy/history/")
