"""Lists of duties: ours fit their schema, and a site's are read by the same reader, with faults told by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kaitei.duties import lists
from kaitei.duties.lists import DutyList
from kaitei.errors import KaiteiError
from kaitei.wording.words import MESSAGE_LANGUAGES
from tests.support import small

OURS = sorted(lists.OURS.glob("*.yml"))
MINE = """\
title: 社内の一覧
law: 社内規程第3条
from: 2026-01-01
checked: official
checked_on: 2026-11-28
kinds: [terms]
items:
  hours: {name: 営業時間, article: 第3条, level: must, signs: {phrases: ['営業時間']}}
"""


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_lists_are_whole(path: Path) -> None:
    one = lists.file(path, path.name, MESSAGE_LANGUAGES)
    assert one == lists.package()[path.stem]
    assert all(_in_both(text) for item in one.items for text in (item.name, item.when, item.note))
    assert all(_in_both(text) for text in (one.title, one.law, one.when, one.note))
    assert all(item.when for item in one.items if item.level == "when")


def _in_both(text: object) -> bool:
    return not text or (isinstance(text, dict) and set(text) == set(MESSAGE_LANGUAGES))


@pytest.mark.parametrize("one", lists.package().values(), ids=lists.package())
def test_signs_can_be_looked_for_in_both_languages(one: DutyList) -> None:
    signs = [one.applies, *(item.signs for item in one.items)]
    for patterns in (part for sign in signs for part in (sign.headings, sign.phrases, sign.under)):
        assert not patterns or set(patterns) == set(MESSAGE_LANGUAGES), patterns
        assert all(re.compile(pattern, re.IGNORECASE) for pattern in patterns.values())
        assert not any(re.search(pattern, "") for pattern in patterns.values())


def site(folder: Path, text: str) -> dict[str, DutyList]:
    (folder / "duties").mkdir()
    (folder / "duties" / "mine.yml").write_text(text, encoding="utf-8")
    return lists.read(small.settings(root=folder))


def test_a_site_adds_lists_of_its_own(tmp_path: Path) -> None:
    found = site(tmp_path, MINE)["mine"]
    assert (found.title, found.items[0].name, found.file) == ("社内の一覧", "営業時間", "duties/mine.yml")
    assert "jp-appi-32" in lists.read(small.settings(root=tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("level: must", "level: maybe", "duties/mine.yml:8: value_enum"),
        ("'営業時間'", "'営業(時間'", "duties/mine.yml:8: expects_patterns"),
        ("kinds: [terms]\n", "", "duties/mine.yml:1: key_missing"),
        ("law: ", "low: ", "duties/mine.yml:2: key_unknown_near"),
        ("level: must", "level: when", "duties/mine.yml:8: key_missing"),
        ("from: 2026-01-01", "from: 2026-02-30", "duties/mine.yml:3: expects_date"),
    ],
)
def test_what_is_wrong_in_a_list_is_told_with_its_line(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in MINE
    with pytest.raises(KaiteiError, match=re.escape(told)):
        site(tmp_path, MINE.replace(old, new))
