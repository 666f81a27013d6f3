from __future__ import annotations

import io
import os
from pathlib import Path

import pypdf
import pytest

from kaitei.documents import pdf
from kaitei.errors import KaiteiError
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
