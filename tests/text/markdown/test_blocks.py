"""What is remembered of one text changes nothing in another: any texts, in any order, become what each is by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.errors import Problem
from kaitei.source.placeholders import mark
from kaitei.text import allowlist
from kaitei.text.markdown import blocks, clauses, plain_text, read, scan
from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.document import Document
from tests.support.site import REPOSITORY

ROOT = REPOSITORY
TEXTS = [mark(path.read_text(encoding="utf-8"), "", 1).text for path in sorted((ROOT / "docs").rglob("*.md"))]
MEMORIES = (blocks._part, blocks._converter, plain_text.numbered, clauses._childless, read._read, scan._alone)
PIECES = (
    *(
        "## 甲\n",
        "### 1. 乙\n",
        "（１）甲\n",
        "１．",
        "第1条（甲）\n",
        "- 甲\n",
        "  - 乙\n",
        "> 甲\n",
        "1. 甲\n",
        "以上\n",
    ),
    *(
        "\n\n",
        "\n",
        "　",
        "  ",
        "---\n",
        "    甲",
        ": 甲\n",
        "甲 > 乙。\n",
        "[](#c1)",
        "[](#甲)",
        "[甲](/a.md)\n",
        "**乙**",
    ),
    *(
        "| a | b |\n|---|---|\n| c | [](#c1) |\n",
        "\ufdd0a.b\ufdd1\n",
        "\ufdd0a.b\ufdd1\n\n",
        "\\１．",
        "[a][b]",
        "{#x}",
    ),
    *("<b>甲</b>", "&amp;", "[^1]", "[^1]: 注\n", "[b]: /c.md\n", "*[甲]: 乙\n", "`a`", "\t", "![甲](a.png)", "_a_"),
    *(
        "/// gist\n",
        "/// note | 甲\n",
        "//// details | 乙\n",
        "///\n",
        "////\n",
        "```\n",
        "~~~\n",
        "~~甲~~",
        "^^乙。^^",
        "~",
    ),
)
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def converted(text: str) -> tuple[Document, tuple[Problem, ...], str]:
    """Convert a text and take it over the border."""
    document = convert(text, "題名")
    return document, allowlist.check(document.html, text, "", 1), allowlist.clean(document.html)


def by_itself(text: str) -> tuple[Document, tuple[Problem, ...], str]:
    """Convert a text with nothing remembered."""
    for memory in MEMORIES:
        memory.cache_clear()
    return converted(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXT | st.sampled_from(TEXTS), min_size=2, max_size=6))
def test_what_was_converted_before_changes_nothing(texts: list[str]) -> None:
    alone = [by_itself(text) for text in texts]
    assert list(map(converted, texts)) == alone
    assert list(map(converted, reversed(texts))) == alone[::-1]


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_blocks_become_what_they_become_all_together(text: str) -> None:
    document = convert(text, "題名")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "page", lambda *_: None)
        assert convert(text, "題名") == document


@pytest.mark.parametrize(
    "text",
    [
        "## 甲\n\n（１）乙\n丙\n\n以上\n",
        "甲 > 乙\n\n---\n\n- 丙\n  - 丁\n\n> 戊\n",
        "## 甲 > 乙\n\n[](#甲-乙)、[甲](/a.md)、**乙**、`c`\n\n|a|b|\n|-|-|\n|c|d|\n",
    ],
)
def test_most_texts_go_block_by_block(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the tests above would compare a thing with itself."""
    monkeypatch.setattr("kaitei.text.markdown.build.page", None)
    assert convert(text, "題名").html


@pytest.mark.parametrize(
    "text",
    [
        "[a]: /b.md",
        "甲[^1]",
        "<b>",
        "甲 {.b}",
        "a\n: b",
        "    code",
        "a\\_b",
        "a\tb",
        "&amp;",
        "/// note",
        "```\na\n```",
    ],
)
def test_what_reaches_further_does_not(text: str) -> None:
    assert blocks.page(text, [], [], str) is None
