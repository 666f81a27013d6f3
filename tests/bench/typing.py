"""How many clauses are found in texts as people type them; half of these texts are set apart for measuring alone.

A text of `tests/cases/typing` is one habit of typing, with the outline that a person sees in it: a clause a line, two
spaces a level, "anchor number words", where the words are those with which it begins and "-" is no number. A clause is
*found* if its number and its words are there, *right* if its anchor and the one above it are as well, and *invented* if
the outline has none such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.document import Clause

FOLDER = Path(__file__).parents[1] / "cases" / "typing"
HALVES = ("read", "apart")

_ENTRY = re.compile(r"( *)(\S+) ((?:Article |Section |Schedule )?\S+) ?(.*)")
_CAPTION = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause as the outline has it, or as it was found; without white space, which is typed in all ways."""

    anchor: str
    above: str  # the anchor of the clause in which it stands, "" where there is none
    number: str  # "" where there is none
    text: str

    def __str__(self) -> str:
        return f"{self.anchor} (in {self.above or 'none'}) {self.number or '-'} {self.text[:20]}"


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of the clauses of one text, or of several."""

    pairs: tuple[tuple[Entry, Entry | None], ...]  # each clause of the outline, with the one that was found for it
    invented: tuple[Entry, ...]
    false: int  # warnings at lines at which none is right
    silent: int  # lines at which a warning is right and none was given

    @property
    def found(self) -> int:
        """How many are there, in whatever place."""
        return sum(found is not None for _, found in self.pairs)

    @property
    def wrong(self) -> list[tuple[Entry, Entry]]:
        """Those that have another anchor, or stand in another clause."""
        pairs = [(wanted, found) for wanted, found in self.pairs if found]
        return [(one, two) for one, two in pairs if (one.anchor, one.above) != (two.anchor, two.above)]

    @property
    def right(self) -> int:
        """How many are there, in their place."""
        return self.found - len(self.wrong)

    def told(self) -> str:
        """What is missing, in a wrong place or invented, a line each; "" where all is right."""
        missing = [f"  missing  {wanted}" for wanted, found in self.pairs if not found]
        wrong = [f"  wrong    {wanted}\n    found  {found}" for wanted, found in self.wrong]
        return "\n".join([*missing, *wrong, *(f"  invented {entry}" for entry in self.invented)])


def report() -> str:
    """Score both halves of the corpus."""
    counts = f"{'wrong':>6} {'invented':>9} {'false warnings':>15}"
    head = f"{'':>6} {'texts':>6} {'clauses':>8} {'found %':>8} {'right %':>8} {counts}"
    return "\n".join(["Clauses as people type them", "", head, *(_row(half) for half in HALVES)])


def _row(half: str) -> str:
    scores = list(scored(half).values())
    one = together(scores)
    found, right = (100 * number / len(one.pairs) for number in (one.found, one.right))
    counts = f"{len(one.wrong):>6} {len(one.invented):>9} {one.false:>15}"
    return f"{half:>6} {len(scores):>6} {len(one.pairs):>8} {found:>8.1f} {right:>8.1f} {counts}"


def scored(half: str) -> dict[str, Score]:
    """The scores of the texts of one half by their files' names."""
    files = sorted((FOLDER / half).glob("*.yml"))
    return {file.stem: score(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files}


def together(scores: Iterable[Score]) -> Score:
    """The scores of several texts as one."""
    given = list(scores)
    pairs, invented = (tuple(one for score in given for one in getattr(score, name)) for name in ("pairs", "invented"))
    return Score(pairs, invented, sum(score.false for score in given), sum(score.silent for score in given))


def score(case: dict[str, Any]) -> Score:
    """Hold the clauses that are found in a text against its outline."""
    document = convert(case["text"], case.get("title", "題名"))
    pairs, invented = paired(outlined(case["outline"]), list(_clauses(document.clauses)))
    warned, due = {remark.line for remark in document.warnings}, set(case.get("warnings", ()))
    return Score(pairs, invented, len(warned - due), len(due - warned))


def outlined(outline: str) -> list[Entry]:
    """The clauses of an outline."""
    found: list[Entry] = []
    open_ones = [""]
    for line in outline.splitlines():
        entry = _ENTRY.fullmatch(line)
        depth = len(entry[1]) // 2 if entry else len(open_ones)
        if not entry or depth >= len(open_ones):
            raise ValueError(line)
        number = "" if entry[3] == "-" else _squeezed(entry[3])
        found.append(Entry(entry[2], open_ones[depth], number, _squeezed(entry[4])))
        open_ones[depth + 1 :] = [entry[2]]
    return found


def _clauses(clauses: Iterable[Clause], above: str = "") -> Iterator[Entry]:
    """All that have an anchor, in reading order."""
    for clause in clauses:
        if clause.anchor:
            text = "".join(cell for line in clause.lines for cell in line)
            yield Entry(clause.anchor, above, _squeezed(clause.number), _squeezed(text))
        yield from _clauses(clause.children, clause.anchor or above)


def paired(
    wanted: Sequence[Entry], found: Sequence[Entry]
) -> tuple[tuple[tuple[Entry, Entry | None], ...], tuple[Entry, ...]]:
    """Each clause of the outline with the first that is it, best with one at its anchor; and those left over."""
    left = list(found)
    pairs: list[tuple[Entry, Entry | None]] = []
    for entry in wanted:
        same = [one for one in left if _same(entry, one)]
        best = next((one for one in same if one.anchor == entry.anchor), same[0] if same else None)
        if best:
            left.remove(best)
        pairs.append((entry, best))
    return tuple(pairs), tuple(left)


def _same(wanted: Entry, found: Entry) -> bool:
    """Tell whether number and beginning agree, wherever the number ends: at "1" or "1.", 附則 or its bracket.

    A caption may stand before or after the number, but has to be there.
    """
    numbers = sorted((wanted.number, found.number), key=len)
    caption = _CAPTION.match(wanted.text)
    beginning, text = wanted.number + wanted.text, found.number + found.text
    if caption and caption[0] in text:
        beginning, text = (words.replace(caption[0], "", 1) for words in (beginning, text))
    return bool(numbers[0]) == bool(numbers[1]) and numbers[1].startswith(numbers[0]) and text.startswith(beginning)


def _squeezed(text: str) -> str:
    return "".join(text.split())
