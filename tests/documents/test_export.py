from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
import yaml
from docx.shared import Pt

from kaitei.documents import export
from kaitei.documents.export import Whole
from kaitei.pages.pair import Pair
from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.plain_text import canonical
from tests.pages.test_compare_shown import _pair
from tests.support.amendments import FOLDER

AMENDMENTS = sorted((FOLDER / "amendments" / "read").glob("*.yml"))
TEXT = """\
{{ company.name }}は、*次の* [利用規約](/terms.md) と <https://a.example/x> によります。

## 第1条（期間）
1. 期間は次のとおりです。
   （１）1年
   （２）_2_年

| 情報 | 期間 |
|---|---|
| 氏名 | 1年<br>または退会まで |

## 附則
{{ dates }}
"""


def whole(text: str) -> Whole:
    pair = _pair({"old": "前文\n", "new": text})
    return of(pair)


def of(pair: Pair) -> Whole:
    return Whole.of(pair.context, pair.standing, pair.editions[1], pair.new.day)


def test_markdown_has_links_in_full_and_no_markup_by_accident() -> None:
    assert (
        export.markdown(whole(TEXT))
        == """\
# 個人情報の取扱い

見本株式会社は、次の [利用規約](https://policies.example.com/terms/2025-04-01/) と https://a.example/x によります。

## 第1条（期間）

1. 期間は次のとおりです。

（１）1年

（２）\\_2\\_年

| 情報 | 期間 |
|---|---|
| 氏名 | 1年<br>または退会まで |

## 附則

改定日：2026年3月1日

施行：2026年4月1日
"""
    )


def test_what_would_be_markup_is_none() -> None:
    said = "第1条 \\*印 \\[x\\] \\_a\\_ &lt;b&gt; `c`\n"
    made = export.markdown(whole(said))
    again = convert(made.split("\n", 1)[1], "個人情報の取扱い")
    assert canonical(again.clauses) == whole(said).edition.canonical


@pytest.mark.parametrize("path", AMENDMENTS, ids=lambda path: path.stem)
def test_markdown_read_again_is_the_same_text(path: Path) -> None:
    made = of(_pair(yaml.safe_load(path.read_text(encoding="utf-8"))))
    again = convert(export.markdown(made).split("\n", 1)[1], made.title)
    assert canonical(again.clauses).split() == made.edition.canonical.split()
    assert [clause.anchor for top in again.clauses for clause in top.walk()] == [
        clause.anchor for top in made.edition.clauses for clause in top.walk()
    ]


def test_a_page_of_its_own_says_the_same() -> None:
    made = export.html(whole(TEXT))
    assert "<h2>第1条（期間）</h2>" in made
    assert '<p class="level1">（１）1年</p>' in made
    assert "<tr><th>情報</th><th>期間</th></tr>\n<tr><td>氏名</td><td>1年<br>または退会まで</td></tr>" in made
    assert '<a href="https://policies.example.com/terms/2025-04-01/">利用規約</a>' in made
    assert "<title>個人情報の取扱い　2026年4月1日施行（現行）</title>" in made


def test_for_word_it_has_headings_tables_and_links() -> None:
    made = docx.Document(io.BytesIO(export.document(whole(TEXT))))
    styles = [(line.style.name if line.style else "", line.text) for line in made.paragraphs]
    assert styles[0] == ("Title", "個人情報の取扱い")
    assert ("Heading 1", "第1条（期間）") in styles
    assert [link.address for line in made.paragraphs for link in line.hyperlinks] == [
        "https://policies.example.com/terms/2025-04-01/",
    ]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["情報", "期間"],
        ["氏名", "1年\nまたは退会まで"],
    ]
    section = made.sections[0]
    assert section.header.paragraphs[0].text == "個人情報の取扱い　2026年4月1日施行（現行）"
    assert section.header_distance
    assert section.top_margin
    assert section.header_distance + Pt(10.5 * 1.25 * 1.5) < section.top_margin  # it stands apart from the text
    assert export.document(whole(TEXT)) == export.document(whole(TEXT))
