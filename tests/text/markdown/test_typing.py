"""In texts as people type them the clauses are found that a person sees, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.bench.typing import FOLDER, HALVES, outlined, score, scored, together

FILES = {half: sorted((FOLDER / half).glob("*.yml")) for half in HALVES}


@pytest.mark.parametrize("half", HALVES)
def test_clauses_are_right_and_none_is_invented(half: str) -> None:
    """What is wrong in texts that are set apart stays unread: of them only the counts are told."""
    scores = scored(half)
    every = together(scores.values())
    bad = {name: one for name, one in scores.items() if one.told()}
    counts = [f"{n}: {s.right} of {len(s.pairs)} right, {len(s.invented)} invented" for n, s in bad.items()]
    told = counts if half == "apart" else [f"{name}\n{one.told()}" for name, one in bad.items()]

    if every.invented or every.right < 0.98 * len(every.pairs):
        pytest.fail("\n".join(told), pytrace=False)


@pytest.mark.parametrize("half", HALVES)
def test_a_number_out_of_order_is_told_once_and_nothing_else_is(half: str) -> None:
    cases = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in FILES[half]}
    slips = {name: score(case) for name, case in cases.items() if "warnings" in case}

    assert slips
    assert {name: (one.silent, one.false) for name, one in slips.items()} == dict.fromkeys(slips, (0, 0))


def test_there_are_texts_enough_as_many_in_one_half_as_in_the_other() -> None:
    assert len(FILES["read"]) == len(FILES["apart"]) >= 21


@pytest.mark.parametrize("file", [file for half in HALVES for file in FILES[half]], ids=lambda file: file.stem)
def test_an_outline_names_no_anchor_twice(file: Path) -> None:
    """An error in what is expected costs more than a text that is missing."""
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    anchors = [entry.anchor for entry in outlined(case["outline"])]

    assert len(set(anchors)) == len(anchors)
