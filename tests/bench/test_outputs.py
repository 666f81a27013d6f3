from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import corpora
from tests.bench.building import environment, kinds
from tests.bench.corpora import Shape
from tests.bench.outputs import Cost, costs, least, timed


def test_what_passes_counts_for_the_file_that_is_made_and_other_work_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(time, "process_time", lambda: clock[0])

    def files() -> Iterator[tuple[str, str] | None]:
        for passing, file in ((1, None), (2, ("a", "A")), (4, ("b", "B")), (8, None), (16, ("c", "C")), (32, None)):
            clock[0] += passing
            yield file

    found = []
    for file in timed(files()):
        found.append(file)
        clock[0] += 100  # whoever asks takes time as well
    assert found == [("a", "A", 2), ("b", "B", 4), ("c", "C", 16)]


def test_of_several_rounds_the_least_counts_kind_by_kind() -> None:
    rounds = [
        {"text": Cost(2, 0.004), "comparison": Cost(4, 0.016)},
        {"text": Cost(2, 0.006), "comparison": Cost(4, 0.012)},
    ]
    assert least(rounds) == {"text": 2.0, "comparison": 3.0}


def test_the_pages_of_a_project_are_measured_by_kind(tmp_path: Path) -> None:
    made = corpora.kaitei(tmp_path / "project", Shape(2, 3))
    found = costs(made.root, environment())
    assert {"text", "canonical", "history", "comparison", "other"} == set(found)
    assert all(cost.each > 0 for cost in found.values())
    built = made.build(KAITEI_TODAY=environment()["KAITEI_TODAY"])
    assert found["comparison"].pages == kinds(built.site)["comparison"]
