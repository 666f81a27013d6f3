"""What is spared is what would have found nothing: with and without, every text becomes the same."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from kaitei.markdown import blocks, build
from kaitei.markdown.convert import convert
from kaitei.markdown.model import Document
from kaitei.markdown.quick import is_paragraph, is_plain

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "clauses.yml").read_text(encoding="utf-8"))
PATHS = sorted((ROOT / "docs").rglob("*.md"))
PIECES = (
    *(
        "甲",
        "a",
        "b_c",
        " ",
        "  ",
        "    ",
        "\n",
        "  \n",
        "\n\n",
        "\n\n\n",
        "１．",
        "- ",
        "## ",
        "> ",
        ":",
        ": ",
        "\\",
        "\t",
    ),
    *("`", "``", "*", "**", "_", "__", "[", "]", "(/a.md)", "![", "[^1]", "\n\n[^1]: 注\n", "[x]", "\n\n[x]: /y.md\n"),
    *(
        "<",
        ">",
        "<b>",
        "</b>",
        "<br>",
        "<a@b.c>",
        "<https://a.example>",
        "<div>\n",
        "\n</div>\n",
        "<!-- a -->",
        "&",
        "&lt;",
    ),
    *(
        "&#8;",
        "{",
        "}",
        "{#x}",
        "\n{: .k }\n",
        "---",
        "***",
        "===",
        "|",
        "\n| a | b |\n|---|---|\n",
        "\n用語\n: 説明\n",
    ),
    *("\ufdd0a_b.c\ufdd1", "\x02", "\r\n", "\u2028", "\x0c", "\n    code\n", "///Footnotes Go Here///"),
)
TEXT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def unhurried(text: str) -> Document:
    """Convert a text with nothing spared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "hasten", lambda *_: None)
        patch.setattr(build, "Converter", Markdown)
        patch.setattr(blocks, "page", lambda *_: None)
        return convert(text, "題名")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(ROOT)))
def test_whole_policies_become_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert convert(text, "題名") == unhurried(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases_become_the_same(case: dict[str, str]) -> None:
    assert convert(case["text"], "題名") == unhurried(case["text"])


@settings(max_examples=400, deadline=None)
@given(TEXT)
@example("__:_")
@example("x\n:__:_")
def test_any_text_becomes_the_same(text: str) -> None:
    assert convert(text, "題名") == unhurried(text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters="\n"), max_size=60) | TEXT)
def test_no_inline_pattern_is_in_a_plain_text(text: str) -> None:
    """Whatever patterns are registered, those of line breaks aside."""
    if not is_plain(text):
        return
    converter, _ = build.markdown(text, [], str)
    patterns = [pattern for pattern in converter.inlinePatterns if pattern.type() != "SubstituteTagInlineProcessor"]
    assert len(patterns) > 10
    assert [pattern.pattern for pattern in patterns if pattern.getCompiledRegExp().search(text)] == []


@settings(max_examples=200, deadline=None)
@given(TEXT, st.sampled_from(["", "p", "dl", "ul", "pre"]))
def test_no_other_sort_of_block_takes_a_paragraph(block: str, before: str) -> None:
    if not is_paragraph(block):
        return
    converter, _ = build.markdown(block, [], str)
    parent = Element("div")
    if before:
        SubElement(parent, before)
    tests = {type(other).__name__: other.test(parent, block) for other in converter.parser.blockprocessors}
    unasked = ("FootnoteBlockProcessor", "ReferenceProcessor")  # they take every block, and give it back
    assert [name for name, takes in tests.items() if takes and name not in unasked] == [
        "_Paragraph",
        "ParagraphProcessor",
    ]
    for name in unasked:
        other = next(item for item in converter.parser.blockprocessors if type(item).__name__ == name)
        assert other.run(parent, [block]) is False


def test_plain_text_is_spared() -> None:
    """Otherwise the tests above would compare a thing with itself."""
    assert is_plain("当社は、お客様の情報（氏名など）を取得します。\n手数料は 1,000 円です。")
    assert is_paragraph("\ufddb当社は、お客様の情報を取得します。\n手数料は 1,000 円です。")
