from __future__ import annotations

import pytest

from kaitei.errors import KaiteiError
from kaitei.source.yamltext import split
from tests.support.cases import problems

HEAD = "title: 規約\nkind: terms\nrevisions:\n  - date: 2026-12-01\n    announced: 2026-11-30\n    summary: x\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"\n---\n{HEAD}---\n本文", 2),
        (f"\n\n \t\n---\n{HEAD}---\n本文", 4),
        (f"\u200b---\n{HEAD}---\n", 1),
        (f"\ufeff---\n{HEAD}---\n", 1),
        (f"\u2060\n---\n{HEAD}---\n", 2),
        (f"　---\n{HEAD}---\n", 1),
        (f"\u00a0---\n{HEAD}---\n", 1),
        *(
            (f"{rule}\n{HEAD}{rule}\n本文", 1)
            for rule in ("----", "－－－", "---　", "–––", "———", "―――", "−−−", "ーーー", "──", "—", "--")
        ),
        *((f"{rule}\n{HEAD}---\n本文", 1) for rule in ("---yaml", "--- # 設定", "---\u200b", "–-", "+++")),
        ("---title: 規約\nkind: terms\n---\n", 1),
        ('+++\ntitle = "規約"\nrevisions = []\n+++\n', 1),
        (f"{HEAD}---\n本文", 1),
        (f"\n{HEAD}\n本文", 2),
        ("ｔｉｔｌｅ：規約\nkind: terms\n", 1),
        (f"<!-- 案\n-->\n\n---\n{HEAD}---\n", 4),
        (f"社外秘\n\n---\n{HEAD}---\n", 6),
        (f"```yaml\n---\n{HEAD}---\n本文\n```\n", 2),
        (f"---\ntitle: x\n---\n---\n{HEAD}---\n", 7),
        ("> ---\n> title: x\n> revisions:\n> - x\n", 3),
        (f"***\n{HEAD}***\n", 4),
    ],
)
def test_front_matter_that_is_none_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(KaiteiError) as error:
        split(text, "docs/x.md")
    assert problems(error) == [f"front_matter_mislaid {line}"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n本文です。\n\n---\n\n続きです。\n",
        "---\n**注意** 次のとおりです。\n---\n本文\n",
        "---\n# 見出し\n\n本文\n",
        "---\n- 一\n- 二\n---\n",
        "----\n本文\n----\n",
        "***\n注意: 次のとおりです。\n***\n",
        "———\n詩\n———\n",
        "---\nDear reader: hello.\n\n---\n",
        "Note: see\nBelow: this\n",
        "title: 規約\n本文\n",
        "本文\n---\ntitle: a\n---\n",
        "| a | b |\n|---|---|\n| title: | revisions |\n",
        f"書き方\n\n```yaml\n---\n{HEAD}---\n```\n続き\n",
        f"書き方\n\n~~~\n```\n---\n{HEAD}---\n```\n~~~\n",
        "- `revisions`: 版の一覧\n- `announced`: 公表日\n",
        "The revisions: see the history.\n",
    ],
)
def test_rules_and_examples_are_ordinary_markdown(text: str) -> None:
    assert split(text, "docs/x.md") is None


def test_an_example_below_front_matter_is_let_be() -> None:
    head = split(f"---\ntitle: 書き方\n---\n```yaml\n---\n{HEAD}---\n```\n", "docs/x.md")
    assert head is not None
    assert head.data.value == {"title": "書き方"}
