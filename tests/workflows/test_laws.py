"""法令の改正の見張り: articles that were revised come as one issue, which is kept up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.platform import Platform

FOUND = "一覧 jp-appi-32：第32条が変わりました。"


def test_nothing_revised_is_no_issue(tmp_path: Path) -> None:
    ran = Platform(tmp_path).run("laws.sh", "true")
    assert (ran.code, ran.asked) == (0, [])


def test_no_answer_is_no_good_news(tmp_path: Path) -> None:
    assert Platform(tmp_path).run("laws.sh", "false").code != 0


def test_what_is_revised_becomes_an_issue(tmp_path: Path) -> None:
    answers: dict[str, str | None] = {
        "state=open": "",
        "title=法令の改正": "https://github.com/company/policies/issues/7",
    }
    ran = Platform(tmp_path, answers).run("laws.sh", "printf", FOUND)
    assert ran.code == 0, ran.output
    assert len(ran.asked) == 2
    assert FOUND in ran.asked[1]
    assert "issues/7" in ran.output


@pytest.mark.parametrize("body", ["前の知らせ", None])
def test_an_open_issue_is_written_anew_where_it_says_something_else(body: str | None, tmp_path: Path) -> None:
    answers: dict[str, str | None] = {"state=open": "7\n", "--method PATCH": "ok", "issues/7": body or _body(tmp_path)}
    ran = Platform(tmp_path / "b", answers).run("laws.sh", "printf", FOUND)
    assert ran.code == 0, ran.output
    assert ("--method PATCH" in ran.asked[-1]) == bool(body)


def _body(folder: Path) -> str:
    """The body of the issue as it is made."""
    answers: dict[str, str | None] = {"state=open": "", "title=": "made"}
    asked = Platform(folder / "a", answers).run("laws.sh", "printf", FOUND).asked[1]
    return asked.partition("body=")[2].partition(" --jq")[0]
