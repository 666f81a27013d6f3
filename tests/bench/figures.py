"""What has to hold of the measurements, each as one figure with its limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.building import EMPTY, ONE_EDITED, UNCHANGED, Measured
from tests.bench.measure import exponent, ratio

CPU, WALL, PEAK, EXPONENT, COMPARISON = 0.7, 0.45, 0.6, 1.05, 5.0
"""The limits: multiples of stock's CPU a page, time a page and memory; a power; milliseconds."""
WHOLE = {UNCHANGED: 0.08, ONE_EDITED: 0.12}
"""Limits of the CPU after a small change, as a multiple of stock's whole build."""
ABOVE = {UNCHANGED: 0.10, ONE_EDITED: 0.20}
"""The same of a small site, less what an empty one takes."""
SERVED = {50: 1.0, 200: 1.5, 3_200: 6.0}
"""Seconds until an edit is shown, by texts."""

SMALL = 200
"""Texts at which the limits above an empty site are meant."""
LARGE = 800
"""Texts from which on the others are meant; below, the start of Python and of MkDocs weighs more than the pages."""
LARGEST = 3_200


@dataclass(frozen=True)
class Figure:
    """A measurement held against its limit."""

    name: str
    value: float
    limit: float | None = None  # None where it is only told
    unit: str = ""

    @property
    def verdict(self) -> str:
        """Whether it keeps the limit."""
        return "" if self.limit is None else "ok" if self.value <= self.limit else "OVER"


@dataclass(frozen=True)
class Size:
    """All that was measured of a size."""

    texts: int
    measured: tuple[Measured, ...]
    costs: Mapping[str, float]  # CPU of a page by kind, in milliseconds
    served: tuple[float, ...] = ()  # seconds until an edit was shown

    def of(self, tool: str, scenario: str = "cold") -> Measured:
        """What was measured of a tool in a scenario."""
        return next(one for one in self.measured if (one.tool, one.scenario) == (tool, scenario))

    def times(self, scenario: str, tool: str = "kaitei") -> float:
        """The CPU of a scenario as a multiple of stock's whole build."""
        return ratio([run.cpu for run in self.of(tool, scenario).runs], [run.cpu for run in self.of("stock").runs])

    def above(self, scenario: str) -> float:
        """The same of what the scenario takes more than an empty site on which nothing has changed."""
        beside = zip(self.of("kaitei", scenario).runs, self.of(EMPTY, UNCHANGED).runs, strict=True)
        return ratio([run.cpu - floor.cpu for run, floor in beside], [run.cpu for run in self.of("stock").runs])


def figures(sizes: Sequence[Size]) -> Iterator[Figure]:
    """Yield every figure that the sizes allow."""
    for size in sizes:
        yield from _cold(size)
    yield from _growth(sizes)
    for size in sizes:
        yield from _warm(size)
    for size in sizes:
        limited = _from(LARGE, size, COMPARISON)
        yield Figure(f"{size.texts:,} texts, a comparison's page: CPU", size.costs["comparison"], limited, "ms")
    for size in sizes:
        if size.served:
            name = f"{size.texts:,} texts, an edit shown by mkdocs serve"
            yield Figure(name, max(size.served), SERVED.get(size.texts), "s")


def _cold(size: Size) -> Iterator[Figure]:
    own, stock = size.of("kaitei"), size.of("stock")
    name, share = f"{size.texts:,} texts, cold", stock.pages / own.pages
    yield Figure(f"{name}: CPU a page × stock's", size.times("cold") * share, _from(LARGE, size, CPU), "×")
    wall = ratio([run.wall for run in own.runs], [run.wall for run in stock.runs])
    yield Figure(f"{name}: wall a page × stock's", wall * share, _from(LARGE, size, WALL), "×")
    peak = ratio([run.peak for run in own.runs], [run.peak for run in stock.runs])
    yield Figure(f"{name}: peak memory, largest process, × stock's", peak, _from(LARGEST, size, PEAK), "×")


def _growth(sizes: Sequence[Size]) -> Iterator[Figure]:
    found = {size.texts: min(run.cpu for run in size.of("kaitei").runs) for size in sizes}
    if len(found) > 2:
        yield Figure("exponent of cold CPU over texts, all sizes", exponent(found))
    large = {texts: cpu for texts, cpu in found.items() if texts >= LARGE}
    if len(large) > 1:
        name = " to ".join(f"{texts:,}" for texts in large)
        yield Figure(f"exponent of cold CPU over texts, {name}", exponent(large), EXPONENT)


def _warm(size: Size) -> Iterator[Figure]:
    for scenario in WHOLE:
        name = f"{size.texts:,} texts, {scenario}"
        if size.texts < LARGE:
            limited = ABOVE[scenario] if size.texts == SMALL else None
            yield Figure(f"{name}: CPU above an empty site × stock's whole build", size.above(scenario), limited, "×")
        else:
            limited = _from(LARGEST, size, WHOLE[scenario])
            yield Figure(f"{name}: CPU × stock's whole build", size.times(scenario), limited, "×")


def _from(texts: int, size: Size, limit: float) -> float | None:
    """The limit where a size has so many texts."""
    return limit if size.texts >= texts else None
