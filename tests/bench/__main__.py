"""Measure everything, print it as tables and write BENCHMARKS.md: `make bench`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path

from tests.bench import amending, comparing, report, typing, weight
from tests.bench.building import environment, measure
from tests.bench.corpora import SHAPES
from tests.bench.figures import Size
from tests.bench.outputs import costs, least
from tests.bench.serving import waits

FILE = Path(__file__).parents[2] / "BENCHMARKS.md"
ROUNDS = {50: 5, 200: 3, 800: 3, 3_200: 1}
IDENTITY = (50, 200)
"""Sizes at which each scenario's site is compared with one built from scratch, which doubles the time."""


def main() -> None:
    """Measure what the command line asks for."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        sizes = [_size(texts, Path(folder) / str(texts), asked) for texts in sorted(set(asked.sizes or SHAPES))]
    further = [part.report() for part in (typing, amending, comparing, weight)] if not asked.only_building else []
    text = report.document(sizes, further, dt.date.today().isoformat())  # noqa: DTZ011 - of whoever measures
    sys.stdout.write(text)
    asked.output.write_text(text, encoding="utf-8")


def _size(texts: int, folder: Path, asked: argparse.Namespace) -> Size:
    _say(f"{texts:,} texts")
    rounds = asked.rounds or ROUNDS[texts]
    measured = measure(SHAPES[texts], folder, rounds, texts in asked.identity, _say)
    _say("costs by kind")
    made = least([costs(folder / "kaitei", environment()) for _ in range(rounds)])
    _say("serving")
    served = waits(folder / "kaitei", environment(), asked.edits)
    return Size(texts, tuple(measured), made, tuple(served))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    sizes, rounds = (", ".join(map(str, numbers)) for numbers in (SHAPES, ROUNDS.values()))
    parser.add_argument(
        "sizes", nargs="*", type=_known, metavar="TEXTS", help=f"any of {sizes}; all where none is given"
    )
    parser.add_argument("--rounds", type=int, help=f"of each size, instead of {rounds}")
    parser.add_argument("--identity", nargs="*", type=int, default=IDENTITY, help="sizes to build from scratch as well")
    parser.add_argument("--edits", type=int, default=3, help="made while the site is served; 0 serves nothing")
    parser.add_argument(
        "--only-building",
        action="store_true",
        help="leave out what is found of clauses, comparing texts and the weight of a page",
    )
    parser.add_argument("--folder", help="where the projects are written, instead of the system's temporary folder")
    parser.add_argument("--output", type=Path, default=FILE)
    return parser.parse_args()


def _known(size: str) -> int:
    if size not in map(str, SHAPES):
        raise argparse.ArgumentTypeError(f"no corpus of {size}")
    return int(size)


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    main()
