"""What is set last of all: markers, amounts, tables and titles."""

from __future__ import annotations

import re
from typing import Any

import pytest
from markupsafe import Markup

from kaitei.text.markdown.convert import convert
from kaitei.text.typeset import typeset
from tests.support.cases import cases

WHOLE = re.compile(r'<span class="whole">(.*?)</span>')


def shown(text: str, title: str = "題名") -> str:
    """A text's page."""
    document = convert(text, title)
    return str(typeset(Markup(document.html), document.toc, title).body)


@pytest.mark.parametrize("case", cases("typeset"))
def test_case(case: dict[str, Any]) -> None:
    assert shown(case["text"], case.get("title", "題名")) == case["html"].rstrip("\n")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("年額1,000円から１２，０００円まで", ["1,000円", "１２，０００円"]),
        ("第12条の2第1項第3号及び第四条", ["第12条の2第1項第3号", "第四条"]),
        ("2026年7月1日から30営業日、1年6か月", ["2026年7月1日", "30営業日", "1年6か月"]),
        ("￥３，３００、年14.6％、100万円", ["￥３，３００", "14.6％", "100万円"]),
        ("A4、03-1234-5678、1.5、第三者、[1回](#c1)", ["1回"]),
    ],
)
def test_amounts_are_whole(text: str, whole: list[str]) -> None:
    html = shown(text)
    assert WHOLE.findall(html) == whole
    assert WHOLE.sub(r"\1", html) == convert(text, "題名").html


@pytest.mark.parametrize(
    "text", ["## 利用規約\n\n## 甲", "### 利用　規約\n\n## 甲", "利用規約\n\n## 甲", "**利用規約**\n\n## 甲"]
)
def test_a_title_typed_again_is_not_shown_again(text: str) -> None:
    document = convert(text, "利用規約")
    found = typeset(Markup(document.html), document.toc, "利用規約")
    assert re.match(r"<(?:h\d|p)\b[^<>]* hidden>", found.body)
    assert [heading.title for heading in found.toc] == ["甲"]


@pytest.mark.parametrize("text", ["## 利用規約の目的", "前文\n\n## 利用規約", "利用規約\n前文"])
def test_what_only_resembles_the_title_is_shown(text: str) -> None:
    document = convert(text, "利用規約")
    found = typeset(Markup(document.html), document.toc, "利用規約")
    assert "hidden" not in found.body
    assert found.toc == document.toc
