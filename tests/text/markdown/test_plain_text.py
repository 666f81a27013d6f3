from __future__ import annotations

from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.document import Clause
from kaitei.text.markdown.plain_text import CELLS, canonical, clause_text

TEXT = """# 方針

前文です。

## １.目的
（１）甲
| 項目 | 目的 |
| --- | --- |
| 氏名 | 連絡<br>確認 |
1. 乙

## 窓口
２　丙
"""


def test_text_has_a_line_for_each_line_and_a_blank_line_before_each_heading() -> None:
    assert canonical(convert(TEXT, "方針").clauses) == (
        "方針\n前文です。\n\n１. 目的\n（１）甲\n項目 | 目的\n氏名 | 連絡 確認\n  1. 乙\n\n窓口\n２　丙\n"
    )


def test_what_stands_beneath_a_clause_is_indented_by_two_spaces_a_level() -> None:
    """Beneath a heading, whatever its level, is no deeper; lines of one clause stay together."""
    text = "## 第1条（目的）\n１　甲です。\n\n    続きです。\n（１）乙\nア　丙\n（２）丁\n２　戊\n\n### 細則\n１　己\n"
    assert canonical(convert(text, "題").clauses).split("\n")[2:] == [
        "第1条（目的）",
        *("１ 甲です。", "続きです。", "  （１）乙", "    ア 丙", "  （２）丁", "２ 戊"),
        *("", "細則", "１ 己", ""),
    ]


def test_lines_of_a_nested_clause_are_indented_alike() -> None:
    inner = Clause("c1-1", "（１）", False, (("甲",), ("a", "b")), (Clause("c1-1-1", "ア", False, (("乙",),)),))
    outer = Clause("c1", "１", False, (("一",),), (inner,))
    assert canonical((outer,)) == "１ 一\n  （１）甲\n  a | b\n    ア 乙\n"


def test_article_and_its_bracket_stay_together() -> None:
    assert clause_text(Clause("c1", "第1条", True, (("（目的）",), ("本文",)))) == "第1条（目的）\n本文"


def test_marker_alone() -> None:
    assert clause_text(Clause("c1", "（１）", False, ())) == "（１）"


def test_characters_are_not_normalised() -> None:
    text = "ﾊﾝｶｸと１２３、が、Å"
    assert canonical(convert(text, "題").clauses) == f"題\n{text}\n"


def test_a_text_of_its_title_alone() -> None:
    assert canonical(convert("", "題").clauses) == "題\n"


def test_cells_are_separated() -> None:
    assert clause_text(Clause("", "", False, (("a", "", "c"),))) == f"a{CELLS}{CELLS}c"
