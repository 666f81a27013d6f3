"""The alarm fails where the daily publishing stands still, and only there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.support.platform import Platform


def ago(hours: float) -> str:
    return (dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


CASES: dict[str, tuple[str, float | None, float, str]] = {
    "published last night": ("active", 9, 9000, ""),
    "a run was late": ("active", 30, 9000, ""),
    "set up just now": ("active", None, 2, ""),
    "switched off after sixty days": ("disabled_inactivity", 9, 9000, "disabled_inactivity"),
    "switched off by hand": ("disabled_manually", 9, 9000, "disabled_manually"),
    "off because this is a copy": ("disabled_fork", None, 2, "disabled_fork"),
    "failing for two days": ("active", 48, 9000, "48 h"),
    "never ran": ("active", None, 100, "100 h"),
}
"""The workflow's state, how many hours ago it last succeeded and was set up, and what is told."""


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_alarm(case: tuple[str, float | None, float, str], tmp_path: Path) -> None:
    state, last, created, told = case
    succeeded = "" if last is None else ago(last)
    answers: dict[str, str | None] = {".state": state, "status=success": succeeded, ".created_at": ago(created)}
    ran = Platform(tmp_path, answers).run("watch.sh")
    assert ran.code == bool(told), ran.output
    assert told in ran.output
    assert ("::error title=毎日の公開が止まっています" in ran.output) == bool(told)


def test_no_answer_is_no_good_news(tmp_path: Path) -> None:
    assert Platform(tmp_path, {"daily.yml": None}).run("watch.sh").code != 0
