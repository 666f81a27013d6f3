from __future__ import annotations

import base64
import quopri
import time
from contextlib import suppress
from typing import Any

import pytest

from kaitei.errors import KaiteiError
from kaitei.intake import read
from tests.support.cases import load

CASES: dict[str, Any] = load("intake_pages")


def version(page: str, select: str = "", encoding: str = "utf-8") -> read.Version:
    return read.version(page.encode(encoding), "a.html", None, read.Wishes(select=select))


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_read_as_it_is_shown(name: str) -> None:
    case = CASES[name]
    found = version(case["page"], case.get("select", ""))
    assert (found.title, found.body) == (case["title"], case["body"])
    told = case.get("told", [])
    assert [one.key for one in found.told if one.key != "import_left_out" or "import_left_out" in told] == told


@pytest.mark.parametrize(("charset", "codec"), [("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp"), ("utf-8", "utf-8")])
def test_the_encoding_that_a_page_names_is_its_own(charset: str, codec: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><h1>会員</h1><p>珮珮</p></body></html>'
    assert version(page, encoding=codec).body == "珮珮\n"


@pytest.mark.parametrize(
    "said",
    [
        "<p>最終更新日：<time>2024年4月1日</time></p>",
        "<p><b>2024</b>年<span>4</span>月1日 改定</p>",
        "<table><tr><td>制定日<td>2020年4月1日<tr><td>改定日<td>2024年4月1日</table>",
        "<dl><dt>改定日</dt><dd>2024年4月1日</dd></dl>",
    ],
)
def test_days_are_read_as_they_are_shown(said: str) -> None:
    assert str(version(f"<h1>会員規約</h1><p>本文です。</p>{said}").day) == "2024-04-01"


def test_nothing_that_is_selected_is_told() -> None:
    for select in ("#gone", "p:first-child", '"]', ""):
        if select:
            with pytest.raises(KaiteiError) as error:
                version("<p>会員</p>", select)
            assert [one.key for one in error.value.problems] == ["import_select"]
    assert version("<p>会員規約</p><p>本文</p>").body == "本文\n"


def test_a_table_larger_than_any_text_has_is_refused_at_once() -> None:
    begun = time.process_time()
    with pytest.raises(KaiteiError) as error:
        version("<p>会員規約</p><table>" + ("<tr>" + "<td>甲" * 100) * 1000)
    assert [(one.key, one.params["count"]) for one in error.value.problems] == [("import_cells", "100000")]
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "会員",
        "<p>会員規約</p>" + "<ol><li>甲" * 5_000,
        "<p>会員規約</p><table>" + "<tr><td>甲<td>乙" * 5_000,
        "<p>会員規約</p><table><tr><td colspan=99999 rowspan=99999>甲<td>乙</table>",
        "<p>会員規約</p><p>" + "<b>" * 20_000 + "甲",
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>会員規約</p><p>&b;甲</p>',
        "<style>" + "li{list-style:none}" * 5_000 + "</style><p>会員規約</p>" + "<li>甲" * 500,
        "<p>会員規約</p><p>\x00\x01甲</p>",
    ],
)
def test_hostile_pages_end_within_seconds(page: str) -> None:
    begun = time.process_time()
    with suppress(KaiteiError):
        version(page)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("shift_jis", "cp932"), ("nonsense", "utf-8")])
@pytest.mark.parametrize("way", ["quoted-printable", "base64"])
def test_a_page_saved_as_one_file_is_its_page(charset: str, codec: str, way: str) -> None:
    text = "<!DOCTYPE html><html><body><h1>会員規約</h1><p>第1条（目的）<br>会員について定めます。</p></body></html>"
    coded = (quopri.encodestring if way == "quoted-printable" else base64.encodebytes)(text.encode(codec)).decode()
    parts = (("text/css", "utf-8", way, ""), ("text/html", charset, way, coded), ("image/png", "", "base64", "AAAA"))
    mail = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.com/\r\nMIME-Version: 1.0\r\n"
    mail += 'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n'
    for kind, named, encoding, body in parts:
        said = f'; charset="{named}"' if named else ""
        mail += f"------b\r\nContent-Type: {kind}{said}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n"
    found = read.version(f"{mail}------b--\r\n".encode(), "a.mhtml")
    assert (found.title, found.body) == ("会員規約", "第1条（目的）\n会員について定めます。\n")
    with pytest.raises(KaiteiError):
        read.version(mail.split("------b\r\nContent-Type: text/html")[0].encode(), "a.mhtml")
