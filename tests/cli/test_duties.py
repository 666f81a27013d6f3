"""`kaitei duties` as an editor asks for it: on the screen, as a page, for programs; and what check and report tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaitei.wording.words import words
from tests.support.pages import Page
from tests.support.repository import Repository, project, repository


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return project(tmp_path_factory.mktemp("duties") / "project")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_list_is_told_item_by_item(made: Repository, lang: str) -> None:
    told = made.kaitei("duties", "jp-appi-32", lang=lang)
    assert (told.code, told.err) == (0, "")
    t = words(lang)
    assert told.out.startswith(t("duties_lead", day="2026-11-22"))
    assert t("duties_found") in told.out
    assert t("duties_missing") in told.out
    assert "灯台商会の約束です。" in told.out


def test_a_page_can_be_printed_and_loads_nothing(made: Repository, tmp_path: Path) -> None:
    place = tmp_path / "duties.html"
    told = made.kaitei("duties", "--format", "html", "-o", str(place), lang="ja")
    assert (told.code, told.out.strip()) == (0, str(place))
    html = place.read_text(encoding="utf-8")
    assert "法的な助言ではありません" in Page(html).text
    assert "見当たりません" in Page(html).text
    assert not any(word in html for word in ("<script", "<link", "src=", "@import", "url("))


def test_programs_are_told_the_same(made: Repository) -> None:
    told = json.loads(made.kaitei("duties", "jp-appi-32", "--on", "2023-01-01", "--format", "json").out)
    assert (told["day"], [one["id"] for one in told["lists"]]) == ("2023-01-01", ["jp-appi-32"])
    by = {one["id"]: one for one in told["lists"][0]["items"]}
    assert (by["name"]["state"], by["fees"]["state"], by["purposes"]["state"]) == ("found", "ask", "missing")
    assert by["representative"]["places"][0] == {"policy": "privacy", "anchor": "c1", "words": "浜田 渚"} | {
        "anchor": by["representative"]["places"][0]["anchor"]
    }


def test_a_list_that_is_not_there_is_told(made: Repository) -> None:
    told = made.kaitei("duties", "jp-appi-99")
    assert told.code == 1
    assert "jp-appi-32" in told.err


def test_check_tells_what_is_open_and_with_a_commit_only_what_changed(tmp_path: Path) -> None:
    changed = repository(tmp_path / "project")
    told = changed.kaitei("check").out
    assert "“kaitei duties jp-appi-32” tells more" in told
    changed.edit(("docs/privacy.md", "2. 写しは渡しません。", "2. 利用目的の通知の手数料は百円です。"))
    told = changed.kaitei("report", "--base", "main").out
    lines = [line for line in told.splitlines() if "jp-appi-32" in line]
    assert [("(jp-appi-32.notice)" in line, "(jp-appi-32.fees)" in line) for line in lines] == [
        (True, False),
        (False, True),
    ]
    assert "Not seen → Seems to be here privacy#c1-2" in lines[0]


def test_what_is_wrong_in_the_sites_own_files_is_an_error_of_check(tmp_path: Path) -> None:
    changed = project(tmp_path / "project")
    changed.write({"duties.yml": "jp-appi-32.fee: {not_applicable: なし, since: 2026-01-01, by: 甲}\n"})
    told = changed.kaitei("check")
    assert told.code == 1
    assert "duties.yml:1: jp-appi-32.fee is in no list. Near it: jp-appi-32.fees." in told.err
