from __future__ import annotations

from tests.bench.building import SCENARIOS, Measured
from tests.bench.figures import Figure, Size, figures
from tests.bench.measure import Run
from tests.bench.report import limits, table


def size(texts: int, own: float, stock: float, warm: float) -> Size:
    """Return a size whose builds take so many seconds of CPU, with twice as many pages as stock."""
    rows = [Measured("stock", "cold", (Run(stock, stock, 100, 0, 0),), texts)]
    for scenario in SCENARIOS:
        cpu = own if scenario.name == "cold" else warm
        rows.append(Measured("kaitei", scenario.name, (Run(cpu, cpu, 40, 0, 0),), 2 * texts, ""))
    return Size(texts, tuple(rows), {"comparison": 6.0}, (0.4, 1.2, 0.5))


def told(sizes: list[Size]) -> dict[str, tuple[float, str]]:
    return {figure.name: (round(figure.value, 3), figure.verdict) for figure in figures(sizes)}


def test_each_limit_is_held_against_what_was_measured() -> None:
    found = told([size(50, 2, 2, 2), size(800, 10, 12, 2), size(3_200, 50, 48, 3)])
    assert found == {
        "50 texts, cold: CPU a page × stock's": (0.5, ""),
        "50 texts, cold: peak memory × stock's": (0.4, ""),
        "800 texts, cold: CPU a page × stock's": (0.417, "ok"),
        "800 texts, cold: peak memory × stock's": (0.4, "ok"),
        "3,200 texts, cold: CPU a page × stock's": (0.521, "OVER"),
        "3,200 texts, cold: peak memory × stock's": (0.4, "ok"),
        "exponent of cold CPU over texts, all sizes": (0.746, ""),
        "exponent of cold CPU over texts, 800 to 3,200": (1.161, "OVER"),
        "50 texts, nothing changed: CPU × stock's whole build": (1, ""),
        "50 texts, one living file edited: CPU × stock's whole build": (1, ""),
        "800 texts, nothing changed: CPU × stock's whole build": (0.167, ""),
        "800 texts, one living file edited: CPU × stock's whole build": (0.167, ""),
        "3,200 texts, nothing changed: CPU × stock's whole build": (0.062, "OVER"),
        "3,200 texts, one living file edited: CPU × stock's whole build": (0.062, "ok"),
        "50 texts, a comparison's page: CPU": (6, ""),
        "800 texts, a comparison's page: CPU": (6, "OVER"),
        "3,200 texts, a comparison's page: CPU": (6, "OVER"),
        "50 texts, an edit shown by mkdocs serve": (1.2, ""),
        "800 texts, an edit shown by mkdocs serve": (1.2, ""),
        "3,200 texts, an edit shown by mkdocs serve": (1.2, "OVER"),
    }


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
