"""Lists held against texts of several hands: what is there is found, and what is taken away is told."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from kaitei.duties import lists
from tests.support.duties import Mutant, Texts, answered, mutants, read

LISTS = ("jp-appi-32", "jp-sctl-11", "jp-tba-27-12", "jp-civil-548", "eu-gdpr-13")
LEAST = 0.95
"""The share of mutants that must be told."""

STATES = {"absent": ("missing", "ask"), "look": ("look",)}


@pytest.mark.parametrize("texts", read(), ids=lambda one: one.name)
def test_what_is_there_is_found_and_nothing_else(texts: Texts) -> None:
    for list_, items in texts.lists.items():
        found = answered(texts, list_)
        assert items.keys() == found.keys()
        for item, seen in items.items():
            expected = STATES[seen] if isinstance(seen, str) else ("found",)
            assert found[item].state in expected, (texts.name, list_, item, found[item])


@pytest.mark.parametrize("list_", LISTS)
def test_each_list_is_held_against_three_hands_and_each_item_is_in_one(list_: str) -> None:
    those = [texts for texts in read() if list_ in texts.lists]
    assert len(those) >= 3
    there = {item for texts in those for item, seen in texts.lists[list_].items() if seen != "absent"}
    beside = {"foreign", "documents-fee"}  # rare: in `test_signs`
    assert {item.id for item in lists.package()[list_].items} - there <= beside


def test_what_is_taken_away_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A table of lists × texts × sorts of mutants, with hits; and of whole texts, with false alarms."""
    made = [(texts.name, one) for texts in read() for one in mutants(texts)]
    missed = [(name, one) for name, one in made if not told(one)]
    rows = Counter((one.list, name, one.kind) for name, one in made)
    lost = Counter((one.list, name, one.kind) for name, one in missed)
    alarms = {texts.name: falsely(texts) for texts in read()}
    lines = [
        f"{list_:14}{name:10}{kind:9}{count - lost[list_, name, kind]:4} of {count}"
        for (list_, name, kind), count in rows.items()
    ]
    lines += [f"told: {len(made) - len(missed)} of {len(made)} ({1 - len(missed) / len(made):.1%})"]
    lines += ["false alarms on whole texts: " + ", ".join(f"{name} {count}" for name, count in alarms.items())]
    lines += [f"missed: {name} {one.list} {one.item} {one.kind}" for name, one in missed]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert len(missed) <= len(made) * (1 - LEAST)
    assert not any(alarms.values())


def told(mutant: Mutant) -> bool:
    return answered(mutant.texts, mutant.list)[mutant.item].state in ("missing", "ask")


def falsely(texts: Texts) -> int:
    """How many items are told of a whole text although they are there."""
    return sum(
        seen != "absent" and found[item].state in ("missing", "ask")
        for list_, items in texts.lists.items()
        for found in (answered(texts, list_),)
        for item, seen in items.items()
    )
