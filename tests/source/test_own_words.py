from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kaitei.source import own_words
from kaitei.source.own_words import NEEDED, OwnWords
from kaitei.wording import words
from tests.support.cases import FOLDER, cases, told
from tests.support.small import settings

CHINESE = (FOLDER / "words.zh.yml").read_text(encoding="utf-8")


def read(root: Path, codes: tuple[str, ...] = ("ja", "en"), **files: str) -> OwnWords:
    (root / "words").mkdir()
    for name, text in files.items():
        (root / "words" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return own_words.read(root, codes)


@pytest.mark.parametrize("case", cases("own_words"))
def test_what_is_wrong_with_words_is_told_with_its_line(case: dict[str, Any], tmp_path: Path) -> None:
    file = case.get("file", "ja.yml")
    found = read(tmp_path, **{file.replace(".", "_"): case["yaml"]})
    assert [told(problem) for problem in found.problems] == case["problems"]
    assert {problem.file for problem in found.problems} <= {f"words/{file}"}


def test_a_site_need_not_have_words(tmp_path: Path) -> None:
    assert own_words.read(tmp_path, ("ja",)) == OwnWords()


def test_what_a_site_says_itself_comes_before_the_package(tmp_path: Path) -> None:
    own = read(tmp_path, ja_yml="reader: {toc: もくじ, page_history: 改定の歩み}\n").texts
    said = settings(own_words=own, revision_word="改正").words("ja")
    assert (said("toc"), said("page_history"), said("nav_index")) == ("もくじ", "改正の歩み", "一覧")
    assert settings(own_words=own).words("en")("toc") == "Contents"


def test_a_new_language_has_english_where_it_says_nothing_and_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, ("ja", "zh"), zh_yml=CHINESE)
    assert found.problems == ()
    assert [told(hint) for hint in found.hints] == ["words_english"]
    said = settings(own_words=found.texts).words("zh")
    assert (said("state_current"), said("policies")) == ("有效", "Policies")
    assert said("day_form", year=2026, month=4, day=1) == "2026年4月1日"
    assert "months" not in said.texts


def test_a_new_language_must_say_what_holds_since_when(tmp_path: Path) -> None:
    found = read(tmp_path, ("zh",), zh_yml="reader:\n  toc: 目录\n")
    assert [told(problem) for problem in found.problems] == ["words_needed 1"]
    named = found.problems[0].params["keys"].split(", ")
    assert named == [key for key in words.catalogue() if key.startswith(NEEDED)]
    assert {"day_form", "state_current", "event_revised", "notice_past_text", "og_locale"} < set(named)


@pytest.mark.parametrize("name", ["fr_yml", "ja_yaml", "messages.ja_yml"])
def test_a_file_that_nobody_reads_is_told(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, ("ja", "en"), **{name: "reader: {toc: x}\n"})
    assert [told(hint) for hint in found.hints] == ["words_unused"]
    assert (found.texts, found.problems) == ({}, ())


def test_words_hold_no_markup() -> None:
    said = settings(own_words={"ja": {"history_facts": "<b>{names}</b>"}}).words("ja")
    assert said.html("history_facts", names="甲") == "&lt;b&gt;甲&lt;/b&gt;"
