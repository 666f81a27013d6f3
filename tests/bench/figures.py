"""What has to hold of the measurements, each as one figure with its limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.building import Measured
from tests.bench.measure import exponent, ratio

COLD, PEAK, EXPONENT, UNCHANGED, EDITED, COMPARISON, SERVED = 0.5, 0.5, 1.05, 0.05, 0.07, 5.0, 1.0
"""The limits: multiples of stock, a power, multiples of stock's whole build, milliseconds, seconds."""

WARM = {"nothing changed": UNCHANGED, "one living file edited": EDITED}
LARGE = 800
"""Texts from which on the limits are meant; below, the start of Python and of MkDocs weighs more than the pages."""
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
        """Return what was measured of a tool in a scenario."""
        return next(one for one in self.measured if (one.tool, one.scenario) == (tool, scenario))

    def times(self, scenario: str, tool: str = "kaitei") -> float:
        """Return the CPU of a scenario as a multiple of stock's whole build."""
        return ratio([run.cpu for run in self.of(tool, scenario).runs], [run.cpu for run in self.of("stock").runs])


def figures(sizes: Sequence[Size]) -> Iterator[Figure]:
    """Yield every figure that the sizes allow."""
    for size in sizes:
        yield from _cold(size)
    yield from _growth(sizes)
    for size in sizes:
        for scenario, limit in WARM.items():
            name = f"{size.texts:,} texts, {scenario}: CPU × stock's whole build"
            yield Figure(name, size.times(scenario), limit if size.texts >= LARGEST else None, "×")
    for size in sizes:
        limited = COMPARISON if size.texts >= LARGE else None
        yield Figure(f"{size.texts:,} texts, a comparison's page: CPU", size.costs["comparison"], limited, "ms")
    for size in sizes:
        if size.served:
            limited = SERVED if size.texts >= LARGEST else None
            yield Figure(f"{size.texts:,} texts, an edit shown by mkdocs serve", max(size.served), limited, "s")


def _cold(size: Size) -> Iterator[Figure]:
    own, stock = size.of("kaitei"), size.of("stock")
    large = size.texts >= LARGE
    share = size.times("cold") * stock.pages / own.pages
    yield Figure(f"{size.texts:,} texts, cold: CPU a page × stock's", share, COLD if large else None, "×")
    peak = ratio([run.peak for run in own.runs], [run.peak for run in stock.runs])
    yield Figure(f"{size.texts:,} texts, cold: peak memory × stock's", peak, PEAK if large else None, "×")


def _growth(sizes: Sequence[Size]) -> Iterator[Figure]:
    found = {size.texts: min(run.cpu for run in size.of("kaitei").runs) for size in sizes}
    if len(found) > 2:
        yield Figure("exponent of cold CPU over texts, all sizes", exponent(found))
    large = {texts: cpu for texts, cpu in found.items() if texts >= LARGE}
    if len(large) > 1:
        name = " to ".join(f"{texts:,}" for texts in large)
        yield Figure(f"exponent of cold CPU over texts, {name}", exponent(large), EXPONENT)
