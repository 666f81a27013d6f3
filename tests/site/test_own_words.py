"""A site's words come before the package's, and a language of its own is one file."""

from __future__ import annotations

from pathlib import Path

from tests.support import site
from tests.support.cases import FOLDER

CHINESE = {"words/zh.yml": (FOLDER / "words.zh.yml").read_text(encoding="utf-8")}
TRANSLATED = "---\ntitle: 条款\ntranslates: 2024-04-01\n---\n第一条的译文。\n"


def in_chinese_too() -> str:
    """The repository's mkdocs.yml with Chinese in the place of English."""
    chinese = {"locale": "zh", "name": "中文", "site_name": "条款与政策"}
    languages = [{"locale": "ja", "name": "日本語", "default": True}, chinese]
    return site.config({"plugins": [{"i18n": {"docs_structure": "suffix", "languages": languages}}]})


def test_words_of_the_site_are_on_its_pages(tmp_path: Path) -> None:
    files = site.REVISED | {"words/ja.yml": "reader: {state_current: いま有効}\n"}
    built = site.make(tmp_path / "project", files).build()
    assert built.code == 0, built.output
    assert "いま有効" in built.text("/terms/")
    assert "いま有効" not in built.text("/en/")


def test_a_language_of_its_own(tmp_path: Path) -> None:
    files = site.REVISED | CHINESE | {"docs/terms.zh.md": TRANSLATED, "mkdocs.yml": in_chinese_too()}
    built = site.make(tmp_path / "project", files).build()
    assert built.code == 0, built.output
    page = built.page("/zh/terms/")
    assert page.lang == "zh"
    for words in ("有效（至2026年12月31日止）", "修订将于2027年1月1日生效。", "以日文正文为准。", "第一条的译文。"):
        assert words in page.text
    assert 'content="zh_CN"' in built.html("/zh/terms/")
    assert "words/zh.yml: " in built.output
    assert "are in English" in built.output


def test_a_new_language_without_its_words_is_told(tmp_path: Path) -> None:
    project = site.make(tmp_path / "project", site.REVISED | {"mkdocs.yml": in_chinese_too()})
    assert "There are no words for the language “zh”" in project.build().output
    project.write({"words/zh.yml": "reader: {toc: 目录}\n"})
    told = project.build()
    assert told.code == 1
    assert "words/zh.yml:1: Kaitei brings no words for “zh”" in told.output
    assert "state_current" in told.output
