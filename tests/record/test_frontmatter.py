from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kaitei.errors import KaiteiError
from kaitei.record.frontmatter import with_correction, with_revision
from kaitei.source.yamltext import split
from tests.support.cases import cases

REVISION: dict[str, Any] = {"date": dt.date(2026, 12, 1), "summary": "新設"}


@pytest.mark.parametrize("case", cases("frontmatter"))
def test_a_revision_is_added_and_every_other_byte_kept(case: dict[str, str]) -> None:
    before = _bytes(case, case["before"])
    if "refused" in case:
        with pytest.raises(KaiteiError) as error:
            with_revision(before, "docs/p.md", REVISION)
        assert [problem.key for problem in error.value.problems] == [case["refused"]]
        assert error.value.problems[0].params["lines"] == "- date: 2026-12-01\n  summary: 新設"
    else:
        assert (
            with_revision(before, "docs/p.md", REVISION, int(case.get("place", 0))).decode()
            == _bytes(case, case["after"]).decode()
        )


CORRECTION: dict[str, Any] = {"date": dt.date(2026, 12, 10), "summary": "訂正", "before": "甲", "after": "乙"}


@pytest.mark.parametrize("case", cases("frontmatter_corrections"))
def test_a_correction_is_listed_and_every_other_byte_kept(case: dict[str, str]) -> None:
    before = _bytes(case, case["before"])
    if "refused" in case:
        with pytest.raises(KaiteiError) as error:
            with_correction(before, "docs/p.md", "2025-04-01", CORRECTION)
        assert [problem.key for problem in error.value.problems] == [case["refused"]]
        assert "- {date: 2026-12-10, summary: 訂正" in error.value.problems[0].params["line"]
    else:
        made = with_correction(before, "docs/p.md", "2025-04-01", CORRECTION)
        assert made.decode() == _bytes(case, case["after"]).decode()


@pytest.mark.parametrize("summary", ["a: b", "- #1 “x”", "no", "{x}", "'", "2026", "長い" * 200, "&a *b"])
def test_any_summary_is_quoted_as_it_must_be(summary: str) -> None:
    text = "---\nrevisions:\n  - {date: 2025-04-01, summary: 制定}\n---\n"
    revision = REVISION | {"summary": {"ja": summary, "en": summary}}
    head = split(with_revision(text.encode(), "docs/p.md", revision).decode(), "docs/p.md")
    assert head
    value: Any = head.data.value
    assert value["revisions"][0] == {"date": "2026-12-01", "summary": {"ja": summary, "en": summary}}


def _bytes(case: dict[str, str], text: str) -> bytes:
    text = text.replace("\n", "\r\n") if "crlf" in case else text
    return text.encode("utf-8-sig" if "bom" in case else "utf-8")
