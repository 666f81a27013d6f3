"""What can be wrong with a site's sources, said so that whoever edits them can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell: a key into the message files, where it is, and the values to fill in."""

    key: str
    file: str = ""  # from the project's root, with slashes; "" where no file is at fault
    line: int = 0  # counted from 1; 0 where no line is at fault
    params: dict[str, str] = field(default_factory=dict)

    def at(self, file: str, line: int = 0) -> Problem:
        """The same problem at a place, unless it already has one."""
        return replace(self, file=self.file or file, line=self.line or line)


class KaiteiError(Exception):
    """The one error of the engine; carries every problem found at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in the order found, once each."""
        self.problems = _unique(problems)
        super().__init__("; ".join(f"{p.file}:{p.line}: {p.key} {p.params}" for p in self.problems))

    def __reduce__(self) -> tuple[type[KaiteiError], tuple[tuple[Problem, ...]]]:
        """Keep the problems on the way from one process to another."""
        return type(self), (self.problems,)


def fail(key: str, file: str = "", line: int = 0, /, **params: object) -> KaiteiError:
    """Make the error for a single problem."""
    return KaiteiError([Problem(key, file, line, {name: str(value) for name, value in params.items()})])


def _unique(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    seen: list[Problem] = []
    for problem in problems:
        if problem not in seen:
            seen.append(problem)
    return tuple(seen)
