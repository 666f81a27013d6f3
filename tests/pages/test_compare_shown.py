"""What the page of a comparison shows of two texts, as HTML without what is said for screen readers alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from kaitei.comparison.model import Row, Segment, Side
from kaitei.pages.compare import compare, looks
from kaitei.pages.context import Context
from kaitei.pages.frame import company_name
from kaitei.pages.framed import comparison
from kaitei.pages.pair import Pair
from kaitei.programs.feed import entries
from kaitei.review.report import Section
from tests.support.cases import cases
from tests.support.small import COMPANY, frozen, living, site, standing, translated

REVISIONS = "- {date: 2026-04-01, adopted: 2026-03-01, summary: 改定}\n- {date: 2024-04-01, summary: 制定}\n"
TERMS = "- {date: 2025-04-01, summary: 改定}\n- {date: 2023-04-01, summary: 制定}\n"
UNSEEN = re.compile(r' data-(?:begins|ends|label)="[^"]*"')
MARKER = re.compile(r'<a class="marker" href="[^"]*">([^<]*)</a>')
OF_BOTH = re.compile(
    r'<(del|tr) hidden>.*?</\1>|<details class="sides">.*?</details>|<span class="remarks">変更なし</span>'
)
ROW = re.compile(
    r'<tr class="fold">.*?<summary>(.*?)</summary>.*?</details></td></tr>|<tr class="\w+"><th .*?</th>(.*?)</tr>\n\n',
    re.DOTALL,
)
CELL = re.compile(r'<td class="(?:new|old|remarks)">(?:<div class="depth0(?: hang\d)?">)?(.*?)(?:</div>)?</td>\n')


def _pair(case: dict[str, Any]) -> Pair:
    locale = case.get("locale", "ja")
    title = case.get("title", "個人情報の取扱い")
    files = {
        "privacy.md": living(REVISIONS, case["new"], title),
        "privacy/2024-04-01.md": frozen(case["old"], "個人情報の取扱い"),
        "privacy.en.md": translated("2026-04-01", case["new"]),
        "privacy/2024-04-01.en.md": frozen(case["old"], "Privacy policy"),
        "terms.md": living(TERMS, "## 第1条（目的）\n\n本文。\n", "利用規約", "kind: terms\n"),
        "terms/2023-04-01.md": frozen("## 第1条（目的）\n\n旧い本文。\n", "利用規約"),
    }
    made = site(files, "2026-11-22", COMPANY + case.get("company", ""), assets=("images/a.png", "images/b.png"))
    found = standing(made)
    new, old = found.revisions
    return Pair(Context.make(made, locale), found, old, new)


def _page(pair: Pair) -> str:
    view, surround = comparison(pair)
    return pair.context.renderer.render("kaitei/compare.html", surround.address, view=view, frame=surround)


def shown(case: dict[str, Any]) -> list[Any]:
    """The rows of a page but for the title's: new, old and remarks, or the line of a fold."""
    page = OF_BOTH.sub("", MARKER.sub(r"\1", UNSEEN.sub("", _page(_pair(case)))))
    rows = ROW.findall(page[page.index("<tbody>") :])
    return [fold.strip() or [cell.strip() for cell in CELL.findall(row + "\n")] for fold, row in rows[1:]]


@pytest.mark.parametrize("case", cases("compare_shown"))
def test_a_row_shows(case: dict[str, Any]) -> None:
    assert shown(case) == case["rows"]


def _targets(old: str, new: str) -> tuple[str, ...]:
    """What is shown of two clauses that are the same but for where their links lead."""
    pair = _pair({"old": f"## 第1条（規約）\n{old}\n", "new": f"## 第1条（規約）\n{new}\n"})
    found = pair.comparison()
    before, after = (
        Side(side.anchor, side.number, side.depth, side.heading, (Segment("=", side.text),))
        for side in (found.rows[1].old, found.rows[1].new)
        if side
    )
    change: Any = "targets"
    row = Row(change, before, after)
    context = pair.context
    made = context.rows(row, looks(pair, found)[1], "", (), False, False)
    blocks = vars(context.renderer.environment.get_template("kaitei/compare_cell.html").module)["blocks"]
    return tuple(str(blocks(cell.blocks[1:])) for cell in (made.old, made.new) if cell)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param(
            "[規約](/terms.md)と[前条](#c1)による。",
            "[規約](/terms.md#c1)と[前条](#c1)による。",
            ("規約<del>（/terms/）</del>と前条による。", "規約<ins>（/terms/#c1）</ins>と前条による。"),
            id="an address of the site",
        ),
        pytest.param(
            "[外部](https://a.example/)による。",
            "[外部](#c1)による。",
            ("外部<del>（https://a.example/）</del>による。", "外部<ins>（/privacy/#c1）</ins>による。"),
            id="a clause",
        ),
        pytest.param(
            "![図](/images/a.png)による。",
            "![図](/images/b.png)による。",
            ("（画像：図）<del>（/images/a.png）</del>による。", "（画像：図）<ins>（/images/b.png）</ins>による。"),
            id="a picture",
        ),
    ],
)
def test_a_target_is_shown_where_it_alone_differs(old: str, new: str, shown: tuple[str, str]) -> None:
    assert tuple(re.sub("</?(?:div|a)[^>]*>", "", side) for side in _targets(old, new)) == shown


def test_the_title_is_not_folded() -> None:
    same = {"old": "本文。\n", "new": "本文。\n"}
    assert "<b>個人情報の取扱い</b>" in _page(_pair(same)).partition('<tr class="fold">')[0]
    changed = _page(_pair(same | {"title": "個人情報の取扱いについて"})).partition('<tr class="fold">')[0]
    assert "個人情報の取扱い<ins>" in UNSEEN.sub("", changed)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("## 第2条（甲）\n甲。\n", "## 第2条（甲）\n甲。\n", True, id="nothing has"),
        pytest.param("## 第2条（甲）\n甲。\n", "## 第1条の2（甲）\n甲。\n", True, id="a number has"),
        pytest.param("## 第2条（甲）\n甲。\n", "## 第2条（甲）\n乙。\n", False, id="a word has"),
        pytest.param("", "## 第2条（乙）\n乙。\n", False, id="an article came"),
    ],
)
def test_it_is_said_that_no_wording_has_changed(old: str, new: str, said: bool) -> None:
    pair = _pair({"old": "## 第1条（零）\n零。\n" + old, "new": "## 第1条（零）\n零。\n" + new})
    view = compare(pair)
    assert ("文言の変更はありません（番号の表記・改行を除く）。" in _page(pair)) is said
    for template in ("compare.md", "approval.html"):
        section = Section("revised", "privacy", "ja", "個人情報の取扱い")
        known = {"section": section, "company": company_name(pair.context), "today": pair.context.site.today}
        page = pair.context.renderer.render(f"kaitei/{template}", "/", view=view, **known)
        assert ("文言の変更はありません（番号の表記・改行を除く）。" in page) is said


def test_elsewhere_a_cell_needs_no_style_sheet() -> None:
    """In Markdown and in feeds nested items are set in by spaces, and marks are in elements."""
    text = "## 第1条（項目）\n- 甲\n  - 乙{}\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"
    pair = _pair({"old": text.format(""), "new": text.format("等")})
    page = pair.context.renderer.render("kaitei/compare.md", "/", view=compare(pair))
    assert '<div class="depth1">\u2003・乙<ins>等</ins></div>' in page
    assert "<td>丙</td><td>丁</td>" in page
    feed = "".join(entry.long for entry in entries(pair.context, pair.standing))
    assert "\u2003・乙&lt;ins&gt;等&lt;/ins&gt;" in feed


@pytest.mark.parametrize(
    ("mark", "caption"),
    [
        ("underline", "（下線部分は改訂部分）"),
        ("colour", "（色を付けた部分は改訂部分）"),
        ("both", "（下線および色を付けた部分は改訂部分）"),
    ],
)
def test_the_caption_names_the_marks_in_the_words_of_the_site(mark: str, caption: str) -> None:
    pair = _pair({"new": "本文1。\n", "old": "本文2。\n"})
    settings = replace(pair.context.settings, mark=mark, revision_word="改訂")
    again = Context.make(replace(pair.context.site, settings=settings), "ja")
    page = _page(replace(pair, context=again))
    assert f'<div class="kaitei wide mark-{mark}">' in page
    assert f'<p class="kicker marked">{caption}</p>' in page
