"""Lists of SHA-256 as `sha256sum` writes and checks them: `record/SHA256SUMS`, `record/SOURCES`.

A line for each file, sorted by path: the digest, two blanks, the path with slashes. Nothing else is in such a list, so
that anybody can check it without Kaitei. Source: product contract §3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kaitei.errors import KaiteiError, Problem

Sums = Mapping[str, str]
"""SHA-256 in hexadecimal by path: `{"terms/2026-01-01.ja.txt": "9f86…"}`."""

_LINE = re.compile(r"([0-9a-f]{64})  (\S(?:.*\S)?)")
_OUTSIDE = re.compile(r"/|.*\\|(?:.*/)?\.{0,2}(?:/|\Z)")


def parse(text: str, name: str) -> dict[str, str]:
    """Read a list; entries are in the order of its lines, so that the first is that of line 1.

    Args:
        text: of the list, with line ends of either kind.
        name: of the list in messages.

    Raises:
        KaiteiError: for each line that is no entry, and each path that is listed twice.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(_lines(text), 1):
        match = _LINE.fullmatch(line)
        if line.startswith("\\"):
            problems.append(Problem("sums_escaped", name, number))
        elif match is None or _OUTSIDE.match(match[2]):
            problems.append(Problem("sums_line", name, number))
        elif match[2] in found:
            problems.append(Problem("sums_twice", name, number, {"path": match[2]}))
        else:
            found[match[2]] = match[1]
    if problems:
        raise KaiteiError(problems)
    return found


def written(sums: Sums) -> bytes:
    """The bytes of a list; none for an empty one, as `sha256sum` has it."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if not lines[-1] else lines
