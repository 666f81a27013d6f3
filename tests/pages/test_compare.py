from __future__ import annotations

import random
import re
from typing import Any

import pytest

from kaitei.comparison import marking, nodes, pieces, similarity, tokens
from kaitei.pages.context import Context
from kaitei.pages.framed import comparison
from kaitei.pages.pair import Pair
from kaitei.policy.pairs import pairs
from kaitei.site.site import Site
from tests.support.small import COMPANY, frozen, living, site, translated

MEMORIES = (similarity._likeness, nodes._own, pieces.cut, tokens.differences, marking.mark)

YEARS = range(2024, 2009, -1)
"""More revisions than have all pairs, and more texts than are held at once."""


def _body(year: int) -> str:
    """A text of which a part changes each year, a part every third one, and a part never."""
    third = "、".join(["氏名", "住所", "電話番号"][: year % 3 + 1])
    moved = f"## 第{3 + year % 2}条（保存）\n\n{2000 + year % 4}件まで保存します。\n"
    return (
        "はじめに、当社は<次>のとおり定めます。\n\n"
        f"## 第1条（取得）\n\n{third}を取得します。\n\n1. 申込書によるもの\n2. {year}年の調査によるもの\n\n"
        "## 第2条（利用）\n\n商品の発送 & 請求のために利用します。\n\n"
        f"{moved}\n## 第5条（{'開示' if year % 5 else '開示等'}）\n\n"
        f"| 書類 | 部数 |\n|---|---|\n| 申込書 | {year % 3} |\n\n"
        "窓口は {{ company.name }} です。\n"
    )


def _made(**settings: Any) -> Site:
    first, *past = YEARS
    revisions = "".join(f"- {{date: {year}-04-01, summary: 改定, remarks: {{c2: 注記}}}}\n" for year in YEARS)
    files = {"privacy.md": living(revisions, _body(first))}
    files |= {f"privacy/{year}-04-01.md": frozen(_body(year)) for year in past}
    return site(files, "2026-11-22", **settings)


def _all(context: Context) -> list[Pair]:
    standing = context.site.standing("privacy")
    assert standing
    return [Pair(context, standing, old, new) for old, new in pairs(standing.held(context.locale), standing.current)]


def _page(pair: Pair) -> str:
    view, surround = comparison(pair)
    return pair.context.renderer.render("kaitei/compare.html", surround.address, view=view, frame=surround)


def _forget() -> None:
    for memory in MEMORIES:
        memory.cache_clear()


@pytest.fixture(scope="module")
def alone() -> dict[tuple[str, str], str]:
    """Each comparison as it is where nothing was compared or written before."""
    found = {}
    for at in range(len(_all(Context.make(_made(), "ja")))):
        _forget()
        pair = _all(Context.make(_made(), "ja"))[at]
        found[pair.old.date, pair.new.date] = _page(pair)
    return found


@pytest.mark.parametrize("order", ["as built", "backwards", "at random"])
def test_a_page_is_the_same_whatever_was_compared_before(order: str, alone: dict[tuple[str, str], str]) -> None:
    asked = _all(Context.make(_made(), "ja"))
    if order == "backwards":
        asked.reverse()
    if order == "at random":
        random.Random(1).shuffle(asked)
    assert {(pair.old.date, pair.new.date): _page(pair) for pair in asked} == alone


def test_the_clauses_of_a_page_lead_to_its_own_two_texts(alone: dict[tuple[str, str], str]) -> None:
    for (old, new), page in alone.items():
        marked = re.findall(r'<td class="(new|old)"(?:(?!</td>).)*?<a class="marker" href="([^"]*)"', page, re.DOTALL)
        assert {side for side, _ in marked} == {"new", "old"}
        assert {href.partition("#")[0] for side, href in marked if side == "old"} == {f"../../../{old}/"}
        assert {href.partition("#")[0] for side, href in marked if side == "new"} == {f"../../../{new}/"}


def test_no_sign_for_an_address_is_left(alone: dict[tuple[str, str], str]) -> None:
    assert not any(re.search("[\ufdd0-\ufdef]", page) for page in alone.values())


def test_what_an_author_typed_is_escaped(alone: dict[tuple[str, str], str]) -> None:
    page = alone["2023-04-01", "2024-04-01"]
    assert "当社は<次>" not in page
    assert "発送 &amp; 請求" in page


@pytest.mark.parametrize(
    ("new_first", "sides"), [(True, ("new", "old")), (False, ("old", "new"))], ids=["new first", "old first"]
)
def test_what_is_folded_is_said_once(new_first: bool, sides: tuple[str, str]) -> None:
    pair = next(pair for pair in _all(Context.make(_made(new_first=new_first), "ja")) if pair.new.date == "2024-04-01")
    folded = re.findall(r'<tr class="fold">.*?</table>', _page(pair), re.DOTALL)
    assert any("申込書によるもの" in fold for fold in folded)
    for fold in folded:
        assert fold.count("<details>") == 1
        for row in re.findall(r'<tr class="unchanged">.*?</tr>', fold, re.DOTALL):
            cells = re.findall(r'<td class="(new|old)"[^>]*><div[^>]*>(.*?)</div></td>', row, re.DOTALL)
            assert tuple(side for side, _ in cells) == sides
            numbers = [re.findall(r'<a class="marker"[^>]*>([^<]*)</a>', cell) for _, cell in cells]
            assert numbers[0] == numbers[1]
            assert cells[1][1].endswith("（同左）")
            assert "（同左）" not in cells[0][1]


@pytest.mark.parametrize(("locale", "span"), [("ja", "1.～2."), ("en", "1.–2.")])
def test_a_fold_is_named_by_its_first_and_last_number(locale: str, span: str) -> None:
    listed = "1. Name\n2. Address\n\nNot for longer than {} years.\n"
    files = {
        "privacy.md": living(
            "- {date: 2026-04-01, summary: 改定}\n- {date: 2025-04-01, summary: 制定}\n", listed.format(2)
        ),
        "privacy.en.md": translated("2026-04-01", listed.format(2)),
        "privacy/2025-04-01.md": frozen(listed.format(3)),
        "privacy/2025-04-01.en.md": frozen(listed.format(3)),
    }
    page = _page(_all(Context.make(site(files, "2026-11-22"), locale))[0])
    assert re.findall(r"<summary><span>([^<（ ]*)", page)[-1] == span


def _remarks(company: str, old: str, new: str) -> list[str]:
    """The remarks on the rows of two texts, the second of 2026-04-01, with the facts of a company."""
    revisions = "- {date: 2026-04-01, summary: 改定}\n- {date: 2024-04-01, summary: 制定}\n"
    files = {"privacy.md": living(revisions, new), "privacy/2024-04-01.md": frozen(old)}
    page = _page(_all(Context.make(site(files, "2026-11-22", company), "ja"))[0])
    return re.findall(r'<td class="remarks" data-label="備考">(.*?)</td>', page)


def test_what_is_there_no_more_on_the_later_day_is_compared_all_the_same() -> None:
    company = COMPANY + "desks: [{old: {name: 旧窓口}, kept: {name: 窓口}}, {from: 2026-04-01, kept: {name: 窓口}}]\n"
    texts = [
        f"1. 概要は、次のとおりです。\n2. 連絡先は {{{{ desks.{name}.name }}}} です。\n" for name in ("old", "kept")
    ]
    assert "<p>変更</p>" in _remarks(company, *texts)


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        pytest.param(
            "代表者は {{ representative.name }} です。", "", "記載事項の変更（改定によらないもの）", id="a fact"
        ),
        pytest.param(
            "代表者は {{ representative.name }} です。",
            "代表は {{ representative.name }} です。",
            "変更",
            id="and words",
        ),
        pytest.param("{{ representative.name }}\n{{ dates }}", "", "変更", id="and dates"),
        pytest.param("窓口は本社です。", "窓口は支社です。", "変更", id="words alone"),
        pytest.param("料金は {{ fee }} です。", "", "変更", id="a fact that is no one's name"),
        pytest.param("{{ representative.name }}の料金は {{ fee }} です。", "", "変更", id="beside one that is"),
    ],
)
def test_what_no_revision_has_changed_is_said_to_be_so(old: str, new: str, remark: str) -> None:
    company = COMPANY + (
        "representative: [{title: 社長, name: 乾 一郎}, {from: 2025-01-01, title: 社長, name: 巽 二葉}]\n"
        "fee: [500円, {from: 2026-04-01, value: 600円}]\n"
    )
    texts = [f"1. 当社の概要は、次のとおりです。\n2. {text}\n" for text in (old, new or old)]
    assert f"<p>{remark}</p>" in _remarks(company, *texts)


def test_the_head_and_the_choice_say_what_is_not_in_force_yet() -> None:
    revisions = "- {date: 2027-04-01, summary: 改定}\n- {date: 2024-04-01, summary: 制定}\n"
    files = {"privacy.md": living(revisions, "新。\n"), "privacy/2024-04-01.md": frozen("旧。\n")}
    page = _page(_all(Context.make(site(files, "2026-11-22"), "ja"))[0])
    assert re.findall(r"<summary><span class=.kicker.>(.*?)</span> (.*?)</summary>", page) == [
        ("改定後", "2027年4月1日施行（改定予定）"),
        ("改定前", "2024年4月1日施行（現行）"),
    ]
    assert re.findall(r'<th scope="col">\S+ <a [^>]*>(.*?)</a>', page) == [
        "（2027年4月1日施行予定）",
        "（2024年4月1日施行）",
    ]


def test_a_site_has_words_of_its_own_for_remarks() -> None:
    page = _page(_all(Context.make(_made(labels={"ja": {"change_words_added": "字句の追加"}}), "ja"))[0])
    assert "<p>字句の追加</p>" in page
    assert "<p>追加</p>" not in page
