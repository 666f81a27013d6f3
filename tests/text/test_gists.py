"""Where plain-language notes stand on a page."""

from __future__ import annotations

import pytest

from kaitei.pages.text import dated
from tests.support.small import context, edition, living, site, standing

NOTE = "/// gist\nやさしく。\n///\n"
WITHIN = NOTE.replace("\n", "\n    ")

CASES = {
    "below its heading": (
        f"## 第1条（甲）\n\n主文。\n\n{NOTE}\n## 第2条（乙）\n\n後文。\n",
        ["（甲）", "やさしく", "主文", "（乙）", "後文"],
    ),
    "at the head of its item": (
        f"1. 前文。\n2. 主文。\n\n    続き。\n\n    {WITHIN}\n3. 後文。\n",
        ["前文", "やさしく", "主文", "続き", "後文"],
    ),
    "where it stands if in no clause": (f"主文。\n\n{NOTE}\n後文。\n", ["主文", "やさしく", "後文"]),
}


@pytest.mark.parametrize(("body", "order"), CASES.values(), ids=CASES)
def test_a_note_stands_where_its_clause_begins(body: str, order: list[str]) -> None:
    made = site({"privacy.md": living("- {date: 2026-04-01, summary: 制定}", body)}, "2026-11-22")
    held = standing(made)
    html = str(dated(context(made), held, held.revisions[0]).body)
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert html.count("やさしく") == 1
    assert "やさしく" not in edition(made, "2026-04-01").canonical


def test_of_several_notes_of_a_clause_the_order_stays() -> None:
    first, second = (WITHIN.replace("やさしく", words) for words in ("一つめ", "二つめ"))
    body = f"1. 主文。\n\n    {first}\n    続き。\n\n    {second}\n2. 後文。\n"
    made = site({"privacy.md": living("- {date: 2026-04-01, summary: 制定}", body)}, "2026-11-22")
    held = standing(made)
    html = str(dated(context(made), held, held.revisions[0]).body)
    places = [html.index(words) for words in ("一つめ", "二つめ", "主文", "続き", "後文")]
    assert places == sorted(places)
