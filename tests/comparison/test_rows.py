from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kaitei.comparison import compare
from kaitei.text.markdown.document import Clause
from tests.comparison.notation import shown, tree

CASES = yaml.safe_load(Path(__file__, "../../cases/comparison.yml").resolve().read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden(case: dict[str, Any]) -> None:
    expected = [[change, old, old if new == "same" else new] for change, old, new in case["rows"]]
    assert [shown(row) for row in compare(tree(case["old"]), tree(case["new"])).rows] == expected


def test_every_kind_is_counted() -> None:
    found = compare(
        tree("1.| 甲は乙に支払います。\n2.| 丙は解約できます。"), tree("1.| 甲は乙に前払いします。\n| 附則")
    )
    assert found.counts == {
        "changed": 1,
        "added": 1,
        "deleted": 1,
        "moved": 0,
        "renumbered": 0,
        "targets": 0,
        "unchanged": 0,
    }


def test_data_is_what_the_command_prints() -> None:
    row = compare(tree("1.| 料金は無料です。"), tree("1.| 料金は有料です。\n2.| 以上")).as_data()["rows"]
    assert row == [
        {
            "change": "changed",
            "old": {
                "anchor": "1.",
                "number": "1.",
                "index": 0,
                "segments": [["=", "1. 料金は"], ["-", "無"], ["=", "料です。"]],
            },
            "new": {
                "anchor": "1.",
                "number": "1.",
                "index": 0,
                "segments": [["=", "1. 料金は"], ["+", "有"], ["=", "料です。"]],
            },
        },
        {
            "change": "added",
            "old": None,
            "new": {"anchor": "2.", "number": "2.", "index": 1, "segments": [["+", "2. 以上"]]},
        },
    ]


@pytest.mark.parametrize(
    ("old", "new", "only_added", "only_deleted"),
    [
        ("料金を支払います。", "料金を毎月支払います。", True, False),
        ("料金を毎月支払います。", "料金を支払います。", False, True),
        ("料金を毎月支払います。", "料金を毎年支払います。", False, False),
        ("料金を支払います。", "料金を支払います。", False, False),
    ],
)
def test_a_row_tells_whether_words_only_came_or_only_went(
    old: str, new: str, only_added: bool, only_deleted: bool
) -> None:
    (row,) = compare(tree(f"| {old}"), tree(f"| {new}")).rows
    assert (row.only_added, row.only_deleted) == (only_added, only_deleted)


def test_depth_and_heading_come_from_the_clause() -> None:
    rows = compare((), tree("#1.| 委託\n  （１）| 監督")).rows
    assert [(row.new.depth, row.new.heading, row.new.text) for row in rows if row.new] == [
        (0, True, "1. 委託\n（１）監督")
    ]


def test_texts_without_clauses() -> None:
    assert compare((), ()).rows == ()
    assert [row.change for row in compare((Clause("", "", False, ()),), ()).rows] == ["deleted"]
