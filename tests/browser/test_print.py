"""Pages on paper, read from the PDF that Chromium makes of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.support import site as sites
from tests.support.browsing import KINDS
from tests.support.paper import Sheet, printed, squeezed
from tests.support.server import Hosts, Server

A4 = (595, 842)
HOST = "https://policies.example.co.jp"
COMPANY = "株式会社はるなぎ文具"
TODAY = "2026年11月22日現在"
LONG = "株式会社" + "はるなぎ文具ホールディングス" * 2
SIGNED = range(20, 24)
"""Paragraphs before a signature: with so many it comes to stand about the end of the first sheet."""

IN_MARGINS = {
    "in-force": (COMPANY, "個人情報の取扱いについて", f"{TODAY} 現行（2026年12月31日まで）", "施行2025年4月1日"),
    "upcoming": (COMPANY, "個人情報の取扱いについて", "改定予定（2027年1月1日から）", "施行2027年1月1日"),
    "past": (COMPANY, "利用規約", "旧版（2023年5月31日まで）", "施行2020年4月1日"),
    "past-en": ("Harunagi Stationery Co., Ltd.", "Terms of Use", "Superseded", "Effective June 1, 2023"),
    "comparison": (
        COMPANY,
        "個人情報の取扱いについて",
        TODAY,
        "改定後:改定予定（2027年1月1日から）",
        "改定前:現行（2026年12月31日まで）",
    ),
    "changes": (COMPANY, "利用規約（2026年7月1日施行）の改定箇所", f"{TODAY} 現行", "施行2026年7月1日"),
    "in-force-lagging-en": ("Handling of Personal Information", "As of November 22, 2026: Superseded"),
    "untranslated-en": ("利用者情報の外部送信について", "As of November 22, 2026"),
    **dict.fromkeys(("list", "history", "all-history", "follow", "ordinary", "search"), (COMPANY, TODAY)),
}
"""What stands above each sheet of each type of page."""


@pytest.fixture(scope="module")
def sheets(browser: Browser, host: Server) -> dict[str, list[Sheet]]:
    return {kind: printed(browser, host.url(KINDS[kind])) for kind in IN_MARGINS}


@pytest.fixture(scope="module")
def long(browser: Browser, paper: Server) -> list[Sheet]:
    """A policy whose pages end at every possible place: articles of all lengths, and long tables."""
    return printed(browser, paper.url("/terms/"))


@pytest.fixture(scope="module")
def paper(server: Hosts, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A site of a company with a long name: a long policy, and short ones that end in a signature."""
    articles = "\n\n".join(
        f"## 第{n}条（見出し{n}）\n\n" + "当社は、この条の定めるところにより取り扱います。" * (n * 7 % 19 + 1)
        for n in range(1, 71)
    )
    rows = "\n".join(f"| from{n}. | {'説明の文です。' * (n * 5 % 11 + 4) * 3}to{n}. |" for n in range(1, 41))
    items = "\n".join(f"（{n}）{'号の文です。' * (n * 5 % 31 + 1)}" for n in range(1, 40))
    wide = "\n".join("|" + "|".join(f" 列{n}の値 " for n in range(1, 11)) + "|" for _ in range(2))
    body = f"{articles}\n\n## 第71条（表）\n\n| 項目 | 説明 |\n|---|---|\n{rows}\n\n## 第72条（号）\n\n{items}\n\n{wide.replace(chr(10), chr(10) + '|---' * 10 + '|' + chr(10))}\n\n[外](https://example.com/x)と[内](/privacy.md#c1)\n"
    signed = {
        f"docs/signed-{n}.md": "---\ntitle: 署名\nkind: terms\nrevisions:\n  - {date: 2024-04-01, summary: 制定}\n---\n"
        + "当社は、次のとおり定めます。\n\n" * n
        + "{{ signature }}\n"
        for n in SIGNED
    }
    head = "---\ntitle: 新しい名前のサービスの利用に関する会員向け規約および個人情報の取扱いについての特約\nkind: terms\nrevisions:\n  - {date: 2024-04-01, summary: 制定}\n---\n"
    made = sites.make(
        tmp_path_factory.mktemp("long") / "project",
        sites.files("plain")
        | {
            "docs/terms.md": head + body,
            "company.yml": f"company: {{name: {LONG}}}\nrepresentative: {{title: 代表, name: 一郎}}\n",
        }
        | signed,
        {"theme": {"name": "kaitei", "language": "ja"}},
    )
    built = made.build_apart()
    assert built.code == 0, built.output
    return server(built.site)


@pytest.mark.parametrize("kind", IN_MARGINS)
def test_every_sheet_says_whose_which_since_when_and_where(kind: str, sheets: dict[str, list[Sheet]]) -> None:
    found = sheets[kind]
    assert found
    for number, sheet in enumerate(found, 1):
        assert [words for words in IN_MARGINS[kind] if squeezed(words) not in sheet.head] == []
        assert sheet.foot == f"{HOST}{KINDS[kind]}{number}/{len(found)}"
        assert sheet.lines
        assert len(sheet.head_lines) == 2


@pytest.mark.parametrize("kind", IN_MARGINS)
def test_the_paper_is_a4_and_lies_across_for_comparisons(kind: str, sheets: dict[str, list[Sheet]]) -> None:
    expected = A4[::-1] if kind == "comparison" else A4
    assert {(round(sheet.width), round(sheet.height)) for sheet in sheets[kind]} == {expected}


@pytest.mark.parametrize("kind", IN_MARGINS)
def test_nothing_is_printed_over_anything(kind: str, sheets: dict[str, list[Sheet]]) -> None:
    assert [sheet.overprinted() for sheet in sheets[kind] if sheet.overprinted()] == []


def test_what_only_a_screen_needs_is_not_printed(sheets: dict[str, list[Sheet]]) -> None:
    words = "".join(sheet.text for sheet in sheets["in-force"])
    assert squeezed("個人情報の取扱いを統括する個人情報保護管理者は") in words
    assert [gone for gone in ("本文へ移動", "目次", "English", "検索") if gone in words] == []


def test_a_comparison_repeats_its_columns_on_every_sheet(sheets: dict[str, list[Sheet]]) -> None:
    for sheet in sheets["comparison"]:
        assert any("改定後改定前備考" in line for line in sheet.lines)


def test_headings_stay_with_their_text(long: list[Sheet]) -> None:
    headings = {f"第{n}条（見出し{n}）" for n in range(1, 71)}
    assert len(long) > 12
    assert [sheet.lines[-1] for sheet in long if sheet.lines[-1] in {squeezed(one) for one in headings}] == []
    whole = "".join(sheet.text for sheet in long)
    assert all(squeezed(heading) in whole for heading in headings)


def test_rows_are_not_split_and_their_header_is_repeated(long: list[Sheet]) -> None:
    with_rows = [sheet for sheet in long if "from" in sheet.text]
    assert len(with_rows) > 2
    for sheet in with_rows:
        assert re.findall(r"from(\d+)\.", sheet.text) == re.findall(r"to(\d+)\.", sheet.text)
        assert "項目説明" in sheet.text
    assert re.findall(r"from(\d+)\.", "".join(sheet.text for sheet in long)) == [str(n) for n in range(1, 41)]


def test_long_lists_are_cut_between_lines(long: list[Sheet]) -> None:
    assert [sheet.overprinted() for sheet in long if sheet.overprinted()] == []


def test_link_targets_are_printed(long: list[Sheet], sheets: dict[str, list[Sheet]]) -> None:
    words = "".join(sheet.text for sheet in long)
    assert "外(https://example.com/x)" in words
    assert f"内({HOST}/privacy/#c1)" in words
    assert f"改定後の全文({HOST}/privacy/2027-01-01/)" in "".join(sheet.text for sheet in sheets["in-force"])


def test_heads_of_a_long_name_and_title_neither_wrap_nor_are_cut(long: list[Sheet]) -> None:
    for sheet in long:
        first, second, third = sheet.head_lines
        assert (first, second) == (
            LONG,
            squeezed("新しい名前のサービスの利用に関する会員向け規約および個人情報の取扱いについての特約"),
        )
        assert third.startswith("2026年")
        assert max(piece.right for piece in sheet.pieces) < sheet.width - 40


def test_wide_tables_are_whole(long: list[Sheet]) -> None:
    cells = [piece for piece in long[-1].pieces if "値" in piece.text or "列" in piece.text]
    assert cells
    assert max(piece.right for piece in cells) < long[-1].width - 40
    assert long[-1].text.count("列") == 20


@pytest.mark.parametrize("count", SIGNED)
def test_a_signature_is_never_alone_on_a_sheet(count: int, browser: Browser, paper: Server) -> None:
    found = printed(browser, paper.url(f"/signed-{count}/"))
    last = next(sheet for sheet in found if "2024年4月1日制定" in sheet.text)
    assert "次のとおり定めます" in last.text


def test_a_comparison_is_printed_folded(sheets: dict[str, list[Sheet]]) -> None:
    words = "".join(sheet.text for sheet in sheets["comparison"])
    assert "(略)(同左)" in words
    assert len(sheets["comparison"]) < 12
