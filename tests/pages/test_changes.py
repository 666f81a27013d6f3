"""Pages of changes: a text with what its revision changed marked in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from typing import Any

import pytest

from kaitei.comparison.model import Side
from kaitei.pages.changes import changes
from kaitei.pages.compare_address import compared_with, switch
from kaitei.pages.framed import changes as framed
from kaitei.pages.pair import Pair
from kaitei.pages.text import dated
from kaitei.pages.views import ChangesView
from tests.support.amendments import Amendment, amendments
from tests.support.cases import cases
from tests.support.effort import effort
from tests.support.small import COMPANY, context, frozen, living, site, standing

PAIRS = (*amendments("read"), *amendments("apart"))
SIGNS = re.compile(r"[\s|・\-]")  # what a table and a list of a text are typed with
NOTE = re.compile(r'<p class="beside change-note">.*?</p>', re.DOTALL)

DAYS = "- {date: 2026-04-01, summary: 改めた, reason: 見直し}\n- {date: 2025-04-01, summary: 制定}"


def _pair(old: str, new: str, company: str = COMPANY, titles: tuple[str, str] = ("規約", "規約"), **site_: Any) -> Pair:
    files = {"privacy.md": living(DAYS, new, title=titles[1]), "privacy/2025-04-01.md": frozen(old, title=titles[0])}
    made = context(site(files, "2026-11-22", company, **site_))
    held = standing(made.site)
    newer, older = held.held("ja")
    return Pair(made, held, older, newer)


def _view(old: str, new: str, company: str = COMPANY, titles: tuple[str, str] = ("規約", "規約")) -> ChangesView:
    return changes(_pair(old, new, company, titles))


def shown(view: ChangesView, notes: bool = False) -> str:
    """What a reader meets of a text with its changes: `[-gone-]`, `{+came+}`, the rest without markup."""
    html = str(view.body)
    if not notes:
        html = NOTE.sub("", html)
    html = re.sub(r"<del[^>]*>(.*?)</del>", r"[-\1-]", html, flags=re.DOTALL)
    html = re.sub(r"<ins[^>]*>(.*?)</ins>", r"{+\1+}", html, flags=re.DOTALL)
    html = re.sub(r"</t[dh]>\s*<t[dh][^>]*>", " | ", html)
    html = re.sub(r"</?(?:tr|ol|li|h2)\b[^<>]*>", "\n", html)
    lines = (" ".join(re.sub("<[^<>]*>", "", line).split()) for line in html.split("\n"))
    return "\n".join(filter(None, lines))


@pytest.mark.parametrize("case", cases("changes"))
def test_what_is_marked_in_a_text(case: dict[str, Any]) -> None:
    view = _view(case["old"], case["new"], case.get("company", COMPANY))
    assert shown(view) == case["shown"].strip()


def _marked(sides: Iterable[Side | None], op: str) -> Counter[str]:
    text = "".join(text for side in sides if side for of, text in side.segments if of == op)
    return Counter(SIGNS.sub("", text))


def _read(html: str, element: str) -> Counter[str]:
    words = re.findall(rf"<{element}[^>]*>(.*?)</{element}>", html, re.DOTALL)
    return Counter(SIGNS.sub("", unescape(re.sub("<[^<>]*>", "", "".join(words)))))


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.file)
def test_every_mark_of_a_comparison_is_in_the_text_and_no_other(case: Amendment) -> None:
    pair = _pair(*case.texts)
    rows, html = pair.comparison().rows, str(changes(pair).body)
    assert _read(html, "ins") == _marked([row.new for row in rows], "+")
    assert _read(html, "del") == _marked([row.old for row in rows], "-")


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.file)
def test_without_its_marks_it_is_the_text(case: Amendment) -> None:
    pair = _pair(*case.texts, defined_terms=False)
    html = re.sub(
        r"<ol class=\"clauses gone\".*?</ol>|<li class=\"clause gone\">.*?</li>|<tr class=\"gone\">.*?</tr>",
        "",
        str(changes(pair).body),
        flags=re.DOTALL,
    )
    html = NOTE.sub("", re.sub(r"<del[^>]*>.*?</del>", "", html, flags=re.DOTALL))
    text = str(dated(pair.context, pair.standing, pair.new).body)
    assert _bare(re.sub(r"</?ins[^>]*>", "", html)) == _bare(text)


def _bare(html: str) -> str:
    """HTML without white space, and without what keeps amounts whole, of which some are marked in part."""
    return re.sub(r"\s", "", re.sub(r'<span class="whole">(.*?)</span>', r"\1", html))


def test_beside_a_changed_clause_stand_the_day_and_what_happened_to_it() -> None:
    old = "## 第1条（取得）\n取得します。\n\n## 第2条（保存）\n保存します。\n"
    new = "## 第1条（委託）\nお客様の個人データを預けます。\n\n## 第2条（取得）\n取得します。\n\n"
    new += "## 第3条（保存）\n五年間保存します。\n"
    said = [re.sub("<[^<>]*>", "", note) for note in NOTE.findall(str(changes(_pair(old, new)).body))]
    assert said == [
        "2026年4月1日施行 新設",
        "2026年4月1日施行 条項番号の変更 旧第1条",
        "2026年4月1日施行 追加・条項番号の変更 旧第2条",
    ]


def test_the_head_says_which_texts_why_and_what_and_leads_on() -> None:
    view = changes(_pair("旧い本文です。", "新しい本文です。", titles=("古い規約", "新しい規約")))
    assert view.lead == "2025年4月1日施行版から2026年4月1日施行版への改定箇所を本文中に表示しています。"
    assert [(note.label, str(note.text)) for note in view.notes] == [("変更点", "改めた"), ("理由", "見直し")]
    assert re.sub("<del.*?</del>|<[^<>]*>", "", str(view.title)) == "新しい規約"
    assert view.switch.address == "/privacy/2026-04-01/"
    assert [link.address for link in view.actions] == [
        "/privacy/compare/2025-04-01/2026-04-01/",
        "/privacy/2025-04-01/",
        "/privacy/history/",
    ]
    assert (view.previous, view.next) == (None, None)


THREE = """
- {date: 2027-04-01, summary: 三}
- {date: 2026-12-01, announced: 2026-11-01, withdrawn: 2026-11-20, summary: 取りやめ, reason: 再検討}
- {date: 2026-04-01, summary: 二}
- {date: 2025-04-01, summary: 一}
"""


def test_a_text_leads_to_its_changes_and_they_to_those_before_and_after() -> None:
    past = {f"privacy/{day}.md": frozen(f"{day}の本文です。") for day in ("2026-12-01", "2026-04-01", "2025-04-01")}
    made = context(site({"privacy.md": living(THREE), **past}, "2026-11-22"))
    held = standing(made.site)
    found = {one.date: [link.address for link in switch(made, held, one)] for one in held.held("ja")}
    there = ("2027-04-01", "2026-12-01", "2026-04-01")
    assert found == {day: [f"/privacy/{day}/changes/"] for day in there} | {"2025-04-01": []}
    for one in held.held("ja"):
        assert [link.address for link in dated(made, held, one).actions if "changes" in link.address] == found[one.date]
    by_date = {one.date: one for one in held.held("ja")}
    of = {
        day: changes(Pair(made, held, older, by_date[day]))
        for day in there
        if (older := compared_with(held, by_date[day], "ja"))
    }
    around = {day: [link and link.address for link in (view.previous, view.next)] for day, view in of.items()}
    assert around == {
        "2027-04-01": ["/privacy/2026-04-01/changes/", None],
        "2026-12-01": ["/privacy/2026-04-01/changes/", None],
        "2026-04-01": [None, "/privacy/2027-04-01/changes/"],
    }
    assert of["2027-04-01"].lead.startswith("2026年4月1日施行版から")


def test_the_page_is_for_nobody_who_searches() -> None:
    _, surround = framed(_pair("旧い本文です。", "新しい本文です。"))
    assert surround.noindex
    assert surround.address == "/privacy/2026-04-01/changes/"
    assert surround.title == "規約（2026年4月1日施行）の改定箇所"


def test_what_is_gone_of_a_text_is_escaped() -> None:
    view = changes(_pair("A <b> & C <i> の文です。長い文が続きます。", "A の文です。長い文が続きます。"))
    assert "<i>" not in str(view.body)


def test_a_long_clause_with_many_changes_takes_no_longer_for_each() -> None:
    def text(word: str, size: int) -> str:
        return "".join(f"{nth}番目の{word}を定めます。" for nth in range(size))

    def seconds(size: int) -> float:
        pair = _pair(text("事項", size), text("条件", size))
        pair.comparison()
        return effort(lambda: changes(pair))

    seconds(50)
    assert seconds(2000) < 20 * seconds(200) + 1
