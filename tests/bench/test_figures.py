from __future__ import annotations

import pytest

from tests.bench.building import EMPTY, SCENARIOS, UNCHANGED, Measured
from tests.bench.figures import Figure, Size, figures
from tests.bench.measure import Run
from tests.bench.report import limits, rows, table


def run(cpu: float, peak: int = 0, wall: float = 0) -> Run:
    return Run(wall, cpu, peak, 0, 0)


def size(texts: int, own: float, stock: float, warm: float) -> Size:
    """A size whose builds take so many seconds of CPU, with twice as many pages as stock.

    An empty site takes one second; a pool halves the time on the clock.
    """
    found = [
        Measured("stock", "cold", (run(stock, 100, stock),), texts),
        Measured("hugo", "cold", (run(stock / 10),), texts),
        Measured(EMPTY, UNCHANGED, (run(1),), 0),
    ]
    for scenario in SCENARIOS:
        cpu = own if scenario.name == "cold" else warm
        found.append(Measured("kaitei", scenario.name, (run(cpu, 61, cpu / 2),), 2 * texts, ""))
    return Size(texts, tuple(found), {"comparison": 6.0}, (0.4, 1.2, 0.5))


def told(sizes: list[Size]) -> dict[str, tuple[float, str]]:
    return {figure.name: (round(figure.value, 3), figure.verdict) for figure in figures(sizes)}


def test_each_limit_is_held_against_what_was_measured() -> None:
    found = told([size(50, 2, 2, 2), size(200, 4, 5, 1.75), size(800, 10, 5, 2), size(3_200, 50, 48, 5)])
    assert found == {
        "50 texts, cold: CPU a page × stock's": (0.5, ""),
        "50 texts, cold: wall a page × stock's": (0.25, ""),
        "50 texts, cold: peak memory, largest process, × stock's": (0.61, ""),
        "200 texts, cold: CPU a page × stock's": (0.4, ""),
        "200 texts, cold: wall a page × stock's": (0.2, ""),
        "200 texts, cold: peak memory, largest process, × stock's": (0.61, ""),
        "800 texts, cold: CPU a page × stock's": (1, "OVER"),
        "800 texts, cold: wall a page × stock's": (0.5, "OVER"),
        "800 texts, cold: peak memory, largest process, × stock's": (0.61, ""),
        "3,200 texts, cold: CPU a page × stock's": (0.521, "ok"),
        "3,200 texts, cold: wall a page × stock's": (0.26, "ok"),
        "3,200 texts, cold: peak memory, largest process, × stock's": (0.61, "OVER"),
        "exponent of cold CPU over texts, all sizes": (0.763, ""),
        "exponent of cold CPU over texts, 800 to 3,200": (1.161, "OVER"),
        "50 texts, nothing changed: CPU above an empty site × stock's whole build": (0.5, ""),
        "50 texts, one living file edited: CPU above an empty site × stock's whole build": (0.5, ""),
        "200 texts, nothing changed: CPU above an empty site × stock's whole build": (0.15, "OVER"),
        "200 texts, one living file edited: CPU above an empty site × stock's whole build": (0.15, "ok"),
        "800 texts, nothing changed: CPU × stock's whole build": (0.4, ""),
        "800 texts, one living file edited: CPU × stock's whole build": (0.4, ""),
        "3,200 texts, nothing changed: CPU × stock's whole build": (0.104, "OVER"),
        "3,200 texts, one living file edited: CPU × stock's whole build": (0.104, "ok"),
        "50 texts, a comparison's page: CPU": (6, ""),
        "200 texts, a comparison's page: CPU": (6, ""),
        "800 texts, a comparison's page: CPU": (6, "OVER"),
        "3,200 texts, a comparison's page: CPU": (6, "OVER"),
        "50 texts, an edit shown by mkdocs serve": (1.2, "OVER"),
        "200 texts, an edit shown by mkdocs serve": (1.2, "ok"),
        "800 texts, an edit shown by mkdocs serve": (1.2, ""),
        "3,200 texts, an edit shown by mkdocs serve": (1.2, "ok"),
    }


def test_the_limits_are_those_that_were_measured_beforehand() -> None:
    found = {figure.name: figure.limit for figure in figures([size(texts, 1, 1, 1) for texts in (200, 800, 3_200)])}
    assert {name: limit for name, limit in found.items() if limit is not None} == {
        "800 texts, cold: CPU a page × stock's": 0.7,
        "800 texts, cold: wall a page × stock's": 0.45,
        "3,200 texts, cold: CPU a page × stock's": 0.7,
        "3,200 texts, cold: wall a page × stock's": 0.45,
        "3,200 texts, cold: peak memory, largest process, × stock's": 0.6,
        "exponent of cold CPU over texts, 800 to 3,200": 1.05,
        "200 texts, nothing changed: CPU above an empty site × stock's whole build": 0.1,
        "200 texts, one living file edited: CPU above an empty site × stock's whole build": 0.2,
        "3,200 texts, nothing changed: CPU × stock's whole build": 0.08,
        "3,200 texts, one living file edited: CPU × stock's whole build": 0.12,
        "800 texts, a comparison's page: CPU": 5,
        "3,200 texts, a comparison's page: CPU": 5,
        "200 texts, an edit shown by mkdocs serve": 1.5,
        "3,200 texts, an edit shown by mkdocs serve": 6,
    }


def test_what_an_empty_site_takes_is_that_of_the_run_beside() -> None:
    runs = {
        ("stock", "cold"): (10, 20, 10),
        (EMPTY, UNCHANGED): (1, 2, 1),
        ("kaitei", UNCHANGED): (2, 6, 2.5),
    }
    found = [Measured(*key, tuple(run(cpu) for cpu in taken), 0) for key, taken in runs.items()]
    assert Size(200, tuple(found), {}).above(UNCHANGED) == pytest.approx(0.15)


def test_other_generators_stand_beside_stock() -> None:
    lines = [[cell.strip() for cell in line.split("|")[1:6]] for line in rows(size(200, 4, 5, 1.75)).splitlines()]
    assert lines[2:6] == [
        ["stock", "cold", "5.00", "5.00", "1.000"],
        ["hugo", "cold", "0.00", "0.50", "0.100"],
        ["empty", "nothing changed", "0.00", "1.00", "0.200"],
        ["kaitei", "cold", "2.00", "4.00", "0.800"],
    ]


def test_a_limit_is_told_with_its_unit() -> None:
    assert limits([Figure("page", 4.5678, 5, "ms"), Figure("all", 2)]).splitlines()[2:] == [
        "| page   | 4.57 ms  | 5 ms  | ok  |",
        "| all    | 2        |       |     |",
    ]


def test_columns_are_aligned_whatever_the_width_of_the_signs() -> None:
    assert table(("語", "b"), [("policies", "1")]).splitlines() == [
        "| 語       | b   |",
        "| -------- | --- |",
        "| policies | 1   |",
    ]
