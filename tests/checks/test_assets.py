from __future__ import annotations

import pytest

from kaitei.checks import assets
from tests.support.cases import told

SITE = "https://policies.example.com/"
HEADS = {
    ".avif": b"\0\0\0\x20ftypavif\0\0\0\0",
    ".gif": b"GIF89a",
    ".ico": b"\0\0\1\0\1\0",
    ".jpeg": b"\xff\xd8\xff\xe0",
    ".jpg": b"\xff\xd8\xff\xe0",
    ".pdf": b"%PDF-1.7\n",
    ".png": b"\x89PNG\r\n\x1a\n\0",
    ".webp": b"RIFF\0\0\0\0WEBPVP8 ",
    ".css": b"a{}",
    ".svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}
PAGE = b"<!DOCTYPE html>\n<script>alert(1)</script>"


def found(content: bytes, name: str) -> list[str]:
    return [told(problem) for problem in assets.check(content, name, SITE)]


@pytest.mark.parametrize("suffix", HEADS)
def test_a_file_is_what_its_name_says(suffix: str) -> None:
    assert found(HEADS[suffix], f"docs/a{suffix.upper()}") == []


@pytest.mark.parametrize("suffix", HEADS)
@pytest.mark.parametrize("content", [PAGE, b"\n  " + PAGE, b"alert(1)", b"", b"MZ\x90", b"#!/bin/sh"])
def test_anything_else_under_its_name_is_refused(suffix: str, content: bytes) -> None:
    if suffix == ".css" and not content.strip().startswith(b"<"):
        return  # nobody can tell that words are no style sheet; as one they do nothing
    assert [told.split()[0] for told in found(content, f"a{suffix}")] in (["asset_kind"], ["svg_invalid"], ["not_utf8"])


def test_one_kind_of_picture_under_the_name_of_another_is_refused() -> None:
    pictures = [suffix for suffix in HEADS if suffix not in (".css", ".svg", ".jpeg")]
    for name in pictures:
        assert [one for one in pictures if not found(HEADS[one], f"a{name}")] == [name]


@pytest.mark.parametrize(
    "part", [b"/S /JavaScript /JS (x)", b"/S/J#61va#53cript", b"<</S/Launch/F(x.exe)>>", b"/#4aavaScript\n"]
)
def test_a_pdf_that_runs_something_is_refused(part: bytes) -> None:
    assert found(HEADS[".pdf"] + b"1 0 obj <<" + part, "a.pdf") == ["pdf_active"]


@pytest.mark.parametrize("part", [b"/OpenAction [3 0 R /Fit]", b"/JavaScripts", b"(JavaScript)", b"/LaunchPad"])
def test_a_pdf_that_only_opens_is_published(part: bytes) -> None:
    assert found(HEADS[".pdf"] + part, "a.pdf") == []
