"""The measurements as Markdown: for the terminal, and for BENCHMARKS.md."""

from __future__ import annotations

import os
import platform
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from tests.bench import others
from tests.bench.building import Measured
from tests.bench.figures import Figure, Size, figures
from tests.bench.measure import median

PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "Markdown", "Jinja2", "rapidfuzz")
MIB = 1024 * 1024
NOTES = """\
Ratios are of runs that stood beside each other; each run is a process of its own. *CPU* is user and system time of the
process and of all that it started, a pool's processes among them; *wall* is the time on the clock, which a pool makes
shorter; *peak* is what the largest of these processes held at once. A *page* of Kaitei is a text (in force or dated), a
history or a comparison; home, search, lists of all policies and stubs are not counted, though their cost is.

*Empty* is a Kaitei site in both languages with facts and a home page and no policy, built again when nothing has
changed: what the start of Python and of MkDocs with its theme costs. *Above an empty site* is the CPU less that of the
empty site's run beside it.

Stock is MkDocs with Material on the same texts, past ones out of its navigation, both languages as plain pages of one
site, search on; it makes no history, comparison, text file or feed. The scenarios come one after the other, each upon
what the one before it has left; on the day that passes one revision takes effect. *Identical* is a site that equals,
byte for byte, one built from scratch in another folder. A comparison's CPU is all of it, the writing included, measured
within one build without MkDocs, the least of as many builds as there are rounds; what several pages share counts for
the first that needs it.
"""


def document(sizes: Sequence[Size], further: Iterable[str], day: str) -> str:
    """The whole of BENCHMARKS.md.

    Args:
        sizes: what was measured of building and serving.
        further: reports of the other measurements, set in fixed width.
        day: on which they were made.
    """
    parts = ["# Benchmarks", f"`make bench`, {day}.", table(("machine", ""), machine()), NOTES.strip()]
    if sizes:
        parts += ["## Limits", limits(figures(sizes))]
        for size in sizes:
            parts += [f"## {size.texts:,} texts", rows(size), page_costs(size)]
    missing = [name for name in others.NAMES if name not in {tool.name for tool in others.installed()}]
    parts += [f"Not installed: {', '.join(missing)}."] if missing and sizes else []
    parts += [_fixed(text) for text in further]
    return "\n\n".join(parts) + "\n"


def limits(found: Iterable[Figure]) -> str:
    """The figures with their limits as a table."""
    lines = []
    for one in found:
        limit = "" if one.limit is None else f"{one.limit:g} {one.unit}".strip()
        lines.append((one.name, f"{one.value:.3g} {one.unit}".strip(), limit, one.verdict))
    return table(("figure", "measured", "limit", ""), lines)


def rows(size: Size) -> str:
    """The runs of a size as a table."""
    head = ("", "build", "wall s", "CPU s", "× stock", "peak MiB", "pages", "files", "MB", "from scratch")
    return table(head, (_row(size, one) for one in size.measured))


def page_costs(size: Size) -> str:
    """The CPU of a page by kind, and the seconds until an edit was shown."""
    told = ", ".join(f"{name} {cost:.2f} ms" for name, cost in size.costs.items())
    served = f" Served: {', '.join(f'{wait:.2f} s' for wait in size.served)}." if size.served else ""
    return f"CPU of a file by kind, cold, within one build: {told}.{served}"


def machine() -> Iterator[tuple[str, str]]:
    """Yield what the measurements were made on and with."""
    yield "CPU", f"{_cpu()}, {os.cpu_count()} cores"
    yield "memory", f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / MIB / 1024:.1f} GiB"
    yield "system", f"{platform.system()} {platform.release()}"
    yield "Python", sys.version.split()[0]
    yield "kaitei", _own()
    yield from ((name, version(name)) for name in PACKAGES)


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose columns are aligned as they are read in the source too."""
    every = [tuple(head), *map(tuple, lines)]
    widths = [max(_width(line[column]) for line in every) for column in range(len(head))]
    rule = "|".join(f" {'-' * max(width, 3)} " for width in widths)
    cells = [
        [cell + " " * (max(width, 3) - _width(cell)) for cell, width in zip(line, widths, strict=True)]
        for line in every
    ]
    made = [f"| {' | '.join(line)} |" for line in cells]
    return "\n".join([made[0], f"|{rule}|", *made[1:]])


def _row(size: Size, one: Measured) -> tuple[str, ...]:
    run = median(one.runs)
    same = {None: "", "": "identical"}.get(one.differs, f"differs: {one.differs}")
    numbers = (
        f"{run.wall:.2f}",
        f"{run.cpu:.2f}",
        f"{size.times(one.scenario, one.tool):.3f}",
        f"{run.peak / MIB:.0f}",
    )
    counts = (f"{one.pages:,}", f"{run.files:,}", f"{run.size / 1e6:.1f}")
    return (one.tool, one.scenario, *numbers, *counts, same)


def _fixed(text: str) -> str:
    title, _, body = text.partition("\n")
    return f"## {title}\n\n```\n{body.strip(chr(10))}\n```"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    found = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(found, platform.machine())


def _own() -> str:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])
