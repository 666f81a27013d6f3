"""Tables of cases: an input and what is expected of it, in `tests/cases/<name>.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kaitei.errors import KaiteiError, Problem

FOLDER = Path(__file__).parents[1] / "cases"


def load(name: str) -> Any:
    """The content of a file of cases; every scalar in it is text."""
    return yaml.load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def cases(name: str, table: str = "") -> list[Any]:
    """The cases of a file, or of one table in it, as parameters named by their keys."""
    loaded = load(name)
    found = loaded[table] if table else loaded
    return [pytest.param(case, id=key) for key, case in found.items()]


def told(problem: Problem) -> str:
    """A problem as tables write it: `key line`, or `key` alone where no line is at fault."""
    return f"{problem.key} {problem.line}" if problem.line else problem.key


def problems(error: pytest.ExceptionInfo[KaiteiError]) -> list[str]:
    """The problems of a raised error as tables write them."""
    return [told(problem) for problem in error.value.problems]
