from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kaitei.facts.facts import Snapshot
from kaitei.intake.facts import Offer, offered, put, unknown
from tests.support.cases import load

FACTS = Snapshot(
    {
        "company": {"name": {"ja": "灯台商会", "en": "Todai"}, "address": "千葉県見本市岬町1-2-3"},
        "representative": {"title": "代表取締役", "name": "磯部 澪"},
        "desks": {"privacy": {"name": "窓口", "email": "info@example.com"}},
    },
    {},
)
DAYS = {dt.date(2019, 4, 1), dt.date(2024, 4, 1)}
DATES = "2019年4月1日制定\n2024年4月1日改定"
BODY = """\
灯台商会は、灯台商会の会員について定めます。

2019年4月1日制定
2024年4月1日改定

千葉県見本市岬町1-2-3 磯部 澪 窓口 info@example.com
"""


def test_what_the_facts_say_is_offered_and_put_in_when_it_is_taken() -> None:
    found = tuple(offered(BODY, FACTS, ("ja", "en"), DAYS))
    assert [(one.placeholder, one.times) for one in found] == [
        ("dates", 1),
        ("desks.privacy.email", 1),
        ("company.address", 1),
        ("company.name", 2),
        ("representative.name", 1),
    ]
    assert put(BODY, found).startswith(
        "{{ company.name }}は、{{ company.name }}の会員について定めます。\n\n{{ dates }}\n\n{{ company.address"
    )


def test_lines_of_dates_become_a_paragraph() -> None:
    found = tuple(offered(f"前文\n{DATES}\n署名\n", Snapshot({}, {}), ("ja",), DAYS))
    assert put(f"前文\n{DATES}\n署名\n", found) == "前文\n\n{{ dates }}\n\n署名\n"


def test_lines_of_dates_are_offered_only_where_they_say_all_of_them() -> None:
    assert [one.placeholder for one in offered("本文\n\n2019年4月1日制定\n", Snapshot({}, {}), ("ja",), DAYS)] == []
    assert tuple(offered("2019年4月1日制定", Snapshot({}, {}), ("ja",), {dt.date(2019, 4, 1)})) == (
        Offer("dates", "2019年4月1日制定", 1),
    )


@pytest.mark.parametrize(
    "line", ["この規約は、2019年4月1日から施行する。", "本規約は2019年4月1日より適用します", "Effective April 1, 2019."]
)
def test_a_sentence_that_gives_a_day_stays_a_sentence(line: str) -> None:
    assert tuple(offered(f"附則\n\n{line}\n", Snapshot({}, {}), ("ja",), {dt.date(2019, 4, 1)})) == ()


@pytest.mark.parametrize("case", load("intake_facts"), ids=lambda case: case["text"][:12])
def test_what_the_facts_lack_is_named(case: dict[str, Any]) -> None:
    assert unknown(case["text"], Snapshot({}, {}), ("ja",)) == case["found"]
