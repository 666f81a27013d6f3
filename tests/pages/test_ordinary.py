from __future__ import annotations

import pytest
from markupsafe import Markup

from kaitei.errors import KaiteiError
from kaitei.pages.ordinary import said
from tests.support.cases import problems
from tests.support.small import context, living, site

COMPANY = """\
company:
  name: {ja: 灯台 & 商会, en: Todai}
  address: {ja: 岬町}
desks: {privacy: {name: 窓口, phone: 03-0000-1111}}
motto: [{value: 灯}, {from: 2026-12-01, value: 光}]
later: [{from: 2027-01-01, value: 先}]
"""
FILES = {
    "terms.md": living("- {date: 2024-04-01, summary: 制定}", title="利用規約", head="kind: terms\n"),
    "soon.md": living("- {date: 2027-04-01, announced: 2027-03-01, summary: 制定}", title="秘密"),
}


def told(name: str, alone: bool = True, locale: str = "ja", today: str = "2026-11-22") -> tuple[Markup, bool]:
    return said(context(site(FILES, today, COMPANY), locale), "docs/about.md", "/about/", name, alone)


def test_a_fact_is_text_as_of_today() -> None:
    assert told("company.name") == ("灯台 &amp; 商会", False)
    assert told("company.name", alone=False) == ("灯台 &amp; 商会", False)
    assert told("motto")[0] == "灯"
    assert told("motto", today="2026-12-01")[0] == "光"


def test_a_fact_is_in_the_page_s_language_or_marked() -> None:
    assert told("company.name", locale="en")[0] == "Todai"
    assert told("company.address", locale="en")[0] == '<span lang="ja">岬町</span>'


def test_a_map_is_a_block() -> None:
    html, is_block = told("desks.privacy")
    assert is_block
    assert "窓口" in html
    assert "03-0000-1111" in html


def test_the_list_of_policies_is_a_block_that_leads_from_the_page() -> None:
    html, is_block = told("policies")
    assert is_block
    assert 'href="../terms/"' in html
    assert "利用規約" in html
    assert "秘密" not in html
    assert 'href="../en/terms/"' in told("policies", locale="en")[0]


@pytest.mark.parametrize(
    ("name", "alone", "problem"),
    [
        ("nothing", True, "placeholder_unknown"),
        ("company.nmae", False, "placeholder_unknown_near"),
        ("dates", True, "placeholder_policy_only"),
        ("signature", True, "placeholder_policy_only"),
        ("revision.date", False, "placeholder_policy_only"),
        ("policies", False, "placeholder_alone"),
        ("desks.privacy", False, "placeholder_alone"),
        ("company", False, "placeholder_alone"),
        ("later", False, "fact_not_yet"),
    ],
)
def test_what_a_page_cannot_show_is_told(name: str, alone: bool, problem: str) -> None:
    with pytest.raises(KaiteiError) as error:
        told(name, alone)
    assert [one.split()[0] for one in problems(error)] == [problem]
