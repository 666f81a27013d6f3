from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.documents import redline
from kaitei.documents.lines import lines
from kaitei.mkdocs.configuration import load
from kaitei.pages.context import Context
from kaitei.pages.pair import Pair
from kaitei.site import site
from kaitei.site.edition import Edition
from kaitei.site.site import Standing
from tests.pages.test_compare_shown import _pair
from tests.support import office
from tests.support.amendments import FOLDER
from tests.support.cases import cases
from tests.support.site import REPOSITORY
from tests.support.tracked import accepted, rejected

AMENDMENTS = sorted((FOLDER / "amendments" / "read").glob("*.yml"))

_LINES = (
    "第1条（目的）",
    "第2条（定義）",
    "第3条（変更）",
    "## 章",
    "1. 当社は、30日以内に返します。",
    "2. 写しは渡しません。",
    "（１）氏名",
    "（２）住所および電話番号",
    "ただし、この限りではありません。",
    "",
    "| 情報 | 期間 |\n|---|---|\n| 氏名 | 1年 |\n| 住所 | 2年 |",
    "| 情報 | 目的 | 期間 |\n|---|---|---|\n| 氏名 | 連絡 | 1年 |",
)
texts = st.lists(st.sampled_from(_LINES), min_size=1, max_size=8).map(
    lambda lines: "本文\n\n" + "\n\n".join(lines) + "\n"
)


def said(pair: Pair, edition: Edition) -> list[str]:
    """The paragraphs of a text as it is shown."""
    colon = pair.context.words("colon")
    found = [line for clause in lines(pair.context, pair.standing, edition) for line in clause]
    told = [f"{line.label}{colon}{line.texts[0]}" if line.label else text for line in found for text in line.texts]
    return [text for text in told if text]


def holds(pair: Pair) -> None:
    """Whether accepting all gives the new text, rejecting all the old one."""
    file = redline.document(pair)
    old, new = pair.editions
    assert rejected(file) == said(pair, old)
    assert accepted(file) == said(pair, new)


@pytest.mark.parametrize("case", cases("compare_shown"))
def test_accepting_gives_the_new_text_and_rejecting_the_old(case: dict[str, Any]) -> None:
    holds(_pair(case))


@pytest.mark.parametrize("path", AMENDMENTS, ids=lambda path: path.stem)
def test_so_it_is_with_what_lawyers_amend(path: Any) -> None:
    holds(_pair(yaml.safe_load(path.read_text(encoding="utf-8"))))


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_so_it_is_with_any_two_texts(old: str, new: str) -> None:
    holds(_pair({"old": old, "new": new}))


TRACKED = {
    "old": """\
前文です。

## 第1条（期間）

| 情報 | 期間 |
|---|---|
| 氏名 | 1年 |
| 住所 | 2年 |

## 第2条（窓口）
1. 電話
2. 郵便
""",
    "new": """\
前文です。

## 第1条（窓口）
1. 電話
2. メール
3. 郵便

## 第2条（期間）

| 情報 | 期間 |
|---|---|
| 氏名 | 3年 |

末尾です。
""",
}


def test_libreoffice_accepts_and_rejects_to_the_same_texts(tmp_path: Path) -> None:
    pair = _pair(TRACKED)
    old, new = pair.editions
    (tmp_path / "a.docx").write_bytes(redline.document(pair))
    assert office.settled(tmp_path / "a.docx", "Accept") == said(pair, new)
    assert office.settled(tmp_path / "a.docx", "Reject") == said(pair, old)


def test_libreoffice_settles_each_amendment_of_the_sample_to_its_texts(tmp_path: Path) -> None:
    made = site.load(load(REPOSITORY / "mkdocs.yml", drafts=True), {})
    standings = [Standing.whole(policy, made) for policy in made.registry.policies.values()]
    pairs = [
        Pair(Context.make(made, code), found, old, new)
        for found in standings
        for code in made.settings.codes
        for new, old in pairwise(found.held(code))
    ]
    files = [tmp_path / f"{nth}.docx" for nth in range(len(pairs))]
    for pair, file in zip(pairs, files, strict=True):
        holds(pair)
        file.write_bytes(redline.document(pair))
    told = [
        [[part for line in said(pair, one) for part in line.split("\n")] for one in pair.editions] for pair in pairs
    ]
    assert len(told) > 5
    assert [[rejected, accepted] for accepted, rejected in office.settled_each(files)] == told


LINKED = {
    "old": "[利用規約](/terms.md)により、[窓口](https://a.example/x)で[受付](https://a.example/y)します。\n\n|a|b|\n|-|-|\n|[甲](https://a.example/c)|乙|\n",
    "new": "[利用規約](/terms.md)により、[新窓口](https://a.example/x)でします。\n\n|a|b|\n|-|-|\n|[甲](https://a.example/c)|丙|\n",
}


def test_links_are_kept_in_what_stays_comes_and_goes() -> None:
    made = docx.Document(io.BytesIO(redline.document(_pair(LINKED))))
    links = [
        (link.address, "".join(one.text or "" for one in link._hyperlink.iter(qn("w:t"), qn("w:delText"))), parent.tag)
        for line in made.element.body.iter(qn("w:p"))
        for link in Paragraph(line, made).hyperlinks
        for parent in [link._hyperlink[0]]
    ]
    terms = "https://policies.example.com/terms/2025-04-01/"
    assert links == [
        (terms, "利用規約", qn("w:r")),
        ("https://a.example/x", "新", qn("w:ins")),
        ("https://a.example/x", "窓口", qn("w:r")),
        ("https://a.example/y", "受付", qn("w:del")),
        ("https://a.example/c", "甲", qn("w:r")),
    ]
    holds(_pair(LINKED))


LED = {
    "old": """\
[規約](/terms.md)、[従前](/terms/2023-04-01.md)、[窓口](https://a.example/x)、[方針](https://a.example/p)、[会社](https://a.example/c)。

| 情報 | 期間 |
|---|---|
| [氏名](https://a.example/1) | 1年 |

## 第1条（目的） {#c1}
[次の条](#c2)

## 第2条（定義） {#c2}
""",
    "new": """\
[規約](/terms.md)、[従前](/terms/2025-04-01.md)、[新窓口](https://a.example/y)、[方針](https://a.example/p)、会社。

| 情報 | 期間 |
|---|---|
| [氏名](https://a.example/2) | 1年 |

## 第1条（目的） {#c1}
[次の条](#c1)

## 第2条（定義） {#c2}
""",
}
SITE = "https://policies.example.com"


def test_a_link_that_leads_elsewhere_goes_and_comes(tmp_path: Path) -> None:
    pair = _pair(LED)
    old, new = pair.editions
    file = tmp_path / "a.docx"
    file.write_bytes(redline.document(pair))
    assert office.settled(file, "Accept") == said(pair, new)
    assert office.settled(file, "Reject") == said(pair, old)
    assert office.links(file, "Accept") == [
        (f"{SITE}/terms/2025-04-01/", "規約"),
        (f"{SITE}/terms/2025-04-01/", "従前"),
        ("https://a.example/y", "新窓口"),
        ("https://a.example/p", "方針"),
        ("https://a.example/2", "氏名"),
        (f"{SITE}/privacy/2026-04-01/#c1", "次の条"),
    ]
    assert office.links(file, "Reject") == [
        (f"{SITE}/terms/2025-04-01/", "規約"),
        (f"{SITE}/terms/2023-04-01/", "従前"),
        ("https://a.example/x", "窓口"),
        ("https://a.example/p", "方針"),
        ("https://a.example/c", "会社"),
        ("https://a.example/1", "氏名"),
        (f"{SITE}/privacy/2024-04-01/#c2", "次の条"),
    ]


def test_a_link_that_is_typed_as_it_was_is_not_tracked() -> None:
    """Though it leads to another day's text of the other policy."""
    made = docx.Document(io.BytesIO(redline.document(_pair({"old": "[規約](/terms.md)", "new": "[規約](/terms.md)"}))))
    assert not [*made.element.body.iter(qn("w:ins"), qn("w:del"))]


def test_changes_are_those_of_the_company_on_the_day_it_decided() -> None:
    made = docx.Document(io.BytesIO(redline.document(_pair(TRACKED))))
    changes = [*made.element.body.iter(qn("w:ins")), *made.element.body.iter(qn("w:del"))]
    assert {(one.get(qn("w:author")), one.get(qn("w:date"))) for one in changes} == {
        ("見本株式会社", "2026-03-01T00:00:00Z")
    }
    assert len({one.get(qn("w:id")) for one in changes}) == len(changes)


def test_the_same_amendment_is_the_same_file() -> None:
    assert redline.document(_pair(TRACKED)) == redline.document(_pair(TRACKED))
