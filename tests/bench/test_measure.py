from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.building import kind
from tests.bench.measure import Run, difference, exponent, median, put_aside, ratio, run

WRITE = "import pathlib; pathlib.Path('site/new.txt').write_text('four')"


def made(cpu: float) -> Run:
    return Run(0, cpu, 0, 0, 0)


@pytest.mark.parametrize("power", [0.5, 1, 1.05, 2])
def test_the_exponent_is_that_of_a_power_law(power: float) -> None:
    assert exponent({n: 0.003 * n**power for n in (50, 800, 3_200)}) == pytest.approx(power)


def test_the_exponent_between_two_sizes_is_the_slope_between_them() -> None:
    assert exponent({800: 10.0, 3_200: 40.0}) == pytest.approx(1)
    assert exponent({800: 10.0, 3_200: 160.0}) == pytest.approx(2)


def test_a_fixed_cost_lowers_the_exponent() -> None:
    assert exponent({n: 2 + 0.01 * n for n in (50, 800, 3_200)}) < 1


def test_ratios_are_of_runs_beside_each_other() -> None:
    assert ratio([1, 20, 3], [2, 10, 3]) == 1


def test_the_median_run_is_one_that_was_run() -> None:
    assert median([made(3), made(1), made(2)]).cpu == 2
    assert median([made(3), made(1)]).cpu == 1


def test_a_run_tells_time_memory_and_files(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.txt").write_text("six...", encoding="utf-8")
    found = run([sys.executable, "-c", f"data = b'.' * 50_000_000; {WRITE}"], tmp_path, tmp_path / "site", {})
    assert (found.files, found.size) == (2, 10)
    assert 50_000_000 < found.peak < 150_000_000
    assert 0 < found.cpu < found.wall * 2


def test_the_processes_of_a_pool_count_as_well(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    task = "(len(b'.' * 80_000_000), sum(range(10_000_000)), __import__('time').process_time())[-1]"
    pool = f"""
import multiprocessing, pathlib
from concurrent.futures import ProcessPoolExecutor
with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
    took = sum(pool.map(eval, [{task!r}] * 2))
pathlib.Path("site/took.txt").write_text(str(took))
"""
    found = run([sys.executable, "-c", pool], tmp_path, tmp_path / "site", {})
    assert found.cpu > float((tmp_path / "site" / "took.txt").read_text(encoding="utf-8")) > 0.2
    assert 80_000_000 < found.peak < 160_000_000


def test_a_peak_is_not_that_of_whoever_measures(tmp_path: Path) -> None:
    held = b"." * 300_000_000
    found = run([sys.executable, "-c", "pass"], tmp_path, tmp_path / "site", {})
    assert found.peak < 100_000_000 < len(held)


def test_what_is_put_aside_is_gone_but_not_removed(tmp_path: Path) -> None:
    for turn in "12":
        (tmp_path / "project" / "site").mkdir(parents=True)
        (tmp_path / "project" / "site" / "page.txt").write_text(turn, encoding="utf-8")
        put_aside(tmp_path / "project" / "site", tmp_path / "project" / "nothing")
        assert not any((tmp_path / "project").iterdir())
        (tmp_path / "project").rmdir()
    assert sorted(page.read_text(encoding="utf-8") for page in tmp_path.glob("aside-*/site/page.txt")) == ["1", "2"]


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="not today"):
        run([sys.executable, "-c", "raise SystemExit('not today')"], tmp_path, tmp_path / "site", {})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, ""), ({"b/two": "other"}, "b/two"), ({"a": "other", "b/two": "other"}, "a"), ({"c": "more"}, "c")],
)
def test_the_first_difference_is_named(tmp_path: Path, changes: dict[str, str], expected: str) -> None:
    files = {"a": "one", "b/two": "two"}
    for folder, content in (("one", files), ("other", files | changes)):
        for name, text in content.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    assert difference(tmp_path / "one", tmp_path / "other") == expected
    assert difference(tmp_path / "other", tmp_path / "one") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("privacy-1/index.html", "text"),
        ("en/external-transmission-3/2024-01-31/index.html", "text"),
        ("privacy-1/2024-01-31.txt", "canonical"),
        ("privacy-1/history/index.html", "history"),
        ("en/privacy-1/compare/2020-01-01/2021-01-01/index.html", "comparison"),
        ("history/index.html", ""),
        ("search/index.html", ""),
        ("en/index.html", ""),
        ("privacy-1/feed.xml", ""),
    ],
)
def test_pages_are_told_apart_by_their_addresses(path: str, expected: str) -> None:
    assert kind(path) == expected
