from __future__ import annotations

import io
import os
from pathlib import Path

import pypdf
import pytest

from kaitei.documents import pdf
from kaitei.errors import KaiteiError
from kaitei.review import report
from tests.pages.test_compare_shown import _pair
from tests.support import paper
from tests.support.small import day

PAGE = "<!doctype html><title>t</title><style>@page { size: A4 landscape }</style><p>Thirty days</p>"


def test_a_page_is_printed_the_same_each_time() -> None:
    made = pdf.printed(PAGE, day("2026-07-01"))
    (sheet,) = pypdf.PdfReader(io.BytesIO(made)).pages
    assert "Thirty days" in sheet.extract_text()
    assert sheet.mediabox.width > sheet.mediabox.height
    assert pdf.printed(PAGE, day("2026-07-01")) == made


def test_without_a_browser_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KaiteiError) as told:
        pdf.browser({})
    assert told.value.problems[0].key == "pdf_no_browser"


def test_a_browser_that_is_named_must_be_there() -> None:
    with pytest.raises(KaiteiError) as told:
        pdf.browser(os.environ | {pdf.VARIABLE: "/no/browser"})
    assert told.value.problems[0].key == "pdf_browser_wrong"


def test_a_browser_that_prints_nothing_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\nexit 0\n")
    broken.chmod(0o755)
    with pytest.raises(KaiteiError) as told:
        pdf.printed(PAGE, day("2026-07-01"), {pdf.VARIABLE: str(broken)})
    assert told.value.problems[0].key == "pdf_not_printed"


def test_a_comparison_has_numbered_pages_and_clauses_set_in() -> None:
    new = "## 第1条（期間）\n1. 2年です。\n   （１）長く続く文です。\n"
    new += "".join(f"\n## 第{n}条（条）\n{n}年です。\n" for n in range(2, 30))
    pair = _pair({"old": "## 第1条（期間）\n1. 1年です。\n", "new": new})
    page = report.approval(pair.context.site, report.revised(pair))
    found = paper.sheets(pdf.printed(page, day("2026-07-01")))
    assert len(found) > 1
    assert [sheet.foot for sheet in found] == [f"{n}/{len(found)}" for n in range(1, len(found) + 1)]
    pieces = [(piece.x, paper.squeezed(piece.text)) for sheet in found for piece in sheet.pieces]
    left = [min(x for x, words in pieces if words == said) for said in ("第", "1.", "(1)")]
    assert left == sorted(set(left))
